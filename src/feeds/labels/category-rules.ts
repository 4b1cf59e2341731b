import type { Category } from "#sharing";
import type { CategoryRule, Condition } from "./rule.ts";

/** @see https://theprsb.org/standards/coreinformationstandard/ (whose headings the categories follow) */
const HEADINGS = "https://theprsb.org/standards/coreinformationstandard/";
const ACT_CODES = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

const rule = (category: Category, because: string, when: Condition, source = HEADINGS): CategoryRule => ({
  ...{ category, because, when, source },
});

const ofTypes = (category: Category, words: string, ...types: readonly string[]): CategoryRule =>
  rule(category, `it is ${words}`, { types });

/** What kind of fact an entry is. The first rule that holds stands; what none holds for is administration. */
export const CATEGORY_RULES: readonly CategoryRule[] = [
  rule(
    "social-context",
    "its source filed it under social history",
    { types: ["Observation"], categories: ["social-history"] },
    "http://terminology.hl7.org/CodeSystem/observation-category",
  ),
  ofTypes("results", "a measurement or result", "Observation", "DiagnosticReport", "ImagingStudy", "Specimen"),
  ofTypes("results", "part of a result", "MolecularSequence", "BodyStructure"),
  rule(
    "admissions",
    "it is a stay in hospital or emergency care",
    { types: ["Encounter"], classes: ["IMP", "ACUTE", "NONAC", "EMER", "SS", "OBSENC", "PRENC"] },
    ACT_CODES,
  ),
  ofTypes("contacts", "a visit or another contact", "Encounter", "EpisodeOfCare", "Communication"),
  ofTypes(
    "contacts",
    "an appointment, or asks for contact",
    "Appointment",
    "AppointmentResponse",
    "CommunicationRequest",
  ),
  rule("social-care", "it is about care and support from a council", {
    types: ["CarePlan", "ServiceRequest"],
    categories: ["social-care"],
  }),
  ofTypes("demographics", "about who someone is", "Patient", "RelatedPerson", "Person"),
  ofTypes("about-me", "what somebody said about themselves", "Consent", "QuestionnaireResponse"),
  ofTypes("plans", "part of a plan or a team", "Goal", "CarePlan", "CareTeam", "Task", "NutritionOrder"),
  ofTypes("plans", "part of a plan", "ActivityDefinition"),
  ofTypes("alerts", "a warning or a risk", "Flag", "DetectedIssue", "RiskAssessment", "AdverseEvent"),
  ofTypes("allergies", "an allergy or a reaction", "AllergyIntolerance"),
  ofTypes("problems", "a problem, diagnosis or judgement of one", "Condition", "ClinicalImpression"),
  ofTypes("problems", "about illness in the family", "FamilyMemberHistory"),
  ofTypes("medicines", "about a medicine", "MedicationRequest", "MedicationStatement", "MedicationDispense"),
  ofTypes("medicines", "about a medicine or an aid to sight", "MedicationAdministration", "VisionPrescription"),
  ofTypes("procedures", "something that was done", "Procedure", "Device", "DeviceUseStatement", "SupplyDelivery"),
  ofTypes(
    "vaccinations",
    "about a vaccination",
    "Immunization",
    "ImmunizationEvaluation",
    "ImmunizationRecommendation",
  ),
  ofTypes("referrals", "a referral or a request", "ServiceRequest", "RequestGroup", "DeviceRequest", "SupplyRequest"),
  ofTypes(
    "documents",
    "a letter or a document",
    "DocumentReference",
    "Composition",
    "DocumentManifest",
    "Binary",
    "Media",
  ),
];
