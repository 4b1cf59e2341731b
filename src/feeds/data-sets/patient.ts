import type { CodeableConcept, Extension, Identifier, Observation, Patient } from "fhir/r4.js";
import { ETHNIC_CATEGORIES, type EthnicCategory, type NhsNumber } from "#base";
import { valueList } from "../rows/value-list.ts";
import { idOfParts } from "../source-id.ts";
import { nationalConcept, nationalList } from "./national-code.ts";
import { localSystem, organisationRef, patientRef } from "./reference.ts";

/** What a row of the master patient index says of somebody; names, address and telephone where copies for local use add them. */
export type IndexedPatient = {
  readonly id: string;
  readonly localId: string | undefined;
  readonly nhsNumber: NhsNumber | undefined;
  /** NHS number status indicator code; 01 is a traced number. */
  readonly numberStatus: string | undefined;
  readonly born: string | undefined;
  readonly died: string | undefined;
  readonly gender: GenderCode | undefined;
  readonly ethnicity: EthnicCategory | undefined;
  readonly language: string | undefined;
  readonly given: string | undefined;
  readonly family: string | undefined;
  readonly address: string | undefined;
  readonly postcode: string | undefined;
  readonly telephone: string | undefined;
  /** ODS code of the practice, where it stands in the same row. */
  readonly practice: string | undefined;
};

/** @see https://www.datadictionary.nhs.uk/attributes/person_stated_gender_code.html */
export const genders = valueList(["1", "2", "9", "X"] as const, {
  "0": "X",
  M: "1",
  F: "2",
  Male: "1",
  Female: "2",
  Indeterminate: "9",
  "Not known": "X",
});
export type GenderCode = "1" | "2" | "9" | "X";

const GENDERS: Readonly<Record<GenderCode, NonNullable<Patient["gender"]>>> = {
  "1": "male",
  "2": "female",
  "9": "other",
  X: "unknown",
};

export const ethnicities = valueList(Object.keys(ETHNIC_CATEGORIES) as readonly EthnicCategory[]);

export function patientOf(indexed: IndexedPatient): Patient & { id: string } {
  const { id, born, died, gender, ethnicity, language, telephone, practice } = indexed;
  return {
    resourceType: "Patient",
    id,
    ...(ethnicity && { extension: [ethnicExtension(ethnicity)] }),
    identifier: identifiersOf(indexed),
    ...nameOf(indexed),
    ...(telephone !== undefined && { telecom: [{ system: "phone" as const, value: telephone }] }),
    ...(gender && { gender: GENDERS[gender] }),
    ...(born !== undefined && { birthDate: born }),
    ...(died !== undefined && { deceasedDateTime: died }),
    ...addressOf(indexed),
    ...(language !== undefined && { communication: [{ language: languageOf(language), preferred: true }] }),
    ...(practice !== undefined && { generalPractitioner: [organisationRef(practice)] }),
  };
}

const UK_CORE = "https://fhir.hl7.org.uk/StructureDefinition";

const ethnicExtension = (code: EthnicCategory): Extension => ({
  url: `${UK_CORE}/Extension-UKCore-EthnicCategory`,
  valueCodeableConcept: {
    coding: [
      {
        system: "https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategoryEngland",
        code,
        display: ETHNIC_CATEGORIES[code],
      },
    ],
  },
});

function identifiersOf({ localId, nhsNumber, numberStatus }: IndexedPatient): Identifier[] {
  const status = numberStatus === undefined ? undefined : nationalConcept(NUMBER_STATUS, numberStatus.padStart(2, "0"));
  const traced = status && {
    extension: [{ url: `${UK_CORE}/Extension-UKCore-NHSNumberVerificationStatus`, valueCodeableConcept: status }],
  };
  return [
    ...(nhsNumber === undefined
      ? []
      : [{ ...traced, use: "official" as const, system: "https://fhir.nhs.uk/Id/nhs-number", value: nhsNumber }]),
    ...(localId === undefined ? [] : [{ use: "secondary" as const, system: localSystem("patient"), value: localId }]),
  ];
}

const NUMBER_STATUS = {
  ...nationalList("nhs_number_status_indicator_code", {
    "01": "Number present and verified",
    "02": "Number present but not traced",
    "03": "Trace required",
    "04": "Trace attempted, no match or several matches",
    "05": "Trace needs to be resolved",
    "06": "Trace in progress",
    "07": "Number not present, trace not required",
    "08": "Trace postponed",
  }),
  system: "https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatusEngland",
};

function nameOf({ given, family }: IndexedPatient): Pick<Patient, "name"> {
  if (given === undefined && family === undefined) return {};
  return {
    name: [
      {
        use: "official",
        ...(family !== undefined && { family }),
        ...(given !== undefined && { given: given.split(/\s+/) }),
      },
    ],
  };
}

function addressOf({ address, postcode }: IndexedPatient): Pick<Patient, "address"> {
  if (address === undefined && postcode === undefined) return {};
  return {
    address: [
      {
        use: "home",
        ...(address !== undefined && { line: address.split(/\s*,\s*/) }),
        ...(postcode !== undefined && { postalCode: postcode.toUpperCase() }),
      },
    ],
  };
}

/** Two letters are a code of ISO 639-1; the dictionary adds codes of its own for languages of signs. */
const languageOf = (code: string): CodeableConcept =>
  /^[a-z]{2}$/i.test(code)
    ? { coding: [{ system: "urn:ietf:bcp:47", code: code.toLowerCase() }] }
    : nationalConcept(nationalList("language_code_preferred"), code);

/**
 * The practice with which a provider believes somebody to be registered, from when to when. What another provider
 * believes gives a practice no right to read: it is a fact of its own, and no episode of care.
 */
export type BelievedPractice = {
  readonly patient: string;
  readonly practice: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
};

export function practiceFactOf({ patient, practice, from, to }: BelievedPractice): Observation & { id: string } {
  const ods = practice.toUpperCase();
  return {
    resourceType: "Observation",
    id: idOfParts("registered-practice", patient, ods, from ?? ""),
    status: "final",
    code: { text: "Registered GP practice" },
    subject: patientRef(patient),
    ...((from !== undefined || to !== undefined) && {
      effectivePeriod: { ...(from !== undefined && { start: from }), ...(to !== undefined && { end: to }) },
    }),
    valueCodeableConcept: {
      coding: [{ system: "https://fhir.nhs.uk/Id/ods-organization-code", code: ods }],
      text: ods,
    },
  };
}
