import { Chance } from "./chance.ts";
import {
  COMMUNITY_SERVICE_NAMES,
  COMMUNITY_SERVICES,
  type CommunityActivity,
  type CommunityMeasure,
  type CommunityService,
} from "./community-services.ts";
import { awayOf, contactsOf, endOfCare, tookPlace, type Away, type ServiceContact } from "./contact-course.ts";
import { ageOn, YEAR, type Day } from "./day.ts";
import type { HospitalLife, Stay } from "./hospital.ts";
import { hasOn, type Frailty, type Person } from "./person.ts";
import type { Town } from "./town.ts";

/** What the community trust did for one person within the time that is told, in order of time. */
export type CommunityLife = { readonly referrals: readonly CommunityReferral[] };

export type CommunityReferral = {
  readonly service: CommunityService;
  readonly on: Day;
  readonly from: "gp" | "hospital" | "self";
  readonly urgent: boolean;
  /** When the service let them go; none while it goes on. */
  readonly ended?: Day;
  readonly contacts: readonly CommunityContact[];
  /** When its care plan was made, and the days on which it was brought up to date. */
  readonly plan?: { readonly created: Day; readonly updated: readonly Day[] };
};

export type CommunityContact = ServiceContact & {
  readonly done: CommunityActivity;
  readonly measured?: { readonly what: CommunityMeasure; readonly value: number };
};

type Need = { readonly service: CommunityService; readonly on: Day; readonly from: CommunityReferral["from"] };

/** Of those who leave hospital after an emergency, how many of seventy and over a community service follows home. */
const FOLLOWED_HOME: Readonly<Record<Frailty, number>> = { fit: 0.03, mild: 0.1, moderate: 0.22, severe: 0.35 };
const PALLIATIVE = ["cancer", "heart-failure", "copd", "dementia"] as const;

export function communityLifeOf(town: Town, person: Person, hospital: HospitalLife): CommunityLife {
  const chance = new Chance(town.seed, "community", person.number);
  const away = awayOf(hospital, town.asAt);
  const needs = [
    ...ordinaryNeeds(person, chance),
    ...needsAfterHospital(person, hospital.stays, chance),
    ...needBeforeDeath(person, chance),
  ].sort((one, other) => one.on - other.on);
  const referrals: CommunityReferral[] = [];
  for (const need of needs) {
    // Whom a service already sees is not referred to it again.
    const open = referrals.some((one) => one.service === need.service && (one.ended ?? Infinity) >= need.on);
    if (!open) referrals.push(referralFor(town, person, need, away, chance));
  }
  return { referrals };
}

function ordinaryNeeds(person: Person, chance: Chance): readonly Need[] {
  const needs: Need[] = [];
  const years = (person.until - person.from) / YEAR;
  const middle = Math.floor((person.from + person.until) / 2);
  for (const service of COMMUNITY_SERVICE_NAMES) {
    const yearly = COMMUNITY_SERVICES[service].yearly(person, middle);
    if (yearly === 0) continue;
    for (let count = chance.count(yearly * years); count > 0; count--) {
      const on = Math.floor(person.from + chance.unit() * (person.until - person.from));
      needs.push({ service, on, from: chance.happens(0.82) ? "gp" : "self" });
    }
  }
  return needs;
}

function needsAfterHospital(person: Person, stays: readonly Stay[], chance: Chance): readonly Need[] {
  return stays.flatMap(({ method, admitted, discharged, died }): readonly Need[] => {
    if (discharged === undefined || died || !method.startsWith("2") || ageOn(person.born, admitted) < 70) return [];
    if (discharged >= person.until || !chance.happens(FOLLOWED_HOME[person.frailty])) return [];
    const service = chance.happens(0.6) ? "intermediate-care" : "district-nursing";
    return [{ service, on: discharged, from: "hospital" }];
  });
}

function needBeforeDeath(person: Person, chance: Chance): readonly Need[] {
  const { died, until, from } = person;
  if (died === undefined || died !== until) return [];
  if (!PALLIATIVE.some((name) => hasOn(person, name, died)) || !chance.happens(0.4)) return [];
  return [{ service: "palliative-care", on: Math.max(from, died - chance.between(10, 110)), from: "gp" }];
}

function referralFor(
  town: Town,
  person: Person,
  { service, on, from }: Need,
  away: readonly Away[],
  chance: Chance,
): CommunityReferral {
  const { course, does, measures, plans } = COMMUNITY_SERVICES[service];
  const planned = 1 + chance.count(course.contacts - 1);
  const met = contactsOf(person, on, { ...course, contacts: planned }, away, chance);
  const contacts = met.map((contact, nth) => ({
    ...contact,
    done: nth === 0 ? ("assessment" as const) : chance.weighted(does),
    ...(measures && tookPlace(contact) && isMeasured(measures, nth, chance)
      ? { measured: { what: measures, value: measureOf(person, measures, chance) } }
      : {}),
  }));
  // In hospital contacts fall away, but are not made up for: what was planned is reckoned without them.
  const ended = endOfCare(person, contacts, Math.min(planned, lastPlanned(met, planned)), town.asAt, chance);
  const first = contacts.find(tookPlace)?.on;
  return {
    ...{ service, on, from, urgent: from === "hospital" || chance.happens(0.12), contacts },
    ...(ended === undefined ? {} : { ended }),
    ...(plans && first !== undefined ? { plan: planFrom(first, ended ?? person.until, chance) } : {}),
  };
}

/** A course of which days in hospital took a part is over as others are. */
const lastPlanned = (met: readonly ServiceContact[], planned: number): number =>
  met.length >= planned * 0.6 ? met.length : planned;

const isMeasured = (what: CommunityMeasure, nth: number, chance: Chance): boolean =>
  what === "pressure-ulcer-risk" ? nth === 0 : chance.happens(0.7);

function measureOf(person: Person, what: CommunityMeasure, chance: Chance): number {
  switch (what) {
    case "pressure-ulcer-risk":
      return Math.max(4, Math.round(chance.normal({ fit: 10, mild: 12, moderate: 15, severe: 19 }[person.frailty], 3)));
    case "weight":
      return Math.round(chance.normal(person.sex === "female" ? 68 : 81, 11) * 10) / 10;
    case "oxygen-saturation":
      return Math.min(99, Math.round(chance.normal(93, 2)));
  }
}

/** Made at or after the first visit, and looked at again every few months. */
function planFrom(first: Day, last: Day, chance: Chance): NonNullable<CommunityReferral["plan"]> {
  const created = Math.min(last, first + chance.between(0, 5));
  const updated: Day[] = [];
  for (let day = created + chance.between(60, 120); day <= last; day += chance.between(80, 180)) updated.push(day);
  return { created, updated };
}
