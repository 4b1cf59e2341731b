import { failed, succeeded, type Outcome } from "#base";
import type { Directory } from "../directory.ts";
import { readStaffLine, repeatedIn, type FieldNames, type ListFault, type PlacedLine, type StaffList } from "./list.ts";

/** A row of a table, as a reader of CSV gives it; without fields where it cannot be taken apart. */
export type TableRow = { readonly line: number; readonly fields: readonly string[] | undefined };

const NEEDED = ["id", "name", "role", "organisation"] as const;
const ALL = [...NEEDED, "team", "from", "to"] as const;
const FIELDS: FieldNames = Object.fromEntries(ALL.map((one) => [one, one])) as FieldNames;

/**
 * Reads a list of staff from a table whose first row names its columns: id, name, role and organisation; team, from and
 * to where there are any. Other columns are not used. Fails with every fault there is.
 */
export function readStaffTable(
  rows: readonly TableRow[],
  directory: Directory,
): Outcome<StaffList, readonly ListFault[]> {
  const [heading, ...rest] = rows;
  const columns = (heading?.fields ?? []).map((name) => name.trim().toLowerCase());
  const missing = columnFaults(columns, heading?.line ?? 1);
  if (missing.length > 0) return failed(missing);
  const faults: ListFault[] = [];
  const lines: PlacedLine[] = [];
  for (const { line, fields } of rest) {
    const where = `line ${String(line)}`;
    if (fields === undefined) {
      faults.push({ where, id: undefined, field: "row", found: "it cannot be taken apart", accepted: QUOTES });
      continue;
    }
    const cell = (name: (typeof ALL)[number]): string => fields[columns.indexOf(name)]?.trim() ?? "";
    const words = Object.fromEntries(ALL.map((name) => [name, cell(name)])) as Record<(typeof ALL)[number], string>;
    const read = readStaffLine({ ...words, where }, directory, FIELDS);
    faults.push(...read.faults);
    if (read.value) lines.push({ where, line: read.value });
  }
  faults.push(...repeatedIn(lines, "id"));
  return faults.length > 0 ? failed(faults) : succeeded({ lines: lines.map(({ line }) => line), isPart: false });
}

const QUOTES = "fields divided by commas, with quotes that are closed";

/** Columns that are not there, or there twice. What else the first row says is not told: it may be somebody's. */
function columnFaults(columns: readonly string[], line: number): readonly ListFault[] {
  const fault = (field: string, found: string): ListFault => ({
    ...{ where: `line ${String(line)}`, id: undefined, field, found },
    accepted: `a first row that names the columns: ${ALL.join(", ")}`,
  });
  return [
    ...NEEDED.filter((name) => !columns.includes(name)).map((name) => fault(name, "there is no such column")),
    ...ALL.filter((name) => columns.indexOf(name) !== columns.lastIndexOf(name)).map((name) =>
      fault(name, "two columns are called so"),
    ),
  ];
}
