import type { Identifier, Patient } from "fhir/r4.js";

const NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number";
const VERIFICATION = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus";
const VERIFICATION_CODES = "https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatus";

/** A Patient resource in the making. Every step gives a new one. */
export type PatientInMaking = {
  readonly resource: Patient & { readonly id: string };
  readonly called: (given: string, family: string) => PatientInMaking;
  readonly born: (day: string) => PatientInMaking;
  readonly died: (day: string) => PatientInMaking;
  /** With an NHS number that the source has typed in, not traced. */
  readonly giving: (number: string) => PatientInMaking;
  /** With an NHS number that the source has traced. */
  readonly tracedAs: (number: string) => PatientInMaking;
  /** With an NHS number that was given up for the present one. */
  readonly formerly: (number: string) => PatientInMaking;
  readonly livingAt: (line: string, postcode: string) => PatientInMaking;
  readonly registeredWith: (practice: string) => PatientInMaking;
  readonly with: (fields: Partial<Omit<Patient, "id">>) => PatientInMaking;
};

/** Somebody about whom a source knows no more than the id that it gave them. */
export const aPatient = (id: string): PatientInMaking => making({ resourceType: "Patient", id });

function making(resource: Patient & { readonly id: string }): PatientInMaking {
  const also = (fields: Partial<Omit<Patient, "id">>) => making({ ...resource, ...fields });
  const identified = (identifier: Identifier) => also({ identifier: [...(resource.identifier ?? []), identifier] });
  return {
    resource,
    called: (given, family) => also({ name: [{ use: "official", family, given: [given] }] }),
    born: (birthDate) => also({ birthDate }),
    died: (deceasedDateTime) => also({ deceasedDateTime }),
    giving: (value) => identified({ system: NHS_NUMBER, value, extension: [verification("02")] }),
    tracedAs: (value) => identified({ system: NHS_NUMBER, value, extension: [verification("01")] }),
    formerly: (value) => identified({ system: NHS_NUMBER, value, use: "old" }),
    livingAt: (line, postalCode) => also({ address: [{ use: "home", line: [line], postalCode }] }),
    registeredWith: (value) =>
      also({
        generalPractitioner: [{ identifier: { system: "https://fhir.nhs.uk/Id/ods-organization-code", value } }],
      }),
    with: also,
  };
}

/** @see https://simplifier.net/hl7fhirukcorer4/valueset-ukcore-nhsnumberverificationstatus */
const verification = (code: string) => ({
  url: VERIFICATION,
  valueCodeableConcept: { coding: [{ system: VERIFICATION_CODES, code }] },
});
