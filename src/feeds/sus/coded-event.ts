import type { CodeableConcept, Condition, EncounterDiagnosis, Procedure } from "fhir/r4.js";
import { asResource } from "../fhir/json.ts";
import { isSnomedId } from "../snomed-id.ts";
import { idOfParts } from "../source-id.ts";
import type { TableEntry, TableRow } from "../table/table.ts";
import { diagnosisWords } from "./diagnosis-words.ts";
import { conceptOf, ICD10, OPCS4, SNOMED } from "./fhir.ts";
import { emergencyWords } from "./emergency-words.ts";
import { operationWords } from "./operation-words.ts";

/** The visit, or the part of it, to which codes belong. */
export type Coded = {
  readonly encounter: string;
  readonly patient: string;
  /** When it began, as a FHIR dateTime. */
  readonly began: string | undefined;
  readonly recorded: Date | undefined;
  /** Whether the visit is over. */
  readonly isOver: boolean;
  readonly sensitivity: "restricted" | undefined;
};

/** A code in its place in the row, from 1, with the id of the entry that it becomes. */
export type Placed = { readonly place: number; readonly id: string; readonly concept: CodeableConcept };

export const codeId = (parts: readonly string[], place: number): string => idOfParts(...parts, String(place));

const CODES = {
  icd10: {
    reason: "This is no ICD-10 code.",
    accepted: "A letter and two to four digits, such as J189 or J18.9",
  },
  opcs4: { reason: "This is no OPCS-4 code.", accepted: "A letter and three digits, such as W371 or W37.1" },
  snomed: { reason: "This is no SNOMED CT concept.", accepted: "A concept id with its check digit, such as 29857009" },
} as const;

/** Codes are kept without a dot and without what only fills the space, as the NHS writes them. */
export function icd10In(text: string): string | undefined {
  const [, category, fourth = "", fifth = ""] =
    /^([A-Z]\d{2})\.?([\dX]?)([\dX-]?)[DA]?$/.exec(text.toUpperCase()) ?? [];
  return category === undefined ? undefined : `${category}${fourth}${fifth}`.replace(/[X-]+$/, "");
}

export const opcs4In = (text: string): string | undefined => {
  const [, category, fourth = ""] = /^([A-Z]\d{2})\.?(\d?)$/.exec(text.toUpperCase()) ?? [];
  return category === undefined ? undefined : `${category}${fourth}`;
};

const kept: Readonly<Record<keyof typeof CODES, Map<string, CodeableConcept | undefined>>> = {
  icd10: new Map(),
  opcs4: new Map(),
  snomed: new Map(),
};
const MOST_KEPT = 20_000;

/** A hospital uses a few thousand codes: each is read once. Nobody may change what is given. */
function readOnce(scheme: keyof typeof CODES, text: string): CodeableConcept | undefined {
  const own = kept[scheme];
  const known = own.get(text);
  if (known !== undefined || own.has(text)) return known;
  if (own.size >= MOST_KEPT) own.clear();
  const concept = readCode(scheme, text);
  own.set(text, concept);
  return concept;
}

function readCode(scheme: keyof typeof CODES, text: string): CodeableConcept | undefined {
  switch (scheme) {
    case "icd10": {
      const code = icd10In(text);
      return code === undefined ? undefined : conceptOf(ICD10, code, diagnosisWords(code));
    }
    case "opcs4": {
      const code = opcs4In(text);
      return code === undefined ? undefined : conceptOf(OPCS4, code, operationWords(code));
    }
    case "snomed":
      return isSnomedId(text) ? conceptOf(SNOMED, text, emergencyWords(text)) : undefined;
  }
}

/** The concept of one cell; undefined where it is empty, and where it is no code, which is refused. */
export function codeIn<Column extends string>(
  row: TableRow<Column>,
  column: Column,
  scheme: keyof typeof CODES,
): CodeableConcept | undefined {
  const text = row.text(column);
  if (text === "") return undefined;
  const concept = readOnce(scheme, text);
  if (!concept) row.refuse(column, CODES[scheme], "field");
  return concept;
}

/** The codes of numbered columns. `parts`: what tells the visit apart: spell and episode, or the attendance's number. */
export function codesIn<Column extends string>(
  row: TableRow<Column>,
  columns: readonly Column[],
  scheme: keyof typeof CODES,
  parts: readonly string[],
): readonly Placed[] {
  const placed: Placed[] = [];
  columns.forEach((column, at) => {
    const concept = codeIn(row, column, scheme);
    if (concept) placed.push({ place: at + 1, id: codeId(parts, at + 1), concept });
  });
  return placed;
}

/**
 * What a hospital coded as a diagnosis of a visit. What it treated is past once the visit is over; what goes on stands
 * in the practice's list of problems. `certainty`: where the hospital says how sure it is.
 */
