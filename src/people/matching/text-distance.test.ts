import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jaroWinkler, slipsBetween } from "./text-distance.ts";

describe("How alike two names are", () => {
  // Winkler (1990), String comparator metrics and enhanced decision rules, table of examples; rounded there to three places.
  it.each([
    ["martha", "marhta", 0.961],
    ["dwayne", "duane", 0.84],
    ["dixon", "dicksonx", 0.813],
    ["jones", "johnson", 0.832],
    ["abc", "xyz", 0],
    ["", "anything", 0],
  ])("%s and %s: %f", (one, other, likeness) => {
    expect(jaroWinkler(one, other)).toBeCloseTo(likeness, 3);
  });

  const name = fc.string({ unit: fc.constantFrom("a", "b", "c", "e"), maxLength: 9 });

  it("lies between 0 and 1, and is 1 for the same alone", () => {
    fc.assert(
      fc.property(name, name, (one, other) => {
        const likeness = jaroWinkler(one, other);
        expect(likeness).toBeGreaterThanOrEqual(0);
        expect(likeness).toBeLessThanOrEqual(1);
        if (one === other) expect(likeness).toBe(1);
        else expect(likeness).toBeLessThan(1);
      }),
    );
  });
});

describe("Slips between two texts", () => {
  it.each([
    ["smith", "smith", 0],
    ["smith", "smiht", 1],
    ["smith", "smit", 1],
    ["smith", "smyth", 1],
    ["smith", "asmith", 1],
    ["kitten", "sitting", 3],
    // Optimal string alignment changes no place twice.
    ["ca", "abc", 3],
    ["19560409", "19560490", 1],
  ])("%s and %s: %i", (one, other, slips) => {
    expect(slipsBetween(one, other, 5)).toBe(slips);
    expect(slipsBetween(other, one, 5)).toBe(slips);
  });

  const text = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 8 });

  it("are counted up to what is asked, and the same whatever is asked beyond", () => {
    fc.assert(
      fc.property(text, text, fc.integer({ min: 1, max: 4 }), (one, other, most) => {
        const all = slipsBetween(one, other, 20);
        expect(slipsBetween(one, other, most)).toBe(Math.min(all, most + 1));
      }),
      { numRuns: 2_000 },
    );
  });

  it("are at most one where one character was changed, left out, put in or swapped with its neighbour", () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.constantFrom("change", "leave out", "put in", "swap"), (one, where, how) => {
        const at = one.length === 0 ? 0 : where % one.length;
        const [before, here, after] = [one.slice(0, at), one.slice(at, at + 1), one.slice(at + 1)];
        const other = {
          change: `${before}z${after}`,
          "leave out": before + after,
          "put in": `${before}z${here}${after}`,
          swap: before + after.slice(0, 1) + here + after.slice(1),
        }[how];
        expect(slipsBetween(one, other, 3)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
