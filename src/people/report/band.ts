import { LEAST_EDGE, LEAST_JOIN } from "../matching/clusters.ts";

/** Pairs of registrations that weigh from so much to less than so much, in bits, and what people said of some of them. */
export type Band = {
  readonly from: number;
  /** Infinity for the uppermost. */
  readonly to: number;
  readonly pairs: number;
  /** Of these, as many as matching expects to be of one person. */
  readonly expected: number;
  /** Pairs that people decided, and how many of them as one person. */
  readonly reviewed: number;
  readonly same: number;
};

/** A share with its 95% interval; all from 0 to 1. */
export type Estimate = { readonly share: number; readonly low: number; readonly high: number };

/** Where one band ends and the next begins, in bits. Matching joins from LEAST_JOIN on. */
export const BAND_EDGES: readonly number[] = [LEAST_EDGE, 0, LEAST_JOIN, 4, 7, 10, 20];

const Z = 1.959964;

/**
 * Of a band's pairs the share that are of one person, as people say; with nobody's word, as matching expects.
 * @see https://doi.org/10.1080/00031305.1998.10480550 (Agresti and Coull)
 */
export function shareIn({ pairs, expected, reviewed, same }: Band): {
  readonly share: number;
  readonly variance: number;
} {
  if (reviewed === 0) {
    const share = pairs === 0 ? 0 : expected / pairs;
    return { share, variance: 0 };
  }
  const share = (same + Z ** 2 / 2) / (reviewed + Z ** 2);
  return { share, variance: (share * (1 - share)) / (reviewed + Z ** 2) };
}

/** The share of one band with its interval; undefined where nobody has looked. */
export function estimateOf(band: Band): Estimate | undefined {
  if (band.reviewed === 0) return undefined;
  const { share, variance } = shareIn(band);
  return intervalOf(band.same / band.reviewed, share, variance);
}

/** Of the pairs that matching joins, the share that are of one person: each band counts as many pairs as it has. */
export function precisionOf(bands: readonly Band[]): Estimate {
  const joined = bands.filter(({ from }) => from >= LEAST_JOIN);
  const all = joined.reduce((sum, { pairs }) => sum + pairs, 0);
  const [share, variance] = sumsOf(joined, all);
  return intervalOf(share, share, variance);
}

/**
 * Of the pairs of one person among those that were found to be alike, the share that matching joins. Pairs that were
 * never compared are not counted: nobody can see them.
 */
export function recallOf(bands: readonly Band[]): Estimate {
  const [joined, joinedVariance] = sumsOf(
    bands.filter(({ from }) => from >= LEAST_JOIN),
    1,
  );
  const [missed, missedVariance] = sumsOf(
    bands.filter(({ from }) => from < LEAST_JOIN),
    1,
  );
  const all = joined + missed;
  if (all === 0) return { share: 1, low: 0, high: 1 };
  // The variance of joined / (joined + missed), by the delta method.
  const variance = (missed ** 2 * joinedVariance + joined ** 2 * missedVariance) / all ** 4;
  return intervalOf(joined / all, joined / all, variance);
}

/** Pairs of one person in all bands as a share of `all`, and the variance of it. */
function sumsOf(bands: readonly Band[], all: number): readonly [number, number] {
  if (all === 0) return [1, 0];
  let [sum, variance] = [0, 0];
  for (const band of bands) {
    const own = shareIn(band);
    sum += (band.pairs / all) * own.share;
    variance += (band.pairs / all) ** 2 * own.variance;
  }
  return [sum, variance];
}

function intervalOf(share: number, middle: number, variance: number): Estimate {
  const half = Z * Math.sqrt(variance);
  return { share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
