/** What decides who gets a long-term condition, and what it brings with it. */
export type ConditionFacts = {
  /** What a hospital writes. */
  readonly icd10: string;
  /** How many of all people of an age have it (age in years, share), read in straight lines between the points. */
  readonly curve: readonly (readonly [age: number, share: number])[];
  /** How many times as common as in all: in women, men, people of South Asian or Black ethnicity, smokers, others. */
  readonly female?: number;
  readonly male?: number;
  readonly southAsian?: number;
  readonly black?: number;
  readonly smoker?: number;
  readonly neverSmoked?: number;
  /** How many times as common in the most deprived tenth of areas as in the least. */
  readonly deprivation?: number;
  /** How many times as common in those who have another condition already: conditions cluster. */
  readonly after?: Readonly<Partial<Record<string, number>>>;
  /** Multiplies emergency admissions. */
  readonly emergency?: number;
  /** Adds contacts with the practice a year. */
  readonly visits?: number;
};
