import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { createAgreementReader } from "./agreement.ts";
import { LEVELS } from "./comparison.ts";
import type { MatchTable } from "./table.ts";

/** Pairs that are drawn: enough to see agreements of one in a hundred thousand. */
const DRAWN = 500_000;
/** Counted beside what was seen, so that what was not seen is rare and not impossible. */
const UNSEEN = 0.5;

/**
 * How often two registrations agree by chance, for each column and level: from pairs drawn at random, of which next to
 * none are of one person.
 */
export function agreementByChance(table: MatchTable, seed: number): readonly (readonly number[])[] {
  const read = createAgreementReader(table);
  const counts = table.columns.map(({ kind }) => LEVELS[kind].map(() => UNSEEN));
  const random = xoroshiro128plus(seed);
  const drawn = table.size < 2 ? 0 : DRAWN;
  for (let nth = 0; nth < drawn; nth++) {
    const one = uniformInt(random, 0, table.size - 1);
    const other = uniformInt(random, 0, table.size - 1);
    if (one === other) continue;
    const { levels } = read(one, other);
    for (const [column, level] of levels.entries()) {
      const own = counts[column];
      if (own && level >= 0) own[level] = (own[level] ?? 0) + 1;
    }
  }
  return counts.map(sharesOf);
}

/** Counts as shares of their sum. */
export function sharesOf(counts: readonly number[]): readonly number[] {
  const sum = counts.reduce((total, one) => total + one, 0);
  return counts.map((one) => one / sum);
}
