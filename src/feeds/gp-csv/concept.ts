import type { CodeableConcept, Coding } from "fhir/r4.js";
import { isSnomedId } from "../snomed-id.ts";
import type { TableRow } from "../table/table.ts";

export const SNOMED = "http://snomed.info/sct";

/** In which columns a row says what it is about: by a code of SNOMED CT, a code of the supplier's, words, or some of them. */
export const CONCEPT_COLUMNS = {
  snomed: ["SnomedCtConceptId", "SnomedConceptId", "SnomedCode", "DmdProductCodeId", "DmdCode"],
  local: ["LocalCode", "ReadTermId", "EmisCode", "CodeId"],
  scheme: ["LocalCodeScheme", "CodeScheme"],
  term: ["Term", "OriginalTerm", "CodeTerm", "MedicationName", "DrugName"],
} as const;
export type ConceptColumn = keyof typeof CONCEPT_COLUMNS;

const OURS = "https://wholestory.example/fhir/CodeSystem/gp-local-code";
/** @see https://simplifier.net/hl7fhirukcorer4 (the addresses by which UK Core knows the Read codes) */
const SCHEMES: ReadonlyMap<string, string> = new Map([
  ["READ2", "http://read.info/readv2"],
  ["READV2", "http://read.info/readv2"],
  ["CTV3", "http://read.info/ctv3"],
  ["READV3", "http://read.info/ctv3"],
]);

/**
 * What a row is about; undefined where it names neither code nor words. Codes of a supplier's own are kept beside those
 * of SNOMED CT, with the supplier's words.
 */
export function conceptIn(row: TableRow<ConceptColumn>): CodeableConcept | undefined {
  const snomed = snomedIn(row, "snomed");
  const local = row.text("local");
  const term = row.text("term");
  if (snomed === undefined && local === "" && term === "") return undefined;
  const coding: Coding[] = snomed === undefined ? [] : [{ system: SNOMED, code: snomed }];
  if (local !== "") coding.push({ system: systemOf(row), code: local, ...(term !== "" && { display: term }) });
  return { ...(coding.length > 0 && { coding }), ...(term !== "" && { text: term }) };
}

/** What a row must be about, or it means nothing. */
export function neededConcept(row: TableRow<ConceptColumn>): CodeableConcept | undefined {
  const concept = conceptIn(row);
  if (!concept) row.refuse("term", NO_CONCEPT, "row");
  return concept;
}

/** A code of SNOMED CT with its words, from a pair of columns: the reason of a visit or a referral. */
export function pairedConcept<Code extends string, Words extends string>(
  row: TableRow<Code | Words>,
  code: Code,
  words: Words,
): CodeableConcept | undefined {
  const snomed = snomedIn(row, code);
  const text = row.text(words);
  if (snomed === undefined && text === "") return undefined;
  return {
    ...(snomed !== undefined && { coding: [{ system: SNOMED, code: snomed }] }),
    ...(text !== "" && { text }),
  };
}

function snomedIn<Column extends string>(row: TableRow<Column>, column: Column): string | undefined {
  const text = row.text(column);
  if (text === "") return undefined;
  if (isSnomedId(text)) return text;
  row.refuse(column, NO_SNOMED_ID, "field");
  return undefined;
}

function systemOf(row: TableRow<ConceptColumn>): string {
  const scheme = row.text("scheme");
  return scheme === "" ? OURS : (SCHEMES.get(scheme.toUpperCase().replace(/[^A-Z0-9]/g, "")) ?? OURS);
}

const NO_SNOMED_ID = {
  reason: "This is no id of a SNOMED CT concept: its check digit is wrong. A spreadsheet may have rounded it.",
  accepted: "6 to 18 digits as SNOMED CT has them, such as 44054006",
};
const NO_CONCEPT = {
  reason: "This row names neither a code nor a term, so that it does not say what it is about.",
  accepted: "A SNOMED CT id, a local code or a term in the row itself",
};
