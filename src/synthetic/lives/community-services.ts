import type { Course } from "./contact-course.ts";
import { ageOn, type Day } from "./day.ts";
import { hasOn, type Frailty, type Person } from "./person.ts";

export type CommunityService =
  | "district-nursing"
  | "podiatry"
  | "physiotherapy"
  | "rehabilitation"
  | "continence"
  | "heart-failure"
  | "respiratory"
  | "diabetes"
  | "intermediate-care"
  | "case-management"
  | "palliative-care"
  | "speech-and-language";

export type CommunityActivity =
  | "assessment"
  | "wound-care"
  | "injection"
  | "foot-care"
  | "physiotherapy"
  | "occupational-therapy"
  | "speech-therapy"
  | "medicines-review"
  | "advice";

/** What staff measure, in the unit of its code. */
export type CommunityMeasure = "pressure-ulcer-risk" | "weight" | "oxygen-saturation";

export type ServiceFacts = {
  /** New referrals a year of somebody like this; what follows a stay in hospital or comes before a death is not in it. */
  readonly yearly: (person: Person, day: Day) => number;
  readonly course: Course;
  /** What the service is mostly there for, in ICD-10. */
  readonly icd10?: string;
  readonly does: readonly (readonly [CommunityActivity, number])[];
  readonly measures?: CommunityMeasure;
  /** Whether it writes a care plan. */
  readonly plans?: boolean;
};

const byFrailty =
  (yearly: Readonly<Record<Frailty, number>>) =>
  (person: Person, day: Day): number =>
    ageOn(person.born, day) < 65 ? 0 : yearly[person.frailty];

const AT_HOME = [
  ["home", 92],
  ["telephone", 8],
] as const;
const IN_CLINIC = [
  ["clinic", 88],
  ["telephone", 8],
  ["video", 4],
] as const;

const frailNursing = byFrailty({ fit: 0.002, mild: 0.014, moderate: 0.07, severe: 0.45 });
const frailManaged = byFrailty({ fit: 0, mild: 0.002, moderate: 0.03, severe: 0.2 });

/**
 * Services of a community trust and how often they are needed. The rates are ours, set so that about one person in
 * forty is in contact within a year, and most contacts are those of frail older people.
 * @see https://digital.nhs.uk/data-and-information/publications/statistical/community-services-statistics-for-children-young-people-and-adults
 */
