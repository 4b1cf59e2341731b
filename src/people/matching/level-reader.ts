import { levelOfDates, packedDate } from "./birth-date.ts";
import { areaOf, houseNumberOf, LEVELS, levelOf, outwardOf, type ColumnKind } from "./comparison.ts";
import { areFarApart, areSlipsApart, beginDifferently, glancesAt, type Glances } from "./glance.ts";
import { hasNicknames } from "./nickname.ts";
import type { ColumnValues, MatchTable } from "./table.ts";
import { createTextReader } from "./text-book.ts";

/** Which level two different values of a column agree on, by their numbers. */
export type LevelReader = (one: number, other: number) => number;

/**
 * Compares the values of a table, column by column: the same as levelOf, without reading letter by letter what is seen
 * at a glance, and without reading the same two twice in a row.
 */
export const createLevelReaders = ({
  columns,
  values,
}: Pick<MatchTable, "columns" | "values">): readonly LevelReader[] =>
  columns.map(({ kind }, column) => readerFor(kind, values[column] ?? NO_VALUES));

const NO_VALUES: ColumnValues = {
  size: 0,
  texts: { units: new Uint16Array(0), starts: new Int32Array(1) },
  frequencies: new Float64Array(0),
};

function readerFor(kind: ColumnKind, values: ColumnValues): LevelReader {
  const textOf = createTextReader(values.texts);
  const read = (one: number, other: number): number => levelOf(kind, textOf(one), textOf(other));
  switch (kind) {
    case "sex":
    case "traced-number":
      return () => 1;
    case "phone":
    case "nhs-number":
      return read;
    case "number":
      return readerOfNumbers(values, read);
    case "birth-date":
      return readerOfDates(values, textOf);
    case "postcode":
      return readerOfPostcodes(values, textOf, read);
    case "given-name":
    case "family-name":
    case "words":
    case "email":
      return glancing(kind, glancesAt(values), textOf, remembered(values, read));
    case "address":
      return readerOfAddresses(values, textOf, read);
  }
}

/** Pairs of values whose levels are kept. */
const MOST_KEPT = 1 << 18;

/** Keeps levels: two names are compared again and again. A pair gives way to the next one that falls in its place. */
function remembered({ size }: ColumnValues, read: LevelReader): LevelReader {
  const places = 2 ** Math.ceil(Math.log2(Math.min(MOST_KEPT, Math.max(16, size * size))));
  const keys = new Float64Array(places).fill(-1);
  const levels = new Int8Array(places);
  return (one, other) => {
    const [lesser, greater] = one < other ? [one, other] : [other, one];
    const key = lesser * size + greater;
    const mixed = Math.imul(lesser, 0x9e3779b1) ^ Math.imul(greater, 0x85ebca6b);
    const place = (mixed ^ (mixed >>> 15)) & (places - 1);
    if (keys[place] === key) return levels[place] ?? 0;
    const level = read(one, other);
    keys[place] = key;
    levels[place] = level;
    return level;
  };
}

/** What texts must be like, at the least, to agree at all. */
const LEAST_LIKENESS = { "given-name": 0.8, "family-name": 0.8, words: 0.8, email: 0.9 } as const;

/** Texts that begin with different characters, are single words and share few characters are different. */
function glancing(
  kind: keyof typeof LEAST_LIKENESS,
  glances: Glances,
  textOf: (number: number) => string,
  read: LevelReader,
): LevelReader {
  const different = LEVELS[kind].length - 1;
  const likeness = LEAST_LIKENESS[kind];
  const { divided, lengths } = glances;
  const goesByOthers = Uint8Array.from(lengths, (_, number) =>
    kind === "given-name" && hasNicknames(textOf(number)) ? 1 : 0,
  );
  return (one, other) => {
    // A name of several words may hold the other, whatever it begins with.
    const mayBeAlike =
      (goesByOthers[one] === 1 && goesByOthers[other] === 1) || divided[one] === 1 || divided[other] === 1;
    if (mayBeAlike || !beginDifferently(glances, one, other)) return read(one, other);
    return areFarApart(glances, one, other, likeness) ? different : read(one, other);
  };
}

function readerOfDates({ size }: ColumnValues, textOf: (number: number) => string): LevelReader {
  const dates = new Int32Array(size);
  const isDate = new Uint8Array(size);
  for (let number = 0; number < size; number++) {
    const date = packedDate(textOf(number));
    isDate[number] = date === undefined ? 0 : 1;
    dates[number] = date ?? 0;
  }
  const different = LEVELS["birth-date"].length - 1;
  return (one, other) =>
    isDate[one] === 1 && isDate[other] === 1 ? levelOfDates(dates[one] ?? 0, dates[other] ?? 0) : different;
}

/** Whoever shares few digits is no two slips apart. */
function readerOfNumbers(values: ColumnValues, read: LevelReader): LevelReader {
  const glances = glancesAt(values);
  return (one, other) => (areSlipsApart(glances, one, other, 2) ? read(one, other) : LEVELS.number.length - 1);
}

/** Numbers for what parts of texts are the same; -1 where there is none. */
function partsOf({ size }: ColumnValues, partOf: (number: number) => string | undefined): Int32Array {
  const book = new Map<string, number>();
  return Int32Array.from({ length: size }, (_, number) => {
    const part = partOf(number);
    if (part === undefined) return -1;
    const known = book.get(part) ?? book.size;
    book.set(part, known);
    return known;
  });
}

function readerOfPostcodes(values: ColumnValues, textOf: (number: number) => string, read: LevelReader): LevelReader {
  const outward = partsOf(values, (number) => outwardOf(textOf(number)));
  const area = partsOf(values, (number) => areaOf(textOf(number)));
  const { characters } = glancesAt(values);
  return (one, other) => {
    const [mine, theirs] = [characters[one] ?? 0, characters[other] ?? 0];
    // Two characters that the other does not have are two slips.
    const isSlipAtMost = holdsOneAtMost(mine & ~theirs) && holdsOneAtMost(theirs & ~mine);
    if (isSlipAtMost) return read(one, other);
    if (outward[one] === outward[other]) return 2;
    return area[one] === area[other] ? 3 : 4;
  };
}

const holdsOneAtMost = (bits: number): boolean => (bits & (bits - 1)) === 0;

/** From here on, whatever they begin with, addresses may be as good as the same: (0.95 - 0.4) / 0.6. */
const LEAST_OF_ADDRESSES = 0.916;

function readerOfAddresses(values: ColumnValues, textOf: (number: number) => string, read: LevelReader): LevelReader {
  const houses = partsOf(values, (number) => houseNumberOf(textOf(number)));
  const glances = glancesAt(values);
  return (one, other) => {
    if (!areFarApart(glances, one, other, LEAST_OF_ADDRESSES)) return read(one, other);
    return houses[one] !== -1 && houses[one] === houses[other] ? 2 : 3;
  };
}
