import { ActionAnchor, type Action } from "./action.tsx";
import { classNames, type Content } from "./content.ts";

export type SummaryListProps = {
  readonly rows: readonly SummaryListRow[];
  readonly border?: boolean | undefined;
  readonly classes?: string | undefined;
};

export type SummaryListRow = {
  readonly key: Content;
  readonly value: Content;
  readonly actions?: readonly Action[] | undefined;
  readonly id?: string | undefined;
  readonly classes?: string | undefined;
};

/** @see https://service-manual.nhs.uk/design-system/components/summary-list */
export function SummaryList({ rows, border = true, classes }: SummaryListProps) {
  const withActions = rows.some(({ actions = [] }) => actions.length > 0);
  return (
    <dl className={classNames("nhsuk-summary-list", !border && "nhsuk-summary-list--no-border", classes)}>
      {rows.map((row, index) => (
        <Row row={row} withActions={withActions} key={index} />
      ))}
    </dl>
  );
}

function Row({ row, withActions }: { readonly row: SummaryListRow; readonly withActions: boolean }) {
  const { actions = [] } = row;
  const lacksActions = withActions && actions.length === 0;
  return (
    <div
      className={classNames(
        "nhsuk-summary-list__row",
        lacksActions && "nhsuk-summary-list__row--no-actions",
        row.classes,
      )}
      id={row.id}
    >
      <dt className="nhsuk-summary-list__key">{row.key}</dt>
      <dd className="nhsuk-summary-list__value">{row.value}</dd>
      {actions.length > 0 && (
        <dd className="nhsuk-summary-list__actions">
          <RowActions actions={actions} />
        </dd>
      )}
    </div>
  );
}

function RowActions({ actions }: { readonly actions: readonly Action[] }) {
  const [only] = actions;
  if (only && actions.length === 1) return <ActionAnchor {...only} />;
  return (
    <ul className="nhsuk-summary-list__actions-list">
      {actions.map((action) => (
        <li className="nhsuk-summary-list__actions-list-item" key={action.href}>
          <ActionAnchor {...action} />
        </li>
      ))}
    </ul>
  );
}
