import type {
  AllergyIntolerance,
  Annotation,
  CodeableConcept,
  DocumentReference,
  Extension,
  Immunization,
  Observation,
  Procedure,
} from "fhir/r4.js";
import { impossible } from "#base";
import { tableOf, type TableEntry, type TableRow } from "../table/table.ts";
import { CONCEPT_COLUMNS, neededConcept } from "./concept.ts";
import {
  effectiveDate,
  ENTRY_COLUMNS,
  enteredMoment,
  referenceIn,
  takeRow,
  type AboutRow,
  type EntryColumn,
} from "./entry-row.ts";
import { valueIn, VALUE_COLUMNS } from "./measured-value.ts";
import { kindOf, kindsOfDeleted } from "./observation-kind.ts";
import { categoryOfCode } from "./telling-codes.ts";

const COLUMNS = {
  guid: ["ObservationGuid", "ObservationId"],
  ...ENTRY_COLUMNS,
  ...CONCEPT_COLUMNS,
  ...VALUE_COLUMNS,
  type: "ObservationType",
  group: ["CodeCategory", "EmisCodeCategoryDescription"],
  parent: ["ParentObservationGuid", "ParentObservationId"],
  problem: ["ProblemGuid", "ProblemObservationGuid"],
  text: ["AssociatedText", "ResultText"],
} as const;
type Column = keyof typeof COLUMNS;
type Row = TableRow<Column>;
type Resource = TableEntry["resource"];

/** Everything that was noted with a code: measurements, results, findings, allergies, vaccinations, letters. */
export const observations = () =>
  tableOf<Column>({
    name: "Observation (CareRecord_Observation)",
    columns: COLUMNS,
    needed: ["guid", "patient", "effective"],
    take: (row, facts) =>
      takeRow(row, facts, {
        types: () => kindsOfDeleted(row),
        entered: () => enteredMoment(row),
        resource: (about) => resourceOf(row, about),
      }),
  });

/** What every kind of observation has. */
type Noted = {
  readonly about: AboutRow;
  readonly concept: CodeableConcept;
  /** When it happened, as exactly as it is known. */
  readonly date: string | undefined;
  readonly links: { readonly extension?: Extension[] };
  readonly note: { readonly note?: Annotation[] };
};

function resourceOf(row: Row, about: AboutRow): Resource | undefined {
  const [kind, concept, date] = [kindOf(row), neededConcept(row), effectiveDate(row)];
  if (!concept) return undefined;
  const noted: Noted = { about, concept, date, links: linksIn(row), note: noteIn(row) };
  switch (kind) {
    case "Observation":
      return observationOf(row, noted);
    case "AllergyIntolerance":
      return allergyOf(row, noted);
    case "Immunization":
      return immunizationOf(row, noted);
    case "Procedure":
      return procedureOf(row, noted);
    case "DocumentReference":
      return documentOf(row, noted);
    default:
      return impossible(kind);
  }
}

const OURS = "https://wholestory.example/fhir";

/** What this one stands under: the panel of a result, the problem of a finding. FHIR has no element for either here. */
function linksIn(row: Row): Noted["links"] {
  const [parent, problem] = [referenceIn(row, "parent", "Observation"), referenceIn(row, "problem", "Condition")];
  const extension: Extension[] = [];
  if (parent) extension.push({ url: `${OURS}/parent-observation`, valueReference: parent });
  if (problem) extension.push({ url: `${OURS}/problem`, valueReference: problem });
  return extension.length > 0 ? { extension } : {};
}

function noteIn(row: Row): Noted["note"] {
  const text = row.text("text");
  return text === "" ? {} : { note: [{ text }] };
}

const encounterIn = (row: TableRow<EntryColumn>) => referenceIn(row, "consultation", "Encounter");
const clinicianIn = (row: TableRow<EntryColumn>) => referenceIn(row, "clinician", "Practitioner");
const hl7 = (system: string, code: string) => ({
  coding: [{ system: `http://terminology.hl7.org/CodeSystem/${system}`, code }],
});

