import type { Course } from "./contact-course.ts";

export type MentalHealthTeam =
  | "community"
  | "early-intervention"
  | "crisis"
  | "memory"
  | "older-people"
  | "therapy"
  | "primary-care"
  | "children"
  | "neurodevelopment"
  | "substances";

export type MentalHealthActivity = "assessment" | "therapy" | "review" | "risk-assessment" | "medicines-review";

export type TeamFacts = {
  readonly course: Course;
  readonly does: readonly (readonly [MentalHealthActivity, number])[];
  /** Whether sessions begin with questionnaires about depression and anxiety. */
  readonly asks?: boolean;
};

const MOSTLY_IN_CLINIC = [
  ["clinic", 62],
  ["home", 16],
  ["telephone", 14],
  ["video", 8],
] as const;
const MOSTLY_AT_HOME = [
  ["home", 58],
  ["clinic", 24],
  ["telephone", 18],
] as const;
const FOR_THERAPY = [
  ["clinic", 45],
  ["video", 35],
  ["telephone", 20],
] as const;

/** Teams of a mental health trust; a course is one stretch of care, and community teams have one after the other. */
export const MENTAL_HEALTH_TEAMS: Readonly<Record<MentalHealthTeam, TeamFacts>> = {
  community: {
    course: { wait: [7, 40], contacts: 400, every: 21, minutes: 45, clinicians: 9, places: MOSTLY_AT_HOME },
    does: [
      ["review", 60],
      ["medicines-review", 22],
      ["risk-assessment", 18],
    ],
  },
  "early-intervention": {
    course: { wait: [3, 14], contacts: 55, every: 14, minutes: 50, clinicians: 5, places: MOSTLY_AT_HOME },
    does: [
      ["review", 50],
      ["therapy", 30],
      ["medicines-review", 20],
    ],
  },
  crisis: {
    course: { wait: [0, 1], contacts: 8, every: 2, minutes: 40, clinicians: 6, places: MOSTLY_AT_HOME, everyDay: true },
    does: [
      ["risk-assessment", 60],
      ["medicines-review", 40],
    ],
  },
  memory: {
    course: { wait: [30, 100], contacts: 3, every: 35, minutes: 60, clinicians: 4, places: MOSTLY_IN_CLINIC },
    does: [["assessment", 1]],
  },
  "older-people": {
    course: { wait: [10, 50], contacts: 10, every: 25, minutes: 50, clinicians: 4, places: MOSTLY_AT_HOME },
    does: [
      ["review", 70],
      ["medicines-review", 30],
    ],
  },
  therapy: {
    course: { wait: [40, 130], contacts: 10, every: 8, minutes: 50, clinicians: 6, places: FOR_THERAPY },
    does: [["therapy", 1]],
    asks: true,
  },
  "primary-care": {
    course: { wait: [10, 45], contacts: 4, every: 14, minutes: 35, clinicians: 5, places: FOR_THERAPY },
    does: [
      ["therapy", 50],
      ["review", 50],
    ],
    asks: true,
  },
  children: {
    course: {
      ...{ wait: [30, 140], contacts: 8, every: 15, minutes: 50, clinicians: 6 },
      places: [
        ["clinic", 55],
        ["school", 25],
        ["video", 20],
      ],
    },
    does: [
      ["therapy", 75],
      ["assessment", 25],
    ],
  },
  neurodevelopment: {
    course: { wait: [120, 400], contacts: 3, every: 40, minutes: 75, clinicians: 3, places: MOSTLY_IN_CLINIC },
    does: [["assessment", 1]],
  },
  substances: {
    course: { wait: [5, 25], contacts: 12, every: 12, minutes: 40, clinicians: 4, places: MOSTLY_IN_CLINIC },
    does: [
      ["therapy", 60],
      ["medicines-review", 40],
    ],
  },
};
