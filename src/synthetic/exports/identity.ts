import { Chance } from "../lives/chance.ts";
import type { Address } from "../lives/address.ts";
import { isoDay, type Day } from "../lives/day.ts";
import { withWrongCheckDigit } from "../lives/made-up-numbers.ts";
import { NICKNAMES } from "../lives/name-lists.ts";
import type { Person, Sex } from "../lives/person.ts";
import type { Town } from "../lives/town.ts";
import { wellKnownOf } from "../lives/well-known.ts";
import { FAULT_RATES, type IdentityFault, type Sector } from "./fault-rates.ts";
import { localNumber } from "./local-number.ts";

/** An agency as it knows people: its sector decides how often it is wrong about them. */
export type Agency = { readonly sector: Sector; readonly code: string };

/** Who an agency says that someone is. */
export type StatedIdentity = {
  readonly nhsNumber?: string;
  readonly number: "right" | "missing" | "wrong" | "superseded";
  /** The agency traced the number against the national register. */
  readonly verified: boolean;
  /** YYYY-MM-DD. */
  readonly born: string;
  readonly bornRight: boolean;
  readonly given: string;
  readonly middle?: string;
  readonly family: string;
  readonly sex: Sex;
  /** None where it is withheld. */
  readonly address?: Address;
  readonly landline?: string;
  readonly mobile?: string;
  /** What of it is not so, for the truth. */
  readonly faults: readonly IdentityFault[];
};

/** By which id an agency knew someone, and as whom, on the days from `from` to `to`, both included. */
export type KnownAs = {
  readonly id: string;
  readonly stated: StatedIdentity;
  readonly from: Day;
  readonly to: Day;
  /** Who they were before an adoption or a gender recognition: to be kept apart for ever. */
  readonly isFormer: boolean;
};

/**
 * As whom an agency knows a person, in order of time, without gaps: once for nearly all; twice where it registered them
 * a second time without noticing, or where their identity changed and what was before stays under the old one.
 */
export function knownAs(town: Town, person: Person, agency: Agency): readonly KnownAs[] {
  if (wellKnownOf(town.settings)?.person === person.number) return [knownWell(person, agency)];
  const chance = new Chance(town.seed, "stated", keyOf(person, agency));
  const stated = stateIdentity(town, person, agency.sector, chance);
  const id = localId(person, agency, 0);
  const always = { from: -Infinity, to: Infinity };
  const { protection } = person;
  if (protection && protection.kind !== "address" && agency.sector !== "gp") {
    const { until, former } = protection;
    const before: StatedIdentity = { ...asFormer(stated, former), faults: [] };
    return [
      { id: localId(person, agency, 2), stated: before, from: -Infinity, to: until, isFormer: true },
      { id, stated, from: until + 1, to: Infinity, isFormer: false },
    ];
  }
  if (!chance.happens(FAULT_RATES.identity[agency.sector].duplicateRegistration)) {
    return [{ id, stated, ...always, isFormer: false }];
  }
  const again = Math.floor(person.from + (0.3 + 0.5 * chance.unit()) * (person.until - person.from));
  const second = stateIdentity(town, person, agency.sector, chance);
  return [
    { id, stated, from: -Infinity, to: again - 1, isFormer: false },
    {
      id: localId(person, agency, 1),
      stated: { ...second, faults: [...second.faults, "duplicateRegistration"] },
      from: again,
      to: Infinity,
      isFormer: false,
    },
  ];
}

/** Somebody of whom everybody has everything right. */
function knownWell(person: Person, agency: Agency): KnownAs {
  const { given, middle, family, sex, address, landline, mobile, nhsNumber } = person;
  const number = nhsNumber === undefined ? { number: "missing" as const } : { nhsNumber, number: "right" as const };
  const names = { given, family, ...(middle === undefined ? {} : { middle }) };
  const verified = agency.sector !== "council" && agency.sector !== "voluntary";
  const stated: StatedIdentity = {
    ...{ ...number, ...names, verified, sex, address, landline, mobile },
    ...{ born: isoDay(person.born), bornRight: true, faults: [] },
  };
  return { id: localId(person, agency, 0), stated, from: -Infinity, to: Infinity, isFormer: false };
}

/** As whom they were known on a day. */
export function knownOn(known: readonly KnownAs[], day: Day): KnownAs {
  const found = known.find(({ from, to }) => from <= day && day <= to) ?? known.at(-1);
  if (!found) throw new Error("An agency knows someone as nobody.");
  return found;
}

function keyOf({ number }: Person, { code }: Agency): number {
  let key = 17;
  for (const letter of code) key = (Math.imul(key, 31) + letter.charCodeAt(0)) >>> 0;
  return (Math.imul(key, 65_599) ^ Math.imul(number + 1, 2_654_435)) >>> 0;
}

/** Seven digits; the second and third id of a person begin with a letter, so that they are nobody else's. */
function localId(person: Person, { code }: Agency, nth: 0 | 1 | 2): string {
  const salt = Array.from(code, (letter) => letter.charCodeAt(0)).reduce((sum, one) => sum * 37 + one, 7) % 9973;
  return `${["", "D", "F"][nth] ?? ""}${String(localNumber(person.number, salt)).padStart(7, "0")}`;
}

