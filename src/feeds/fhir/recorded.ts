import { stretchOf } from "#base";
import { isJson, type Json } from "./json.ts";

/** The element in which each type says when it was written down. */
const WRITTEN_DOWN: Readonly<Record<string, string>> = {
  AllergyIntolerance: "recordedDate",
  AdverseEvent: "recordedDate",
  Appointment: "created",
  CarePlan: "created",
  Claim: "created",
  ExplanationOfBenefit: "created",
  ClinicalImpression: "date",
  Communication: "sent",
  CommunicationRequest: "authoredOn",
  Composition: "date",
  Condition: "recordedDate",
  Consent: "dateTime",
  DeviceRequest: "authoredOn",
  DeviceUseStatement: "recordedOn",
  DiagnosticReport: "issued",
  DocumentReference: "date",
  FamilyMemberHistory: "date",
  Goal: "statusDate",
  Immunization: "recorded",
  Media: "issued",
  MedicationRequest: "authoredOn",
  MedicationStatement: "dateAsserted",
  NutritionOrder: "dateTime",
  Observation: "issued",
  Provenance: "recorded",
  QuestionnaireResponse: "authored",
  RequestGroup: "authoredOn",
  ServiceRequest: "authoredOn",
  Task: "lastModified",
};

/**
 * When the source wrote a resource down: meta.lastUpdated, else the type's own element, else when it was received.
 * Never later than it was received: a clock that runs ahead must not make an entry stand above all later ones.
 */
export function recordedAt(resource: Json, received: Date): Date {
  const meta = resource.meta;
  const said =
    (isJson(meta) ? momentOf(meta.lastUpdated) : undefined) ??
    momentOf(resource[WRITTEN_DOWN[String(resource.resourceType)] ?? ""]);
  return said === undefined || said > received ? received : said;
}

function momentOf(value: unknown): Date | undefined {
  return typeof value === "string" ? stretchOf(value)?.from : undefined;
}
