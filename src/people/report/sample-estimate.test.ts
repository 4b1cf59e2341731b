import fc from "fast-check";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { describe, expect, it } from "vitest";
import type { Estimate } from "./band.ts";
import { samplePrecision, sampleRecall, stratumEstimate, type Stratum } from "./sample-estimate.ts";

/** A stratum of which everything is known: so many of its pairs are of one person. */
type TrueStratum = { readonly joined: boolean; readonly pairs: number; readonly same: number };

const DRAWN = 50;
const TIMES = 4000;

type Random = ReturnType<typeof xoroshiro128plus>;

/** What people find who look at a random sample of it. */
function looked({ joined, pairs, same }: TrueStratum, random: Random): Stratum {
  const reviewed = Math.min(DRAWN, pairs);
  let found = 0;
  for (let nth = 0; nth < reviewed; nth++) {
    if (uniformInt(random, 1, pairs - nth) <= same - found) found++;
  }
  return { joined, pairs, reviewed, same: found };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
const sameIn = (strata: readonly TrueStratum[]) => sum(strata.map(({ same }) => same));

function truthOf(strata: readonly TrueStratum[]) {
  const joined = strata.filter((one) => one.joined);
  return {
    precision: sameIn(joined) / sum(joined.map(({ pairs }) => pairs)),
    recall: sameIn(joined) / sameIn(strata),
  };
}

/** How often the intervals of many samples hold the truth. */
function coverageOf(strata: readonly TrueStratum[], seed: number) {
  const random = xoroshiro128plus(seed);
  const truth = truthOf(strata);
  let [precision, recall] = [0, 0];
  const holds = ({ low, high }: Estimate, value: number) => (low <= value + 1e-9 && value <= high + 1e-9 ? 1 : 0);
  for (let nth = 0; nth < TIMES; nth++) {
    const sample = strata.map((one) => looked(one, random));
    precision += holds(samplePrecision(sample), truth.precision);
    recall += holds(sampleRecall(sample), truth.recall);
  }
  return { precision: precision / TIMES, recall: recall / TIMES };
}

/** As linking leaves a place: most joined pairs are sure, most that are apart are not one person, and between is doubt. */
const A_PLACE: readonly TrueStratum[] = [
  { joined: true, pairs: 9000, same: 8995 },
  { joined: true, pairs: 800, same: 784 },
  { joined: true, pairs: 200, same: 168 },
  { joined: true, pairs: 40, same: 26 },
  { joined: false, pairs: 30, same: 9 },
  { joined: false, pairs: 300, same: 54 },
  { joined: false, pairs: 1500, same: 75 },
];
const DOUBTFUL: readonly TrueStratum[] = [
  { joined: true, pairs: 500, same: 400 },
  { joined: true, pairs: 300, same: 180 },
  { joined: false, pairs: 400, same: 120 },
  { joined: false, pairs: 900, same: 180 },
];

describe("intervals from a random sample", () => {
  it.each([
    ["of a place that is linked well", A_PLACE, 2013],
    ["of one that is not", DOUBTFUL, 7],
  ])("hold the truth about as often as they say, %s", (_what, strata, seed) => {
    const { precision, recall } = coverageOf(strata, seed);
    // 95 of 100, give or take what the shape of shares near 0 and 1 does to any such interval.
    for (const coverage of [precision, recall]) {
      expect(coverage).toBeGreaterThan(0.93);
      expect(coverage).toBeLessThan(0.99);
    }
  });

  it("are not wide where they need not be", () => {
    const { low, high } = samplePrecision(A_PLACE.map((one) => looked(one, xoroshiro128plus(1))));
    expect(high - low).toBeLessThan(0.08);
  });

  it("end at the truth where everything was looked at", () => {
    const whole = DOUBTFUL.map((one) => ({ ...one, reviewed: one.pairs }));
    const { precision, recall } = truthOf(DOUBTFUL);
    for (const [estimate, truth] of [
      [samplePrecision(whole), precision],
      [sampleRecall(whole), recall],
    ] as const) {
      expect(estimate.share).toBeCloseTo(truth, 10);
      expect(estimate.low).toBeCloseTo(truth, 10);
      expect(estimate.high).toBeCloseTo(truth, 10);
    }
  });

  it("of one stratum are Wilson's, with the correction for what was not looked at", () => {
    // Newcombe, Statistics in Medicine 17 (1998), 857-872, table I: 81 of 263 is 0.2553 to 0.3662; 0 of 20 is 0 to 0.1611.
    const many = { joined: true, pairs: 1e12 };
    const { low, high } = stratumEstimate({ ...many, reviewed: 263, same: 81 });
    expect([low.toFixed(4), high.toFixed(4)]).toEqual(["0.2553", "0.3662"]);
    const none = stratumEstimate({ ...many, reviewed: 20, same: 0 });
    expect([none.low, none.high.toFixed(4)]).toEqual([0, "0.1611"]);
    const half = stratumEstimate({ joined: true, pairs: 40, reviewed: 20, same: 0 });
    expect(half.high).toBeLessThan(none.high);
  });

  it("say that nothing is known where nobody could say", () => {
    expect(samplePrecision([])).toEqual({ share: 1, low: 0, high: 1 });
    expect(sampleRecall([])).toEqual({ share: 1, low: 0, high: 1 });
    const silent = { joined: true, pairs: 40, reviewed: 0, same: 0 };
    expect(samplePrecision([silent])).toMatchObject({ low: 0, high: 1 });
  });

  it("hold what was found, and are shares", () => {
    const anyStratum = fc
      .tuple(fc.boolean(), fc.integer({ min: 1, max: 5000 }), fc.nat(60), fc.nat(60))
      .map(([joined, pairs, a, b]): Stratum => {
        const reviewed = Math.min(pairs, Math.max(a, b));
        return { joined, pairs, reviewed, same: Math.min(reviewed, a, b) };
      });
    fc.assert(
      fc.property(fc.array(anyStratum, { maxLength: 10 }), (strata) => {
        for (const { share, low, high } of [samplePrecision(strata), sampleRecall(strata)]) {
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeLessThanOrEqual(1);
          expect(low).toBeLessThanOrEqual(share + 1e-9);
          expect(high).toBeGreaterThanOrEqual(share - 1e-9);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
