import type { ColumnValues } from "./table.ts";

/** What of texts is seen without reading them letter by letter. By their numbers. */
export type Glances = {
  /** Which characters stand in it, as bits: a bit for every 32nd character. */
  readonly characters: Int32Array;
  readonly lengths: Int32Array;
  readonly firsts: Uint16Array;
  /** Whether it is of several words. */
  readonly divided: Uint8Array;
};

const SPACE = 32;
const COMMA = 44;
const HYPHEN = 45;

export function glancesAt({ size, texts: { units, starts } }: ColumnValues): Glances {
  const characters = new Int32Array(size);
  const lengths = new Int32Array(size);
  const firsts = new Uint16Array(size);
  const divided = new Uint8Array(size);
  for (let number = 0; number < size; number++) {
    const [start, end] = [starts[number] ?? 0, starts[number + 1] ?? 0];
    lengths[number] = end - start;
    firsts[number] = start < end ? (units[start] ?? 0) : 0;
    for (let at = start; at < end; at++) {
      const unit = units[at] ?? 0;
      characters[number] = (characters[number] ?? 0) | (1 << (unit & 31));
      if (unit === SPACE || unit === COMMA || unit === HYPHEN) divided[number] = 1;
    }
  }
  return { characters, lengths, firsts, divided };
}

/** No more characters than this can be found in both. */
function mostShared({ characters, lengths }: Glances, one: number, other: number): number {
  const [mine, theirs] = [characters[one] ?? 0, characters[other] ?? 0];
  return Math.min((lengths[one] ?? 0) - bitsIn(mine & ~theirs), (lengths[other] ?? 0) - bitsIn(theirs & ~mine));
}

/**
 * Whether the Jaro likeness of two texts, beginnings not counted, is surely below a measure, and more than one slip lies
 * between them.
 */
export function areFarApart(glances: Glances, one: number, other: number, measure: number): boolean {
  const [length, otherLength] = [glances.lengths[one] ?? 0, glances.lengths[other] ?? 0];
  const shared = mostShared(glances, one, other);
  if (Math.max(length, otherLength) - shared <= 1) return false;
  return shared <= 0 || (shared / length + shared / otherLength + 1) / 3 < measure;
}

/** Whether two texts may be so many slips apart, or fewer. */
export const areSlipsApart = (glances: Glances, one: number, other: number, slips: number): boolean =>
  Math.max(glances.lengths[one] ?? 0, glances.lengths[other] ?? 0) - mostShared(glances, one, other) <= slips;

export const beginDifferently = ({ firsts }: Glances, one: number, other: number): boolean =>
  firsts[one] !== firsts[other];

function bitsIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
