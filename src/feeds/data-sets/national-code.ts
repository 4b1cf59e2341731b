import type { CodeableConcept } from "fhir/r4.js";

/** A list of codes of the NHS Data Dictionary: the address of the element, and the words of the codes that we know. */
export type NationalList = { readonly system: string; readonly words: Readonly<Record<string, string>> };

/** The list of a data element by its name in the dictionary's addresses, such as "attendance_status". */
export const nationalList = (element: string, words: Readonly<Record<string, string>> = {}): NationalList => ({
  system: `https://www.datadictionary.nhs.uk/data_elements/${element}.html`,
  words,
});

/** A code of a list as a concept. What is no code is taken for words, as copies for local use have them. */
export function nationalConcept({ system, words }: NationalList, text: string): CodeableConcept {
  if (!/^[A-Z]{0,2}\d{0,3}$/i.test(text)) return { text };
  const code = text.toUpperCase();
  const known = words[code];
  return known === undefined
    ? { coding: [{ system, code }] }
    : { coding: [{ system, code, display: known }], text: known };
}

/** The words of a concept, where it has any. */
export const wordsOf = (concept: CodeableConcept | undefined): string | undefined => concept?.text;
