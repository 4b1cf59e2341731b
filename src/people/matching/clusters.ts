import type { ScoredPairs } from "./scored-pairs.ts";

/** In bits, with the prior: four to one against. Pairs of less are not worth a look. */
export const LEAST_EDGE = -2;
/** The same: four to one for. A cluster grows along pairs of so much, since to join two people is worse than to miss one. */
export const LEAST_JOIN = 2;
/** In bits. What the members of two clusters say on the average when they become one. */
const LEAST_MEAN = -5;
/** One pair that is sure, for or against, does not outvote all others. */
const STRONGEST = 30;
const WEAKEST = -20;
/** Registrations of one cluster. More are no one person's: what they have in common stands for nothing. */
export const MOST_MEMBERS = 100;

/** What is known of who is who, whatever the registrations say. */
export type Constraints = {
  /** Registrations that people, or their own source, said are one person. */
  readonly same: readonly (readonly [number, number])[];
  /** Whether people said that they are two, or one of them is protected. It stands above `same`. */
  readonly keptApart: (one: number, other: number) => boolean;
};

export const NO_CONSTRAINTS: Constraints = { same: [], keptApart: () => false };

/**
 * Which registrations are one person, as the number of a cluster for each. Those said to be one come together first;
 * then clusters grow along the strongest pairs; two become one only if their members agree on the average, so that one
 * likeness in the middle does not chain two people together, and never where two members may not be one person. Of
 * equal weights the pair of the lesser rows comes first: stand registrations in an order of their own. `onCrowd`: told
 * of each pair that would have made a cluster too large.
 */
export function clustersOf(
  size: number,
  { pairs, weights, weigh }: ScoredPairs,
  { same, keptApart }: Constraints = NO_CONSTRAINTS,
  onCrowd: (one: number, other: number) => void = () => {},
): Int32Array {
  const clusterOf = Int32Array.from({ length: size }, (_, row) => row);
  /** Of clusters that are of several by now. */
  const members = new Map<number, number[]>();
  const join = (one: number, other: number, mayJoin: (mine: number[], theirs: number[]) => boolean): void => {
    const [first, second] = [clusterOf[one] ?? 0, clusterOf[other] ?? 0];
    if (first === second) return;
    const [mine, theirs] = [members.get(first) ?? [first], members.get(second) ?? [second]];
    if (!mayJoin(mine, theirs)) return;
    const [into, from] = mine.length >= theirs.length ? [first, second] : [second, first];
    const [staying, moving] = into === first ? [mine, theirs] : [theirs, mine];
    for (const row of moving) {
      clusterOf[row] = into;
      staying.push(row);
    }
    members.set(into, staying);
    members.delete(from);
  };
  const areOpen = (mine: number[], theirs: number[]): boolean =>
    !mine.some((one) => theirs.some((other) => keptApart(one, other)));
  const agree = (mine: number[], theirs: number[]): boolean =>
    meanBetween(mine, theirs, weigh, saidToBe) >= LEAST_MEAN && areOpen(mine, theirs);

  for (const [one, other] of [...same].sort(lesserFirst)) join(one, other, areOpen);
  const saidToBe = same.length === 0 ? undefined : clusterOf.slice();
  for (const edge of strongestFirst(pairs, weights)) {
    const [one, other] = [Math.floor((pairs[edge] ?? 0) / size), (pairs[edge] ?? 0) % size];
    join(one, other, (mine, theirs) => {
      const isCrowd = mine.length + theirs.length > MOST_MEMBERS;
      if (isCrowd) onCrowd(one, other);
      return !isCrowd && agree(mine, theirs);
    });
  }
  return clusterOf;
}

/** Places of pairs along which a cluster grows, those of the greatest weight first; of equal weights by the pairs. */
function strongestFirst(pairs: Float64Array, weights: Float64Array): Uint32Array {
  const strong = Uint32Array.from(weights.keys()).filter((edge) => (weights[edge] ?? -Infinity) >= LEAST_JOIN);
  return strong.sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0) || (pairs[a] ?? 0) - (pairs[b] ?? 0));
}

const lesserFirst = (a: readonly [number, number], b: readonly [number, number]): number =>
  Math.min(...a) - Math.min(...b) || Math.max(...a) - Math.max(...b);

/**
 * In bits; -Infinity where two members may not be one person. Those who are said to
 * be one (`saidToBe`: who is which, where anybody said so) speak together, by the one who agrees most.
 */
function meanBetween(
  mine: readonly number[],
  theirs: readonly number[],
  weigh: ScoredPairs["weigh"],
  saidToBe: Int32Array | undefined,
): number {
  if (saidToBe) return meanOf(voicesOf(mine, theirs, weigh, saidToBe));
  return meanOf(mine.flatMap((one) => theirs.map((other) => weigh(one, other))));
}

function voicesOf(
  mine: readonly number[],
  theirs: readonly number[],
  weigh: ScoredPairs["weigh"],
  saidToBe: Int32Array,
): readonly number[] {
  const voices = new Map<string, number>();
  for (const one of mine) {
    for (const other of theirs) {
      const voice = `${String(saidToBe[one])} ${String(saidToBe[other])}`;
      voices.set(voice, Math.max(voices.get(voice) ?? -Infinity, weigh(one, other)));
    }
  }
  return [...voices.values()];
}

function meanOf(weights: readonly number[]): number {
  let sum = 0;
  for (const weight of weights) {
    if (weight === -Infinity) return weight;
    sum += Math.max(WEAKEST, Math.min(STRONGEST, weight));
  }
  return sum / weights.length;
}
