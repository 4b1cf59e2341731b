import type { CodeableConcept, Coding, Consent, Reference } from "fhir/r4.js";
import type { OdsCode, PersonId } from "#base";
import { CATEGORIES, type Category } from "./category.ts";
import { TERMS } from "./purpose-of-use.ts";

/** Whose consent it is, and the name of the place that keeps it. */
export type ConsentOf = { readonly person: PersonId; readonly place: string };

const ODS = "https://fhir.nhs.uk/Id/ods-organization-code";
const PERSONS = "urn:wholestory:person";
const PARTS = "urn:wholestory:category";

/** The person, whoever's patient they are registered as. */
const personRef = (person: PersonId): Reference => ({ identifier: { system: PERSONS, value: person } });

export const organisationRef = (ods: OdsCode): Reference => ({ identifier: { system: ODS, value: ods } });

/** A part of the record. */
export const partOf = (category: Category): CodeableConcept => ({
  coding: [{ system: PARTS, code: category }],
  text: CATEGORIES[category],
});

/** @see https://hl7.org/fhir/R4/valueset-security-role-type.html (extensible) */
export const participant = (code: "PRCP" | "CST", text?: string): CodeableConcept => ({
  coding: [{ system: `${TERMS}/v3-ParticipationType`, code }],
  ...(text !== undefined && { text }),
});

/** @see https://hl7.org/fhir/R4/valueset-consent-action.html (example) */
export const action = (code: "access" | "disclose"): CodeableConcept => ({
  coding: [{ system: `${TERMS}/consentaction`, code }],
});

const coded = (system: string, code: string, display: string): { readonly coding: Coding[] } => ({
  coding: [{ system: `${TERMS}/${system}`, code, display }],
});

/** What holds where none of the rules says otherwise. */
const OTHERWISE = {
  shared: coded("v3-ActCode", "OPTIN", "opt-in"),
  closed: coded("v3-ActCode", "OPTOUT", "opt-out"),
} as const;

/** What is the same for every consent, whatever is consented to. @see https://hl7.org/fhir/R4/consent.html */
export function consentFrame(
  { person, place }: ConsentOf,
  given: {
    readonly id: string;
    readonly isActive: boolean;
    readonly at: Date;
    readonly otherwise: keyof typeof OTHERWISE;
  },
): Consent {
  return {
    resourceType: "Consent",
    id: given.id,
    status: given.isActive ? "active" : "inactive",
    scope: coded("consentscope", "patient-privacy", "Privacy Consent"),
    category: [coded("v3-ActCode", "IDSCL", "information disclosure")],
    patient: personRef(person),
    dateTime: given.at.toISOString(),
    organization: [{ display: place }],
    policyRule: OTHERWISE[given.otherwise],
  };
}
