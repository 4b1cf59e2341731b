import type { Coding, Period, Reference } from "fhir/r4.js";
import { patientIdOfRow } from "./event-key.ts";
import type { CldRow } from "./row.ts";

export const subjectOf = (row: CldRow): Reference => ({ reference: `Patient/${patientIdOfRow(row)}` });

export const periodOf = (row: CldRow): Period => ({
  start: row.start,
  ...(row.end === undefined ? {} : { end: row.end }),
});

/** Whether an event is over as far as its row can tell: ends in the future are plans. */
export const isOver = (row: CldRow): boolean =>
  row.end !== undefined && (row.periodEnd === undefined || row.end <= row.periodEnd);

/**
 * How someone was met, as a class of encounter; the methods are free text in councils' files.
 * @see https://terminology.hl7.org/ValueSet-v3-ActEncounterCode.html
 */
export function encounterClass(method: string): Coding {
  const system = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
  if (/home/i.test(method)) return { system, code: "HH", display: "home health" };
  if (/phone|video|virtual|online|remote|e-?mail|letter/i.test(method))
    return { system, code: "VR", display: "virtual" };
  return { system, code: "AMB", display: "ambulatory" };
}