function observationOf(row: Row, { about, concept, date, links, note }: Noted): Observation & { readonly id: string } {
  const category = categoryOfCode(row.text("snomed"), row.text("group"));
  const [encounter, clinician] = [encounterIn(row), clinicianIn(row)];
  return {
    resourceType: "Observation",
    id: about.id,
    ...about.private,
    ...links,
    status: "final",
    ...(category && { category: [hl7("observation-category", category)] }),
    code: concept,
    subject: about.subject,
    ...(encounter && { encounter }),
    ...(date !== undefined && { effectiveDateTime: date }),
    ...(isMoment(about.entered) && { issued: about.entered }),
    ...(clinician && { performer: [clinician] }),
    ...valueIn(row),
    ...note,
  };
}

/** An instant of FHIR has a time of day. */
const isMoment = (text: string | undefined): text is string => text !== undefined && text.length > 10;

/** What was noted beside an allergy is how it showed. */
function allergyOf(row: Row, { about, concept, date, links }: Noted): AllergyIntolerance & { readonly id: string } {
  const [encounter, recorder, reaction] = [encounterIn(row), clinicianIn(row), row.text("text")];
  return {
    resourceType: "AllergyIntolerance",
    id: about.id,
    ...about.private,
    ...links,
    clinicalStatus: hl7("allergyintolerance-clinical", "active"),
    verificationStatus: hl7("allergyintolerance-verification", "confirmed"),
    code: concept,
    patient: about.subject,
    ...(encounter && { encounter }),
    ...(date !== undefined && { onsetDateTime: date }),
    ...(about.entered !== undefined && { recordedDate: about.entered }),
    ...(recorder && { recorder }),
    ...(reaction !== "" && { reaction: [{ manifestation: [{ text: reaction }] }] }),
  };
}

/** FHIR wants a word where it is not known when. */
function immunizationOf(
  row: Row,
  { about, concept, date, links, note }: Noted,
): Immunization & { readonly id: string } {
  const [encounter, actor] = [encounterIn(row), clinicianIn(row)];
  return {
    resourceType: "Immunization",
    id: about.id,
    ...about.private,
    ...links,
    status: "completed",
    vaccineCode: concept,
    patient: about.subject,
    ...(encounter && { encounter }),
    ...(date === undefined ? { occurrenceString: "not known" } : { occurrenceDateTime: date }),
    ...(about.entered !== undefined && { recorded: about.entered }),
    primarySource: true,
    ...(actor && { performer: [{ actor }] }),
    ...note,
  };
}

function procedureOf(row: Row, { about, concept, date, links, note }: Noted): Procedure & { readonly id: string } {
  const [encounter, actor] = [encounterIn(row), clinicianIn(row)];
  return {
    resourceType: "Procedure",
    id: about.id,
    ...about.private,
    ...links,
    status: "completed",
    code: concept,
    subject: about.subject,
    ...(encounter && { encounter }),
    ...(date !== undefined && { performedDateTime: date }),
    ...(actor && { performer: [{ actor }] }),
    ...note,
  };
}

/** That there is a letter, and what is noted of it; the extract does not hold the letter itself. */
function documentOf(row: Row, { about, concept, date, links }: Noted): DocumentReference & { readonly id: string } {
  const [encounter, author, description] = [encounterIn(row), clinicianIn(row), row.given("text")];
  const title = description ?? concept.text ?? "Document";
  return {
    resourceType: "DocumentReference",
    id: about.id,
    ...about.private,
    ...links,
    status: "current",
    type: concept,
    subject: about.subject,
    ...(isMoment(about.entered) && { date: about.entered }),
    ...(author && { author: [author] }),
    ...(description !== undefined && { description }),
    content: [{ attachment: { title, ...(date !== undefined && { creation: date }) } }],
    ...(encounter && { context: { encounter: [encounter] } }),
  };
}
