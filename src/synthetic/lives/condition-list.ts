/**
 * The long-term conditions of the made-up town. `curve` gives how many of all people of an age have it (age in
 * years, share), to be read in straight lines between the points; the shares are of the order of those in the Quality
 * and Outcomes Framework 2023-24 (England) and, by age, of Barnett et al., Lancet 2012; 380: 37-43, rounded by hand.
 * `after` multiplies the share for those who have another condition already: conditions cluster. `icd10` is what a
 * hospital writes; `emergency` multiplies emergency admissions; `visits` adds contacts with the practice a year.
 */
export type ConditionFacts = {
  readonly icd10: string;
  readonly curve: readonly (readonly [age: number, share: number])[];
  readonly female?: number;
  readonly male?: number;
  /** How many times as common in the most deprived tenth as in the least. */
  readonly deprivation?: number;
  readonly after?: Readonly<Partial<Record<string, number>>>;
  readonly southAsian?: number;
  readonly black?: number;
  readonly smoker?: number;
  readonly neverSmoked?: number;
  readonly emergency?: number;
  readonly visits?: number;
};

const LIST = {
  "learning-disability": {
    icd10: "F79",
    curve: [
      [3, 0.003],
      [8, 0.006],
      [60, 0.006],
      [80, 0.003],
    ],
    male: 1.2,
    deprivation: 1.6,
    emergency: 1.4,
    visits: 1,
  },
  autism: {
    icd10: "F84",
    curve: [
      [4, 0.008],
      [14, 0.025],
      [25, 0.02],
      [45, 0.005],
      [70, 0.002],
    ],
    male: 1.5,
    female: 0.5,
  },
  obesity: {
    icd10: "E66",
    curve: [
      [12, 0.02],
      [20, 0.08],
      [40, 0.17],
      [60, 0.22],
      [80, 0.18],
      [90, 0.1],
    ],
    deprivation: 1.7,
    black: 1.3,
    visits: 0.2,
  },
  hypertension: {
    icd10: "I10",
    curve: [
      [25, 0.003],
      [40, 0.05],
      [50, 0.15],
      [60, 0.27],
      [70, 0.4],
      [80, 0.5],
      [95, 0.55],
    ],
    after: { obesity: 1.3 },
    black: 1.4,
    southAsian: 1.1,
    deprivation: 1.2,
    visits: 0.5,
  },
  "type-1-diabetes": {
    icd10: "E10",
    curve: [
      [2, 0.0005],
      [12, 0.003],
      [25, 0.005],
      [80, 0.005],
    ],
    emergency: 1.6,
    visits: 1.5,
  },
  "type-2-diabetes": {
    icd10: "E11",
    curve: [
      [25, 0.002],
      [40, 0.025],
      [50, 0.055],
      [60, 0.095],
      [70, 0.13],
      [80, 0.15],
      [95, 0.13],
    ],
    after: { obesity: 1.9, hypertension: 1.3 },
    southAsian: 2,
    black: 1.5,
    deprivation: 1.6,
    emergency: 1.25,
    visits: 1.2,
  },
  asthma: {
    icd10: "J45",
    curve: [
      [3, 0.01],
      [10, 0.06],
      [30, 0.07],
      [80, 0.07],
    ],
    deprivation: 1.2,
    emergency: 1.2,
    visits: 0.5,
  },
  copd: {
    icd10: "J44",
    curve: [
      [38, 0.001],
      [50, 0.012],
      [60, 0.032],
      [70, 0.055],
      [85, 0.065],
    ],
    smoker: 3,
    neverSmoked: 0.25,
    deprivation: 2.4,
    after: { asthma: 1.4 },
    emergency: 1.9,
    visits: 1.3,
  },
  depression: {
    icd10: "F32",
    curve: [
      [13, 0.01],
      [18, 0.06],
      [30, 0.12],
      [50, 0.15],
      [70, 0.12],
      [90, 0.1],
    ],
    female: 1.3,
    male: 0.7,
    deprivation: 1.7,
    emergency: 1.25,
    visits: 1,
  },
  anxiety: {
    icd10: "F41",
    curve: [
      [10, 0.01],
      [18, 0.05],
      [35, 0.08],
      [60, 0.07],
      [90, 0.05],
    ],
    female: 1.3,
    male: 0.7,
    deprivation: 1.4,
    after: { depression: 2.2 },
    visits: 0.6,
  },
  schizophrenia: {
    icd10: "F20",
    curve: [
      [17, 0.0005],
      [30, 0.005],
      [50, 0.008],
      [80, 0.006],
    ],
    male: 1.2,
    female: 0.8,
    black: 1.8,
    deprivation: 2.5,
    emergency: 1.5,
    visits: 1.2,
  },
  "bipolar-disorder": {
    icd10: "F31",
    curve: [
      [18, 0.0005],
      [35, 0.004],
      [60, 0.006],
      [80, 0.004],
    ],
    deprivation: 1.4,
    emergency: 1.3,
    visits: 0.8,
  },
  "alcohol-dependence": {
    icd10: "F10",
    curve: [
      [20, 0.002],
      [35, 0.01],
      [50, 0.016],
      [70, 0.01],
    ],
    male: 1.4,
    female: 0.6,
    deprivation: 2.2,
    after: { depression: 1.8 },
    emergency: 1.9,
    visits: 0.8,
  },
  hiv: {
    icd10: "B24",
    curve: [
      [20, 0.0005],
      [40, 0.004],
      [60, 0.004],
      [80, 0.001],
    ],
    male: 1.4,
    female: 0.6,
    visits: 0.4,
  },
  epilepsy: {
    icd10: "G40",
    curve: [
      [1, 0.001],
      [10, 0.004],
      [30, 0.007],
      [80, 0.011],
    ],
    after: { "learning-disability": 8 },
    deprivation: 1.4,
    emergency: 1.6,
    visits: 0.5,
  },
  hypothyroidism: {
    icd10: "E03",
    curve: [
      [20, 0.003],
      [40, 0.025],
      [60, 0.055],
      [85, 0.08],
    ],
    female: 1.6,
    male: 0.4,
    visits: 0.3,
  },
  migraine: {
    icd10: "G43",
    curve: [
      [10, 0.01],
      [25, 0.05],
      [45, 0.08],
      [80, 0.06],
    ],
    female: 1.4,
    male: 0.6,
    visits: 0.2,
  },
  eczema: {
    icd10: "L20",
    curve: [
      [0.3, 0.02],
      [3, 0.1],
      [18, 0.07],
      [80, 0.05],
    ],
    visits: 0.2,
  },
  "chronic-heart-disease": {
    icd10: "I25",
    curve: [
      [42, 0.004],
      [55, 0.025],
      [65, 0.055],
      [75, 0.1],
      [85, 0.14],
    ],
    male: 1.35,
    female: 0.65,
    smoker: 1.5,
    neverSmoked: 0.85,
    southAsian: 1.4,
    deprivation: 1.5,
    after: { hypertension: 1.3, "type-2-diabetes": 1.5 },
    emergency: 1.5,
    visits: 0.8,
  },
  "atrial-fibrillation": {
    icd10: "I48",
    curve: [
      [45, 0.003],
      [60, 0.016],
      [70, 0.045],
      [80, 0.095],
      [90, 0.15],
    ],
    after: { hypertension: 1.3, "chronic-heart-disease": 1.4 },
    male: 1.1,
    female: 0.9,
    emergency: 1.3,
    visits: 0.7,
  },
  "heart-failure": {
    icd10: "I50",
    curve: [
      [45, 0.001],
      [60, 0.007],
      [70, 0.018],
      [80, 0.04],
      [90, 0.07],
    ],
    after: { "chronic-heart-disease": 2.2, "atrial-fibrillation": 2, hypertension: 1.2 },
    deprivation: 1.4,
    emergency: 2,
    visits: 1.5,
  },
  stroke: {
    icd10: "I63",
    curve: [
      [45, 0.003],
      [60, 0.016],
      [70, 0.038],
      [80, 0.075],
      [90, 0.1],
    ],
    after: { hypertension: 1.3, "atrial-fibrillation": 1.8 },
    smoker: 1.3,
    deprivation: 1.4,
    emergency: 1.4,
    visits: 0.7,
  },
  "peripheral-arterial-disease": {
    icd10: "I73",
    curve: [
      [50, 0.003],
      [65, 0.012],
      [80, 0.025],
    ],
    smoker: 2.2,
    neverSmoked: 0.5,
    after: { "type-2-diabetes": 1.8 },
    emergency: 1.2,
  },
  "chronic-kidney-disease": {
    icd10: "N18",
    curve: [
      [45, 0.005],
      [60, 0.02],
      [70, 0.07],
      [80, 0.18],
      [90, 0.28],
    ],
    after: { "type-2-diabetes": 1.5, hypertension: 1.3, "heart-failure": 1.5 },
    black: 1.2,
    emergency: 1.25,
    visits: 0.6,
  },
  cancer: {
    icd10: "C80",
    curve: [
      [30, 0.003],
      [45, 0.015],
      [60, 0.05],
      [70, 0.09],
      [80, 0.13],
    ],
    smoker: 1.2,
    emergency: 1.5,
    visits: 0.9,
  },
  dementia: {
    icd10: "F03",
    curve: [
      [62, 0.002],
      [70, 0.013],
      [75, 0.03],
      [80, 0.065],
      [85, 0.12],
      [92, 0.22],
    ],
    female: 1.1,
    male: 0.9,
    after: { stroke: 1.7, "type-2-diabetes": 1.2 },
    emergency: 1.7,
    visits: 1.3,
  },
  "parkinsons-disease": {
    icd10: "G20",
    curve: [
      [55, 0.001],
      [70, 0.008],
      [85, 0.018],
    ],
    male: 1.3,
    female: 0.7,
    emergency: 1.4,
    visits: 0.6,
  },
  osteoarthritis: {
    icd10: "M19",
    curve: [
      [42, 0.01],
      [55, 0.09],
      [65, 0.18],
      [75, 0.27],
      [90, 0.34],
    ],
    female: 1.2,
    male: 0.8,
    after: { obesity: 1.4 },
    visits: 0.7,
  },
  osteoporosis: {
    icd10: "M81",
    curve: [
      [52, 0.005],
      [65, 0.04],
      [75, 0.08],
      [90, 0.14],
    ],
    female: 1.6,
    male: 0.35,
    emergency: 1.1,
    visits: 0.2,
  },
  "rheumatoid-arthritis": {
    icd10: "M06",
    curve: [
      [25, 0.001],
      [50, 0.007],
      [75, 0.014],
    ],
    female: 1.4,
    male: 0.6,
    smoker: 1.3,
    emergency: 1.2,
    visits: 0.8,
  },
  gout: {
    icd10: "M10",
    curve: [
      [30, 0.002],
      [50, 0.02],
      [70, 0.04],
      [90, 0.05],
    ],
    male: 1.6,
    female: 0.4,
    after: { "chronic-kidney-disease": 1.5 },
    visits: 0.2,
  },
  "back-pain": {
    icd10: "M54",
    curve: [
      [20, 0.02],
      [40, 0.07],
      [60, 0.1],
      [90, 0.1],
    ],
    deprivation: 1.4,
    visits: 0.6,
  },
  "reflux-disease": {
    icd10: "K21",
    curve: [
      [20, 0.01],
      [45, 0.05],
      [65, 0.09],
      [90, 0.1],
    ],
    after: { obesity: 1.3 },
    visits: 0.2,
  },
  "hearing-loss": {
    icd10: "H91",
    curve: [
      [50, 0.015],
      [65, 0.05],
      [75, 0.12],
      [90, 0.3],
    ],
    visits: 0.1,
  },
  cataract: {
    icd10: "H26",
    curve: [
      [55, 0.01],
      [70, 0.09],
      [80, 0.2],
      [92, 0.3],
    ],
    after: { "type-2-diabetes": 1.3 },
  },
  glaucoma: {
    icd10: "H40",
    curve: [
      [45, 0.004],
      [65, 0.02],
      [85, 0.055],
    ],
    black: 1.8,
  },
} as const satisfies Record<string, ConditionFacts>;

export type ConditionName = keyof typeof LIST | "frailty";

/** Frailty is reckoned from the others: see conditions.ts. */
export const CONDITIONS: Readonly<Record<Exclude<ConditionName, "frailty">, ConditionFacts>> = LIST;

export const CONDITION_NAMES = Object.keys(LIST) as readonly Exclude<ConditionName, "frailty">[];
