import type { OrganisationKind } from "#place";
import type { Category, Sensitivity } from "#sharing";
import { CATEGORY_OF_TYPE } from "./category-table.ts";
import { SECURITY_LABELS, SENSITIVE_ICD10, SENSITIVE_SNOMED } from "./sensitive-codes.ts";

/** What sharing must know of an entry before anyone may see it. */
export type Label = { readonly category: Category; readonly sensitivity: Sensitivity };

type Json = Readonly<Record<string, unknown>>;

/**
 * The label of a FHIR resource, from its type, its category and its codes. Reads only; what is misshapen counts as
 * absent. Of several sensitivities the first found stands, the source's own security labels before codes.
 */
export function labelOf(resource: Json, sourceKind?: OrganisationKind): Label {
  const category = categoryOf(resource);
  const sensitivity = sensitivityOf(resource);
  if (sensitivity !== "normal" || sourceKind !== "mental-health-trust") return { category, sensitivity };
  return { category, sensitivity: MENTAL_HEALTH_DETAIL.has(category) ? "mental-health" : "normal" };
}

/** What a mental health trust writes of these kinds is detail of mental health, whatever its codes. */
const MENTAL_HEALTH_DETAIL: ReadonlySet<Category> = new Set(["problems", "results", "plans", "documents", "about-me"]);

function categoryOf(resource: Json): Category {
  const type = String(resource.resourceType);
  switch (type) {
    case "Observation":
      return hasCode(resource.category, SOCIAL_HISTORY) ? "social-context" : "results";
    case "Encounter":
      return IN_HOSPITAL.has(codeOf(resource.class)) ? "admissions" : "contacts";
    case "CarePlan":
    case "ServiceRequest":
      return hasCode(resource.category, SOCIAL_CARE) ? "social-care" : (CATEGORY_OF_TYPE[type] ?? "administration");
    default:
      return CATEGORY_OF_TYPE[type] ?? "administration";
  }
}

/** @see http://terminology.hl7.org/CodeSystem/observation-category */
const SOCIAL_HISTORY = new Set(["social-history"]);
/** The word that the social care adapter writes. */
const SOCIAL_CARE = new Set(["social-care"]);
/** @see http://terminology.hl7.org/CodeSystem/v3-ActCode (encounter classes: inpatient, acute, emergency, short stay, observation) */
const IN_HOSPITAL = new Set(["IMP", "ACUTE", "NONAC", "EMER", "SS", "OBSENC", "PRENC"]);

function sensitivityOf(resource: Json): Sensitivity {
  const meta = resource.meta;
  if (isObject(meta) && meta.security !== undefined) {
    const labelled = securityLabel(meta.security);
    if (labelled) return labelled;
  }
  return codedSensitivity(resource) ?? "normal";
}

function securityLabel(labels: unknown): Sensitivity | undefined {
  if (!Array.isArray(labels)) return undefined;
  for (const label of labels) {
    const found = SECURITY_LABELS.get(codeOf(label));
    if (found) return found;
  }
  return undefined;
}

/** The elements that say what an entry is about. */
const TELLING = ["code", "reasonCode", "medicationCodeableConcept", "valueCodeableConcept", "type", "vaccineCode"];

function codedSensitivity(resource: Json): Sensitivity | undefined {
  for (const element of TELLING) {
    const value = resource[element];
    if (typeof value !== "object" || value === null) continue;
    for (const concept of Array.isArray(value) ? value : [value]) {
      const found = conceptSensitivity(concept);
      if (found) return found;
    }
  }
  return undefined;
}

function conceptSensitivity(concept: unknown): Sensitivity | undefined {
  if (!isObject(concept) || !Array.isArray(concept.coding)) return undefined;
  for (const coding of concept.coding) {
    if (!isObject(coding) || typeof coding.code !== "string") continue;
    const found = coding.system === SNOMED ? SENSITIVE_SNOMED.get(coding.code) : icd10(coding.system, coding.code);
    if (found) return found;
  }
  return undefined;
}

const SNOMED = "http://snomed.info/sct";
const ICD10 = "http://hl7.org/fhir/sid/icd-10";

function icd10(system: unknown, code: string): Sensitivity | undefined {
  if (typeof system !== "string" || !system.startsWith(ICD10)) return undefined;
  return SENSITIVE_ICD10.get(code.slice(0, 3)) ?? SENSITIVE_ICD10.get(code.replace(".", "").slice(0, 4));
}

function hasCode(concepts: unknown, codes: ReadonlySet<string>): boolean {
  if (!Array.isArray(concepts)) return false;
  return concepts.some(
    (concept) =>
      isObject(concept) && Array.isArray(concept.coding) && concept.coding.some((coding) => codes.has(codeOf(coding))),
  );
}

function codeOf(coding: unknown): string {
  return isObject(coding) && typeof coding.code === "string" ? coding.code : "";
}

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null;
