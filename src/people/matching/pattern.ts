import { LEVELS } from "./comparison.ts";

/** How pairs agree, and how many agree in the same way. */
export type Patterns = {
  /** Pattern by pattern the levels of all columns, or SILENT. */
  readonly levels: Int8Array;
  readonly pairs: Float64Array;
};

/** One more than the most levels that a column has, for its silence. */
const BRANCHES = 1 + Math.max(...Object.values(LEVELS).map(({ length }) => length));

/** Counts pairs by how they agree. */
export type PatternCounter = { readonly add: (levels: Int8Array) => void; readonly patterns: () => Patterns };

export function createPatternCounter(): PatternCounter {
  // A tree with a level for each column: at node × BRANCHES + 1 + level the next node, or the number of the pattern.
  const next: number[] = Array.from({ length: BRANCHES }, () => 0);
  const levelsOf: Int8Array[] = [];
  const pairs: number[] = [];
  const add = (levels: Int8Array): void => {
    let place = 0;
    for (let column = 0; column < levels.length; column++) {
      const node = column === 0 ? 0 : (next[place] ?? 0);
      place = node * BRANCHES + 1 + (levels[column] ?? 0);
      if (next[place] !== 0) continue;
      if (column === levels.length - 1) {
        levelsOf.push(levels.slice());
        pairs.push(0);
        next[place] = pairs.length;
      } else {
        next[place] = next.length / BRANCHES;
        for (let branch = 0; branch < BRANCHES; branch++) next.push(0);
      }
    }
    const number = (next[place] ?? 0) - 1;
    pairs[number] = (pairs[number] ?? 0) + 1;
  };
  const patterns = (): Patterns => {
    const width = levelsOf[0]?.length ?? 0;
    const levels = new Int8Array(levelsOf.length * width);
    for (const [number, own] of levelsOf.entries()) levels.set(own, number * width);
    return { levels, pairs: Float64Array.from(pairs) };
  };
  return { add, patterns };
}