export function diagnosisEntry(
  coded: Coded,
  { id, concept }: Placed,
  certainty?: "provisional" | "confirmed",
): TableEntry {
  const { encounter, patient, began, isOver } = coded;
  const resource: Condition & { id: string } = {
    resourceType: "Condition",
    id,
    clinicalStatus: isOver ? PAST : PRESENT,
    ...(certainty && { verificationStatus: { coding: [{ system: VERIFICATION, code: certainty }] } }),
    category: ENCOUNTER_DIAGNOSIS,
    code: concept,
    subject: { reference: `Patient/${patient}` },
    encounter: { reference: `Encounter/${encounter}` },
    ...(began !== undefined && { recordedDate: began }),
  };
  return entryOf(coded, resource);
}

const CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical";
const VERIFICATION = "http://terminology.hl7.org/CodeSystem/condition-ver-status";
const PRESENT: CodeableConcept = { coding: [{ system: CLINICAL, code: "active" }] };
const PAST: CodeableConcept = { coding: [{ system: CLINICAL, code: "inactive" }] };
const ENCOUNTER_DIAGNOSIS = [
  {
    coding: [
      {
        system: "http://terminology.hl7.org/CodeSystem/condition-category",
        code: "encounter-diagnosis",
        display: "Encounter Diagnosis",
      },
    ],
  },
];

/** An operation or another procedure of a visit; on its own day, else on the visit's. */
export function procedureEntry(coded: Coded, { id, concept }: Placed, on: string | undefined): TableEntry {
  const { encounter, patient, began } = coded;
  const performed = on ?? began;
  const resource: Procedure & { id: string } = {
    resourceType: "Procedure",
    id,
    status: "completed",
    code: concept,
    subject: { reference: `Patient/${patient}` },
    encounter: { reference: `Encounter/${encounter}` },
    ...(performed !== undefined && { performedDateTime: performed }),
  };
  return entryOf(coded, resource);
}

/** An entry about the patient of a visit. */
export const entryOf = (
  { patient, recorded, sensitivity }: Pick<Coded, "patient" | "recorded" | "sensitivity">,
  resource: TableEntry["resource"],
): TableEntry => ({ resource, patient, recorded, ...(sensitivity && { sensitivity }) });

/** Takes back an entry by its type and id alone: it ends with the content that it has. */
export const withdrawn = (
  type: "Condition" | "Procedure" | "Encounter",
  id: string,
  recorded: Date | undefined,
): TableEntry => ({ resource: asResource({ resourceType: type, id }), ended: true, recorded });

/**
 * How many codes, of those that a newer row leaves out, are remembered as left out though nothing is held: so that a
 * late delivery of the older row does not bring them back. Corrections seldom leave out more, and each is a row.
 */
const REMEMBERED = 2;

/**
 * Takes back what an earlier version of a row may have said in the places that this one leaves empty, of those for
 * which the file has columns.
 */
export function withdrawnPlaces<Column extends string>(
  type: "Condition" | "Procedure",
  row: TableRow<Column>,
  columns: readonly Column[],
  parts: readonly string[],
  recorded: Date | undefined,
): readonly TableEntry[] {
  const entries: TableEntry[] = [];
  columns.forEach((column, at) => {
    if (!row.has(column) || row.text(column) !== "") return;
    const entry = withdrawn(type, codeId(parts, at + 1), recorded);
    entries.push(entries.length < REMEMBERED ? entry : { ...entry, onlyIfHeld: true });
  });
  return entries;
}

/** Takes back all that a row that is deleted may have said: what it names, and what stood in the other places. */
export function withdrawnCodes<Column extends string>(
  type: "Condition" | "Procedure",
  row: TableRow<Column>,
  columns: readonly Column[],
  parts: readonly string[],
  recorded: Date | undefined,
): readonly TableEntry[] {
  return columns.map((column, at) => {
    const entry = withdrawn(type, codeId(parts, at + 1), recorded);
    return row.text(column) === "" ? { ...entry, onlyIfHeld: true } : entry;
  });
}

/** A visit's own list of its diagnoses, the main one first. */
export const diagnosesOf = (diagnoses: readonly Placed[]): { diagnosis?: EncounterDiagnosis[] } =>
  diagnoses.length === 0
    ? {}
    : {
        diagnosis: diagnoses.map(({ id }, at) => ({
          condition: { reference: `Condition/${id}` },
          use: at === 0 ? MAIN : ALSO,
          rank: at + 1,
        })),
      };

const ROLES = "http://terminology.hl7.org/CodeSystem/diagnosis-role";
const MAIN: CodeableConcept = { coding: [{ system: ROLES, code: "DD" }], text: "Main diagnosis" };
const ALSO: CodeableConcept = { coding: [{ system: ROLES, code: "CM" }], text: "Also diagnosed" };
