import { levelOfDates, packedDate } from "./birth-date.ts";
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

/** Which level of its kind two values agree on, whichever of them is named first. */
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
  if (likeness >= 0.8 || beginsWith(one, other) || beginsWith(other, one) || shareWord(one, other, " -", 3)) return 3;
  const isInitial = isGiven && one[0] === other[0] && (one.length === 1 || other.length === 1);
  return isInitial ? 3 : 5;
}

const beginsWith = (long: string, short: string): boolean => short.length >= 3 && long.startsWith(short);

/** Whether both have some word of so many letters at the least. `between`: the signs that part words. */
function shareWord(one: string, other: string, between: string, shortest: number): boolean {
  for (let start = 0; start < one.length;) {
    let end = start;
    while (end < one.length && !between.includes(one.charAt(end))) end++;
    if (end - start >= shortest && hasWord(other, one.slice(start, end), between)) return true;
    start = end + 1;
  }
  return false;
}

function hasWord(text: string, word: string, between: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const end = at + word.length;
    const begins = at === 0 || between.includes(text.charAt(at - 1));
    if (begins && (end === text.length || between.includes(text.charAt(end)))) return true;
  }
  return false;
}

/** What is no date at all agrees with no other. */
function birthDateLevel(one: string, other: string): number {
  const [mine, theirs] = [packedDate(one), packedDate(other)];
  return mine === undefined || theirs === undefined ? 5 : levelOfDates(mine, theirs);
}

function postcodeLevel(one: string, other: string): number {
  if (slipsBetween(one, other, 1) <= 1) return 1;
  if (outwardOf(one) === outwardOf(other)) return 2;
  return areaOf(one) === areaOf(other) ? 3 : 4;
}

/** The first half of a postcode: a town or a part of one. */
export const outwardOf = (postcode: string): string => postcode.split(" ", 1)[0] ?? "";
/** The letters that a postcode begins with. */
export const areaOf = (postcode: string): string => /^[a-z]*/.exec(postcode)?.[0] ?? "";

function addressLevel(one: string, other: string): number {
  if (slipsBetween(one, other, 1) <= 1 || jaroWinkler(one, other) >= 0.95) return 1;
  const number = houseNumberOf(one);
  return number !== undefined && number === houseNumberOf(other) ? 2 : 3;
}

export const houseNumberOf = (address: string): string | undefined => /^\d+/.exec(address)?.[0];

function wordsLevel(one: string, other: string): number {
  const likeness = jaroWinkler(one, other);
  if (likeness >= 0.92 || slipsBetween(one, other, 1) <= 1) return 1;
  if (shareWord(one, other, " ,", 4)) return 2;
  return likeness >= 0.8 ? 3 : 4;
}

/** By which somebody can be known: a model keeps no such value but one that is nobody's own. */
export const IDENTIFYING: ReadonlySet<ColumnKind> = new Set([
  "nhs-number",
  "traced-number",
  "phone",
  "email",
  "address",
]);

/** What a household shares, and what changes when somebody moves: together they count once, for and against. */
export const OF_THE_HOME: ReadonlySet<ColumnKind> = new Set(["postcode", "address", "phone"]);
/** Columns that forbid, and weigh nothing: what they say is said by another column too. */
export const WEIGHTLESS: ReadonlySet<ColumnKind> = new Set(["traced-number"]);
/** Columns of which one value is as good as another: a rare sex is no proof. */
export const COMMON: ReadonlySet<ColumnKind> = new Set(["sex"]);
