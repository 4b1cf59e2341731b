import { Chance } from "./chance.ts";
import { ageOn, dayAt, weekdayFrom, YEAR, type Day } from "./day.ts";
import type { HospitalLife } from "./hospital.ts";
import { has, hasOn, type Person } from "./person.ts";
import type { Town } from "./town.ts";

/** What the council's adult social care did for one person, in its own words; each list in order of time. */
export type CareLife = {
  readonly requests: readonly CareRequest[];
  readonly assessments: readonly CareAssessment[];
  readonly services: readonly CareService[];
  readonly reviews: readonly CareReview[];
  readonly reason: SupportReason;
};

/**
 * Words of the values of Client Level Data (Release 1, NHS England, Open Government Licence v3), as the council's
 * system holds them.
 */
export type SupportReason =
  | "Physical Support: Access & mobility only"
  | "Physical Support: Personal care support"
  | "Sensory Support: Support for hearing impairment"
  | "Support with Memory & Cognition"
  | "Learning Disability Support"
  | "Mental Health Support"
  | "Social Support: Substance misuse support";

export type ServiceType =
  | "Short Term Support: ST-Max"
  | "Long Term Support: Nursing Care"
  | "Long Term Support: Residential Care"
  | "Long Term Support: Community"
  | "Short Term Support: Ongoing Low Level";

export type CareRequest = {
  readonly on: Day;
  readonly route: "Discharge from Hospital" | "Community / Other route";
  readonly outcome: string;
};
export type CareAssessment = {
  readonly on: Day;
  readonly ended: Day;
  readonly eligible: boolean;
  readonly outcome: string;
};
export type CareService = {
  readonly on: Day;
  readonly ended?: Day;
  readonly type: ServiceType;
  readonly component: string;
  readonly mechanism?: "Direct Payment" | "CASSR Managed Personal Budget" | "CASSR Commissioned Support";
  /** Pounds for one unit, and how many units a week. */
  readonly unitCost: number;
  readonly unitsPerWeek: number;
  readonly provider: number;
  readonly outcome?: string;
};
export type CareReview = { readonly on: Day; readonly planned: boolean; readonly outcome: string };

/** Councils began to hand in Client Level Data for events from this day. */
const CLD_BEGAN = dayAt(2023, 4, 1);

const NONE = { requests: [], assessments: [], services: [], reviews: [] } as const;

/** Most of those who are frail or leave hospital in need ask the council; about one adult in twenty-five has events. */
export function careLifeOf(town: Town, person: Person, hospital: HospitalLife): CareLife {
  const chance = new Chance(town.seed, "care", person.number);
  const reason = reasonOf(person, chance);
  const from = Math.max(person.from, CLD_BEGAN - 400);
  const span = person.until - from;
  if (ageOn(person.born, person.until) < 18.5 || span < 60) return { ...NONE, reason };
  const need = needOf(person);
  if (!chance.happens(need)) return { ...NONE, reason };
  const stay = hospital.stays.find(
    ({ discharged, method }) => discharged !== undefined && method.startsWith("2") && discharged > from + 5,
  );
  const asks = stay?.discharged !== undefined && chance.happens(0.6) ? stay.discharged : undefined;
  const start = asks ?? weekdayFrom(from + Math.floor(chance.unit() * span * 0.85));
  if (start >= person.until - 10) return { ...NONE, reason };
  return packageFrom(town, person, start, asks !== undefined, reason, chance);
}

/** The chance that someone comes to the council's notice within the time that is told. */
function needOf(person: Person): number {
  const age = ageOn(person.born, person.until);
  const aged = age < 65 ? 0.008 : age < 75 ? 0.03 : age < 85 ? 0.1 : 0.24;
  const frail = { fit: 1, mild: 2, moderate: 3.4, severe: 4.5 }[person.frailty];
  let need = aged * frail;
  if (has(person, "learning-disability")) need += 0.5;
  if (has(person, "dementia")) need += 0.3;
  if (has(person, "schizophrenia")) need += 0.1;
  if (has(person, "parkinsons-disease") || has(person, "stroke")) need += 0.08;
  if (person.livesAlone) need *= 1.2;
  return Math.min(0.85, need);
}

function reasonOf(person: Person, chance: Chance): SupportReason {
  if (has(person, "learning-disability")) return "Learning Disability Support";
  if (has(person, "dementia")) return "Support with Memory & Cognition";
  if (has(person, "schizophrenia") || has(person, "bipolar-disorder")) return "Mental Health Support";
  if (has(person, "alcohol-dependence") && chance.happens(0.5)) return "Social Support: Substance misuse support";
  return chance.weighted([
    ["Physical Support: Personal care support", 70],
    ["Physical Support: Access & mobility only", 24],
    ["Sensory Support: Support for hearing impairment", 6],
  ] as const);
}

