/**
 * What some categories of ICD-10 stand for, in our words: those of mental health and of the conditions that bring
 * people to community services. A code that is not here is shown as it is.
 * @see https://icd.who.int/browse10/2019/en
 */
const WORDS: Readonly<Record<string, string>> = {
  E10: "Type 1 diabetes",
  E11: "Type 2 diabetes",
  F00: "Dementia in Alzheimer's disease",
  F01: "Vascular dementia",
  F03: "Dementia",
  F10: "Disorder due to alcohol",
  F11: "Disorder due to opioids",
  F19: "Disorder due to drugs",
  F20: "Schizophrenia",
  F23: "Acute psychotic disorder",
  F25: "Schizoaffective disorder",
  F31: "Bipolar disorder",
  F32: "Depressive episode",
  F33: "Recurrent depressive disorder",
  F40: "Phobic anxiety disorder",
  F41: "Anxiety disorder",
  F42: "Obsessive-compulsive disorder",
  F43: "Reaction to severe stress",
  F50: "Eating disorder",
  F60: "Personality disorder",
  F79: "Learning disability",
  F84: "Autism",
  F90: "Attention deficit hyperactivity disorder",
  F91: "Conduct disorder",
  F93: "Emotional disorder of childhood",
  G20: "Parkinson's disease",
  I50: "Heart failure",
  I63: "Stroke",
  I73: "Peripheral vascular disease",
  I83: "Varicose veins of the legs",
  J44: "Chronic obstructive pulmonary disease",
  L89: "Pressure ulcer",
  L97: "Ulcer of the leg",
  M54: "Back pain",
  R26: "Difficulty in walking",
  R29: "Tendency to fall",
};

/** The words of the category of a code such as F20.0 or F200. */
export const icd10Words = (code: string): string | undefined => WORDS[code.slice(0, 3).toUpperCase()];
