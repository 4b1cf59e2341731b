import { Chance } from "./chance.ts";
import { dayAt, dayOf, YEAR, yearOf, type Day } from "./day.ts";
import { practiceName } from "./practice-names.ts";
import type { Settings } from "./settings.ts";

/** The made-up town: who serves whom, and the time that is told. */
export type Town = {
  readonly settings: Settings;
  readonly seed: number;
  /** First and last day that are told. */
  readonly from: Day;
  readonly asAt: Day;
  readonly practices: readonly Practice[];
  readonly households: number;
  /** The first household of the second council's area. */
  readonly secondCouncilFrom: number;
};

export type Practice = {
  readonly index: number;
  readonly ods: string;
  readonly name: string;
  /** Its list: households of this range, the end not included. */
  readonly firstHousehold: number;
  readonly endHousehold: number;
  /** How deprived its area is: the middle of its streets' deciles, 1 the most deprived. */
  readonly decile: number;
  /** The day from which it took part in integrated care; only practices that joined early have one. */
  readonly joined?: Day;
};

export const COUNCILS = [
  { code: "901", name: "Northbank Borough Council" },
  { code: "902", name: "Southmere Borough Council" },
] as const;
export const ACUTE_TRUST = { code: "XT901", name: "Northbank and Southmere Hospitals NHS Trust" } as const;
export const COMMUNITY_TRUST = { code: "XC901", name: "Northbank and Southmere Community NHS Trust" } as const;
export const MENTAL_HEALTH_TRUST = { code: "XM901", name: "Two Rivers Mental Health NHS Trust" } as const;
export const VOLUNTARY = { code: "XV901", name: "Age Well Northbank" } as const;
export const PLACE_ORGANISATION = { code: "XP901", name: "Northbank and Southmere Integrated Care" } as const;
/** A practice that closed; the first practice took over its list. */
export const CLOSED_PRACTICE = { ods: "X99900", name: "Old Wharf Surgery", closed: "2023-06-30" } as const;
export const SUCCESSOR = 0;

const YEARS_TOLD = 5.5;

const towns = new WeakMap<Settings, Town>();

/** The town of these settings. */
export function townOf(settings: Settings): Town {
  const known = towns.get(settings);
  if (known) return known;
  const town = foundTown(settings);
  towns.set(settings, town);
  return town;
}

function foundTown(settings: Settings): Town {
  const asAt = dayOf(settings.asAt);
  const households = householdsFor(settings.people);
  return {
    settings,
    seed: settings.seed,
    from: Math.round(asAt - YEARS_TOLD * YEAR),
    asAt,
    practices: practicesOf(settings, households, asAt),
    households,
    secondCouncilFrom: Math.ceil(households * 0.6),
  };
}

/** Practices' lists differ in length by up to half, and lie one after the other, so that each can be told alone. */
function practicesOf(settings: Settings, households: number, asAt: Day): readonly Practice[] {
  const chances = Array.from(
    { length: settings.practices },
    (_, index) => new Chance(settings.seed, "practice", index),
  );
  const weights = chances.map((chance) => 0.75 + chance.unit() * 0.5);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let before = 0;
  return weights.map((weight, index) => {
    const firstHousehold = Math.round((before / total) * households);
    before += weight;
    const joined = joiningDay(index, asAt);
    return {
      index,
      ods: `X99${String(index + 1).padStart(3, "0")}`,
      name: practiceName(index),
      firstHousehold,
      endHousehold: index === settings.practices - 1 ? households : Math.round((before / total) * households),
      decile: (chances[index] as Chance).between(2, 7),
      ...(joined === undefined ? {} : { joined }),
    };
  });
}

/** Every second practice joined early: in three waves, the first two and a half years before the end. */
function joiningDay(index: number, asAt: Day): Day | undefined {
  if (index % 2 === 1) return undefined;
  const year = yearOf(asAt) - 2;
  return dayAt(year, [4, 7, 10][(index / 2) % 3] ?? 4, 1);
}

/** How a practice's system sends its records: as FHIR, or as the tables of its supplier's bulk extract. */
export type GpSystem = "fhir" | "csv";

/** Neighbours differ, so that those who moved from one practice to the next are known to both kinds. */
export const systemOf = ({ index }: Practice): GpSystem => (index % 3 === 1 ? "csv" : "fhir");

export function practiceOf(town: Town, household: number): Practice {
  const found = town.practices.find((practice) => household < practice.endHousehold);
  if (!found) throw new Error(`No household ${household} in this town`);
  return found;
}

/**
 * How many people live together, for a hundred households in a row, rounded from the sizes of households in London
 * (Census 2021, TS017): so the number of the first person of any household is known without making those before it.
 */
const SIZES_IN_ORDER = [
  ...repeated(1, 29),
  ...repeated(2, 30),
  ...repeated(3, 17),
  ...repeated(4, 14),
  ...repeated(5, 6),
  ...repeated(6, 3),
  7,
];
const SIZES = SIZES_IN_ORDER.map((_, place) => SIZES_IN_ORDER[(place * 37) % 100] ?? 1);
const BEFORE = SIZES.map((_, place) => SIZES.slice(0, place).reduce((sum, size) => sum + size, 0));
const PER_HUNDRED = SIZES.reduce((sum, size) => sum + size, 0);

function repeated(size: number, times: number): number[] {
  return Array.from({ length: times }, () => size);
}

/** The number of the first person of a household; persons count from 0. */
export const firstPersonOf = (household: number): number =>
  Math.floor(household / 100) * PER_HUNDRED + (BEFORE[household % 100] ?? 0);

/** How many live in it; the town's last household is cut to the number of people asked for. */
export const sizeOf = (town: Town, household: number): number =>
  Math.min(SIZES[household % 100] ?? 1, town.settings.people - firstPersonOf(household));

function householdsFor(people: number): number {
  let household = Math.floor(people / PER_HUNDRED) * 100;
  while (firstPersonOf(household) < people) household++;
  return household;
}
