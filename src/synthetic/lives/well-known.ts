import { careLifeOf } from "./care.ts";
import { communityLifeOf } from "./community.ts";
import { ageOn } from "./day.ts";
import { hospitalLifeOf } from "./hospital.ts";
import { householdAt, practiceLeftBy } from "./household.ts";
import { mentalHealthLifeOf } from "./mental-health.ts";
import type { Person } from "./person.ts";
import { practiceOf, systemOf, townOf, type Town } from "./town.ts";
import type { Settings } from "./settings.ts";
import { voluntaryLifeOf } from "./voluntary.ts";

/** The services that seldom all know the same person. */
export type Service = "care" | "community" | "mentalHealth" | "voluntary";

/**
 * Somebody whom every agency knows, and practices of both kinds: there is one in any real town, and a made-up one of
 * two thousand needs a helping hand. For each service, which of their possible lives is theirs.
 */
export type WellKnown = { readonly person: number; readonly lives: Readonly<Record<Service, number>> };

const found = new WeakMap<Settings, { readonly wellKnown: WellKnown | undefined }>();

/** The town's well-known person; none in a town so small that nobody old has changed practice. */
export function wellKnownOf(settings: Settings): WellKnown | undefined {
  const known = found.get(settings) ?? { wellKnown: search(townOf(settings)) };
  found.set(settings, known);
  return known.wellKnown;
}

/** The town as it is for one of a person's possible lives: everything is equal but chance. */
export const townFor = (town: Town, nth: number): Town =>
  nth === 0 ? town : { ...town, seed: town.seed + nth * 7919 };

/** For each service, the town in which the person's life is made: their own, unless they are the well-known one. */
export function townsOf(town: Town, person: Person): Readonly<Record<Service, Town>> {
  const wellKnown = wellKnownOf(town.settings);
  const lives = wellKnown?.person === person.number ? wellKnown.lives : OWN;
  return {
    care: townFor(town, lives.care),
    community: townFor(town, lives.community),
    mentalHealth: townFor(town, lives.mentalHealth),
    voluntary: townFor(town, lives.voluntary),
  };
}

const OWN = { care: 0, community: 0, mentalHealth: 0, voluntary: 0 };

/** Possible lives of each service that are looked at. */
const MOST_LIVES = 400;

/** The oldest of those who changed to a practice of the other kind, and of whom all this can be true. */
function search(town: Town): WellKnown | undefined {
  const candidates: Person[] = [];
  for (let index = 0; index < town.households; index++) {
    const left = practiceLeftBy(town, index);
    if (!left || systemOf(left.practice) === systemOf(practiceOf(town, index))) continue;
    candidates.push(...householdAt(town.settings, index).people.filter((person) => isThere(town, person)));
  }
  for (const person of candidates.sort((one, other) => one.born - other.born)) {
    const lives = livesOf(town, person);
    if (lives) return { person: person.number, lives };
  }
  return undefined;
}

const isThere = (town: Town, { until, born, protection, nhsNumber }: Person): boolean =>
  until === town.asAt && ageOn(born, town.asAt) >= 30 && protection === undefined && nhsNumber !== undefined;

/** Which of the possible lives has each service in it; nothing for someone who was never in hospital. */
function livesOf(town: Town, person: Person): WellKnown["lives"] | undefined {
  const hospital = hospitalLifeOf(town, person);
  if (hospital.stays.length + hospital.attendances.length === 0) return undefined;
  const first = (has: (one: Town) => boolean): number | undefined =>
    Array.from({ length: MOST_LIVES }, (_, nth) => nth).find((nth) => has(townFor(town, nth)));
  const care = first((one) => careLifeOf(one, person, hospital).services.length > 0);
  const community = first((one) => communityLifeOf(one, person, hospital).referrals.length > 0);
  const mentalHealth = first((one) => mentalHealthLifeOf(one, person, hospital).referrals.length > 0);
  const voluntary = first((one) => voluntaryLifeOf(one, person, hospital).contacts.length > 2);
  if (care === undefined || community === undefined || mentalHealth === undefined || voluntary === undefined) {
    return undefined;
  }
  return { care, community, mentalHealth, voluntary };
}
