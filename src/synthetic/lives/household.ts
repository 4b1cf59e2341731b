import { addressOf } from "./address.ts";
import { Chance } from "./chance.ts";
import { dayOf, YEAR, type Day } from "./day.ts";
import { CITY_MIX, ethnicityOfChild, type Ethnicity } from "./ethnicity.ts";
import { landlineOf } from "./made-up-numbers.ts";
import { membersOf, type Member } from "./members.ts";
import { familyNameOf, nameGroupOf } from "./names.ts";
import { personOf, type Circumstances } from "./life-course.ts";
import type { Household, Registration } from "./person.ts";
import {
  CLOSED_PRACTICE,
  COUNCILS,
  firstPersonOf,
  practiceOf,
  sizeOf,
  SUCCESSOR,
  townOf,
  type Practice,
  type Town,
} from "./town.ts";
import type { Settings } from "./settings.ts";

/** The households of a town, one after the other: those of a practice lie together, in the order of the practices. */
export function* households(settings: Settings): Generator<Household> {
  const { households: count } = townOf(settings);
  for (let index = 0; index < count; index++) yield householdAt(settings, index);
}

/** One household, made alone: the same as when it is made in sequence. */
export function householdAt(settings: Settings, index: number): Household {
  const town = townOf(settings);
  const practice = practiceOf(town, index);
  const chance = new Chance(town.seed, "household", index);
  const members = membersOf(sizeOf(town, index), chance).slice(0, sizeOf(town, index));
  const ethnicities = ethnicitiesOf(members, chance);
  const names = familyNames(members, ethnicities, chance);
  const circumstances = circumstancesOf(town, practice, index, members, chance);
  const first = firstPersonOf(index);
  const people = members.map((member, place) =>
    personOf(town, circumstances, member, {
      number: first + place,
      ethnicity: ethnicities[place] ?? "Z",
      ...(names[place] ?? names[0] ?? { group: "british", family: "Smith" }),
    }),
  );
  const council = COUNCILS[index < town.secondCouncilFrom ? 0 : 1].code;
  return { index, practice: practice.ods, council, address: circumstances.address, people };
}

/** Partners share an ethnicity in nine homes of ten; children follow both. */
function ethnicitiesOf(members: readonly Member[], chance: Chance): readonly Ethnicity[] {
  const first = chance.weighted(CITY_MIX);
  const second = chance.happens(0.88) ? first : chance.weighted(CITY_MIX);
  let adults = 0;
  return members.map(({ part }) => {
    if (part === "child") return adults > 1 ? ethnicityOfChild(first, second) : first;
    if (part === "sharer") return chance.weighted(CITY_MIX);
    if (part === "grandparent") return first;
    adults++;
    return adults === 1 ? first : second;
  });
}

function familyNames(members: readonly Member[], ethnicities: readonly Ethnicity[], chance: Chance) {
  const group = nameGroupOf(ethnicities[0] ?? "Z", chance);
  const family = familyNameOf(group, chance);
  return members.map(({ part }, place) => {
    const ethnicity = ethnicities[place] ?? "Z";
    const own = ethnicity === ethnicities[0] || part === "child" ? group : nameGroupOf(ethnicity, chance);
    const shares = part !== "sharer" && (part === "child" || place === 0 || chance.happens(0.72));
    return { group: own, family: shares ? family : familyNameOf(own, chance) };
  });
}

const MOVED_BETWEEN_PRACTICES = 0.03;

/** Whether a household came to its practice from another within the time that is told; from which, by index. */
export function practiceLeftBy(
  town: Town,
  household: number,
): { readonly practice: Practice; readonly on: Day } | undefined {
  if (town.practices.length < 2) return undefined;
  const chance = new Chance(town.seed, "practice", 1_000_000 + household);
  if (!chance.happens(MOVED_BETWEEN_PRACTICES)) return undefined;
  const now = practiceOf(town, household).index;
  const practice = town.practices[(now + town.practices.length - 1) % town.practices.length];
  if (!practice) return undefined;
  return { practice, on: chance.between(town.from + 365, town.asAt - 60) };
}

function circumstancesOf(
  town: Town,
  practice: Practice,
  index: number,
  members: readonly Member[],
  chance: Chance,
): Circumstances {
  const address = addressOf(town, index);
  const left = practiceLeftBy(town, index);
  const arrivedLate = chance.happens(0.14);
  const arrived =
    !left && arrivedLate ? chance.between(town.from, town.asAt - 30) : town.from - chance.between(200, 7000);
  const moved = chance.happens(0.1);
  const neighbour = chance.between(0, town.households - 1);
  const goesAway = chance.happens(0.03);
  const gone = chance.between(town.asAt - 500, town.asAt - 5);
  const allBornBy = (day: Day) => members.every(({ age }) => town.asAt - age * YEAR < day - 1);
  return {
    address,
    // Someone who has come from another practice lived where that practice is.
    ...(left ? { earlierAddress: { address: addressOf(town, left.practice.firstHousehold), until: left.on } } : {}),
    ...(!left && !arrivedLate && moved
      ? { earlierAddress: { address: addressOf(town, neighbour), until: chance.between(town.from, town.asAt - 20) } }
      : {}),
    arrived,
    ...(!left && goesAway && gone > arrived && allBornBy(gone) ? { left: gone } : {}),
    registrations: registrationsOf(practice, arrived, left, chance),
    livesAlone: members.length === 1,
    landline: landlineOf(index),
    youngestBirths: members
      .filter((member) => member.part === "child" && member.age * YEAR < town.asAt - town.from)
      .map((member) => member.age),
  };
}

function registrationsOf(
  practice: Practice,
  arrived: Day,
  left: ReturnType<typeof practiceLeftBy>,
  chance: Chance,
): readonly Registration[] {
  if (left) {
    return [
      { ods: left.practice.ods, from: arrived, to: left.on },
      { ods: practice.ods, from: left.on },
    ];
  }
  const closed = dayOf(CLOSED_PRACTICE.closed);
  if (practice.index === SUCCESSOR && arrived < closed && chance.happens(0.25)) {
    return [
      { ods: CLOSED_PRACTICE.ods, from: arrived, to: closed },
      { ods: practice.ods, from: closed + 1 },
    ];
  }
  return [{ ods: practice.ods, from: arrived }];
}
