import { OF_THE_HOME, WEIGHTLESS } from "./comparison.ts";
import type { Column } from "./table.ts";

/** Weights are counted in these parts of a bit, so that a sum is the same in whatever order it is taken. */
const PARTS_OF_A_BIT = 2 ** 16;

/** How much more often one person's registrations agree so than two people's: in bits. */
export const bitsOf = (ofSame: number, ofDifferent: number): number => inBits(Math.log2(ofSame / ofDifferent));

/** A number of bits as weights are counted. */
export const inBits = (bits: number): number => Math.round(bits * PARTS_OF_A_BIT) / PARTS_OF_A_BIT;

/** The parts of a weight, one for each column: in bits, NaN where it says nothing. */
export type Parts = Float64Array;

/** What becomes of the parts of a weight: which of the home's columns counts, and the sum. */
export type Tally = {
  /** Of the home's columns the one that says most, the first of several: the others are not counted. */
  readonly homeOf: (parts: Parts) => number | undefined;
  readonly sumOf: (parts: Parts) => number;
};

/** What a household shares counts once, and columns that only forbid not at all. */
export function tallyFor(columns: readonly Column[]): Tally {
  const home = columns.flatMap(({ kind }, column) => (OF_THE_HOME.has(kind) ? [column] : []));
  const others = columns.flatMap(({ kind }, column) => (OF_THE_HOME.has(kind) || WEIGHTLESS.has(kind) ? [] : [column]));
  const homeOf = (parts: Parts): number | undefined => {
    let most: number | undefined;
    for (const column of home) {
      const bits = parts[column] ?? NaN;
      if (!Number.isNaN(bits) && (most === undefined || bits > (parts[most] ?? 0))) most = column;
    }
    return most;
  };
  const sumOf = (parts: Parts): number => {
    let sum = 0;
    for (const column of others) {
      const bits = parts[column] ?? NaN;
      if (!Number.isNaN(bits)) sum += bits;
    }
    const counted = homeOf(parts);
    return counted === undefined ? sum : sum + (parts[counted] ?? 0);
  };
  return { homeOf, sumOf };
}
