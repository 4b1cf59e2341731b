import type { Estimate } from "./band.ts";

/** Pairs alike in weight and in how they are linked, some of which were drawn at random and looked at. */
export type Stratum = {
  /** Whether both were one person on the day of drawing. */
  readonly joined: boolean;
  /** So many were there on the day of drawing. */
  readonly pairs: number;
  /** So many of them people could say "same" or "different" of, and so many of these they said are the same. */
  readonly reviewed: number;
  readonly same: number;
};

const Z = 1.959964;

/**
 * The share of a stratum's pairs that are of one person, with Wilson's interval; narrower by as much as the stratum was
 * looked at whole (Cochran's correction for finite populations). Nothing is known of a stratum where nobody could say.
 * @see https://doi.org/10.1080/01621459.1927.10502953 (Wilson)
 */
export function stratumEstimate({ pairs, reviewed, same }: Stratum): Estimate {
  if (reviewed === 0) return { share: 0.5, low: 0, high: 1 };
  const share = same / reviewed;
  if (reviewed >= pairs) return { share, low: share, high: share };
  const size = (reviewed * (pairs - 1)) / (pairs - reviewed);
  const middle = (share + Z ** 2 / (2 * size)) / (1 + Z ** 2 / size);
  const half = (Z / (1 + Z ** 2 / size)) * Math.sqrt((share * (1 - share)) / size + Z ** 2 / (4 * size ** 2));
  return { share, low: same === 0 ? 0 : middle - half, high: same === reviewed ? 1 : middle + half };
}

/** Of the pairs that were joined, the share that are of one person; each stratum counts as many pairs as it has. */
export function samplePrecision(strata: readonly Stratum[]): Estimate {
  const joined = strata.filter((one) => one.joined && one.pairs > 0);
  const all = joined.reduce((sum, { pairs }) => sum + pairs, 0);
  if (all === 0) return NOTHING_KNOWN;
  return shareOf(combined(joined.map((stratum) => [stratum, stratum.pairs / all])));
}

/**
 * Of the pairs of one person among all that resemble each other, the share that were joined. Its ends are those shares r
 * at which (1 - r) × joined - r × missed, by the same combination of the strata, can just not be told from nothing.
 * @see https://doi.org/10.1177/0962280213502144 (Newcombe: intervals for ratios by recovered variances)
 */
export function sampleRecall(strata: readonly Stratum[]): Estimate {
  const some = strata.filter(({ pairs }) => pairs > 0);
  const balanceAt = (share: number) =>
    combined(some.map((stratum) => [stratum, stratum.joined ? stratum.pairs * (1 - share) : -stratum.pairs * share]));
  const found = sameIn(some.filter(({ joined }) => joined));
  const all = sameIn(some);
  if (all === 0) return NOTHING_KNOWN;
  const share = found / all;
  return {
    share,
    low: turningPoint(0, share, (at) => balanceAt(at).low <= 0),
    high: turningPoint(share, 1, (at) => balanceAt(at).high < 0),
  };
}

const NOTHING_KNOWN: Estimate = { share: 1, low: 0, high: 1 };

/** Pairs of one person in these strata. */
const sameIn = (strata: readonly Stratum[]): number =>
  strata.reduce((sum, one) => sum + one.pairs * stratumEstimate(one).share, 0);

/**
 * A sum of strata's shares, each times a number: its interval recovers each stratum's variance from the stratum's own
 * interval, on the side on which it counts.
 * Source: Zou, Huang and Zhang, Computational Statistics and Data Analysis 53 (2009), 1080-1085.
 */
function combined(parts: readonly (readonly [stratum: Stratum, times: number])[]): Estimate {
  let [sum, below, above] = [0, 0, 0];
  for (const [stratum, times] of parts) {
    const { share, low, high } = stratumEstimate(stratum);
    const [down, up] = times >= 0 ? [share - low, high - share] : [high - share, share - low];
    sum += times * share;
    below += (times * down) ** 2;
    above += (times * up) ** 2;
  }
  return { share: sum, low: sum - Math.sqrt(below), high: sum + Math.sqrt(above) };
}

const shareOf = ({ share, low, high }: Estimate): Estimate => ({
  share: withinOne(share),
  low: withinOne(low),
  high: withinOne(high),
});
const withinOne = (share: number): number => Math.max(0, Math.min(1, share));

/** Where, between the two, what does not hold begins to hold; the far end where it never does. */
function turningPoint(from: number, to: number, holds: (at: number) => boolean): number {
  let [before, behind] = [from, to];
  if (holds(before)) return before;
  for (let step = 0; step < 50; step++) {
    const middle = (before + behind) / 2;
    if (holds(middle)) behind = middle;
    else before = middle;
  }
  return behind;
}
