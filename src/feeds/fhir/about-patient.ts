import type { Fault } from "../fault.ts";
import { isJson, type Json } from "./json.ts";

/**
 * Where each type of the patient compartment says whom it is about. "needed": an entry of this type without a patient
 * could be shown to nobody rightly, so it is refused unless it is about something else than a person.
 * @see https://hl7.org/fhir/R4/compartmentdefinition-patient.html
 */
const ABOUT: Readonly<Record<string, { readonly element: string; readonly needed: boolean }>> = {
  ...types("subject", true, "AdverseEvent CarePlan CareTeam ChargeItem ClinicalImpression Communication Condition"),
  ...types("subject", true, "CommunicationRequest Composition DeviceRequest DeviceUseStatement DiagnosticReport"),
  ...types("subject", true, "DocumentManifest DocumentReference Encounter Flag Goal ImagingStudy Media"),
  ...types("subject", true, "MedicationAdministration MedicationDispense MedicationRequest MedicationStatement"),
  ...types("subject", true, "Observation Procedure QuestionnaireResponse RequestGroup RiskAssessment ServiceRequest"),
  ...types("subject", false, "Account Basic GuidanceResponse Invoice List MeasureReport Specimen"),
  ...types("patient", true, "AllergyIntolerance BodyStructure Claim ClaimResponse Consent EpisodeOfCare"),
  ...types(
    "patient",
    true,
    "CoverageEligibilityRequest CoverageEligibilityResponse DetectedIssue ExplanationOfBenefit",
  ),
  ...types("patient", true, "FamilyMemberHistory Immunization ImmunizationEvaluation ImmunizationRecommendation"),
  ...types("patient", true, "MolecularSequence NutritionOrder RelatedPerson SupplyDelivery VisionPrescription"),
  ...types("patient", false, "Device"),
  ...types("beneficiary", true, "Coverage"),
  ...types("candidate", false, "EnrollmentRequest"),
  ...types("individual", true, "ResearchSubject"),
  ...types("for", false, "Task"),
  ...types("deliverTo", false, "SupplyRequest"),
  ...types("participant", true, "Appointment"),
  ...types("actor", false, "AppointmentResponse"),
  ...types("target", false, "Provenance"),
  // A file by itself: whom it is about says whose rules of access it falls under, where anything does.
  ...types("securityContext", false, "Binary"),
};

function types(element: string, needed: boolean, names: string): Record<string, { element: string; needed: boolean }> {
  return Object.fromEntries(names.split(" ").map((name) => [name, { element, needed }]));
}

/** Entries about none of these are about no patient: the source's own stock, places and groups. */
const NOT_A_PERSON = /^(?:Group|Device|Location|Organization|Medication|Substance|Practitioner|PractitionerRole)\//;
const PATIENT = /^Patient\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/;

/**
 * The source's id of the patient whom a resource is about; undefined when it is about none; a fault when it should
 * say so and does not, or says it in a way that cannot be followed.
 */
export function patientOf(resource: Json): string | undefined | Fault {
  const type = String(resource.resourceType);
  if (type === "Patient") return String(resource.id);
  const about = ABOUT[type];
  if (!about) return undefined;
  const references = referencesIn(resource[about.element]);
  for (const reference of references) {
    const id = PATIENT.exec(reference)?.[1];
    if (id !== undefined) return id;
  }
  if (references.some(mayMeanPatient)) return unclear(type, about.element, references);
  if (!about.needed || references.some((reference) => NOT_A_PERSON.test(reference))) return undefined;
  return unclear(type, about.element, references);
}

/** The references of an element, of a list of them, or of a list of participants with an actor. */
function referencesIn(element: unknown): readonly string[] {
  if (isJson(element) && typeof element.reference === "string") return [element.reference];
  if (!Array.isArray(element)) return [];
  return element.flatMap((item: unknown) => {
    if (!isJson(item)) return [];
    const holder = isJson(item.actor) ? item.actor : item;
    return typeof holder.reference === "string" ? [holder.reference] : [];
  });
}

/** An absolute address of a patient on a server that is not here, or a malformed one. */
const mayMeanPatient = (reference: string): boolean => /(?:^|\/)Patient(?:\/|$)/.test(reference);

const unclear = (type: string, element: string, references: readonly string[]): Fault => ({
  path: `${type}.${element}`,
  reason:
    references.length === 0
      ? "This does not say which patient it is about."
      : "This reference to a patient cannot be followed.",
  accepted: "A reference such as Patient/123, to a patient of the same source",
  ...(references[0] === undefined ? {} : { value: references[0] }),
});
