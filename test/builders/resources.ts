import type {
  AllergyIntolerance,
  CarePlan,
  CareTeam,
  Condition,
  Encounter,
  EpisodeOfCare,
  FhirResource,
  Observation,
  Reference,
  ServiceRequest,
} from "fhir/r4.js";
import type { SuppliedEntry } from "#record";
import { labelOf } from "../../src/feeds/labels.ts";

type Identified<T> = T & { readonly id: string };

const SNOMED = "http://snomed.info/sct";
const ENCOUNTER_CLASS = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

export const subject = (patient: string): Reference => ({ reference: `Patient/${patient}` });

/** An organisation as another resource names it: by its ODS code. */
export const organisation = (ods: string): Reference => ({
  identifier: { system: "https://fhir.nhs.uk/Id/ods-organization-code", value: ods },
});

/** A weight, measured on a day. */
export const anObservation = (id: string, patient: string, day: string, kilograms = 80): Identified<Observation> => ({
  resourceType: "Observation",
  id,
  status: "final",
  code: { coding: [{ system: SNOMED, code: "27113001", display: "Body weight" }] },
  subject: subject(patient),
  effectiveDateTime: day,
  valueQuantity: { value: kilograms, unit: "kg" },
});

export const aCondition = (id: string, patient: string, onset: string): Identified<Condition> => ({
  resourceType: "Condition",
  id,
  code: { coding: [{ system: SNOMED, code: "44054006", display: "Type 2 diabetes" }] },
  subject: subject(patient),
  onsetDateTime: onset,
});

/** An allergy to penicillin. */
export const anAllergy = (id: string, patient: string): Identified<AllergyIntolerance> => ({
  resourceType: "AllergyIntolerance",
  id,
  code: { coding: [{ system: SNOMED, code: "91936005", display: "Allergy to penicillin" }] },
  patient: subject(patient),
});

/** A stay in hospital, going on unless it is given an end. */
export const aStay = (id: string, patient: string, start: string, end?: string): Identified<Encounter> => ({
  resourceType: "Encounter",
  id,
  status: end === undefined ? "in-progress" : "finished",
  class: { system: ENCOUNTER_CLASS, code: "IMP", display: "inpatient" },
  subject: subject(patient),
  period: { start, ...(end !== undefined && { end }) },
});

/** Being on a practice's list. */
export const aRegistration = (id: string, patient: string, practice: string): Identified<EpisodeOfCare> => ({
  resourceType: "EpisodeOfCare",
  id,
  status: "active",
  patient: subject(patient),
  managingOrganization: organisation(practice),
  period: { start: "2019-04-01" },
});

export const aReferral = (id: string, patient: string, to: string): Identified<ServiceRequest> => ({
  resourceType: "ServiceRequest",
  id,
  status: "active",
  intent: "order",
  subject: subject(patient),
  performer: [organisation(to)],
  authoredOn: "2025-02-03",
});

export const aTeam = (id: string, patient: string, ...organisations: string[]): Identified<CareTeam> => ({
  resourceType: "CareTeam",
  id,
  status: "active",
  subject: subject(patient),
  participant: organisations.map((ods) => ({ onBehalfOf: organisation(ods) })),
});

/** A package of care at home. */
export const aPackage = (id: string, patient: string, start: string, end?: string): Identified<CarePlan> => ({
  resourceType: "CarePlan",
  id,
  status: end === undefined ? "active" : "completed",
  intent: "plan",
  subject: subject(patient),
  period: { start, ...(end !== undefined && { end }) },
});

/** A resource on its way into the record, labelled as feeds label it. */
export function supplied(
  resource: FhirResource & { readonly id: string },
  given: Partial<Omit<SuppliedEntry, "recorded">> & { readonly recorded: Date | string },
): SuppliedEntry {
  const { recorded, ...rest } = given;
  const patient = patientOf(resource);
  return {
    resource,
    ...labelOf(resource as unknown as Readonly<Record<string, unknown>>),
    ...(patient !== undefined && { patient }),
    line: 1,
    ...rest,
    recorded: new Date(recorded),
  };
}

function patientOf(resource: FhirResource & { readonly id: string }): string | undefined {
  if (resource.resourceType === "Patient") return resource.id;
  const whom = "subject" in resource ? resource.subject : "patient" in resource ? resource.patient : undefined;
  const reference = whom !== undefined && "reference" in whom ? whom.reference : undefined;
  return reference?.replace(/^Patient\//, "");
}
