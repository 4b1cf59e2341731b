import { blockRulesFor, candidatesIn, type Candidates } from "./block-key.ts";
import { clustersOf } from "./clusters.ts";
import type { MatchModel } from "./model.ts";
import { scorePairs, withPriorOf, type ScoredPairs } from "./scored-pairs.ts";
import type { MatchTable } from "./table.ts";
import { trainModel } from "./training.ts";

/** What matching a whole table came to. */
export type Matching = {
  readonly model: MatchModel;
  readonly candidates: Candidates;
  readonly scored: ScoredPairs;
  /** For each registration the number of its cluster. */
  readonly clusterOf: Int32Array;
};

/** Learns a model from a table, compares whoever shares a key, and says who is one person. */
export function matchAll(table: MatchTable, seed: number): Matching {
  const rules = blockRulesFor(table);
  const trained = trainModel(table, rules, seed);
  const candidates = candidatesIn(table, rules);
  const model = withPriorOf(trained, scorePairs(table, trained, candidates), table.size);
  return { model, ...matchWith(table, model, candidates) };
}

/** The same with a model that was learnt before. */
function matchWith(table: MatchTable, model: MatchModel, candidates: Candidates): Omit<Matching, "model"> {
  const scored = scorePairs(table, model, candidates);
  return { candidates, scored, clusterOf: clustersOf(table.size, scored) };
}
