import type { Observation } from "fhir/r4.js";
import { idOfParts } from "../source-id.ts";
import { snomedConcept, valueOf } from "./care-activity.ts";
import { entryRef, extended, patientRef, referralExtension } from "./reference.ts";

/** What a row says of one score: of a questionnaire, or of a scale that staff filled in. */
export type ScoredAssessment = {
  readonly patient: string;
  /** Within which referral, or at which activity of a contact, it was made. */
  readonly within: { readonly referral: string } | { readonly activity: string };
  /** The tool as a SNOMED CT concept, and its words where the row gives them. */
  readonly tool: string;
  readonly words: string | undefined;
  readonly score: string;
  readonly on: string | undefined;
  readonly staff: string | undefined;
};

export function scoreOf(assessment: ScoredAssessment): Observation & { id: string } {
  const { patient, within, tool, words, score, on, staff } = assessment;
  const parts = "referral" in within ? ["referral", within.referral, on ?? ""] : ["activity", within.activity];
  return {
    resourceType: "Observation",
    id: idOfParts("scored-assessment", ...parts, tool),
    ...extended("referral" in within ? referralExtension(within.referral) : undefined),
    status: "final",
    category: [SURVEY],
    code: snomedConcept(tool, words),
    subject: patientRef(patient),
    ...("activity" in within && { partOf: [entryRef("Procedure", within.activity)] }),
    ...(on !== undefined && { effectiveDateTime: on }),
    ...(staff !== undefined && { performer: [entryRef("Practitioner", staff)] }),
    ...valueOf(score),
  };
}

/** @see http://terminology.hl7.org/CodeSystem/observation-category */
const SURVEY = {
  coding: [{ system: "http://terminology.hl7.org/CodeSystem/observation-category", code: "survey", display: "Survey" }],
};
