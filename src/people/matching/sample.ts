import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { pairsAmong, type Blocks } from "./blocks.ts";

/** Registrations. Whoever shares a larger block shares it by chance. */
const LARGEST_BLOCK = 200;

/**
 * Pairs that share a block: all where there are no more than `most`, else so many, drawn at random, of which a few may
 * come twice. Large blocks are left out.
 */
export function samplePairs(
  blocks: Blocks,
  most: number,
  seed: number,
  take: (one: number, other: number) => void,
): void {
  const { starts, members } = blocks;
  /** How many pairs come before each block. */
  const before = pairsBefore(blocks);
  const all = before[blocks.count] ?? 0;
  const takeNth = (block: number, nth: number): void => {
    const start = starts[block] ?? 0;
    const [low, high] = nthPair(nth);
    take(members[start + low] ?? 0, members[start + high] ?? 0);
  };
  if (all <= most) {
    for (let block = 0; block < blocks.count; block++) {
      const own = (before[block + 1] ?? 0) - (before[block] ?? 0);
      for (let nth = 0; nth < own; nth++) takeNth(block, nth);
    }
    return;
  }
  const random = xoroshiro128plus(seed);
  for (let drawn = 0; drawn < most; drawn++) {
    const nth = uniformInt(random, 0, all - 1);
    const block = lastNotAbove(before, nth);
    takeNth(block, nth - (before[block] ?? 0));
  }
}

function pairsBefore({ count, starts }: Blocks): Float64Array {
  const before = new Float64Array(count + 1);
  for (let block = 0; block < count; block++) {
    const size = (starts[block + 1] ?? 0) - (starts[block] ?? 0);
    before[block + 1] = (before[block] ?? 0) + (size > LARGEST_BLOCK ? 0 : pairsAmong(size));
  }
  return before;
}

/** The nth pair of places, counted (0, 1), (0, 2), (1, 2), (0, 3) and on. */
function nthPair(nth: number): readonly [number, number] {
  const high = Math.floor((1 + Math.sqrt(1 + 8 * nth)) / 2);
  return [nth - pairsAmong(high), high];
}

/** The last place of an ascending list whose number is not above one: of equal numbers the last. */
function lastNotAbove(ascending: Float64Array, number: number): number {
  let [low, high] = [0, ascending.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((ascending[middle] ?? 0) <= number) low = middle;
    else high = middle - 1;
  }
  return low;
}
