import type { ScoredPairs } from "./scored-pairs.ts";

/** In bits, with the prior. A cluster grows from a pair that is twice as likely one person as two, or likelier. */
export const LEAST_EDGE = 1;
/** In bits. What the members of two clusters say on the average when they become one. */
const LEAST_MEAN = -5;
/** One pair that is sure, for or against, does not outvote all others. */
const STRONGEST = 30;
const WEAKEST = -20;
/** Pairs of members that are asked when two clusters meet: fifty registrations on either side are nobody's any more. */
const MOST_PAIRS = 2_500;

/** What is known of who is who, whatever the registrations say. */
export type Constraints = {
  /** Registrations that people, or their own source, said are one person. */
  readonly same: readonly (readonly [number, number])[];
  /** Whether people said that they are two, or one of them is protected. It stands above `same`. */
  readonly keptApart: (one: number, other: number) => boolean;
};

const NO_CONSTRAINTS: Constraints = { same: [], keptApart: () => false };

/**
 * Which registrations are one person, as the number of a cluster for each. Those said to be one come together first;
 * then clusters grow along the strongest pairs; two become one only if their members agree on the average, so that one
 * likeness in the middle does not chain two people together, and never where two members may not be one person. Of
 * equal weights the pair of the lesser rows comes first: stand registrations in an order of their own.
 */
export function clustersOf(
  size: number,
  { pairs, weights, weigh }: ScoredPairs,
  { same, keptApart }: Constraints = NO_CONSTRAINTS,
): Int32Array {
  const clusterOf = Int32Array.from({ length: size }, (_, row) => row);
  const members: number[][] = Array.from({ length: size }, (_, row) => [row]);
  const join = (one: number, other: number, mayJoin: (mine: number[], theirs: number[]) => boolean): void => {
    const [first, second] = [clusterOf[one] ?? 0, clusterOf[other] ?? 0];
    if (first === second) return;
    const [mine, theirs] = [members[first] ?? [], members[second] ?? []];
    if (!mayJoin(mine, theirs)) return;
    const [into, from] = mine.length >= theirs.length ? [first, second] : [second, first];
    for (const row of members[from] ?? []) {
      clusterOf[row] = into;
      members[into]?.push(row);
    }
    members[from] = [];
  };
  const areOpen = (mine: number[], theirs: number[]): boolean =>
    !mine.some((one) => theirs.some((other) => keptApart(one, other)));
  const agree = (mine: number[], theirs: number[]): boolean =>
    meanBetween(mine, theirs, weigh, saidToBe) >= LEAST_MEAN && areOpen(mine, theirs);

  for (const [one, other] of [...same].sort(lesserFirst)) join(one, other, areOpen);
  const saidToBe = same.length === 0 ? undefined : clusterOf.slice();
  const edges = Array.from(weights.keys())
    .filter((pair) => (weights[pair] ?? -Infinity) >= LEAST_EDGE)
    .sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0) || (pairs[a] ?? 0) - (pairs[b] ?? 0));
  for (const edge of edges) {
    const pair = pairs[edge] ?? 0;
    join(Math.floor(pair / size), pair % size, agree);
  }
  return clusterOf;
}

const lesserFirst = (a: readonly [number, number], b: readonly [number, number]): number =>
  Math.min(...a) - Math.min(...b) || Math.max(...a) - Math.max(...b);

/**
 * In bits; -Infinity where two members may not be one person, or the members are too many to ask. Those who are said to
 * be one (`saidToBe`: who is which, where anybody said so) speak together, by the one who agrees most.
 */
function meanBetween(
  mine: readonly number[],
  theirs: readonly number[],
  weigh: ScoredPairs["weigh"],
  saidToBe: Int32Array | undefined,
): number {
  if (mine.length * theirs.length > MOST_PAIRS) return -Infinity;
  const voices = new Map<string, number>();
  for (const one of mine) {
    for (const other of theirs) {
      const voice = `${String(saidToBe?.[one] ?? one)} ${String(saidToBe?.[other] ?? other)}`;
      voices.set(voice, Math.max(voices.get(voice) ?? -Infinity, weigh(one, other)));
    }
  }
  let sum = 0;
  for (const weight of voices.values()) {
    if (weight === -Infinity) return weight;
    sum += Math.max(WEAKEST, Math.min(STRONGEST, weight));
  }
  return sum / voices.size;
}
