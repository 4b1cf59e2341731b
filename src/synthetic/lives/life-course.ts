import type { Address } from "./address.ts";
import { Chance } from "./chance.ts";
import { conditionsBy, frailtyAt, type Risk } from "./conditions.ts";
import { ageOn, YEAR, type Day } from "./day.ts";
import { mobileOf, nhsNumbersOf } from "./made-up-numbers.ts";
import { changesOfIdentity, type Identity } from "./identity-changes.ts";
import type { Member } from "./members.ts";
import { namesOf } from "./names.ts";
import type { Condition, Frailty, Person, Registration, Smoking } from "./person.ts";
import type { Town } from "./town.ts";

/** What the people of a household share. */
export type Circumstances = {
  readonly address: Address;
  readonly earlierAddress?: { readonly address: Address; readonly until: Day };
  /** When the household came to its practice's area, and when it left the town. */
  readonly arrived: Day;
  readonly left?: Day;
  readonly registrations: readonly Registration[];
  readonly livesAlone: boolean;
  readonly landline: string;
  /** Ages of the children who were born within the time that is told. */
  readonly youngestBirths: readonly number[];
};

/** One person of a household: born, fallen ill and, some, died. */
export function personOf(town: Town, home: Circumstances, member: Member, identity: Identity): Person {
  const { number } = identity;
  const chance = new Chance(town.seed, "person", number);
  const born = bornOn(town, member.age);
  const names = namesOf(identity.group, member.sex, born, chance);
  const numbers = nhsNumbersOf(number, town.seed);
  const smoking = smokingOf(member.age, home.address.decile, chance);
  const risk = { born, sex: member.sex, ethnicity: identity.ethnicity, address: home.address, smoking };
  const illness = new Chance(town.seed, "conditions", number);
  const conditions = conditionsBy(town.asAt, risk, illness);
  const frailty = frailtyAt(member.age, conditions, illness);
  const died = diedOn(town, Math.max(town.from, born, home.arrived), risk, conditions, frailty, chance);
  const until = Math.min(town.asAt, died ?? town.asAt, home.left ?? town.asAt);
  const from = Math.min(until, Math.max(town.from, born, home.arrived));
  const registrations = registrationsOf(home, born, until, town.asAt);
  return {
    number,
    born,
    ...(died !== undefined && died <= until ? { died } : {}),
    sex: member.sex,
    ethnicity: chance.happens(0.03) ? "Z" : identity.ethnicity,
    ...names,
    family: identity.family,
    ...(numbers.current === undefined ? {} : { nhsNumber: numbers.current }),
    ...(numbers.former !== undefined && chance.happens(0.5) ? { formerNhsNumber: numbers.former } : {}),
    landline: home.landline,
    mobile: mobileOf(number),
    registrations,
    ...changesOfIdentity(town, { member, identity, names, born, from, until }),
    from,
    until,
    conditions: withFrailty(conditions, frailty, until, illness).filter(({ onset }) => onset <= until),
    smoking,
    use: Math.exp(chance.normal(-0.15, 0.55)),
    frailty,
    livesAlone: home.livesAlone,
    address: home.address,
    ...(home.earlierAddress ? { earlierAddress: home.earlierAddress } : {}),
    births:
      member.part === "adult" && member.sex === "female" && member.age < 50
        ? [...new Set(home.youngestBirths.map((age) => bornOn(town, age)))]
        : [],
  };
}

const bornOn = (town: Town, age: number): Day => Math.floor(town.asAt - age * YEAR);

/** About one adult in eight smokes, three times as many in the most deprived tenth as in the least (ONS 2023, rounded). */
function smokingOf(age: number, decile: number, chance: Chance): Smoking {
  const draw = chance.unit();
  if (age < 16) return "never";
  const current = (age > 75 ? 0.07 : 0.14) * 3 ** ((5.5 - decile) / 9);
  if (draw < current) return "current";
  return draw < current + (age > 50 ? 0.32 : 0.14) ? "former" : "never";
}

const DEADLY: Readonly<Partial<Record<string, number>>> = {
  cancer: 2.2,
  "heart-failure": 1.9,
  dementia: 1.9,
  copd: 1.7,
  stroke: 1.3,
  "chronic-kidney-disease": 1.2,
  "alcohol-dependence": 2,
  schizophrenia: 1.8,
};

/**
 * The day of death within the time that is told, if any. The yearly risk rises with age as in Gompertz's law, of the
 * order of the national life tables (ONS, England 2020-2022): 0.2% at 45, 1% at 65, 9% at 85 before illness is counted.
 */
function diedOn(
  town: Town,
  from: Day,
  { born, sex, address }: Risk,
  conditions: readonly Condition[],
  frailty: Frailty,
  chance: Chance,
): Day | undefined {
  const own = { fit: 0.75, mild: 1, moderate: 1.4, severe: 2.2 }[frailty] * (sex === "male" ? 1.25 : 0.85);
  const deprived = 1.8 ** ((5.5 - address.decile) / 9);
  const draw = chance.unit();
  const moment = chance.unit();
  let alive = 1;
  for (let year = from; year < town.asAt; year += YEAR) {
    let risk = Math.exp(-11.1 + 0.098 * ageOn(born, year)) * own * deprived;
    for (const { name, onset } of conditions) if (onset <= year) risk *= DEADLY[name] ?? 1;
    alive *= 1 - Math.min(0.6, risk);
    if (draw > alive) return Math.floor(year + moment * Math.min(YEAR, town.asAt - year));
  }
  return undefined;
}

function withFrailty(
  conditions: readonly Condition[],
  frailty: Frailty,
  until: Day,
  chance: Chance,
): readonly Condition[] {
  if (frailty === "fit") return conditions;
  return [...conditions, { name: "frailty", onset: until - chance.between(30, 1600) }];
}

/** Nobody is registered before birth; whoever dies or leaves stops being registered. */
function registrationsOf(home: Circumstances, born: Day, until: Day, asAt: Day): readonly Registration[] {
  const registrations: Registration[] = [];
  for (const { ods, from, to } of home.registrations) {
    if (to !== undefined && to <= born) continue;
    if (from > until) break;
    const end = to !== undefined && to <= until ? to : until < asAt ? until : undefined;
    registrations.push({ ods, from: Math.max(from, born), ...(end === undefined ? {} : { to: end }) });
  }
  return registrations;
}
