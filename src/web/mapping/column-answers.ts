import { isColumnRole, MAY_REPEAT, OF_OBSERVATIONS, withRoles, type ColumnRole, type Sample } from "#feeds";
import { ROW_KINDS, type RowKind } from "#place";
import type { FormFaults } from "./faults.ts";

type Form = Readonly<Record<string, string>>;

/** The name of the field that says what a column is. */
export const roleField = (at: number): string => `column-${at}`;

/** What the form says of the columns, put into the draft, and what is wrong with it. */
export function readColumns(form: Form, { draft, table }: Pick<Sample, "draft" | "table">) {
  const headings = table.columns.map(({ heading }) => heading);
  const roles = headings.map((_, at): ColumnRole => {
    const text = form[roleField(at)] ?? "none";
    return isColumnRole(text) ? text : "none";
  });
  const rowIs = ROW_KINDS.find((kind) => kind === form["rowIs"]);
  const changed = { ...withRoles(draft, headings, roles), rowIs: rowIs ?? draft.rowIs };
  return { value: changed, faults: faultsOf(roles, headings, rowIs) };
}

const IDS: readonly ColumnRole[] = ["person.id", "person.nhsNumber"];
const NAMES: readonly ColumnRole[] = ["person.name", "person.family", "person.given"];
/** What tells people of one name apart. */
const TELLING: readonly ColumnRole[] = [
  ...(["person.born", "person.address", "person.postcode", "person.phone", "person.email"] as const),
];

function faultsOf(roles: readonly ColumnRole[], headings: readonly string[], rowIs: RowKind | undefined): FormFaults {
  const faults = new Map<string, string>();
  if (!rowIs) faults.set("rowIs", "Choose what each row is about");
  roles.forEach((role, at) => {
    const first = roles.indexOf(role);
    const isStray = OF_OBSERVATIONS.has(role) && rowIs !== undefined && rowIs !== "observation";
    if (first < at && !MAY_REPEAT.has(role)) {
      faults.set(roleField(at), `Choose something else: ${headings[first] ?? ""} is that already`);
    } else if (isStray)
      faults.set(roleField(at), "Only measurements, tests and scores have a value, unit or measurement");
  });
  const has = (wanted: readonly ColumnRole[]) => wanted.some((role) => roles.includes(role));
  if (!has([...IDS, ...NAMES])) faults.set(roleField(0), "Choose which column says who the row is about");
  else if (!has(IDS) && !has(TELLING)) {
    const words =
      "Choose a column that tells people of one name apart: a date of birth, address, telephone number or id";
    faults.set(roleField(roles.findIndex((role) => NAMES.includes(role))), words);
  }
  if (rowIs !== undefined && rowIs !== "person" && !roles.includes("event.date")) {
    const place = roles.findIndex((role, at) => role === "none" && !faults.has(roleField(at)));
    faults.set(roleField(place < 0 ? roles.length - 1 : place), "Choose which column says when it was");
  }
  return faults;
}
