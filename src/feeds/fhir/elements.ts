import {
  aBirthDate,
  aBoolean,
  aCoding,
  aConcept,
  aDate,
  anIdentifier,
  anObject,
  aPastDate,
  aPeriod,
  aReference,
  aText,
  conceptOf,
  oneOf,
  type Check,
} from "./checks.ts";
import type { Json } from "./json.ts";
import { aContactPoint, aName, anAddress } from "./patient-checks.ts";

/** What is checked in one element of a type, and what its fault costs. */
export type ElementRule = {
  /** The element; several where it is a choice, such as medication[x]: exactly one may be there. */
  readonly names: readonly string[];
  readonly check: Check;
  readonly repeats: boolean;
  readonly required: boolean;
  /** "row": the rest cannot be read safely without it. "field": it is dropped, of a list the faulty item only. */
  readonly costs: "row" | "field";
  /** What is put in place of a dropped element, so that its plain meaning is not lost. */
  readonly instead?: (resource: Json) => void;
};

/** Required: without it, or with a fault in it, nothing of the resource is taken. */
const must = (name: string, check: Check): ElementRule => rule([name], check, { required: true, costs: "row" });
/** Required, one of several spellings of a choice. */
const mustEither = (names: readonly string[], check: Check): ElementRule =>
  rule(names, check, { required: true, costs: "row" });
/** Optional, but it changes the meaning of all the rest (a "modifier element" of FHIR): a fault costs the row. */
const turns = (name: string, check: Check): ElementRule => rule([name], check, { costs: "row" });
/** Optional: a fault costs the element. */
const may = (name: string, check: Check): ElementRule => rule([name], check, {});
/** A list: a fault costs the item. */
const each = (name: string, check: Check): ElementRule => rule([name], check, { repeats: true });
/** A list with at least one sound item. */
const mustEach = (name: string, check: Check): ElementRule =>
  rule([name], check, { repeats: true, required: true, costs: "row" });

function rule(names: readonly string[], check: Check, more: Partial<ElementRule>): ElementRule {
  return { names, check, repeats: false, required: false, costs: "field", ...more };
}

/** What every resource is held to. @see https://hl7.org/fhir/R4/domainresource.html */
export const EVERY_TYPE: readonly ElementRule[] = [
  each("extension", anObject),
  each("contained", anObject),
  turns("implicitRules", aText),
];

const event = (...codes: readonly string[]) =>
  oneOf(
    "preparation",
    "in-progress",
    "not-done",
    "on-hold",
    "stopped",
    "completed",
    ...codes,
    "entered-in-error",
    "unknown",
  );
const request = oneOf("draft", "active", "on-hold", "revoked", "completed", "entered-in-error", "unknown");
const intent = oneOf(
  "proposal",
  "plan",
  "directive",
  "order",
  "original-order",
  "reflex-order",
  "filler-order",
  "instance-order",
  "option",
);
const gender = oneOf("male", "female", "other", "unknown");
const reported = oneOf(
  "registered",
  "preliminary",
  "final",
  "amended",
  "corrected",
  "cancelled",
  "entered-in-error",
  "unknown",
);
const CODES = "http://terminology.hl7.org/CodeSystem";
const MEDICATION = ["medicationCodeableConcept", "medicationReference"] as const;
/** A concept and a reference are both objects; which one it is says the name. */
const medication: Check = (value, path, now) =>
  path.endsWith("Reference") ? aReference(value, path, now) : aConcept(value, path, now);
const identified = each("identifier", anIdentifier);

/**
 * The types that are commonly received: one row each. A type without a row is held to `EVERY_TYPE` alone.
 * @see https://hl7.org/fhir/R4/resourcelist.html (each type's page lists its elements, cardinalities and bindings)
 */
