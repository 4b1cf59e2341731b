import type { CodeableConcept, Coding, Extension, Identifier, Reference } from "fhir/r4.js";

const OURS = "https://wholestory.example/fhir";
const UK_CORE = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-";

export const SNOMED = "http://snomed.info/sct";
export const ICD10 = "http://hl7.org/fhir/sid/icd-10";
export const OPCS4 = "https://fhir.hl7.org.uk/Id/opcs-4";
export const NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number";
export const ODS_CODE = "https://fhir.nhs.uk/Id/ods-organization-code";
export const ODS_SITE = "https://fhir.nhs.uk/Id/ods-site-code";
export const CONSULTANT_CODE = "https://fhir.hl7.org.uk/Id/consultant-code";
export const TREATMENT_FUNCTION = "https://fhir.nhs.uk/CodeSystem/NHSDataModelAndDictionary-treatment-function";
export const ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
export const ACT_PRIORITY = "http://terminology.hl7.org/CodeSystem/v3-ActPriority";

/** What a hospital's own numbers are numbers of. */
export const LOCAL_PATIENT_ID = `${OURS}/Id/local-patient-identifier`;
export const SPELL_NUMBER = `${OURS}/Id/hospital-provider-spell-number`;
export const ATTENDANCE_ID = `${OURS}/Id/attendance-identifier`;

/** A number by which a hospital knows a visit. @see https://terminology.hl7.org/CodeSystem-v2-0203.html */
export const VISIT_NUMBER: CodeableConcept = {
  coding: [{ system: "http://terminology.hl7.org/CodeSystem/v2-0203", code: "VN" }],
};

type Value =
  | { readonly valueCodeableConcept: CodeableConcept }
  | { readonly valueDateTime: string }
  | { readonly valueString: string }
  | { readonly valueInteger: number };

/** What commissioning data say and FHIR has no element for; none where they do not say it. */
export const ownExtension = (name: string, value: Value | undefined): readonly Extension[] =>
  value ? [{ url: `${OURS}/${name}`, ...value }] : [];

/** @see https://simplifier.net/hl7fhirukcorer4 (extensions of UK Core) */
export const ukCoreExtension = (name: string, concept: CodeableConcept | undefined): readonly Extension[] =>
  concept ? [{ url: `${UK_CORE}${name}`, valueCodeableConcept: concept }] : [];

/** The detention of a patient under the Mental Health Act, as it was on admission. */
export const legalStatusExtension = (status: CodeableConcept | undefined): readonly Extension[] =>
  status
    ? [
        {
          url: `${UK_CORE}LegalStatus`,
          extension: [
            {
              url: "legalStatusContext",
              valueCodeableConcept: {
                coding: [{ system: "https://fhir.hl7.org.uk/CodeSystem/UKCore-LegalStatusContext", code: "admission" }],
              },
            },
            { url: "legalStatusClassification", valueCodeableConcept: status },
          ],
        },
      ]
    : [];

/** An extension list as a member: absent when empty, as FHIR wants it. */
export const withExtensions = (...lists: readonly (readonly Extension[])[]): { extension?: Extension[] } => {
  const extension = lists.flat();
  return extension.length === 0 ? {} : { extension };
};

/** A code with its words, where they are known. */
export function conceptOf(system: string, code: string, words: string | undefined): CodeableConcept {
  const coding: Coding = { system, code };
  return words === undefined ? { coding: [coding] } : { coding: [coding], text: words };
}

/** An organisation, a place or a person by a code that others know too. */
export function byCode(system: string, value: string, display?: string): Reference {
  const identifier: Identifier = { system, value };
  return display === undefined ? { identifier } : { identifier, display };
}

/** The members of an object that have a value. */
export function given<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept: { [K in keyof T]?: Exclude<T[K], undefined> } = {};
  for (const name in members) {
    const value = members[name];
    if (isGiven(value)) kept[name] = value;
  }
  return kept;
}

const isGiven = <V>(value: V): value is Exclude<V, undefined> => value !== undefined;