function packageFrom(
  town: Town,
  person: Person,
  start: Day,
  fromHospital: boolean,
  reason: SupportReason,
  chance: Chance,
): CareLife {
  const route = fromHospital ? "Discharge from Hospital" : "Community / Other route";
  const turnedAway = chance.happens(fromHospital ? 0.08 : 0.25);
  if (turnedAway) {
    const outcome = chance.pick([
      "NFA - Information & Advice / Signposting only",
      "NFA - Support declined",
      "NFA - Self-funded client (inc. 12wk disregard)",
    ]);
    return { requests: [{ on: start, route, outcome }], assessments: [], services: [], reviews: [], reason };
  }
  const services: CareService[] = [];
  let next = start + chance.between(0, 4);
  const reabled = fromHospital && chance.happens(0.7);
  if (reabled) {
    const ended = Math.min(person.until, next + chance.between(14, 43));
    services.push({
      on: next,
      ended,
      type: "Short Term Support: ST-Max",
      component: "Reablement",
      unitCost: 24.5,
      unitsPerWeek: 10.5,
      provider: 0,
      outcome: person.until === ended ? "NFA - Deceased" : "Progress to Assessment",
    });
    next = ended;
  }
  const requests: CareRequest[] = [
    { on: start, route, outcome: reabled ? "Progress to Reablement/ST-Max" : "Progress to Assessment" },
  ];
  const assessed = next + chance.between(1, 12);
  const decided = assessed + chance.between(3, 25);
  if (decided >= person.until) return { requests, assessments: [], services, reviews: [], reason };
  const eligible = chance.happens(0.82);
  const assessments: CareAssessment[] = [
    {
      on: assessed,
      ended: decided,
      eligible,
      outcome: eligible ? "Progress to Support Planning / Services" : "NFA - Information & Advice / Signposting only",
    },
  ];
  if (!eligible) return { requests, assessments, services, reviews: [], reason };
  const reviews: CareReview[] = [];
  longTerm(town, person, decided + chance.between(1, 20), services, reviews, chance);
  return { requests, assessments, services, reviews, reason };
}

/** Care that goes on: it grows with need, may turn into a care home, and is reviewed each year. */
function longTerm(
  town: Town,
  person: Person,
  start: Day,
  services: CareService[],
  reviews: CareReview[],
  chance: Chance,
): void {
  const last = person.until;
  const home = chance.happens(
    { fit: 0.02, mild: 0.06, moderate: 0.18, severe: 0.3 }[person.frailty] + (has(person, "dementia") ? 0.15 : 0),
  );
  const moves = home ? start + chance.between(30, 700) : Infinity;
  let from = start;
  let hours = chance.pick([5.25, 7, 10.5, 14, 21]);
  const mechanism = chance.weighted([
    ["CASSR Managed Personal Budget", 62],
    ["Direct Payment", 24],
    ["CASSR Commissioned Support", 14],
  ] as const);
  const provider = chance.between(1, 6);
  for (
    let review = start + chance.between(40, 60);
    from < last;
    review += Math.floor(YEAR * (0.8 + chance.unit() * 0.5))
  ) {
    const grows = chance.happens(0.4);
    const ends = Math.min(moves, grows ? review : Infinity, last + 1);
    if (review < Math.min(moves, last))
      reviews.push({
        on: review,
        planned: chance.happens(0.7),
        outcome: grows ? "Progress to Re-assessment / Unplanned Review" : "No change in package",
      });
    if (!grows && review < Math.min(moves, last)) continue;
    services.push(homeCare(person, town, { on: from, ends, hours, mechanism, provider }));
    if (ends >= moves || ends > last) break;
    from = ends + 1;
    hours = Math.min(42, hours + chance.pick([3.5, 7]));
  }
  if (moves < last) services.push(careHome(person, town, Math.floor(moves) + 1, chance));
}

function ending(person: Person, town: Town, ends: Day): { readonly ended?: Day; readonly outcome?: string } {
  if (ends <= person.until) return { ended: ends, outcome: "Provision of service" };
  if (person.died !== undefined) return { ended: person.until, outcome: "NFA - Deceased" };
  return person.until < town.asAt ? { ended: person.until, outcome: "NFA - Moved to another LA" } : {};
}

type HomeCare = {
  readonly on: Day;
  readonly ends: Day;
  readonly hours: number;
  readonly mechanism: NonNullable<CareService["mechanism"]>;
  readonly provider: number;
};

function homeCare(person: Person, town: Town, { on, ends, hours, mechanism, provider }: HomeCare): CareService {
  const direct = mechanism === "Direct Payment";
  return {
    on,
    ...ending(person, town, ends),
    type: "Long Term Support: Community",
    component: direct ? "Direct Payment" : "Home Support",
    mechanism,
    unitCost: direct ? 17.1 : 23.2,
    unitsPerWeek: hours,
    provider,
  };
}

function careHome(person: Person, town: Town, on: Day, chance: Chance): CareService {
  const nursing = hasOn(person, "dementia", on) ? chance.happens(0.5) : chance.happens(0.3);
  return {
    on,
    ...ending(person, town, person.until + 1),
    type: nursing ? "Long Term Support: Nursing Care" : "Long Term Support: Residential Care",
    component: nursing ? "Nursing Home" : "Residential Home",
    mechanism: "CASSR Commissioned Support",
    unitCost: nursing ? 1005 : 880,
    unitsPerWeek: 1,
    provider: chance.between(7, 10),
  };
}
