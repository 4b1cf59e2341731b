import { Chance } from "./chance.ts";
import { ageOn, dayAt, weekdayFrom, YEAR, yearOf, type Day } from "./day.ts";
import { has, type Person } from "./person.ts";
import type { Town } from "./town.ts";

export type Vaccine =
  | "influenza"
  | "covid-19"
  | "pneumococcal"
  | "shingles"
  | "mmr"
  | "six-in-one"
  | "meningitis-b"
  | "preschool-booster"
  | "hpv"
  | "teenage-booster";
export type Vaccination = { readonly vaccine: Vaccine; readonly dose: number; readonly on: Day };

export type Allergen =
  | "penicillin"
  | "peanut"
  | "latex"
  | "ibuprofen"
  | "codeine"
  | "trimethoprim"
  | "egg"
  | "aspirin"
  | "shellfish"
  | "bee-sting";
export type Allergy = {
  readonly allergen: Allergen;
  readonly reaction: "rash" | "anaphylaxis" | "nausea" | "wheeze" | "swelling";
  readonly severity: "mild" | "moderate" | "severe";
  readonly recorded: Day;
};

/**
 * Childhood doses by age in weeks or years, as in the United Kingdom's schedule until 2025.
 * @see https://www.gov.uk/government/publications/routine-childhood-immunisation-schedule
 */
const CHILDHOOD: readonly (readonly [vaccine: Vaccine, dose: number, age: number])[] = [
  ["six-in-one", 1, 8 / 52],
  ["meningitis-b", 1, 8 / 52],
  ["six-in-one", 2, 12 / 52],
  ["six-in-one", 3, 16 / 52],
  ["meningitis-b", 2, 16 / 52],
  ["mmr", 1, 1],
  ["meningitis-b", 3, 1],
  ["mmr", 2, 3.4],
  ["preschool-booster", 1, 3.4],
  ["hpv", 1, 12.6],
  ["teenage-booster", 1, 14],
];

/** Vaccinations within the time that is told; uptake falls with deprivation. */
export function vaccinationsOf(town: Town, person: Person): readonly Vaccination[] {
  const chance = new Chance(town.seed, "prevention", person.number);
  const uptake = 0.72 + person.address.decile * 0.02;
  const given: Vaccination[] = [];
  const accepts = chance.happens(uptake);
  for (const [vaccine, dose, age] of CHILDHOOD) {
    const on = weekdayFrom(Math.floor(person.born + age * YEAR) + chance.between(0, 25));
    if (accepts && on >= person.from && on < person.until) given.push({ vaccine, dose, on });
  }
  for (let year = yearOf(person.from); year <= yearOf(person.until); year++) {
    winter(person, year, uptake, given, chance);
  }
  once(person, "pneumococcal", 65, uptake, given, chance);
  once(person, "shingles", 70, uptake * 0.8, given, chance);
  return given.sort((one, other) => one.on - other.on);
}

function winter(person: Person, year: number, uptake: number, given: Vaccination[], chance: Chance): void {
  const on = weekdayFrom(dayAt(year, 9, 20) + chance.between(0, 70));
  const covid = weekdayFrom(on + chance.between(0, 20));
  const age = ageOn(person.born, on);
  const invited = age >= 65 || (age > 2 && age < 11) || RISKS.some((name) => has(person, name));
  const flu = chance.happens(uptake * (age >= 65 ? 0.9 : 0.5));
  const booster = chance.happens(uptake * 0.7);
  const within = (day: Day) => day >= person.from && day < person.until;
  if (invited && flu && within(on)) given.push({ vaccine: "influenza", dose: 1, on });
  if (booster && within(covid) && (year === 2021 ? age > 18 : age > 74 || (age > 64 && year < 2025)))
    given.push({ vaccine: "covid-19", dose: year - 2018, on: covid });
}

const RISKS = [
  "asthma",
  "copd",
  "type-1-diabetes",
  "type-2-diabetes",
  "chronic-heart-disease",
  "heart-failure",
  "chronic-kidney-disease",
  "stroke",
] as const;

function once(
  person: Person,
  vaccine: Vaccine,
  age: number,
  share: number,
  given: Vaccination[],
  chance: Chance,
): void {
  const on = weekdayFrom(Math.floor(person.born + age * YEAR) + chance.between(20, 330));
  if (chance.happens(share) && on >= person.from && on < person.until) given.push({ vaccine, dose: 1, on });
}

const ALLERGENS: readonly (readonly [Allergen, number])[] = [
  ["penicillin", 56],
  ["peanut", 8],
  ["latex", 3],
  ["ibuprofen", 7],
  ["codeine", 8],
  ["trimethoprim", 7],
  ["egg", 3],
  ["aspirin", 4],
  ["shellfish", 3],
  ["bee-sting", 2],
];

/** About one person in eight has an allergy written down, older people more often. */
export function allergiesOf(town: Town, person: Person): readonly Allergy[] {
  const chance = new Chance(town.seed, "prevention", person.number + 0x4000_0000);
  const age = ageOn(person.born, person.until);
  const count = chance.happens(0.04 + age * 0.0022) ? (chance.happens(0.15) ? 2 : 1) : 0;
  const allergies = Array.from({ length: count }, () => {
    const reaction = chance.weighted([
      ["rash", 60],
      ["nausea", 18],
      ["swelling", 10],
      ["wheeze", 6],
      ["anaphylaxis", 6],
    ] as const);
    return {
      allergen: chance.weighted(ALLERGENS),
      reaction,
      severity: reaction === "anaphylaxis" ? ("severe" as const) : chance.pick(["mild", "mild", "moderate"] as const),
      recorded: Math.max(person.born + 100, Math.floor(person.until - (0.02 + chance.unit() * 0.9) * age * YEAR)),
    };
  });
  return allergies.filter(
    ({ allergen, recorded }, place) =>
      recorded <= person.until && allergies.findIndex((other) => other.allergen === allergen) === place,
  );
}
