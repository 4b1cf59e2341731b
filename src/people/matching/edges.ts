import { LEAST_EDGE } from "./clusters.ts";
import type { ScoredPairs } from "./scored-pairs.ts";
import type { Scores } from "./work.ts";

/** Pairs of LEAST_EDGE at the least. */
export type Edges = Pick<ScoredPairs, "pairs" | "weights">;

/**
 * Edges in ascending order of pairs, from parts in any order. `shift`: bits by which the prior rose since they were
 * weighed.
 */
export function edgesOf(parts: readonly Scores[], size: number, shift: number): Edges {
  const count = parts.reduce((sum, { weights }) => sum + weights.filter((one) => one + shift >= LEAST_EDGE).length, 0);
  const [ones, others] = [new Int32Array(count), new Int32Array(count)];
  const weighed = new Float64Array(count);
  let end = 0;
  for (const part of parts) {
    for (const [at, weight] of part.weights.entries()) {
      if (weight + shift < LEAST_EDGE) continue;
      ones[end] = part.ones[at] ?? 0;
      others[end] = part.others[at] ?? 0;
      weighed[end++] = weight + shift;
    }
  }
  const order = orderBy(ones, size, orderBy(others, size, Int32Array.from(ones.keys())));
  const pairs = new Float64Array(count);
  const weights = new Float64Array(count);
  for (let place = 0; place < count; place++) {
    const from = order[place] ?? 0;
    pairs[place] = (ones[from] ?? 0) * size + (others[from] ?? 0);
    weights[place] = weighed[from] ?? 0;
  }
  return { pairs, weights };
}

/** Places in the order of their numbers, which are below `size`; of equal numbers in the order in which they were. */
function orderBy(numbers: Int32Array, size: number, places: Int32Array): Int32Array {
  const next = new Int32Array(size + 1);
  for (const number of numbers) next[number + 1] = (next[number + 1] ?? 0) + 1;
  for (let number = 0; number < size; number++) next[number + 1] = (next[number + 1] ?? 0) + (next[number] ?? 0);
  const ordered = new Int32Array(places.length);
  for (const place of places) {
    const number = numbers[place] ?? 0;
    const to = next[number] ?? 0;
    ordered[to] = place;
    next[number] = to + 1;
  }
  return ordered;
}
