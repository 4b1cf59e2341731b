import { isoDay, type Day } from "../../lives/day.ts";
import { ETHNICITIES } from "../../lives/ethnicity.ts";
import type { Person } from "../../lives/person.ts";
import { ACUTE_TRUST } from "../../lives/town.ts";
import { ALLERGEN_CODES, REACTION_CODES } from "../codes/prevention.ts";
import type { KnownAs } from "../identity.ts";
import { components, hl7Day, hl7Time, plain, segment } from "./segment.ts";
import type { Teller } from "./teller.ts";

/** The hospital's number of a patient, as it stands in PID-3 and MRG-1. */
export const localNumberOf = (id: string): string => components(id, undefined, undefined, ACUTE_TRUST.code, "MR");

/** Who the hospital says that its patient is, on a day. */
export function pid(person: Person, { id, stated }: Pick<KnownAs, "id" | "stated">, day: Day): string {
  const { nhsNumber, verified, family, given, middle, born, sex, address, landline, mobile } = stated;
  const died = person.died !== undefined && person.died <= day ? person.died : undefined;
  const nhs = nhsNumber === undefined ? [] : [components(nhsNumber, undefined, undefined, "NHS", "NH")];
  // Of somebody who is protected, how to reach them is no more told than where they live.
  const phones =
    address === undefined ? [] : [contact(landline, "PH"), contact(mobile, "CP")].filter((one) => one !== undefined);
  return segment("PID", {
    1: "1",
    3: [localNumberOf(id), ...nhs].join("~"),
    5: components(family, given, middle, undefined, undefined, undefined, "L"),
    7: born.replaceAll("-", ""),
    8: sex === "female" ? "F" : "M",
    11: address && components(address.line, undefined, address.town, undefined, address.postcode, undefined, "H"),
    13: phones.join("~"),
    22: components(person.ethnicity, ETHNICITIES[person.ethnicity]),
    29: died === undefined ? undefined : hl7Time(died, 600),
    30: died === undefined ? "N" : "Y",
    32: nhsNumber === undefined ? undefined : verified ? "NSTS01" : "NSTS02",
  });
}

const contact = (number: string | undefined, equipment: "PH" | "CP"): string | undefined =>
  number === undefined ? undefined : components(number, "PRN", equipment);

/** The practice; of somebody who is protected, that they are. */
export const pd1 = ({ told }: Teller): string =>
  told.person.protection?.kind === "address"
    ? segment("PD1", { 12: "Y" })
    : segment("PD1", { 3: components(told.practice.name, undefined, told.practice.ods) });

/** Somebody of the household who is grown up, for those who gave a name. */
export function nextOfKin({ told, chance }: Teller, day: Day): readonly string[] {
  const gave = chance.happens(0.5);
  if (!gave || told.person.protection) return [];
  const other = told.household.people.find(
    (one) => one !== told.person && !one.protection && one.died === undefined && day - one.born > 18 * 365.25,
  );
  if (!other) return [];
  return [
    segment("NK1", {
      1: "1",
      2: components(other.family, other.given),
      3: components("OTH", "Lives with them", "HL70063"),
      5: components(other.mobile, "PRN", "CP"),
    }),
  ];
}

/** The allergies of which the hospital was told: those that the practice had written down by then. */
export const allergySegments = ({ told }: Teller, day: Day): readonly string[] =>
  told.life.practice.allergies
    .filter(({ recorded }) => recorded <= day)
    .map(({ allergen, reaction, severity, recorded }, at) =>
      segment("AL1", {
        1: (at + 1).toString(),
        2: FOODS.has(allergen) ? "FA" : DRUGS.has(allergen) ? "DA" : "MA",
        3: components(ALLERGEN_CODES[allergen][0], ALLERGEN_CODES[allergen][1], "SCT"),
        4: { mild: "MI", moderate: "MO", severe: "SV" }[severity],
        5: plain(REACTION_CODES[reaction][1]),
        6: hl7Day(recorded),
      }),
    );

const FOODS: ReadonlySet<string> = new Set(["peanut", "egg", "shellfish"]);
const DRUGS: ReadonlySet<string> = new Set(["penicillin", "ibuprofen", "codeine", "trimethoprim", "aspirin"]);

/** As a message names somebody in words. */
export const nameOf = ({ stated }: KnownAs): string => `${stated.given} ${stated.family}`;

export const dayInWords = (day: Day): string => isoDay(day).split("-").reverse().join("/");
