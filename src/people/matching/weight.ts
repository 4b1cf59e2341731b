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

/** What becomes of the parts of a weight. */
export type Tally = {
  readonly sumOf: (parts: Parts) => number;
  /** Whether a column's part is in the sum. */
  readonly isCounted: (parts: Parts, column: number) => boolean;
};

/**
 * What a household shares, and what changes when somebody moves, counts once: of the home's columns what speaks most for
 * one person and what speaks most against, and no other. Columns that only forbid do not count.
 */
export function tallyFor(columns: readonly Column[]): Tally {
  const home = columns.flatMap(({ kind }, column) => (OF_THE_HOME.has(kind) ? [column] : []));
  const others = columns.flatMap(({ kind }, column) => (OF_THE_HOME.has(kind) || WEIGHTLESS.has(kind) ? [] : [column]));
  /** The first of the home's columns whose part, taken as `sign` says, is above nought and above the others'. */
  const mostOfTheHome = (parts: Parts, sign: 1 | -1): number => {
    let most = -1;
    for (const column of home) {
      const bits = sign * (parts[column] ?? NaN);
      if (bits > (most < 0 ? 0 : sign * (parts[most] ?? 0))) most = column;
    }
    return most;
  };
  return {
    sumOf: (parts) => {
      let sum = 0;
      for (const column of others) {
        const bits = parts[column] ?? NaN;
        if (!Number.isNaN(bits)) sum += bits;
      }
      return sum + (parts[mostOfTheHome(parts, 1)] ?? 0) + (parts[mostOfTheHome(parts, -1)] ?? 0);
    },
    isCounted: (parts, column) =>
      others.includes(column) || column === mostOfTheHome(parts, 1) || column === mostOfTheHome(parts, -1),
  };
}
