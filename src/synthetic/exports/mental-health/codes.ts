import type { MentalHealthReferral } from "../../lives/mental-health.ts";
import type { MentalHealthActivity, MentalHealthTeam } from "../../lives/mental-health-teams.ts";
import type { Concept } from "../codes/coding.ts";

/** Teams: the national code of their kind, and what the trust calls them. */
export const TEAMS: Readonly<Record<MentalHealthTeam, { readonly code: string; readonly words: string }>> = {
  community: { code: "A06", words: "community mental health team" },
  "early-intervention": { code: "A14", words: "early intervention team" },
  crisis: { code: "A02", words: "crisis and home treatment team" },
  memory: { code: "A17", words: "memory service" },
  "older-people": { code: "A07", words: "older people's mental health team" },
  therapy: { code: "A13", words: "psychological therapies" },
  "primary-care": { code: "A05", words: "primary care mental health team" },
  children: { code: "F01", words: "children and young people's mental health team" },
  neurodevelopment: { code: "C04", words: "neurodevelopment team" },
  substances: { code: "D01", words: "drug and alcohol team" },
};

export const REASONS: Readonly<Record<MentalHealthReferral["because"], string>> = {
  psychosis: "02",
  "first-psychosis": "01",
  "bipolar-disorder": "03",
  depression: "04",
  anxiety: "05",
  organic: "08",
  substances: "09",
  conduct: "16",
  crisis: "18",
  "suspected-autism": "25",
};

/** Where referrals come from; within the trust no code of the list that we know stands for it. */
export const SOURCES: Readonly<Record<MentalHealthReferral["from"], string>> = {
  gp: "A1",
  self: "B1",
  hospital: "",
  school: "C2",
  police: "E1",
  "own-team": "",
};

/** What is done, in SNOMED CT, with its status where the data set has it; a review is the contact itself. */
export const ACTS: Readonly<Record<MentalHealthActivity, string>> = {
  assessment: "10197000",
  review: "",
  therapy: "304891004:408730004=443390004",
  "risk-assessment": "225338004",
  "medicines-review": "182836005",
};

export const SCORES: Readonly<Record<"depression" | "anxiety", Concept>> = {
  depression: ["720433000", "Patient Health Questionnaire Nine Item score"],
  anxiety: ["445455005", "Generalized anxiety disorder 7 item score"],
};
