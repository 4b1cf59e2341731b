import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isTestNhsNumber, mustSucceed, readNhsNumber } from "#base";
import { NHS_NUMBERS, nhsNumbersOf, withWrongCheckDigit } from "./made-up-numbers.ts";

const person = fc.integer({ min: 0, max: NHS_NUMBERS - 1 });

describe("made-up NHS numbers", () => {
  it("are valid and begin with 999", () => {
    fc.assert(
      fc.property(person, fc.nat(100_000), (n, seed) => {
        const { current = "none", former } = nhsNumbersOf(n, seed);
        expect(isTestNhsNumber(mustSucceed(readNhsNumber(current)))).toBe(true);
        if (former !== undefined) expect(isTestNhsNumber(mustSucceed(readNhsNumber(former)))).toBe(true);
      }),
    );
  });

  it("are each one person's, superseded numbers included", () => {
    const given = new Set<string>();
    let count = 0;
    for (let n = 0; n < 120_000; n++) {
      const { current, former } = nhsNumbersOf(n, 7);
      for (const number of [current, former]) {
        if (number === undefined) continue;
        given.add(number);
        count++;
      }
    }
    expect(count).toBeGreaterThan(120_000);
    expect(given.size).toBe(count);
  });

  it("run out rather than being given twice", () => {
    expect(nhsNumbersOf(NHS_NUMBERS, 1)).toEqual({});
    expect(nhsNumbersOf(NHS_NUMBERS - 1, 1).current).toBeDefined();
  });

  it("are refused once their check digit is wrong", () => {
    fc.assert(
      fc.property(person, (n) => {
        const { current = "none" } = nhsNumbersOf(n, 1);
        expect(readNhsNumber(withWrongCheckDigit(current)).ok).toBe(false);
      }),
    );
  });
});
