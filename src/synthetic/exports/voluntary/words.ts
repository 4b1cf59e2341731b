import type { Chance } from "../../lives/chance.ts";
import type { VoluntaryActivity, VoluntaryOutcome } from "../../lives/voluntary.ts";

/** Whatever the same thing is called, the first is what it means. */
type Spellings = readonly [meaning: string, ...others: readonly string[]];

export const ACTIVITY_WORDS: Readonly<Record<VoluntaryActivity, Spellings>> = {
  befriending: ["Befriending visit", "Befriending", "befriending visit", "B/friending", "Befrending visit"],
  "lunch-club": ["Lunch club", "LUNCH CLUB", "Lunch Club", "Lunchclub", "Thursday lunch"],
  "welfare-advice": ["Welfare advice", "Welfare Advice", "Benefits advice", "Welfare adv.", "WR advice"],
  "carers-support": ["Carers' support", "Carers Support", "carer support", "Carers group", "Carer's support"],
  transport: ["Transport", "transport", "Lift to appointment", "Transport to appt", "Car scheme"],
};

export const OUTCOME_WORDS: Readonly<Record<VoluntaryOutcome, Spellings>> = {
  attended: ["Seen", "seen", "SEEN", "Visited", "Attended"],
  "not-in": ["Not in", "not in", "No answer", "Not at home", "N/A - out"],
  signposted: ["Signposted", "signposted", "Sign posted", "Sign-posted", "Passed on"],
  "goal-met": ["Goal met", "goal met", "Goal achieved", "Met goal", "GOAL MET"],
  cancelled: ["Cancelled", "cancelled", "Canceled", "Cancelled by client", "canx"],
};

/** As somebody in a hurry writes it: usually in the first way. */
export const spelt = ([first, ...others]: Spellings, variants: number, chance: Chance): string =>
  chance.happens(variants) && others.length > 0 ? chance.pick(others) : first;

/** What each spelling means, for the mapping: a spelling that differs in case and signs alone is known without it. */
export const meanings = (all: Readonly<Record<string, Spellings>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.values(all).flatMap(([meaning, ...others]) => [meaning, ...others].map((one) => [one, meaning])),
  );

export const WORKERS = [
  "Pat Holloway",
  "J. Brightwell",
  "Anita D.",
  "Colin Frome",
  "Grace Obi",
  "Tom (volunteer)",
] as const;
