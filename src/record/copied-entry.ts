import {
  entryIdOf,
  parseFhirJson,
  patientIdOf,
  type EntryId,
  type OdsCode,
  type PatientId,
  type PersonId,
} from "#base";
import { isFields } from "./resource.ts";

/** What a copy of one entry must know of the others. */
export type CopyScope = {
  readonly source: OdsCode;
  /** The person whose copy it is, and the source's registration of them under which the entry is filed. */
  readonly person: PersonId;
  readonly registration: PatientId;
  readonly isShown: (id: EntryId) => boolean;
  /** What staff, an organisation, a place or a medicine is called that may be named; undefined where it may not. */
  readonly nameOf: (id: EntryId) => string | undefined;
};

type Part = { [member: string]: unknown };

/** An entry's address within a Bundle, where several sources may use one id. */
export const addressOf = (id: EntryId): string => `urn:uuid:${id}`;

const ODS = "https://fhir.nhs.uk/Id/ods-organization-code";
const PERSONS = "urn:wholestory:person";

/**
 * An entry as it stands in a copy: under its own id here, with its source, and with nothing that tells of entries which
 * the copy does not hold. Where a reference leads to such a one, it goes, with whatever says more about it.
 * @see https://hl7.org/fhir/R4/references.html
 */
export function copiedEntry(content: string, id: EntryId, scope: CopyScope): Part {
  const resource = parseFhirJson(content);
  if (!isPart(resource)) throw new Error("An entry is a resource.");
  const meta = isPart(resource["meta"]) ? resource["meta"] : {};
  const cut = keepWhatIsShown(resource, scope);
  resource["id"] = id;
  resource["meta"] = { ...meta, source: `${ODS}#${scope.source}` };
  // The narrative may say in words what the reference led to.
  if (cut.anything) delete resource["text"];
  return resource;
}

const isPart = (value: unknown): value is Part => isFields(value);

/** What became of a part: something of it was cut, and whether that was a reference of its own. */
type Cut = { readonly anything: boolean; readonly own: boolean };

/** Goes through a resource and its parts, in place. */
function keepWhatIsShown(part: Part, scope: CopyScope): Cut {
  let cut: Cut = { anything: false, own: false };
  for (const [member, value] of Object.entries(part)) {
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    const kept = items.map((item) => keptValue(member, item, scope));
    const values = kept.flatMap((one) => (one.value === undefined ? [] : [one.value]));
    cut = {
      anything: cut.anything || kept.some((one) => one.cut),
      own: cut.own || kept.some((one) => one.cut && one.value === undefined && one.wasReference),
    };
    if (values.length === items.length && values.every((one, nth) => one === items[nth])) continue;
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- FHIR's own names of elements
    if (values.length === 0) delete part[member];
    else part[member] = Array.isArray(value) ? values : values[0];
  }
  if (cut.anything) putWhatIsNeeded(part);
  return cut;
}

type Kept = { readonly value: unknown; readonly cut: boolean; readonly wasReference: boolean };

function keptValue(member: string, value: unknown, scope: CopyScope): Kept {
  if (!isPart(value)) return { value, cut: false, wasReference: false };
  if (isReference(value)) {
    const reference = keptReference(member, value, scope) ?? (WHOM.has(member) ? NOT_SHOWN : undefined);
    return { value: reference, cut: reference === undefined || reference === NOT_SHOWN, wasReference: true };
  }
  const cut = keepWhatIsShown(value, scope);
  const isResource = "resourceType" in value;
  // What stands beside a reference says more about what it led to: its use, its role, its rank.
  const goes = !isResource && ((cut.own && !OF_THE_ENTRY.has(member)) || isEmpty(value));
  return { value: cut.anything && goes ? undefined : value, cut: cut.anything, wasReference: false };
}

/** Whom an entry is about, without which it cannot be. */
const WHOM = new Set(["subject", "patient", "beneficiary"]);

/** Parts that say something of the entry itself, whoever or whatever else they name: what they hold besides stays. */
const OF_THE_ENTRY = new Set([
  ...["context", "hospitalization", "dispenseRequest", "detail", "note", "identifier", "protocolApplied"],
  ...["collection", "stage", "contact"],
]);

