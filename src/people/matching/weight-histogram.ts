import { priorBits, type MatchModel } from "./model.ts";

/** How many pairs have which weight, in bits with the prior: from LEAST_COUNTED on, so many steps a bit. */
export type WeightHistogram = Float64Array;

/** Pairs below it are next to never of one person. */
export const LEAST_COUNTED = -12;
const MOST_COUNTED = 52;
const STEPS = 16;

export const weightHistogram = (): WeightHistogram => new Float64Array((MOST_COUNTED - LEAST_COUNTED) * STEPS);

export function countWeight(histogram: WeightHistogram, weight: number): void {
  const place = Math.min(histogram.length - 1, Math.floor((weight - LEAST_COUNTED) * STEPS));
  if (place >= 0) histogram[place] = (histogram[place] ?? 0) + 1;
}

const ROUNDS = 30;

/**
 * How likely one person is before anything is compared: as many pairs are of one person as the weights of all together
 * expect. `histogram`: of weights by the model as it is.
 */
export function withPriorOf(model: MatchModel, histogram: WeightHistogram, size: number): MatchModel {
  const at = priorBits(model);
  const all = (size * (size - 1)) / 2;
  let settled = model;
  for (let round = 0; round < ROUNDS && histogram.some((pairs) => pairs > 0); round++) {
    const shift = priorBits(settled) - at;
    let expected = 0;
    for (const [place, pairs] of histogram.entries()) {
      const weight = LEAST_COUNTED + (place + 0.5) / STEPS + shift;
      expected += pairs / (1 + 2 ** -weight);
    }
    settled = { ...settled, prior: Math.min(0.5, Math.max(1e-12, expected / all)) };
  }
  return settled;
}
