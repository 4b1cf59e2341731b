import type { CodeableConcept, Reference } from "fhir/r4.js";
import { SNOMED } from "../codes/coding.ts";
import { bracketed, guidFor } from "./guid.ts";
import { LOCAL_ALONE, READ_CODES } from "./local-codes.ts";

const snomedIn = (concept: CodeableConcept | undefined): string =>
  concept?.coding?.find(({ system }) => system === SNOMED)?.code ?? "";
export const termIn = (concept: CodeableConcept | undefined): string =>
  concept?.text ?? concept?.coding?.[0]?.display ?? "";

/** The cells that say what a row is about. */
export function codedCells(concept: CodeableConcept | undefined) {
  const snomed = snomedIn(concept);
  const term = termIn(concept);
  const alone = LOCAL_ALONE[snomed];
  if (alone !== undefined) return { LocalCode: alone, Term: term };
  const read = READ_CODES[snomed];
  return {
    SnomedCtConceptId: snomed,
    ...(read !== undefined && { LocalCode: read, LocalCodeScheme: "Read v2" }),
    Term: term,
  };
}

export const reasonCells = (concepts: readonly CodeableConcept[] | undefined) => ({
  ReasonSnomedCtConceptId: snomedIn(concepts?.[0]),
  ReasonTerm: termIn(concepts?.[0]),
});

/** The cell that names another thing of the practice's: empty where there is none. */
export function guidCell(ods: string, reference: Reference | undefined): string {
  const [type = "", id = ""] = (reference?.reference ?? "").split("/");
  return id === "" ? "" : bracketed(guidFor(ods, type, id));
}

/** When something was, and when it was written down: days and a time on the clock. */
export const whenCells = (happened: string | undefined, written: string | undefined) => ({
  EffectiveDate: dayIn(happened),
  EffectiveDatePrecision: happened === undefined ? "U" : "YMD",
  EnteredDate: dayIn(written),
  EnteredTime: timeIn(written),
});

export const dayIn = (moment: string | undefined): string => moment?.slice(0, 10) ?? "";
export const timeIn = (moment: string | undefined): string => moment?.slice(11, 19) ?? "";

export const whoCells = (ods: string, clinician: Reference | undefined) => ({
  ClinicianUserInRoleGuid: guidCell(ods, clinician),
  EnteredByUserInRoleGuid: guidCell(ods, clinician),
});

export const NOT_DELETED = { IsConfidential: "false", Deleted: "false" };
