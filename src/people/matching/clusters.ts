import type { ScoredPairs } from "./scored-pairs.ts";

/**
 * In bits, with the prior. A pair from which a cluster may grow: four to one against is still worth a look at all the
 * members, who then decide together.
 */
const LEAST_EDGE = -2;
/** In bits. What the members of two clusters say on the average when they become one. */
const LEAST_MEAN = -5;
/** One pair that is sure, for or against, does not outvote all others. */
const STRONGEST = 30;
const WEAKEST = -20;
/** Pairs of members that are asked when two clusters meet: fifty registrations on either side are nobody's any more. */
const MOST_PAIRS = 2_500;

/**
 * Which registrations are one person, as the number of a cluster for each. Clusters grow along the strongest pairs
 * first; two become one only if their members agree on the average, so that one likeness in the middle does not chain
 * two people together, and never where two members may not be one person. The order in which registrations stand does
 * not matter but for equal weights.
 */
export function clustersOf(size: number, { pairs, weights, weigh }: ScoredPairs): Int32Array {
  const edges = Array.from(weights.keys())
    .filter((pair) => (weights[pair] ?? -Infinity) >= LEAST_EDGE)
    .sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0) || (pairs[a] ?? 0) - (pairs[b] ?? 0));
  const clusterOf = Int32Array.from({ length: size }, (_, row) => row);
  const members: number[][] = Array.from({ length: size }, (_, row) => [row]);
  for (const edge of edges) {
    const pair = pairs[edge] ?? 0;
    const [one, other] = [clusterOf[Math.floor(pair / size)] ?? 0, clusterOf[pair % size] ?? 0];
    if (one === other) continue;
    const [mine, theirs] = [members[one] ?? [], members[other] ?? []];
    if (meanBetween(mine, theirs, weigh) < LEAST_MEAN) continue;
    const [into, from] = mine.length >= theirs.length ? [one, other] : [other, one];
    for (const row of members[from] ?? []) {
      clusterOf[row] = into;
      members[into]?.push(row);
    }
    members[from] = [];
  }
  return clusterOf;
}

/** In bits; -Infinity where two members may not be one person, or the members are too many to ask. */
function meanBetween(mine: readonly number[], theirs: readonly number[], weigh: ScoredPairs["weigh"]): number {
  const pairs = mine.length * theirs.length;
  if (pairs > MOST_PAIRS) return -Infinity;
  let sum = 0;
  for (const one of mine) {
    for (const other of theirs) {
      const weight = weigh(one, other);
      if (weight === -Infinity) return weight;
      sum += Math.max(WEAKEST, Math.min(STRONGEST, weight));
    }
  }
  return sum / pairs;
}
