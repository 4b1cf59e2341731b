import { Chance } from "./chance.ts";
import { awayOf, type Away } from "./contact-course.ts";
import { ageOn, weekdayFrom, YEAR, type Day } from "./day.ts";
import type { HospitalLife } from "./hospital.ts";
import type { Person } from "./person.ts";
import type { Town } from "./town.ts";

/** What the voluntary organisation did with one person within the time that is told, in order of time. */
export type VoluntaryLife = { readonly contacts: readonly VoluntaryContact[] };

export type VoluntaryActivity = "befriending" | "lunch-club" | "welfare-advice" | "carers-support" | "transport";

export type VoluntaryContact = {
  readonly on: Day;
  readonly activity: VoluntaryActivity;
  /** The member of staff or volunteer, counted from 0 among those who do this. */
  readonly worker: number;
  readonly outcome: VoluntaryOutcome;
  /** A few words of the worker's, one in three times. */
  readonly note?: string;
};

export type VoluntaryOutcome = "attended" | "not-in" | "signposted" | "goal-met" | "cancelled";

/** How people come to an activity, and what becomes of it: days between two times, and for how many months. */
type Offer = {
  readonly activity: VoluntaryActivity;
  readonly every: number;
  readonly months: readonly [number, number];
  readonly notes: readonly string[];
};

const OFFERS: readonly Offer[] = [
  {
    activity: "befriending",
    every: 7,
    months: [6, 40],
    notes: [
      "Tea and a chat. In good spirits",
      "Low today; misses company since the winter",
      "Looked at old photographs together",
      "Talked about the family; daughter visits on Sundays",
      "House cold. Heating is only on in the evening",
      "Has not been out since last week",
    ],
  },
  {
    activity: "lunch-club",
    every: 7,
    months: [5, 36],
    notes: ["Enjoyed the quiz", "Ate well", "Left early, tired", "Came with a friend from the same street"],
  },
  {
    activity: "welfare-advice",
    every: 21,
    months: [1, 3],
    notes: ["Helped with Attendance Allowance form", "Blue Badge renewed", "Debt letter; referred to the council"],
  },
  {
    activity: "carers-support",
    every: 28,
    months: [6, 30],
    notes: ["Worn out; would like a break", "Sleeping better", "Asked about respite care"],
  },
  {
    activity: "transport",
    every: 30,
    months: [2, 24],
    notes: ["To the eye clinic and back", "Needs a car with a low step", "Took the wheelchair"],
  },
];

const WORKERS = 6;

/** Those who are old, and more so those who live alone or are frail: about one adult in thirty, one in four over 80. */
export function voluntaryLifeOf(town: Town, person: Person, hospital: HospitalLife): VoluntaryLife {
  const chance = new Chance(town.seed, "voluntary", person.number);
  if (ageOn(person.born, person.until) < 19 || !chance.happens(needOf(person))) return { contacts: [] };
  const away = awayOf(hospital, town.asAt);
  const offers = [offerFor(person, chance), ...(chance.happens(0.35) ? [offerFor(person, chance)] : [])];
  const contacts = [...new Set(offers)].flatMap((offer) => contactsOf(town, person, offer, away, chance));
  return { contacts: contacts.sort((one, other) => one.on - other.on) };
}

function needOf(person: Person): number {
  const age = ageOn(person.born, person.until);
  const aged = age < 60 ? 0.012 : age < 75 ? 0.07 : age < 85 ? 0.2 : 0.3;
  const frail = { fit: 1, mild: 1.2, moderate: 1.5, severe: 1.2 }[person.frailty];
  return aged * frail * (person.livesAlone ? 2.2 : 0.8);
}

function offerFor(person: Person, chance: Chance): Offer {
  const isOld = ageOn(person.born, person.until) > 65;
  const activity = chance.weighted<VoluntaryActivity>([
    ["befriending", isOld ? (person.livesAlone ? 50 : 18) : 6],
    ["lunch-club", isOld ? 26 : 2],
    ["welfare-advice", isOld ? 14 : 50],
    ["carers-support", person.livesAlone ? 0 : 30],
    ["transport", isOld ? 18 : 4],
  ]);
  const offer = OFFERS.find((one) => one.activity === activity);
  if (!offer) throw new Error("Every activity is offered.");
  return offer;
}

/** Days before the end from which the organisation has lists: it began then. */
const BEGAN = 600;

function contactsOf(town: Town, person: Person, offer: Offer, away: readonly Away[], chance: Chance) {
  const earliest = Math.max(person.from, town.asAt - BEGAN);
  if (earliest >= person.until) return [];
  const begins = weekdayFrom(earliest + Math.floor(chance.unit() * Math.max(1, person.until - earliest)));
  const ends = Math.min(person.until, begins + (chance.between(...offer.months) * YEAR) / 12);
  const worker = chance.between(0, WORKERS - 1);
  const contacts: VoluntaryContact[] = [];
  for (let on = begins; on <= ends; on = weekdayFrom(on + offer.every + chance.between(-1, 2))) {
    if (away.some(({ from, to }) => from <= on && on <= to)) continue;
    const outcome = outcomeOf(offer, chance);
    const isNoted = outcome === "attended" && chance.happens(0.35);
    contacts.push({
      ...{ on, activity: offer.activity, outcome },
      worker: chance.happens(0.85) ? worker : chance.between(0, WORKERS - 1),
      ...(isNoted ? { note: chance.pick(offer.notes) } : {}),
    });
  }
  return contacts;
}

const outcomeOf = ({ activity }: Offer, chance: Chance): VoluntaryOutcome =>
  activity === "welfare-advice"
    ? chance.weighted([
        ["goal-met", 45],
        ["signposted", 40],
        ["not-in", 15],
      ])
    : chance.weighted([
        ["attended", 86],
        ["not-in", 6],
        ["cancelled", 8],
      ]);
