/**
 * Cells that are merged over several rows say the same of each of them: the first one's text is filled down. Only its
 * own column is filled: across columns a merged cell is a title.
 */
export type MergedCells = { readonly fill: (row: number, fields: string[]) => void };

/** Where a merged cell begins and ends; rows and columns from 1. */
export type MergedRange = { readonly column: number; readonly from: number; readonly to: number };

/** "B2:B5" as column 2, rows 2 to 5; undefined where it spans one row only. */
export function mergedRange(reference: string): MergedRange | undefined {
  const [, column = "", from = "", to = ""] =
    /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?[A-Z]{1,3}\$?(\d{1,7})$/.exec(reference) ?? [];
  const range = { column: columnNumber(column), from: Number(from), to: Number(to) };
  return range.from > 0 && range.to > range.from ? range : undefined;
}

/** The number of a column, A being 1; 0 where there are no letters. */
export const columnNumber = (letters: string): number =>
  Array.from(letters.toUpperCase()).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

export function createMergedCells(ranges: readonly MergedRange[]): MergedCells {
  const beginning = Map.groupBy(ranges, ({ from }) => from);
  /** What is being filled down, by column. */
  const open = new Map<number, { readonly to: number; readonly text: string }>();
  return {
    fill: (row, fields) => {
      // A row that says nothing else stays empty.
      const says = fields.some((field) => field.trim() !== "");
      for (const [column, { to, text }] of open) {
        if (row > to) open.delete(column);
        else if (says && (fields[column - 1] ?? "") === "") {
          while (fields.length < column) fields.push("");
          fields[column - 1] = text;
        }
      }
      for (const { column, to } of beginning.get(row) ?? []) {
        open.set(column, { to, text: fields[column - 1] ?? "" });
      }
    },
  };
}