/** What one agency has of a person, its faults included. */
export function stateIdentity(town: Town, person: Person, sector: Sector, chance: Chance): StatedIdentity {
  const rates = FAULT_RATES.identity[sector];
  const faults: IdentityFault[] = [];
  const has = (fault: keyof typeof rates & IdentityFault, possible = true): boolean => {
    const happens = chance.happens(rates[fault]) && possible;
    if (happens) faults.push(fault);
    return happens;
  };
  const number = statedNumber(person, has);
  const verified = number.number === "right" && !chance.happens(rates.unverifiedNhsNumber);
  const birth = statedBirth(person, has, chance);
  const names = statedNames(person, has, chance);
  return {
    ...number,
    verified,
    ...birth,
    ...names,
    sex: person.sex,
    ...statedAddress(town, person, has),
    faults,
  };
}

type Has = (fault: Exclude<IdentityFault, "duplicateRegistration" | "addressWithheld">, possible?: boolean) => boolean;

function statedNumber(person: Person, has: Has): Pick<StatedIdentity, "nhsNumber" | "number"> {
  const { nhsNumber, formerNhsNumber } = person;
  const missing = has("missingNhsNumber", nhsNumber !== undefined);
  const wrong = has("wrongCheckDigit", !missing && nhsNumber !== undefined);
  const superseded = has("supersededNumber", !missing && !wrong && formerNhsNumber !== undefined);
  if (missing || nhsNumber === undefined) return { number: "missing" };
  if (wrong) return { nhsNumber: withWrongCheckDigit(nhsNumber), number: "wrong" };
  if (superseded && formerNhsNumber !== undefined) return { nhsNumber: formerNhsNumber, number: "superseded" };
  return { nhsNumber, number: "right" };
}

function statedBirth(person: Person, has: Has, chance: Chance): Pick<StatedIdentity, "born" | "bornRight"> {
  const born = isoDay(person.born);
  const [year = "", month = "", day = ""] = born.split("-");
  const swapped = `${year}-${day}-${month}`;
  const canSwap = Number(day) <= 12 && day !== month && swapped < isoDay(person.until);
  if (has("dayAndMonthSwapped", canSwap)) return { born: swapped, bornRight: false };
  if (has("wrongBirthDate")) return { born: isoDay(person.born - (chance.happens(0.5) ? 1 : 3653)), bornRight: false };
  return { born, bornRight: true };
}

function statedNames(person: Person, has: Has, chance: Chance): Pick<StatedIdentity, "given" | "middle" | "family"> {
  const nickname = person.knownAs ?? NICKNAMES[person.given]?.[0];
  const given = has("nickname", nickname !== undefined) && nickname !== undefined ? nickname : person.given;
  const former = person.formerFamily?.family;
  const family = has("formerFamilyName", former !== undefined) && former !== undefined ? former : person.family;
  const middle = person.middle === undefined ? {} : { middle: person.middle };
  if (has("swappedNames")) return { given: family, family: given };
  if (!has("nameTypo")) return { given, family, ...middle };
  return chance.happens(0.5)
    ? { given: mistyped(given, chance), family, ...middle }
    : { given, family: mistyped(family, chance), ...middle };
}

const NEIGHBOURS: Readonly<Record<string, string>> = {
  ...{ a: "s", b: "v", c: "x", d: "s", e: "r", f: "d", g: "h", h: "g", i: "o", j: "h", k: "l", l: "k", m: "n" },
  ...{ n: "m", o: "i", p: "o", q: "w", r: "t", s: "a", t: "r", u: "y", v: "b", w: "e", x: "z", y: "u", z: "x" },
};

/** One slip of the finger: a letter left out, doubled, changed for its neighbour's, or two changed about. */
export function mistyped(name: string, chance: Chance): string {
  const at = chance.between(1, Math.max(1, name.length - 2));
  const letter = name.charAt(at);
  const [before, after] = [name.slice(0, at), name.slice(at + 1)];
  switch (chance.between(0, 3)) {
    case 0:
      return name.length > 3 ? before + after : `${before}${letter}${letter}${after}`;
    case 1:
      return `${before}${letter}${letter}${after}`;
    case 2:
      return `${before}${NEIGHBOURS[letter] ?? "e"}${after}`;
    default:
      return `${before}${after.charAt(0)}${letter}${after.slice(1)}`;
  }
}

function statedAddress(town: Town, person: Person, has: Has): Pick<StatedIdentity, "address" | "landline" | "mobile"> {
  const grown = town.asAt - person.born > 12 * 365;
  const mobile = grown ? { mobile: person.mobile } : {};
  if (person.protection?.kind === "address") return mobile;
  const old = has("oldAddress", person.earlierAddress !== undefined) ? person.earlierAddress?.address : undefined;
  return { address: old ?? person.address, landline: person.landline, ...mobile };
}

function asFormer(
  stated: StatedIdentity,
  former: { readonly nhsNumber?: string; readonly given: string; readonly family: string; readonly sex: Sex },
): Omit<StatedIdentity, "faults"> {
  const { nhsNumber: _present, number: _number, middle: _middle, faults: _faults, ...rest } = stated;
  const { nhsNumber, given, family, sex } = former;
  return nhsNumber === undefined
    ? { ...rest, given, family, sex, number: "missing", verified: false }
    : { ...rest, given, family, sex, nhsNumber, number: "right" };
}
