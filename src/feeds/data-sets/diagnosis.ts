import type { CodeableConcept, Condition } from "fhir/r4.js";
import { valueList } from "../rows/value-list.ts";
import { idOfParts } from "../source-id.ts";
import { isOver } from "./cells.ts";
import { icd10Words } from "./icd10-words.ts";
import { extended, patientRef, referralExtension } from "./reference.ts";

/**
 * In which code a diagnosis is written: 02 ICD-10, 04 and 05 the two versions of Read codes, 06 SNOMED CT.
 * @see https://www.datadictionary.nhs.uk/data_elements/diagnosis_scheme_in_use.html
 */
export const diagnosisSchemes = valueList(["02", "04", "05", "06"] as const, {
  "2": "02",
  "4": "04",
  "5": "05",
  "6": "06",
});
export type DiagnosisScheme = "02" | "04" | "05" | "06";

const SYSTEMS: Readonly<Record<DiagnosisScheme, string>> = {
  "02": "http://hl7.org/fhir/sid/icd-10",
  "04": "http://read.info/readv2",
  "05": "http://read.info/ctv3",
  "06": "http://snomed.info/sct",
};

export type DiagnosisKind = "provisional" | "primary" | "secondary" | "previous";

/** What a row says of one diagnosis. */
export type Diagnosis = {
  readonly kind: DiagnosisKind;
  readonly patient: string;
  /** The referral within which it was made; none for what was known before. */
  readonly request: string | undefined;
  readonly scheme: DiagnosisScheme;
  readonly code: string;
  /** Its words, and the SNOMED CT concept that the national processing put beside it, where the row gives them. */
  readonly words: string | undefined;
  readonly snomed: string | undefined;
  /** A FHIR dateTime. */
  readonly on: string | undefined;
  /** When the source ceased to report it. */
  readonly ended: string | undefined;
};

/** A diagnosis as a FHIR Condition. Rows have no id of their own that lasts: what they say makes it. */
export function conditionOf(diagnosis: Diagnosis, now: Date): Condition & { id: string } {
  const { kind, patient, request, scheme, on, ended } = diagnosis;
  // ICD-10 is written with and without its dot.
  const code = scheme === "02" ? diagnosis.code.replace(".", "").toUpperCase() : diagnosis.code;
  return {
    resourceType: "Condition",
    id: idOfParts("diagnosis", kind, patient, request ?? "", scheme, code, on?.slice(0, 10) ?? ""),
    ...extended(request === undefined ? undefined : referralExtension(request)),
    clinicalStatus: kind === "previous" || isOver(ended, now) ? INACTIVE : ACTIVE,
    verificationStatus: kind === "provisional" ? PROVISIONAL : CONFIRMED,
    category: [CATEGORY],
    code: conceptOf(diagnosis),
    subject: patientRef(patient),
    ...(on !== undefined && { recordedDate: on }),
  };
}

function conceptOf({ scheme, code, words, snomed }: Diagnosis): CodeableConcept {
  const text = words ?? (scheme === "02" ? icd10Words(code) : undefined);
  const beside = snomed === undefined || scheme === "06" ? [] : [{ system: SYSTEMS["06"], code: snomed }];
  return {
    coding: [{ system: SYSTEMS[scheme], code, ...(text !== undefined && { display: text }) }, ...beside],
    ...(text !== undefined && { text }),
  };
}

const CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical";
const ACTIVE = { coding: [{ system: CLINICAL, code: "active" }] };
const INACTIVE = { coding: [{ system: CLINICAL, code: "inactive" }] };
const VERIFICATION = "http://terminology.hl7.org/CodeSystem/condition-ver-status";
const PROVISIONAL = { coding: [{ system: VERIFICATION, code: "provisional" }] };
const CONFIRMED = { coding: [{ system: VERIFICATION, code: "confirmed" }] };
const CATEGORY = {
  coding: [{ system: "http://terminology.hl7.org/CodeSystem/condition-category", code: "encounter-diagnosis" }],
};
