import type { Identifier } from "fhir/r4.js";
import { valueList } from "../rows/value-list.ts";
import type { TableRow } from "../table/table.ts";

/**
 * How far an NHS number has been traced against the national register.
 * @see https://www.datadictionary.nhs.uk/attributes/nhs_number_status_indicator_code.html
 */
const STATUSES = {
  "01": "Number present and verified",
  "02": "Number present but not traced",
  "03": "Trace required",
  "04": "Trace attempted - No match or multiple match found",
  "05": "Trace needs to be resolved - (NHS Number or patient detail conflict)",
  "06": "Trace in progress",
  "07": "Number not present and trace not required",
  "08": "Trace postponed (baby under six weeks old)",
} as const;
type Status = keyof typeof STATUSES;

const CODES = Object.keys(STATUSES) as Status[];
const statuses = valueList<Status>(CODES, {
  ...Object.fromEntries(CODES.map((code) => [STATUSES[code], code])),
  ...Object.fromEntries(CODES.map((code) => [code.slice(1), code])),
  ...{ Verified: "01", Traced: "01", "Not traced": "02" },
});

const NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number";

/**
 * The NHS number with its status, as UK Core writes it, and the one that it superseded; none where there is none that
 * can be right.
 */
export function nhsIdentifiers(
  row: TableRow<"nhsNumber" | "nhsNumberStatus" | "supersededNumber">,
): readonly Identifier[] {
  const [value, status] = [row.nhsNumber("nhsNumber"), row.listed("nhsNumberStatus", statuses)];
  const old = row.nhsNumber("supersededNumber");
  const identifiers: Identifier[] = [];
  const extension = status === undefined ? {} : { extension: [verification(status)] };
  if (value !== undefined) identifiers.push({ ...extension, use: "official", system: NHS_NUMBER, value });
  if (old !== undefined) identifiers.push({ use: "old", system: NHS_NUMBER, value: old });
  return identifiers;
}

const verification = (code: Status) => ({
  url: "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus",
  valueCodeableConcept: {
    coding: [
      {
        system: "https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatusEngland",
        code,
        display: STATUSES[code],
      },
    ],
  },
});
