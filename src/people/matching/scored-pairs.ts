import { createAgreementReader, type AgreementReader } from "./agreement.ts";
import type { Candidates } from "./candidates.ts";
import { createContradictionReader } from "./contradiction.ts";
import { createWeigher, priorBits, type MatchModel } from "./model.ts";
import type { MatchTable } from "./table.ts";

/** The weight of any two registrations, candidates or not; -Infinity where something forbids that they are one person. */
export type PairWeigher = (one: number, other: number) => number;

/** Pairs with their weights in bits, the prior included: at 0 one person is as likely as two. */
export type ScoredPairs = {
  /** As in Candidates. */
  readonly pairs: Float64Array;
  readonly weights: Float64Array;
  readonly weigh: PairWeigher;
};

export function createPairWeigher(
  table: MatchTable,
  model: MatchModel,
  read: AgreementReader = createAgreementReader(table),
): PairWeigher {
  const weighAgreement = createWeigher(model);
  const contradicts = createContradictionReader(table.columns);
  const before = priorBits(model);
  return (one, other) => {
    const agreement = read(one, other);
    return contradicts(agreement) === undefined ? weighAgreement(agreement) + before : -Infinity;
  };
}

/** Weighs the candidates of a small table, all of them. */
export function scorePairs(table: MatchTable, model: MatchModel, { pairs }: Candidates): ScoredPairs {
  const weigh = createPairWeigher(table, model);
  const weights = pairs.map((pair) => weigh(Math.floor(pair / table.size), pair % table.size));
  return { pairs, weights, weigh };
}