// prettier-ignore
export const ELEMENTS: Readonly<Record<string, readonly ElementRule[]>> = {
  Patient: [
    identified, turns("active", aBoolean), each("name", aName), each("telecom", aContactPoint),
    each("address", anAddress), may("gender", gender), may("birthDate", aBirthDate), turns("deceasedBoolean", aBoolean),
    { ...may("deceasedDateTime", aPastDate), instead: (patient) => { patient.deceasedBoolean = true; } },
    each("contact", anObject), each("communication", anObject), each("generalPractitioner", aReference),
    may("managingOrganization", aReference), each("link", anObject),
  ],
  RelatedPerson: [
    identified, turns("active", aBoolean), must("patient", aReference), each("relationship", aConcept),
    each("name", anObject), may("gender", gender), may("birthDate", aBirthDate), may("period", aPeriod),
  ],
  Practitioner: [
    identified, may("active", aBoolean), each("name", anObject), may("gender", gender), may("birthDate", aBirthDate),
  ],
  PractitionerRole: [
    identified, may("active", aBoolean), may("period", aPeriod), may("practitioner", aReference),
    may("organization", aReference), each("code", aConcept), each("specialty", aConcept), each("location", aReference),
  ],
  Organization: [identified, may("active", aBoolean), each("type", aConcept), may("name", aText), may("partOf", aReference)],
  Location: [
    identified, turns("status", oneOf("active", "suspended", "inactive")), may("name", aText),
    may("managingOrganization", aReference), may("partOf", aReference),
  ],
  Observation: [
    identified, must("status", reported), each("category", aConcept), must("code", aConcept), may("subject", aReference),
    may("encounter", aReference), may("effectiveDateTime", aDate), may("effectivePeriod", aPeriod), may("issued", aDate),
    each("performer", aReference), may("valueQuantity", anObject), may("valueCodeableConcept", aConcept),
    may("valueString", aText), each("component", anObject), each("referenceRange", anObject), each("note", anObject),
  ],
  Condition: [
    identified,
    turns("clinicalStatus", conceptOf(`${CODES}/condition-clinical`,
      "active", "recurrence", "relapse", "inactive", "remission", "resolved")),
    turns("verificationStatus", conceptOf(`${CODES}/condition-ver-status`,
      "unconfirmed", "provisional", "differential", "confirmed", "refuted", "entered-in-error")),
    each("category", aConcept), may("severity", aConcept), may("code", aConcept), must("subject", aReference),
    may("encounter", aReference), may("onsetDateTime", aDate), may("onsetPeriod", aPeriod), may("abatementDateTime", aDate),
    may("abatementPeriod", aPeriod), may("recordedDate", aDate), may("recorder", aReference), each("note", anObject),
  ],
  AllergyIntolerance: [
    identified,
    turns("clinicalStatus", conceptOf(`${CODES}/allergyintolerance-clinical`, "active", "inactive", "resolved")),
    turns("verificationStatus", conceptOf(`${CODES}/allergyintolerance-verification`,
      "unconfirmed", "confirmed", "refuted", "entered-in-error")),
    may("type", oneOf("allergy", "intolerance")), each("category", oneOf("food", "medication", "environment", "biologic")),
    may("criticality", oneOf("low", "high", "unable-to-assess")), may("code", aConcept), must("patient", aReference),
    may("onsetDateTime", aDate), may("recordedDate", aDate), each("reaction", anObject),
  ],
  Encounter: [
    identified,
    must("status", oneOf("planned", "arrived", "triaged", "in-progress", "onleave", "finished", "cancelled",
      "entered-in-error", "unknown")),
    must("class", aCoding), each("type", aConcept), may("serviceType", aConcept), may("subject", aReference),
    each("participant", anObject), may("period", aPeriod), each("reasonCode", aConcept), each("diagnosis", anObject),
    may("hospitalization", anObject), each("location", anObject), may("serviceProvider", aReference), may("partOf", aReference),
  ],
  EpisodeOfCare: [
    identified,
    must("status", oneOf("planned", "waitlist", "active", "onhold", "finished", "cancelled", "entered-in-error")),
    each("type", aConcept), must("patient", aReference), may("period", aPeriod), may("managingOrganization", aReference),
  ],
  MedicationRequest: [
    identified,
    must("status", oneOf("active", "on-hold", "cancelled", "completed", "entered-in-error", "stopped", "draft", "unknown")),
    must("intent", intent), turns("doNotPerform", aBoolean), mustEither(MEDICATION, medication), must("subject", aReference),
    may("encounter", aReference), may("authoredOn", aDate), may("requester", aReference), each("reasonCode", aConcept),
    each("dosageInstruction", anObject), may("dispenseRequest", anObject),
  ],
  MedicationStatement: [
    identified,
    must("status", oneOf("active", "completed", "entered-in-error", "intended", "stopped", "on-hold", "unknown", "not-taken")),
    mustEither(MEDICATION, medication), must("subject", aReference), may("effectiveDateTime", aDate),
    may("effectivePeriod", aPeriod), may("dateAsserted", aDate), each("dosage", anObject),
  ],
  MedicationDispense: [
    identified,
    must("status", oneOf("preparation", "in-progress", "cancelled", "on-hold", "completed", "entered-in-error", "stopped",
      "declined", "unknown")),
    mustEither(MEDICATION, medication), may("subject", aReference), may("whenPrepared", aDate), may("whenHandedOver", aDate),
  ],
  MedicationAdministration: [
    identified,
    must("status", oneOf("in-progress", "not-done", "on-hold", "completed", "entered-in-error", "stopped", "unknown")),
    mustEither(MEDICATION, medication), must("subject", aReference),
    mustEither(["effectiveDateTime", "effectivePeriod"], (value, path, now) =>
      path.endsWith("Period") ? aPeriod(value, path, now) : aDate(value, path, now)),
  ],
  Medication: [identified, may("code", aConcept), turns("status", oneOf("active", "inactive", "entered-in-error"))],
  Procedure: [
    identified, must("status", event()), may("category", aConcept), may("code", aConcept), must("subject", aReference),
    may("encounter", aReference), may("performedDateTime", aDate), may("performedPeriod", aPeriod), each("performer", anObject),
    each("reasonCode", aConcept),
  ],
  Immunization: [
    identified, must("status", oneOf("completed", "entered-in-error", "not-done")), must("vaccineCode", aConcept),
    must("patient", aReference), may("encounter", aReference), may("occurrenceDateTime", aDate), may("recorded", aDate),
  ],
  DiagnosticReport: [
    identified, must("status", oneOf("registered", "partial", "preliminary", "final", "amended", "corrected", "appended",
      "cancelled", "entered-in-error", "unknown")),
    each("category", aConcept), must("code", aConcept), may("subject", aReference), may("encounter", aReference),
    may("effectiveDateTime", aDate), may("effectivePeriod", aPeriod), may("issued", aDate), each("result", aReference),
  ],
  DocumentReference: [
    identified, must("status", oneOf("current", "superseded", "entered-in-error")), may("type", aConcept),
    each("category", aConcept), may("subject", aReference), may("date", aDate), mustEach("content", anObject),
  ],
  ServiceRequest: [
    identified, must("status", request), must("intent", intent), each("category", aConcept), turns("doNotPerform", aBoolean),
    may("code", aConcept), must("subject", aReference), may("encounter", aReference), may("occurrenceDateTime", aDate),
    may("occurrencePeriod", aPeriod), may("authoredOn", aDate), may("requester", aReference), each("performer", aReference),
    each("reasonCode", aConcept),
  ],
  CarePlan: [
    identified, must("status", request), must("intent", oneOf("proposal", "plan", "order", "option")),
    each("category", aConcept), may("title", aText), must("subject", aReference), may("encounter", aReference),
    may("period", aPeriod), may("created", aDate), may("author", aReference), each("careTeam", aReference), each("activity", anObject),
  ],
  CareTeam: [
    identified, turns("status", oneOf("proposed", "active", "suspended", "inactive", "entered-in-error")),
    each("category", aConcept), may("name", aText), may("subject", aReference), may("period", aPeriod), each("participant", anObject),
  ],
  Goal: [
    identified,
    must("lifecycleStatus", oneOf("proposed", "planned", "accepted", "active", "on-hold", "completed", "cancelled",
      "entered-in-error", "rejected")),
    must("description", aConcept), must("subject", aReference), may("startDate", aDate), may("statusDate", aDate), each("target", anObject),
  ],
  Flag: [
    identified, must("status", oneOf("active", "inactive", "entered-in-error")), each("category", aConcept),
    must("code", aConcept), must("subject", aReference), may("period", aPeriod),
  ],
  Appointment: [
    identified,
    must("status", oneOf("proposed", "pending", "booked", "arrived", "fulfilled", "cancelled", "noshow", "entered-in-error",
      "checked-in", "waitlist")),
    may("start", aDate), may("end", aDate), may("created", aDate), mustEach("participant", anObject),
  ],
  Task: [
    identified,
    must("status", oneOf("draft", "requested", "received", "accepted", "rejected", "ready", "cancelled", "in-progress",
      "on-hold", "failed", "completed", "entered-in-error")),
    must("intent", oneOf("unknown", "proposal", "plan", "order", "original-order", "reflex-order", "filler-order",
      "instance-order", "option")),
    may("code", aConcept), may("for", aReference), may("authoredOn", aDate), may("lastModified", aDate), may("owner", aReference),
  ],
  Communication: [
    identified, must("status", event()), may("subject", aReference), may("sent", aDate), may("received", aDate), each("payload", anObject),
  ],
  Consent: [
    identified, must("status", oneOf("draft", "proposed", "active", "rejected", "inactive", "entered-in-error")),
    must("scope", aConcept), mustEach("category", aConcept), may("patient", aReference), may("dateTime", aDate),
  ],
  FamilyMemberHistory: [
    identified, must("status", oneOf("partial", "completed", "entered-in-error", "health-unknown")), must("patient", aReference),
    may("date", aDate), must("relationship", aConcept),
  ],
  QuestionnaireResponse: [
    may("identifier", anIdentifier),
    must("status", oneOf("in-progress", "completed", "amended", "entered-in-error", "stopped")), may("subject", aReference),
    may("authored", aDate), each("item", anObject),
  ],
  Composition: [
    may("identifier", anIdentifier), must("status", oneOf("preliminary", "final", "amended", "entered-in-error")),
    must("type", aConcept), may("subject", aReference), must("date", aDate), mustEach("author", aReference), must("title", aText),
    each("section", anObject),
  ],
  Provenance: [mustEach("target", aReference), must("recorded", aDate), mustEach("agent", anObject)],
  Specimen: [identified, may("type", aConcept), may("subject", aReference), may("receivedTime", aDate)],
  Device: [identified, may("type", aConcept), may("patient", aReference)],
  Coverage: [identified, must("status", oneOf("active", "cancelled", "draft", "entered-in-error")), must("beneficiary", aReference)],
};
