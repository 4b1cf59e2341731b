/** One SNOMED CT concept: its id and the words that go with it. The lists beside this file hold only what is used. */
export type Concept = readonly [code: string, display: string];

export const SNOMED = "http://snomed.info/sct";

export const codingOf = ([code, display]: Concept) => ({ system: SNOMED, code, display });

export const conceptOf = (concept: Concept) => ({ coding: [codingOf(concept)] });
