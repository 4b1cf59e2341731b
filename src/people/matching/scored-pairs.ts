import { createAgreementReader } from "./agreement.ts";
import type { Candidates } from "./block-key.ts";
import { createContradictionReader } from "./contradiction.ts";
import { createWeigher, priorBits, type MatchModel } from "./model.ts";
import type { MatchTable } from "./table.ts";

/** Pairs with their weights in bits, the prior included: at 0 one person is as likely as two. */
export type ScoredPairs = {
  /** As in Candidates. */
  readonly pairs: Float64Array;
  readonly weights: Float64Array;
  /** The weight of any two registrations, candidates or not; -Infinity where something forbids that they are one person. */
  readonly weigh: (one: number, other: number) => number;
};

/** Weighs candidates. */
export function scorePairs(table: MatchTable, model: MatchModel, { pairs }: Candidates): ScoredPairs {
  const read = createAgreementReader(table);
  const weighAgreement = createWeigher(model);
  const contradicts = createContradictionReader(table.columns);
  const before = priorBits(model);
  const weigh = (one: number, other: number): number => {
    const agreement = read(one, other);
    return contradicts(agreement) === undefined ? weighAgreement(agreement) + before : -Infinity;
  };
  const weights = pairs.map((pair) => weigh(Math.floor(pair / table.size), pair % table.size));
  return { pairs, weights, weigh };
}

const ROUNDS = 30;

/**
 * How likely one person is before anything is compared: as many pairs are of one person as the weights of all together
 * expect. `scored`: weighed by the model as it is.
 */
export function withPriorOf(model: MatchModel, { weights }: ScoredPairs, size: number): MatchModel {
  const at = priorBits(model);
  const all = (size * (size - 1)) / 2;
  let settled = model;
  for (let round = 0; round < ROUNDS && weights.length > 0; round++) {
    const shift = priorBits(settled) - at;
    const expected = weights.reduce((sum, one) => sum + 1 / (1 + 2 ** -(one + shift)), 0);
    settled = { ...settled, prior: Math.min(0.5, Math.max(1e-12, expected / all)) };
  }
  return settled;
}
