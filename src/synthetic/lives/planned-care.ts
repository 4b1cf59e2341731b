import type { ConditionName } from "./condition-list.ts";

/** What people are admitted for by appointment. Yearly rates for everyone of the ages, and for those with a condition. */
export type PlannedProcedure = {
  readonly name: ProcedureName;
  readonly icd10: string;
  readonly specialty: string;
  /** Median nights; 0 is a day case. */
  readonly nights: number;
  readonly from: number;
  readonly to: number;
  readonly yearly: number;
  readonly with?: { readonly condition: ConditionName; readonly yearly: number };
  /** At most so many in a life. */
  readonly most: number;
};

export type ProcedureName =
  | "cataract-extraction"
  | "hip-replacement"
  | "knee-replacement"
  | "colonoscopy"
  | "gastroscopy"
  | "hernia-repair"
  | "gallbladder-removal"
  | "coronary-angioplasty"
  | "coronary-angiography"
  | "tonsillectomy"
  | "tooth-extraction"
  | "chemotherapy"
  | "cystoscopy";

export const PLANNED_PROCEDURES: readonly PlannedProcedure[] = [
  {
    name: "cataract-extraction",
    icd10: "H269",
    specialty: "130",
    nights: 0,
    from: 55,
    to: 100,
    yearly: 0.001,
    with: { condition: "cataract", yearly: 0.14 },
    most: 2,
  },
  {
    name: "hip-replacement",
    icd10: "M169",
    specialty: "110",
    nights: 3,
    from: 50,
    to: 92,
    yearly: 0.0003,
    with: { condition: "osteoarthritis", yearly: 0.014 },
    most: 2,
  },
  {
    name: "knee-replacement",
    icd10: "M179",
    specialty: "110",
    nights: 3,
    from: 50,
    to: 90,
    yearly: 0.0003,
    with: { condition: "osteoarthritis", yearly: 0.016 },
    most: 2,
  },
  { name: "colonoscopy", icd10: "K573", specialty: "301", nights: 0, from: 35, to: 85, yearly: 0.016, most: 4 },
  {
    name: "gastroscopy",
    icd10: "K297",
    specialty: "301",
    nights: 0,
    from: 30,
    to: 88,
    yearly: 0.01,
    with: { condition: "reflux-disease", yearly: 0.03 },
    most: 3,
  },
  { name: "hernia-repair", icd10: "K409", specialty: "100", nights: 0, from: 25, to: 85, yearly: 0.0028, most: 2 },
  {
    name: "gallbladder-removal",
    icd10: "K802",
    specialty: "100",
    nights: 1,
    from: 25,
    to: 80,
    yearly: 0.0018,
    most: 1,
  },
  {
    name: "coronary-angioplasty",
    icd10: "I251",
    specialty: "320",
    nights: 1,
    from: 45,
    to: 88,
    yearly: 0.0002,
    with: { condition: "chronic-heart-disease", yearly: 0.02 },
    most: 2,
  },
  {
    name: "coronary-angiography",
    icd10: "I209",
    specialty: "320",
    nights: 0,
    from: 45,
    to: 85,
    yearly: 0.0006,
    with: { condition: "chronic-heart-disease", yearly: 0.03 },
    most: 2,
  },
  { name: "tonsillectomy", icd10: "J350", specialty: "120", nights: 0, from: 3, to: 28, yearly: 0.0025, most: 1 },
  { name: "tooth-extraction", icd10: "K029", specialty: "140", nights: 0, from: 4, to: 13, yearly: 0.006, most: 1 },
  {
    name: "chemotherapy",
    icd10: "Z511",
    specialty: "370",
    nights: 0,
    from: 18,
    to: 88,
    yearly: 0,
    with: { condition: "cancer", yearly: 0.7 },
    most: 12,
  },
  { name: "cystoscopy", icd10: "R31X", specialty: "101", nights: 0, from: 45, to: 90, yearly: 0.004, most: 2 },
];

/** Outpatient specialties by the condition that leads to them, with visits a year. Codes are treatment functions. */
export const OUTPATIENT_CAUSES: readonly {
  readonly condition: ConditionName;
  readonly specialty: Specialty;
  readonly yearly: number;
}[] = [
  { condition: "chronic-heart-disease", specialty: "cardiology", yearly: 0.5 },
  { condition: "atrial-fibrillation", specialty: "cardiology", yearly: 0.4 },
  { condition: "heart-failure", specialty: "cardiology", yearly: 1 },
  { condition: "copd", specialty: "respiratory", yearly: 0.5 },
  { condition: "type-1-diabetes", specialty: "diabetes", yearly: 1.2 },
  { condition: "type-2-diabetes", specialty: "ophthalmology", yearly: 0.3 },
  { condition: "chronic-kidney-disease", specialty: "nephrology", yearly: 0.25 },
  { condition: "cancer", specialty: "oncology", yearly: 2 },
  { condition: "dementia", specialty: "elderly-medicine", yearly: 0.5 },
  { condition: "frailty", specialty: "elderly-medicine", yearly: 0.4 },
  { condition: "parkinsons-disease", specialty: "neurology", yearly: 1.2 },
  { condition: "epilepsy", specialty: "neurology", yearly: 0.6 },
  { condition: "stroke", specialty: "neurology", yearly: 0.2 },
  { condition: "osteoarthritis", specialty: "orthopaedics", yearly: 0.35 },
  { condition: "back-pain", specialty: "orthopaedics", yearly: 0.15 },
  { condition: "rheumatoid-arthritis", specialty: "rheumatology", yearly: 1.5 },
  { condition: "glaucoma", specialty: "ophthalmology", yearly: 1.2 },
  { condition: "cataract", specialty: "ophthalmology", yearly: 0.3 },
  { condition: "hearing-loss", specialty: "ear-nose-throat", yearly: 0.2 },
  { condition: "hiv", specialty: "sexual-health", yearly: 2 },
  { condition: "eczema", specialty: "dermatology", yearly: 0.1 },
];

/**
 * Names of specialties with their NHS Data Dictionary treatment function codes.
 * @see https://www.datadictionary.nhs.uk/attributes/treatment_function_code.html
 */
export const SPECIALTIES = {
  cardiology: "320",
  respiratory: "340",
  diabetes: "307",
  ophthalmology: "130",
  nephrology: "361",
  oncology: "370",
  "elderly-medicine": "430",
  neurology: "400",
  orthopaedics: "110",
  rheumatology: "410",
  "ear-nose-throat": "120",
  "sexual-health": "360",
  dermatology: "330",
  gynaecology: "502",
  gastroenterology: "301",
  "general-surgery": "100",
  urology: "101",
  paediatrics: "420",
} as const;
export type Specialty = keyof typeof SPECIALTIES;
