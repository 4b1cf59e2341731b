import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { AgreementReader } from "./agreement.ts";
import { pairsAmong } from "./blocks.ts";
import { LEVELS } from "./comparison.ts";
import type { MatchTable } from "./table.ts";

/** Pairs that are drawn where there are as many, in so many draws: enough to see agreements of one in a hundred thousand. */
const DRAWN = 500_000;
export const DRAWS = 8;
/** Counted beside what was seen, so that what was not seen is rare and not impossible. */
const UNSEEN = 0.5;

/** Counts of levels, column by column. */
export type LevelCounts = readonly (readonly number[])[];

/** How often two registrations agree by chance: from pairs drawn at random, of which next to none are of one person. */
export function drawByChance(table: MatchTable, read: AgreementReader, seed: number): LevelCounts {
  const counts = table.columns.map(({ kind }) => LEVELS[kind].map(() => 0));
  const random = xoroshiro128plus(seed);
  const drawn = Math.ceil(Math.min(DRAWN, pairsAmong(table.size)) / DRAWS);
  for (let nth = 0; nth < drawn; nth++) {
    const one = uniformInt(random, 0, table.size - 1);
    const other = uniformInt(random, 0, table.size - 1);
    if (one === other) continue;
    const { levels } = read(one, other);
    for (let column = 0; column < levels.length; column++) {
      const [own, level] = [counts[column], levels[column] ?? -1];
      if (own && level >= 0) own[level] = (own[level] ?? 0) + 1;
    }
  }
  return counts;
}

/** For each column and level its share, of all draws together. */
export const sharesByChance = ({ columns }: Pick<MatchTable, "columns">, draws: readonly LevelCounts[]): LevelCounts =>
  columns.map(({ kind }, column) =>
    sharesOf(LEVELS[kind].map((_, level) => draws.reduce((sum, one) => sum + (one[column]?.[level] ?? 0), UNSEEN))),
  );

/** Counts as shares of their sum. */
export function sharesOf(counts: readonly number[]): readonly number[] {
  const sum = counts.reduce((total, one) => total + one, 0);
  return counts.map((one) => one / sum);
}
