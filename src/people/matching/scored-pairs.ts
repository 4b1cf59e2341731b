import { createAgreementReader } from "./agreement.ts";
import type { Candidates } from "./block-key.ts";
import { createContradictionReader } from "./contradiction.ts";
import { createWeigher, priorBits, type MatchModel } from "./model.ts";
import type { MatchTable } from "./table.ts";

/** Pairs with their weights in bits, the prior included: at 0 one person is as likely as two. */
export type ScoredPairs = {
  readonly model: MatchModel;
  /** As in Candidates. */
  readonly pairs: Float64Array;
  readonly weights: Float64Array;
  /** The weight of any two registrations, candidates or not; -Infinity where something forbids that they are one person. */
  readonly weigh: (one: number, other: number) => number;
};

const ROUNDS = 30;

/**
 * Weighs candidates, and learns from them how likely one person is before anything is compared: as many pairs are of
 * one person as their weights together expect.
 */
export function scorePairs(table: MatchTable, trained: MatchModel, { pairs }: Candidates): ScoredPairs {
  const read = createAgreementReader(table);
  const weighAgreement = createWeigher(trained);
  const contradicts = createContradictionReader(table.columns);
  const bitsOf = (one: number, other: number): number => {
    const agreement = read(one, other);
    return contradicts(agreement) === undefined ? weighAgreement(agreement) : -Infinity;
  };
  const bits = pairs.map((pair) => bitsOf(Math.floor(pair / table.size), pair % table.size));
  const all = (table.size * (table.size - 1)) / 2;
  let model = trained;
  for (let round = 0; round < ROUNDS && bits.length > 0; round++) {
    const before = priorBits(model);
    const expected = bits.reduce((sum, one) => sum + 1 / (1 + 2 ** -(one + before)), 0);
    model = { ...model, prior: Math.min(0.5, Math.max(1e-12, expected / all)) };
  }
  const before = priorBits(model);
  return {
    model,
    pairs,
    weights: bits.map((one) => one + before),
    weigh: (one, other) => bitsOf(one, other) + before,
  };
}