export const COMMUNITY_SERVICES: Readonly<Record<CommunityService, ServiceFacts>> = {
  "district-nursing": {
    yearly: (person, day) =>
      frailNursing(person, day) +
      (hasOn(person, "peripheral-arterial-disease", day) ? 0.02 : 0) +
      (hasOn(person, "type-1-diabetes", day) && ageOn(person.born, day) > 75 ? 0.03 : 0),
    course: {
      ...{ wait: [0, 4], contacts: 26, every: 4, minutes: 25, clinicians: 8, places: AT_HOME, everyDay: true },
    },
    icd10: "L97X",
    does: [
      ["wound-care", 70],
      ["injection", 18],
      ["advice", 12],
    ],
    measures: "pressure-ulcer-risk",
    plans: true,
  },
  podiatry: {
    yearly: (person, day) =>
      (hasOn(person, "type-2-diabetes", day) || hasOn(person, "type-1-diabetes", day) ? 0.03 : 0) +
      (hasOn(person, "peripheral-arterial-disease", day) ? 0.02 : 0) +
      (ageOn(person.born, day) > 75 ? 0.004 : 0),
    course: { wait: [14, 70], contacts: 5, every: 60, minutes: 30, clinicians: 4, places: IN_CLINIC },
    does: [["foot-care", 1]],
  },
  physiotherapy: {
    yearly: (person, day) =>
      (hasOn(person, "back-pain", day) ? 0.03 : 0) +
      (hasOn(person, "osteoarthritis", day) ? 0.02 : 0) +
      (ageOn(person.born, day) > 18 ? 0.004 : 0),
    course: { wait: [20, 90], contacts: 4, every: 15, minutes: 30, clinicians: 6, places: IN_CLINIC },
    icd10: "M545",
    does: [
      ["physiotherapy", 80],
      ["advice", 20],
    ],
  },
  rehabilitation: {
    yearly: (person, day) =>
      (hasOn(person, "stroke", day) ? 0.02 : 0) + (hasOn(person, "parkinsons-disease", day) ? 0.05 : 0),
    course: { wait: [5, 30], contacts: 9, every: 7, minutes: 45, clinicians: 5, places: AT_HOME },
    icd10: "R268",
    does: [
      ["physiotherapy", 55],
      ["occupational-therapy", 45],
    ],
  },
  continence: {
    yearly: (person, day) =>
      (hasOn(person, "dementia", day) ? 0.012 : 0) +
      (person.sex === "female" && ageOn(person.born, day) > 75 ? 0.005 : 0),
    course: { wait: [20, 80], contacts: 3, every: 40, minutes: 40, clinicians: 2, places: IN_CLINIC },
    does: [
      ["assessment", 50],
      ["advice", 50],
    ],
  },
  "heart-failure": {
    yearly: (person, day) => (hasOn(person, "heart-failure", day) ? 0.05 : 0),
    course: { wait: [3, 20], contacts: 8, every: 18, minutes: 35, clinicians: 2, places: AT_HOME },
    icd10: "I500",
    does: [
      ["medicines-review", 60],
      ["advice", 40],
    ],
    measures: "weight",
    plans: true,
  },
  respiratory: {
    yearly: (person, day) => (hasOn(person, "copd", day) ? 0.03 : 0),
    course: { wait: [3, 30], contacts: 7, every: 9, minutes: 40, clinicians: 3, places: AT_HOME },
    icd10: "J449",
    does: [
      ["medicines-review", 45],
      ["advice", 55],
    ],
    measures: "oxygen-saturation",
  },
  diabetes: {
    yearly: (person, day) =>
      (hasOn(person, "type-1-diabetes", day) ? 0.03 : 0) + (hasOn(person, "type-2-diabetes", day) ? 0.004 : 0),
    course: { wait: [14, 60], contacts: 4, every: 45, minutes: 30, clinicians: 2, places: IN_CLINIC },
    does: [
      ["medicines-review", 50],
      ["advice", 50],
    ],
    measures: "weight",
  },
  "intermediate-care": {
    yearly: () => 0,
    course: {
      ...{ wait: [0, 2], contacts: 14, every: 2, minutes: 45, clinicians: 6, places: AT_HOME, everyDay: true },
    },
    does: [
      ["occupational-therapy", 40],
      ["physiotherapy", 40],
      ["assessment", 20],
    ],
    plans: true,
  },
  "case-management": {
    yearly: (person, day) => frailManaged(person, day),
    course: { wait: [3, 20], contacts: 22, every: 24, minutes: 50, clinicians: 4, places: AT_HOME },
    does: [
      ["assessment", 40],
      ["medicines-review", 25],
      ["advice", 35],
    ],
    plans: true,
  },
  "palliative-care": {
    yearly: () => 0,
    course: {
      ...{ wait: [0, 3], contacts: 40, every: 3, minutes: 40, clinicians: 4, places: AT_HOME, everyDay: true },
    },
    does: [
      ["medicines-review", 40],
      ["advice", 60],
    ],
    plans: true,
  },
  "speech-and-language": {
    yearly: (person, day) => {
      const age = ageOn(person.born, day);
      if (age < 2 || age > 9) return 0;
      return hasOn(person, "autism", day) || hasOn(person, "learning-disability", day) ? 0.12 : 0.012;
    },
    course: {
      ...{ wait: [40, 160], contacts: 6, every: 16, minutes: 40, clinicians: 3 },
      places: [
        ["clinic", 60],
        ["school", 32],
        ["video", 8],
      ],
    },
    does: [["speech-therapy", 1]],
  },
};

export const COMMUNITY_SERVICE_NAMES = Object.keys(COMMUNITY_SERVICES) as readonly CommunityService[];
