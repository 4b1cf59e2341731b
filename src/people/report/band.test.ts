import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BAND_EDGES, estimateOf, precisionOf, recallOf, type Band } from "./band.ts";

const band = (from: number, counts: Partial<Band> = {}): Band => ({
  ...{ from, to: from + 2, pairs: 0, expected: 0, reviewed: 0, same: 0 },
  ...counts,
});

describe("An estimate", () => {
  it("counts each band by its pairs, not by how many of it were looked at", () => {
    const sure = band(20, { pairs: 900, expected: 900, reviewed: 10, same: 10 });
    const unsure = band(2, { pairs: 100, expected: 90, reviewed: 400, same: 200 });
    const { share, low, high } = precisionOf([unsure, sure]);
    // 900 of 1,000 at about (10 + z²/2) / (10 + z²), 100 at about one half.
    expect(share).toBeCloseTo(0.9 * ((10 + 1.9207) / (10 + 3.8415)) + 0.1 * 0.5, 3);
    expect(low).toBeLessThan(share);
    expect(high).toBeGreaterThan(share);
  });

  it("is what matching expects where nobody has looked", () => {
    expect(precisionOf([band(4, { pairs: 200, expected: 190 })])).toEqual({ share: 0.95, low: 0.95, high: 0.95 });
    expect(estimateOf(band(4, { pairs: 200, expected: 190 }))).toBeUndefined();
  });

  it("of what is missed compares pairs that were joined with pairs that were not", () => {
    const joined = band(10, { pairs: 90, expected: 90 });
    const apart = band(-2, { pairs: 40, expected: 10 });
    expect(recallOf([apart, joined]).share).toBeCloseTo(0.9, 10);
    expect(precisionOf([apart, joined]).share).toBe(1);
  });

  it("of nothing is that nothing is wrong, and that nothing is known", () => {
    expect(precisionOf([]).share).toBe(1);
    expect(recallOf([])).toEqual({ share: 1, low: 0, high: 1 });
  });

  it("is narrower the more were looked at, and always a share", () => {
    const anyBands = fc.array(
      fc
        .tuple(fc.constantFrom(...BAND_EDGES), fc.nat(1000), fc.nat(50), fc.nat(50))
        .map(([from, pairs, a, b]) =>
          band(from, { pairs, expected: pairs / 2, reviewed: Math.max(a, b), same: Math.min(a, b) }),
        ),
    );
    fc.assert(
      fc.property(anyBands, (bands) => {
        for (const { share, low, high } of [precisionOf(bands), recallOf(bands)]) {
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeLessThanOrEqual(1);
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1 + 1e-9);
        }
        const width = ({ low, high }: { low: number; high: number }) => high - low;
        const half = bands.map((one) => ({ ...one, reviewed: one.reviewed * 100, same: one.same * 100 }));
        if (bands.some(({ reviewed, pairs, from }) => reviewed > 0 && pairs > 0 && from >= 2)) {
          expect(width(precisionOf(half))).toBeLessThanOrEqual(width(precisionOf(bands)) + 1e-9);
        }
      }),
    );
  });
});
