import { isValidElement, type ReactElement } from "react";
import { classNames, type Content, type LabelSize } from "./content.ts";

export type TableProps = {
  readonly caption?: Content | undefined;
  readonly captionSize?: LabelSize | undefined;
  readonly captionHidden?: boolean | undefined;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  readonly firstCellIsHeader?: boolean | undefined;
  /** On narrow screens each row becomes a block of lines with the column's header before each value. */
  readonly responsive?: boolean | undefined;
  readonly compact?: boolean | undefined;
  readonly striped?: boolean | undefined;
  readonly border?: boolean | undefined;
  readonly id?: string | undefined;
  readonly classes?: string | undefined;
};

export type TableColumn = string | TableColumnProps;

export type TableColumnProps = {
  readonly header: Content;
  /** Numbers are aligned right. */
  readonly numeric?: boolean | undefined;
  readonly width?: TableColumnWidth | undefined;
  /** How the rows are sorted by this column now; href then leads to the other order. */
  readonly sort?: "ascending" | "descending" | "none" | undefined;
  readonly href?: string | undefined;
  readonly classes?: string | undefined;
};

export type TableColumnWidth = "one-quarter" | "one-third" | "one-half" | "two-thirds" | "three-quarters";

export type TableCell = string | number | ReactElement | null | TableCellProps;

export type TableCellProps = {
  readonly content: Content;
  /** As its column, unless given. */
  readonly numeric?: boolean | undefined;
  readonly colSpan?: number | undefined;
  readonly classes?: string | undefined;
};

export type TableRow = readonly TableCell[] | TableRowProps;
export type TableRowProps = {
  readonly cells: readonly TableCell[];
  readonly id?: string | undefined;
  readonly classes?: string | undefined;
};

/** @see https://service-manual.nhs.uk/design-system/components/table */
export function Table(table: TableProps) {
  const { responsive, compact, striped, border = true } = table;
  const columns = table.columns.map(columnProps);
  const sortable = columns.some(({ sort }) => sort !== undefined);
  const names = classNames(
    "nhsuk-table",
    compact && "nhsuk-table--compact",
    responsive && "nhsuk-table--responsive",
    !border && "nhsuk-table--no-border",
    sortable && "nhsuk-table--sortable",
    striped && "nhsuk-table--striped",
    table.classes,
  );
  return (
    <table className={names} id={table.id} role={responsive ? "table" : undefined}>
      <Caption table={table} sortable={sortable} />
      <thead className="nhsuk-table__head" role={responsive ? "rowgroup" : undefined}>
        <tr className="nhsuk-table__row" role={responsive ? "row" : undefined}>
          {columns.map((column, index) => (
            <ColumnHeader column={column} responsive={responsive} key={index} />
          ))}
        </tr>
      </thead>
      <tbody className="nhsuk-table__body">
        {table.rows.map((row, index) => (
          <Row row={rowProps(row)} columns={columns} table={table} key={index} />
        ))}
      </tbody>
    </table>
  );
}

function Caption({ table, sortable }: { readonly table: TableProps; readonly sortable: boolean }) {
  const { caption, captionSize, captionHidden } = table;
  if (!caption) return undefined;
  const names = classNames(
    "nhsuk-table__caption",
    captionSize && `nhsuk-table__caption--${captionSize}`,
    captionHidden && "nhsuk-u-visually-hidden",
  );
  return (
    <caption className={names}>
      {caption}
      {sortable && <span className="nhsuk-u-visually-hidden"> (Column headers are sortable)</span>}
    </caption>
  );
}

type ColumnHeaderProps = { readonly column: TableColumnProps; readonly responsive: boolean | undefined };

const ColumnHeader = ({ column, responsive }: ColumnHeaderProps) => (
  <th
    className={classNames(
      "nhsuk-table__header",
      column.numeric && "nhsuk-table__header--numeric",
      column.width && `nhsuk-u-width-${column.width}`,
      column.classes,
    )}
    scope="col"
    role={responsive ? "columnheader" : undefined}
    data-sort={column.sort && ""}
    aria-sort={column.sort === "none" ? undefined : column.sort}
  >
    {column.href ? (
      <a className="nhsuk-link" href={column.href}>
        {column.header}
      </a>
    ) : (
      column.header
    )}
  </th>
);

type RowProps = {
  readonly row: TableRowProps;
  readonly columns: readonly TableColumnProps[];
  readonly table: TableProps;
};

const Row = ({ row, columns, table }: RowProps) => (
  <tr className={classNames("nhsuk-table__row", row.classes)} id={row.id} role={table.responsive ? "row" : undefined}>
    {row.cells.map((cell, index) => (
      <Cell
        cell={cellProps(cell)}
        column={columns[index]}
        isHeader={index === 0 && table.firstCellIsHeader === true}
        responsive={table.responsive}
        key={index}
      />
    ))}
  </tr>
);

type CellProps = {
  readonly cell: TableCellProps;
  readonly column: TableColumnProps | undefined;
  readonly isHeader: boolean;
  readonly responsive: boolean | undefined;
};

function Cell({ cell, column, isHeader, responsive }: CellProps) {
  const block = isHeader ? "nhsuk-table__header" : "nhsuk-table__cell";
  const Tag = isHeader ? "th" : "td";
  return (
    <Tag
      className={classNames(block, (cell.numeric ?? column?.numeric) && `${block}--numeric`, cell.classes)}
      scope={isHeader ? "row" : undefined}
      role={responsive ? (isHeader ? "rowheader" : "cell") : undefined}
      colSpan={responsive ? undefined : cell.colSpan}
    >
      {responsive && column && (
        <span className="nhsuk-table__heading" aria-hidden="true">
          {column.header}{" "}
        </span>
      )}
      {responsive && isValidElement(cell.content) ? <span>{cell.content}</span> : cell.content}
    </Tag>
  );
}

const columnProps = (column: TableColumn): TableColumnProps =>
  typeof column === "string" ? { header: column } : column;

const rowProps = (row: TableRow): TableRowProps => ("cells" in row ? row : { cells: row });

const cellProps = (cell: TableCell): TableCellProps =>
  typeof cell === "object" && cell !== null && "content" in cell ? cell : { content: cell };
