import { day } from "../rows/cell.ts";
import { sourceId } from "../source-id.ts";
import type { TableEntry, TableRow } from "../table/table.ts";
import { momentIn } from "./cells.ts";

/** Columns that every table about a patient has. */
export type AboutColumn = "person" | "provider" | "effectiveFrom" | "periodEnd";

/** What every row says besides its own matter. */
export type About = {
  /** The source's id of the patient, as a FHIR id. */
  readonly patient: string;
  /** ODS code of the provider, where the row names it. */
  readonly provider: string | undefined;
  readonly recorded: Date | undefined;
};

/**
 * Whom a row is about, by the one id that every table of the data set carries; none where it is empty, which costs the
 * row.
 */
export function aboutOf(row: TableRow<AboutColumn>): About | undefined {
  const person = row.needed("person");
  const recorded = recordedIn(row);
  if (person === undefined) return undefined;
  return { patient: sourceId(person), provider: row.given("provider"), recorded };
}

/** When the submission was processed; else the end of its reporting period. */
export function recordedIn(row: TableRow<"effectiveFrom" | "periodEnd">): Date | undefined {
  const effective = row.text("effectiveFrom");
  if (effective !== "") return keptMoment(effective, () => momentIn(row, "effectiveFrom"));
  const end = row.text("periodEnd");
  return end === "" ? undefined : keptMoment(`end of ${end}`, () => endOf(row));
}

function endOf(row: TableRow<"periodEnd">): string | undefined {
  const read = day(row.text("periodEnd"), "periodEnd");
  if (read.ok) return read.value && `${read.value}T23:59:59Z`;
  row.refuse("periodEnd", read.problem, "field");
  return undefined;
}

const MOST_KEPT = 1000;
const kept = new Map<string, Date>();

/** The rows of a file share a few moments: each is read once. */
function keptMoment(text: string, read: () => string | undefined): Date | undefined {
  const known = kept.get(text);
  if (known) return known;
  const moment = read();
  if (moment === undefined) return undefined;
  if (kept.size >= MOST_KEPT) kept.clear();
  const made = new Date(moment);
  kept.set(text, made);
  return made;
}

/** The resource as an entry about the row's patient. */
export const entryAbout = (
  { patient, recorded }: About,
  resource: TableEntry["resource"],
  labelled: Pick<TableEntry, "category" | "sensitivity"> = {},
): TableEntry => ({ resource, patient, recorded, ...labelled });
