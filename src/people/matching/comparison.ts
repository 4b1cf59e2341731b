import { areNicknames } from "./nickname.ts";
import { jaroWinkler, slipsBetween } from "./text-distance.ts";

/** What stands in a column, and so how two values of it are compared. Values are in small letters. */
export type ColumnKind =
  | "given-name"
  | "family-name"
  /** Eight digits: year, month, day. */
  | "birth-date"
  | "postcode"
  | "sex"
  /** A street number, a local id. */
  | "number"
  | "nhs-number"
  /** An NHS number that its source traced: it can forbid a link, and is weighed as an NHS number, not a second time. */
  | "traced-number"
  /** Digits as they are dialled. */
  | "phone"
  | "email"
  /** House and street in one line. */
  | "address"
  /** A part of an address, a place, an occupation. */
  | "words";

const NAME_LEVELS = [
  "the same",
  "a nickname",
  "a slip apart",
  "alike",
  "given and family swapped",
  "different",
] as const;

/** How two values may agree, by kind of column, best first; the last is that they do not. */
export const LEVELS: Readonly<Record<ColumnKind, readonly string[]>> = {
  "given-name": NAME_LEVELS,
  "family-name": NAME_LEVELS,
  "birth-date": [
    "the same",
    "a digit or two swapped",
    "two parts of three the same",
    "the same year",
    "a year apart",
    "different",
  ],
  postcode: ["the same", "a slip apart", "the same outward code", "the same area", "different"],
  sex: ["the same", "different"],
  number: ["the same", "a slip apart", "two slips apart", "different"],
  "nhs-number": ["the same", "a slip apart", "different"],
  "traced-number": ["the same", "different"],
  phone: ["the same", "a slip apart", "different"],
  email: ["the same", "the same before the @", "alike", "different"],
  address: ["the same", "a slip apart", "the same house number", "different"],
  words: ["the same", "a slip apart", "a word shared", "alike", "different"],
};

const SAME = 0;
/** Names that were written down in each other's place. */
export const SWAPPED = 4;
/** The least that either name must agree crosswise to count as swapped. */
export const AS_GOOD_AS_THE_SAME = 2;

/** Which level of its kind two values agree on. */
export function levelOf(kind: ColumnKind, one: string, other: string): number {
  if (one === other) return SAME;
  switch (kind) {
    case "given-name":
      return areNicknames(one, other) ? 1 : nameLevel(one, other, true);
    case "family-name":
      return nameLevel(one, other, false);
    case "birth-date":
      return birthDateLevel(one, other);
    case "postcode":
      return postcodeLevel(one, other);
    case "sex":
      return 1;
    case "number":
      return Math.min(slipsBetween(one, other, 2), 3);
    case "phone":
    case "nhs-number":
      return slipsBetween(one, other, 1);
    case "traced-number":
      return 1;
    case "address":
      return addressLevel(one, other);
    case "email":
      if (one.split("@", 1)[0] === other.split("@", 1)[0]) return 1;
      return jaroWinkler(one, other) >= 0.9 ? 2 : 3;
    case "words":
      return wordsLevel(one, other);
  }
}

function nameLevel(one: string, other: string, isGiven: boolean): number {
  const likeness = jaroWinkler(one, other);
  if (likeness >= 0.92 || slipsBetween(one, other, 1) <= 1) return 2;
  if (likeness >= 0.8 || beginsWith(one, other) || beginsWith(other, one) || shareWord(one, other, /[ -]/, 3)) return 3;
  const isInitial = isGiven && one[0] === other[0] && (one.length === 1 || other.length === 1);
  return isInitial ? 3 : 5;
}

const beginsWith = (long: string, short: string): boolean => short.length >= 3 && long.startsWith(short);

function shareWord(one: string, other: string, between: RegExp, shortest: number): boolean {
  const words = other.split(between);
  return one.split(between).some((word) => word.length >= shortest && words.includes(word));
}

function birthDateLevel(one: string, other: string): number {
  const [year, month, day] = [one.slice(0, 4), one.slice(4, 6), one.slice(6)];
  const [otherYear, otherMonth, otherDay] = [other.slice(0, 4), other.slice(4, 6), other.slice(6)];
  if (year === otherYear && month === otherDay && day === otherMonth) return 1;
  if (slipsBetween(one, other, 1) <= 1) return 1;
  const same = [year === otherYear, month === otherMonth, day === otherDay].filter(Boolean).length;
  if (same === 2) return 2;
  if (year === otherYear) return 3;
  return Math.abs(Number(year) - Number(otherYear)) <= 1 ? 4 : 5;
}

function postcodeLevel(one: string, other: string): number {
  if (slipsBetween(one, other, 1) <= 1) return 1;
  if (one.split(" ", 1)[0] === other.split(" ", 1)[0]) return 2;
  return areaOf(one) === areaOf(other) ? 3 : 4;
}

const areaOf = (postcode: string): string => /^[a-z]*/.exec(postcode)?.[0] ?? "";

function addressLevel(one: string, other: string): number {
  if (slipsBetween(one, other, 1) <= 1 || jaroWinkler(one, other) >= 0.95) return 1;
  const number = /^\d+/.exec(one)?.[0];
  return number !== undefined && number === /^\d+/.exec(other)?.[0] ? 2 : 3;
}

function wordsLevel(one: string, other: string): number {
  const likeness = jaroWinkler(one, other);
  if (likeness >= 0.92 || slipsBetween(one, other, 1) <= 1) return 1;
  if (shareWord(one, other, /[ ,]+/, 4)) return 2;
  return likeness >= 0.8 ? 3 : 4;
}

/** What a household shares: of these together only the one that says most counts, else it would count several times. */
export const OF_THE_HOME: ReadonlySet<ColumnKind> = new Set(["postcode", "address", "phone"]);
