import { sharesOf, type LevelCounts } from "./chance.ts";
import { LEVELS } from "./comparison.ts";
import type { Patterns } from "./pattern.ts";
import type { Column } from "./table.ts";
import { tallyFor } from "./weight.ts";

const ROUNDS = 30;
/** Counted beside what was seen, so that what was not seen is rare and not impossible. */
const UNSEEN = 1e-5;
/** What is believed of each column before anything was learnt: most that is filled in twice is filled in alike. */
const SAME_AT_FIRST = 0.8;
/** Of the pairs that share a key, the share that are of one person, as it is believed at first. */
const SHARE_AT_FIRST = 0.3;

/** What expectation-maximisation came to: shares of levels among pairs of one person, and the share of such pairs. */
export type Maximum = { readonly ofSame: LevelCounts; readonly share: number; readonly pairs: number };

/**
 * Finds how often one person's registrations agree among pairs of which some are of one person and some are not.
 * `ofDifferent`: how often two people's do.
 * @see https://doi.org/10.1111/j.2517-6161.1977.tb01600.x (Dempster, Laird and Rubin)
 */
export function maximise(columns: readonly Column[], patterns: Patterns, ofDifferent: LevelCounts): Maximum {
  const width = columns.length;
  const pairs = patterns.pairs.reduce((sum, one) => sum + one, 0);
  const { sumOf } = tallyFor(columns);
  const parts = new Float64Array(width);
  let ofSame: LevelCounts = columns.map(({ kind }) => atFirst(LEVELS[kind].length));
  let share = SHARE_AT_FIRST;
  for (let round = 0; round < ROUNDS && pairs > 0; round++) {
    const bits = ofSame.map((levels, column) =>
      levels.map((same, level) => Math.log2(same / (ofDifferent[column]?.[level] ?? 1))),
    );
    const counts = ofSame.map((levels) => levels.map(() => UNSEEN));
    const before = Math.log2(share / (1 - share));
    let same = 0;
    for (const [pattern, number] of patterns.pairs.entries()) {
      const levels = patterns.levels.subarray(pattern * width, (pattern + 1) * width);
      for (let column = 0; column < width; column++) parts[column] = bits[column]?.[levels[column] ?? -1] ?? NaN;
      const expected = number / (1 + 2 ** -(sumOf(parts) + before));
      same += expected;
      for (let column = 0; column < width; column++) {
        const [own, level] = [counts[column], levels[column] ?? -1];
        if (own && level >= 0) own[level] = (own[level] ?? 0) + expected;
      }
    }
    ofSame = counts.map(sharesOf);
    share = Math.min(0.999, Math.max(1e-6, same / pairs));
  }
  return { ofSame, share, pairs };
}

export const atFirst = (levels: number): readonly number[] =>
  Array.from({ length: levels }, (_, level) => (level === 0 ? SAME_AT_FIRST : (1 - SAME_AT_FIRST) / (levels - 1)));

/** Of several opinions the middle one, level by level; none is taken to be impossible. */
export const mediansOf = (opinions: LevelCounts): readonly number[] =>
  (opinions[0] ?? []).map((_, level) => {
    const sorted = opinions.map((one) => one[level] ?? 0).sort((a, b) => a - b);
    return Math.max(UNSEEN, sorted[Math.floor(sorted.length / 2)] ?? 0);
  });
