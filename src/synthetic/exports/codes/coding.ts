/**
 * One SNOMED CT concept: its id, the words that go with it and, where a practice's screen says it more plainly, those
 * words. The lists beside this file hold only what is used.
 */
export type Concept = readonly [code: string, display: string, text?: string];

export const SNOMED = "http://snomed.info/sct";

export const codingOf = ([code, display]: Concept) => ({ system: SNOMED, code, display });

export const conceptOf = (concept: Concept) => ({
  coding: [codingOf(concept)],
  ...(concept[2] !== undefined && { text: concept[2] }),
});
