import { blockRulesFor, candidatesIn, type Candidates } from "./block-key.ts";
import { clustersOf } from "./clusters.ts";
import type { ScoredPairs } from "./scored-pairs.ts";
import { scorePairs } from "./scored-pairs.ts";
import type { MatchTable } from "./table.ts";
import { trainModel } from "./training.ts";

/** What matching a whole table came to. */
export type Matching = {
  readonly candidates: Candidates;
  readonly scored: ScoredPairs;
  /** For each registration the number of its cluster. */
  readonly clusterOf: Int32Array;
};

/** Learns a model from a table, compares whoever shares a key, and says who is one person. */
export function matchAll(table: MatchTable, seed: number): Matching {
  const rules = blockRulesFor(table);
  const model = trainModel(table, rules, seed);
  const candidates = candidatesIn(table, rules);
  const scored = scorePairs(table, model, candidates);
  return { candidates, scored, clusterOf: clustersOf(table.size, scored) };
}
