import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { birthDateScore, isPartialDate } from "./birth-date.ts";

describe("A date of birth agrees in two of its parts", () => {
  it.each([
    ["19450612", "19450612", true, "the same"],
    ["19450612", "19450613", true, "another day"],
    ["19450612", "19450712", true, "another month"],
    ["19450612", "19660612", true, "another year"],
    ["19450612", "19451206", true, "day and month in each other's place"],
    ["19450612", "19661206", true, "day and month in each other's place, in another year"],
    ["19450612", "19450721", true, "the day's digits swapped, in another month"],
    ["19450612", "19540712", true, "the year's last digits swapped, in another month"],
    ["19450612", "19540721", true, "the year's last digits swapped and the day's, in another month"],
    ["19450612", "94150712", false, "the year's first digits swapped, in another month"],
    ["19450612", "19450713", false, "another day and month"],
    ["19450612", "19660613", false, "another day and year"],
    ["19450612", "19660712", false, "another month and year"],
    ["19450106", "19661006", false, "the month's digits swapped, in another year"],
  ])("%s and %s: %s (%s)", (one, other, agrees) => {
    expect(isPartialDate(one, other)).toBe(agrees);
    expect(isPartialDate(other, one)).toBe(agrees);
  });
});

describe("What two dates of birth come to", () => {
  it.each([
    ["19450612", "19450612", 100, "the same"],
    ["19450612", "19660612", 66, "month and day"],
    ["19450612", "19450613", 66, "year and month"],
    ["19450612", "19450712", 66, "year and day"],
    ["19450612", "19451206", 66, "year, with month and day transposed"],
    ["19450612", "19450713", 33, "year alone"],
    ["19450612", "19661206", 0, "month and day transposed in another year"],
    ["19450612", "19540612", 66, "month and day, the year's last digits swapped"],
    ["19450612", "19660613", 0, "month alone"],
  ])("%s and %s: %i (%s)", (one, other, score) => {
    expect(birthDateScore(one, other)).toBe(score);
    expect(birthDateScore(other, one)).toBe(score);
  });

  const date = fc
    .record({ year: fc.constantFrom("1945", "1954", "1966"), month: fc.nat(11), day: fc.nat(27) })
    .map(({ year, month, day }) => `${year}${String(month + 1).padStart(2, "0")}${String(day + 1).padStart(2, "0")}`);

  it("is the same either way round, and anything of 66 or more is partial at least", () => {
    fc.assert(
      fc.property(date, date, (one, other) => {
        expect(birthDateScore(one, other)).toBe(birthDateScore(other, one));
        expect(isPartialDate(one, other)).toBe(isPartialDate(other, one));
        if (birthDateScore(one, other) >= 66) expect(isPartialDate(one, other)).toBe(true);
      }),
    );
  });
});
