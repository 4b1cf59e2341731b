import type { Meta, Reference } from "fhir/r4.js";
import { stretchOf } from "#base";
import type { DeliveryFacts } from "../adapter.ts";
import { asResource } from "../fhir/json.ts";
import { localMoment, timeOfDay } from "../local-time.ts";
import type { TableEntry, TableRow } from "../table/table.ts";
import { extractMoment } from "./extract-moment.ts";
import { FLAG_WORDS, flagIn } from "./flag.ts";
import { guidId } from "./guid.ts";

/** What every table says of its rows: which, about whom, how private, and whether they still hold. */
export const ROW_COLUMNS = {
  patient: ["PatientGuid", "PatientId"],
  deleted: ["Deleted", "IsDeleted"],
  confidential: ["IsConfidential", "Confidential"],
} as const;

/** What every table of entries in the notes says besides: when, by whom, and in which contact. */
export const ENTRY_COLUMNS = {
  ...ROW_COLUMNS,
  effective: ["EffectiveDate", "ClinicalEffectiveDate"],
  precision: ["EffectiveDatePrecision", "DatePrecision"],
  entered: ["EnteredDate", "DateRecorded"],
  enteredTime: "EnteredTime",
  clinician: ["ClinicianUserInRoleGuid", "ClinicianGuid"],
  consultation: "ConsultationGuid",
} as const;

export type RowColumn = "guid" | keyof typeof ROW_COLUMNS;
export type EntryColumn = "guid" | keyof typeof ENTRY_COLUMNS;

/** Which thing a row is about, and what its resource begins with. */
export type AboutRow = {
  readonly id: string;
  readonly subject: Reference;
  /** When it was written down: a moment with its zone, or a day where no time is given. */
  readonly entered: string | undefined;
  readonly private: { readonly meta?: Meta };
};

/** @see https://hl7.org/fhir/R4/valueset-security-labels.html */
const RESTRICTED = {
  meta: { security: [{ system: "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", code: "R" }] },
};
const ORDINARY = {};

/** A confidential row's resource says so itself; where it is unclear whether it is, it counts as confidential. */
export const privacyOf = (isConfidential: boolean): AboutRow["private"] => (isConfidential ? RESTRICTED : ORDINARY);

/**
 * The entry of one row about a patient. A deleted row says no more than that it is: it ends whatever is held under its
 * id, of any of the `types` that it may have been.
 */
export function takeRow(
  row: TableRow<RowColumn>,
  facts: DeliveryFacts,
  rule: {
    readonly types: () => readonly string[];
    readonly resource: (about: AboutRow) => TableEntry["resource"] | undefined;
    /** When the source wrote it down: stands for when it said so where the extract itself does not say of when it is. */
    readonly entered?: () => string | undefined;
  },
): readonly TableEntry[] {
  const [guid, patientGuid, isDeleted] = [row.needed("guid"), row.needed("patient"), deletionIn(row)];
  if (guid === undefined || patientGuid === undefined || isDeleted === undefined) return [];
  const [id, patient] = [guidId(guid), guidId(patientGuid)];
  const entered = rule.entered?.();
  const recorded = extractMoment(facts) ?? momentOf(entered);
  if (isDeleted) return rule.types().map((type) => ({ resource: goneOf(type, id), patient, ended: true, recorded }));
  const resource = rule.resource({
    ...{ id, entered, subject: { reference: `Patient/${patient}` } },
    private: privacyOf(isYes(row, "confidential", true)),
  });
  return resource ? [{ resource, patient, recorded }] : [];
}

/** No more than which entry: what is held of it ends with the content that it has. */
export const goneOf = (type: string, id: string): TableEntry["resource"] => asResource({ resourceType: type, id });

/** Whether a row is deleted; unclear, it costs the row: nothing may end, or stand again, by guessing. */
export function deletionIn(row: TableRow<"deleted">): boolean | undefined {
  const flag = flagIn(row.text("deleted"));
  if (flag === undefined) row.refuse("deleted", NO_FLAG, "row");
  return flag;
}

/** `unclear`: what to go by where a cell says neither yes nor no. */
export function isYes<Column extends string>(row: TableRow<Column>, column: Column, unclear = false): boolean {
  const flag = flagIn(row.text(column));
  if (flag === undefined) row.refuse(column, NO_FLAG, "field");
  return flag ?? unclear;
}

const NO_FLAG = { reason: "This says neither yes nor no.", accepted: FLAG_WORDS };

const momentOf = (text: string | undefined): Date | undefined =>
  text === undefined ? undefined : stretchOf(text)?.from;

/** When it happened, as exactly as the source knows: a day, a month or a year. */
export function effectiveDate(row: TableRow<"effective" | "precision">): string | undefined {
  const day = row.pastDay("effective");
  return day === undefined ? undefined : asPreciseAs(row, "precision", day);
}

/** A day cut to what the source knows of it: YMD, YM, Y, or U for nothing. */
export function asPreciseAs<Column extends string>(
  row: TableRow<Column>,
  column: Column,
  day: string,
): string | undefined {
  switch (row.text(column).toUpperCase()) {
    case "":
    case "YMD":
    case "YMDT":
      return day;
    case "YM":
      return day.slice(0, 7);
    case "Y":
      return day.slice(0, 4);
    case "U":
      return undefined;
    default:
      row.refuse(column, NO_PRECISION, "field");
      return day;
  }
}

const NO_PRECISION = {
  reason: "This is no way of saying how exactly a date is known.",
  accepted: "YMD, YMDT, YM, Y or U",
};

/** When it was written down: a moment with its zone, or a day where no time is given. */
export const enteredMoment = (row: TableRow<"entered" | "enteredTime">): string | undefined =>
  momentIn(row, "entered", "enteredTime");

/** A day and, where it is given, a time of day, as they stood on the wall in England. */
export function momentIn<Day extends string, Time extends string>(
  row: TableRow<Day | Time>,
  dayColumn: Day,
  timeColumn: Time,
): string | undefined {
  const day = row.day(dayColumn);
  const text = row.text(timeColumn);
  if (day === undefined || text === "") return day;
  const time = timeOfDay(text);
  if (time === undefined) row.refuse(timeColumn, NO_TIME, "field");
  return time === undefined ? day : localMoment(day, time);
}

export const NO_TIME = { reason: "There is no such time of day.", accepted: "14:05 or 14:05:30" };

/** Another thing of the source's that a cell names by its id. */
export function referenceIn<Column extends string>(
  row: TableRow<Column>,
  column: Column,
  type: string,
): Reference | undefined {
  const guid = row.text(column);
  return guid === "" ? undefined : { reference: `${type}/${guidId(guid)}` };
}