/** Nothing is left of it but what it would have said something of. */
const isEmpty = (part: Part): boolean => Object.keys(part).every((member) => member === "url" || member === "id");

const MEMBERS = new Set(["id", "extension", "reference", "type", "identifier", "display"]);

/** By a literal reference, or by identifier alone. What has a display alone leads to no entry. */
const isReference = (part: Part): boolean =>
  typeof part["reference"] === "string" ||
  (isPart(part["identifier"]) && Object.keys(part).every((member) => MEMBERS.has(member)));

const LITERAL = /^([A-Za-z]{3,40})\/([A-Za-z0-9.-]{1,64})(?:\/_history\/.*)?$/;

function keptReference(member: string, reference: Part, scope: CopyScope): Part | undefined {
  const text = reference["reference"];
  if (typeof text !== "string") return isOfNoEntry(member, reference) ? reference : undefined;
  if (text.startsWith("#")) return reference;
  const [, type, sourceId] = LITERAL.exec(text) ?? [];
  if (type === undefined || sourceId === undefined) return undefined;
  const id = entryIdOf(scope.source, type, sourceId);
  if (scope.isShown(id)) return { ...reference, reference: addressOf(id) };
  const isOwn = type === "Patient" && patientIdOf(scope.source, sourceId) === scope.registration;
  if (isOwn) return { identifier: { system: PERSONS, value: scope.person } };
  const name = scope.nameOf(id);
  return name === undefined ? undefined : { type, display: reference["display"] ?? name };
}

/** Elements that name whoever did something, or where: never what somebody has. */
const DOERS = new Set([
  ...["performer", "individual", "requester", "recorder", "asserter", "author", "custodian", "serviceProvider"],
  ...["managingOrganization", "location", "actor", "member", "onBehalfOf", "organization", "practitioner", "sender"],
  ...["generalPractitioner", "recipient", "who", "authenticator", "attester", "party", "provider", "assigner"],
]);

/** Organisations by their public code; doers whom the source names without any entry of theirs. */
function isOfNoEntry(member: string, { identifier, type }: Part): boolean {
  if (isPart(identifier) && identifier["system"] === ODS) return true;
  return DOERS.has(member) && (type === undefined || DOER_TYPES.has(type));
}

const DOER_TYPES = new Set<unknown>([
  "Practitioner",
  "PractitionerRole",
  "Organization",
  "Location",
  "HealthcareService",
]);

/** What a type must have, where all that it had was cut: something that says nothing. */
function putWhatIsNeeded(part: Part): void {
  const type = String(part["resourceType"]);
  for (const { element, value } of NEEDED[type] ?? []) part[element] ??= value;
  if (OF_MEDICINES.has(type) && part["medicationCodeableConcept"] === undefined) {
    part["medicationReference"] ??= NOT_SHOWN;
  }
}

const NOT_SHOWN: Part = { display: "Not in this copy" };
const OF_MEDICINES = new Set([
  ...["MedicationRequest", "MedicationStatement", "MedicationDispense", "MedicationAdministration"],
]);

type Needed = { readonly element: string; readonly value: unknown };
const once = (element: string): Needed => ({ element, value: NOT_SHOWN });
const list = (element: string, value: Part = NOT_SHOWN): Needed => ({ element, value: [value] });

/** @see https://hl7.org/fhir/R4/resourcelist.html (each type's page says what it must have) */
const NEEDED: Readonly<Record<string, readonly Needed[]>> = {
  Appointment: [list("participant", { actor: NOT_SHOWN, status: "needs-action" })],
  AppointmentResponse: [once("appointment")],
  Claim: [once("provider"), list("insurance", { sequence: 1, focal: false, coverage: NOT_SHOWN })],
  ClaimResponse: [once("insurer")],
  Composition: [list("author")],
  Coverage: [list("payor")],
  DocumentManifest: [list("content")],
  ExplanationOfBenefit: [once("provider"), once("insurer"), list("insurance", { focal: false, coverage: NOT_SHOWN })],
  ImmunizationEvaluation: [once("immunizationEvent")],
  Provenance: [list("target"), list("agent", { who: NOT_SHOWN })],
};
