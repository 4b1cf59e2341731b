import { Chance } from "./chance.ts";
import { practiceOf, type Town } from "./town.ts";

/** Where a household lives. The postcodes' area ZZ is not in use in the United Kingdom. */
export type Address = {
  readonly line: string;
  readonly town: string;
  readonly postcode: string;
  /** Index of Multiple Deprivation decile: 1 the most deprived tenth of areas, 10 the least. */
  readonly decile: number;
};

const HOUSEHOLDS_A_STREET = 15;
/** The inward part of a postcode never holds C, I, K, M, O or V. */
const LETTERS = "ABDEFGHJLNPQRSTUWXYZ";
const UNITS = LETTERS.length * LETTERS.length;
const DISTRICTS = 90;

const STREET_FIRST =
  "Albion Arthur Beech Belmont Birch Bridge Burton Carlton Cavendish Church Clarence Coronation Crescent Dale Derby Eldon Fern Garden Grange Hawthorn Henley Ivy Kensal Laurel Linden Manor Maple Milton Nelson Norfolk Oak Park Percy Queen's Ravens Regent Rowan Salisbury Selby Shakespeare Stanley Sycamore Tennyson Union Vine Waverley Windsor York".split(
    " ",
  );
const STREET_SECOND = "Street Road Avenue Lane Close Terrace Grove Gardens".split(" ");

/** The address of a household; about fifteen households share a street, its postcode and its decile. */
export function addressOf(town: Town, household: number): Address {
  const practice = practiceOf(town, household);
  const street = Math.floor(household / HOUSEHOLDS_A_STREET);
  const chance = new Chance(town.seed, "street", street);
  const name = `${chance.pick(STREET_FIRST)} ${chance.pick(STREET_SECOND)}`;
  const decile = Math.max(1, Math.min(10, Math.round(chance.normal(practice.decile, 1.8))));
  const flats = chance.happens(0.3);
  const place = (household % HOUSEHOLDS_A_STREET) + 1;
  const number = chance.between(1, 60) + place * 2;
  return {
    line: flats ? `Flat ${place}, ${number - place * 2} ${name}` : `${number} ${name}`,
    town: "Northbank",
    postcode: postcodeOf(practice.index, street),
    decile,
  };
}

function postcodeOf(practice: number, street: number): string {
  const unit = (street * 173) % UNITS;
  const inward = `${LETTERS.charAt(Math.floor(unit / LETTERS.length))}${LETTERS.charAt(unit % LETTERS.length)}`;
  return `ZZ${1 + (practice % DISTRICTS)} ${Math.floor(street / UNITS) % 10}${inward}`;
}

/** Every postcode of the town at which a household lives, with its decile; in the order of the households. */
export function postcodesOf(town: Town): readonly Pick<Address, "postcode" | "decile">[] {
  const seen = new Map<string, Pick<Address, "postcode" | "decile">>();
  for (const practice of town.practices) {
    const { firstHousehold, endHousehold } = practice;
    for (let household = firstHousehold; household < endHousehold; household = nextStreet(household)) {
      const { postcode, decile } = addressOf(town, household);
      if (!seen.has(postcode)) seen.set(postcode, { postcode, decile });
    }
  }
  return [...seen.values()];
}

const nextStreet = (household: number): number =>
  (Math.floor(household / HOUSEHOLDS_A_STREET) + 1) * HOUSEHOLDS_A_STREET;
