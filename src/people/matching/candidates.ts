import type { BlockRule } from "./block-key.ts";
import { blocksBy } from "./blocks.ts";
import type { MatchTable } from "./table.ts";

/** A block that was too large to compare all of. */
export type PassedOver = { readonly rule: string; readonly registrations: number };

/** Pairs to compare, each once, and blocks that were too large to compare all of. */
export type Candidates = {
  /** Two registrations to a pair, the lesser first: first × size + second, in ascending order. */
  readonly pairs: Float64Array;
  readonly passedOver: readonly PassedOver[];
};

/**
 * All pairs of a small table that share some key. Work is bounded: a key that too many share says nothing, and is
 * reported.
 */
export function candidatesIn(table: MatchTable, rules: readonly BlockRule[]): Candidates {
  const found: number[] = [];
  const passedOver: PassedOver[] = [];
  for (const rule of rules) {
    const blocks = blocksBy(table, rule);
    passedOver.push(...blocks.passedOver.map((registrations) => ({ rule: rule.name, registrations })));
    for (let block = 0; block < blocks.count; block++) {
      const own = blocks.members.subarray(blocks.starts[block], blocks.starts[block + 1]);
      for (const [at, one] of own.entries()) {
        for (const other of own.subarray(at + 1)) found.push(one * table.size + other);
      }
    }
  }
  const pairs = Float64Array.from(found).sort();
  return { pairs: pairs.filter((pair, at) => at === 0 || pair !== pairs[at - 1]), passedOver };
}
