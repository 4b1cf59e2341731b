import type { MedicineName } from "./medicine-list.ts";
import type { Specialty } from "./planned-care.ts";

/** Why people see their practice, other than for a long-term condition. */
export type MinorIllness = {
  readonly weight: number;
  readonly from: number;
  readonly to: number;
  readonly only?: "female" | "male";
  /** What is given for it, and how often. */
  readonly medicines?: readonly MedicineName[];
  readonly given?: number;
  readonly referral?: { readonly to: Specialty; readonly share: number };
  /** Whether it is written down as a problem, and not only as why they came. */
  readonly problem: boolean;
  readonly measured?: "temperature" | "blood-pressure";
  readonly bloods?: number;
};

const LIST = {
  "upper-respiratory-infection": {
    weight: 11,
    from: 0,
    to: 110,
    medicines: ["phenoxymethylpenicillin-250", "amoxicillin-500"],
    given: 0.3,
    problem: false,
    measured: "temperature",
  },
  "chest-infection": {
    weight: 5,
    from: 0,
    to: 110,
    medicines: ["amoxicillin-500", "doxycycline-100", "clarithromycin-500"],
    given: 0.8,
    problem: true,
    measured: "temperature",
  },
  "urinary-tract-infection": {
    weight: 4,
    from: 3,
    to: 110,
    medicines: ["nitrofurantoin-100", "trimethoprim-200"],
    given: 0.95,
    problem: true,
    measured: "temperature",
  },
  "ear-infection": {
    weight: 4,
    from: 0,
    to: 14,
    medicines: ["amoxicillin-500"],
    given: 0.4,
    problem: false,
    measured: "temperature",
  },
  tonsillitis: {
    weight: 3,
    from: 2,
    to: 40,
    medicines: ["phenoxymethylpenicillin-250"],
    given: 0.7,
    problem: true,
    measured: "temperature",
  },
  conjunctivitis: { weight: 2, from: 0, to: 90, medicines: ["chloramphenicol"], given: 0.7, problem: false },
  cellulitis: {
    weight: 1.6,
    from: 5,
    to: 110,
    medicines: ["flucloxacillin-500"],
    given: 0.97,
    problem: true,
    measured: "temperature",
  },
  gastroenteritis: { weight: 3, from: 0, to: 110, problem: false, measured: "temperature" },
  "hay-fever": { weight: 3, from: 5, to: 65, medicines: ["cetirizine-10"], given: 0.8, problem: true },
  rash: {
    weight: 4,
    from: 0,
    to: 110,
    medicines: ["hydrocortisone-1"],
    given: 0.4,
    problem: false,
    referral: { to: "dermatology", share: 0.06 },
  },
  "low-back-pain": {
    weight: 6,
    from: 16,
    to: 110,
    medicines: ["ibuprofen-400", "naproxen-500", "codeine-30"],
    given: 0.5,
    problem: false,
    referral: { to: "orthopaedics", share: 0.04 },
  },
  "knee-pain": {
    weight: 4,
    from: 14,
    to: 110,
    medicines: ["ibuprofen-400", "naproxen-500"],
    given: 0.4,
    problem: false,
    referral: { to: "orthopaedics", share: 0.1 },
  },
  headache: {
    weight: 3,
    from: 8,
    to: 90,
    problem: false,
    measured: "blood-pressure",
    referral: { to: "neurology", share: 0.04 },
  },
  fatigue: { weight: 5, from: 14, to: 100, problem: false, bloods: 0.85, measured: "blood-pressure" },
  dizziness: {
    weight: 2.5,
    from: 25,
    to: 110,
    problem: false,
    measured: "blood-pressure",
    bloods: 0.4,
    referral: { to: "ear-nose-throat", share: 0.06 },
  },
  "abdominal-pain": {
    weight: 4,
    from: 6,
    to: 100,
    problem: false,
    bloods: 0.5,
    referral: { to: "gastroenterology", share: 0.12 },
  },
  "chest-pain": {
    weight: 2,
    from: 30,
    to: 100,
    problem: false,
    measured: "blood-pressure",
    bloods: 0.5,
    referral: { to: "cardiology", share: 0.2 },
  },
  breathlessness: {
    weight: 1.6,
    from: 40,
    to: 110,
    problem: false,
    measured: "blood-pressure",
    bloods: 0.6,
    referral: { to: "respiratory", share: 0.15 },
  },
  cough: { weight: 5, from: 0, to: 110, problem: false, measured: "temperature" },
  insomnia: { weight: 2.5, from: 18, to: 95, problem: false },
  "low-mood": { weight: 4, from: 14, to: 90, problem: false },
  "iron-deficiency-anaemia": { weight: 1.2, from: 14, to: 95, only: "female", problem: true, bloods: 1 },
  constipation: { weight: 2, from: 1, to: 110, problem: false },
  acne: { weight: 2.5, from: 12, to: 28, problem: true, medicines: ["doxycycline-100"], given: 0.4 },
  "heavy-periods": {
    weight: 2.5,
    from: 14,
    to: 52,
    only: "female",
    problem: false,
    bloods: 0.5,
    referral: { to: "gynaecology", share: 0.15 },
  },
  "prostate-symptoms": {
    weight: 2.5,
    from: 50,
    to: 95,
    only: "male",
    problem: false,
    bloods: 0.6,
    referral: { to: "urology", share: 0.15 },
  },
  "sexual-health-check": { weight: 1, from: 17, to: 45, problem: false },
  chlamydia: { weight: 0.4, from: 17, to: 32, problem: true, medicines: ["doxycycline-100"], given: 1 },
  "domestic-abuse": { weight: 0.25, from: 18, to: 70, only: "female", problem: true },
  fall: { weight: 4, from: 72, to: 110, problem: true, measured: "blood-pressure" },
  administration: { weight: 9, from: 16, to: 110, problem: false },
} as const satisfies Record<string, MinorIllness>;

export type MinorIllnessName = keyof typeof LIST;
export const MINOR_ILLNESSES: Readonly<Record<MinorIllnessName, MinorIllness>> = LIST;
export const MINOR_ILLNESS_NAMES = Object.keys(LIST) as readonly MinorIllnessName[];
