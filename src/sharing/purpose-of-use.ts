import type { Coding } from "fhir/r4.js";
import { PURPOSES, type Purpose, type PurposeTerms } from "./purpose.ts";

/** Where HL7 keeps its lists of codes. */
export const TERMS = "http://terminology.hl7.org/CodeSystem";

/** @see https://terminology.hl7.org/ValueSet-v3-PurposeOfUse.html (extensible) */
const PURPOSE_OF_USE: Readonly<Record<Purpose, string>> = {
  "direct-care": "TREAT",
  "own-record": "PATRQT",
  "data-quality": "HQUALIMP",
  linkage: "PATADMIN",
  "records-management": "RECORDMGT",
  "risk-stratification": "CAREMGT",
  commissioning: "GOV",
  "invoice-validation": "HPAYMT",
  evaluation: "HRESCH",
  safeguarding: "THREAT",
  "legal-disclosure": "HLEGAL",
};

/** What FHIR calls a purpose. */
export const purposeOfUse = (purpose: Purpose): Coding => ({
  system: `${TERMS}/v3-ActReason`,
  code: PURPOSE_OF_USE[purpose],
});

/** The same of every purpose on whose terms something holds. */
export const purposesOfUse = (holds: (terms: PurposeTerms) => boolean): Coding[] =>
  (Object.keys(PURPOSES) as Purpose[]).filter((one) => holds(PURPOSES[one])).map(purposeOfUse);
