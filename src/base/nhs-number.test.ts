import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkDigit, isTestNhsNumber, readNhsNumber, showNhsNumber, type NhsNumber } from "./nhs-number.ts";

/** Published as examples of valid numbers, and never given to anyone. */
const EXAMPLES = [
  // https://en.wikipedia.org/wiki/NHS_number
  "9434765919",
  // NHS number design rules, ISB 1504 (Common User Interface)
  "4505577104",
  // https://www.datadictionary.nhs.uk/attributes/nhs_number.html
  "4010232137",
];

const nineDigits = fc.stringMatching(/^\d{9}$/);
const valid = nineDigits
  .map((nine) => ({ nine, check: checkDigit(nine) }))
  .filter(({ check }) => check !== undefined)
  .map(({ nine, check }) => `${nine}${String(check)}`)
  .filter((number) => !/^(\d)\1{9}$/.test(number));

const reasonOf = (text: string): string | undefined => {
  const read = readNhsNumber(text);
  return read.ok ? undefined : read.problem.message;
};

describe("an NHS number", () => {
  it.each(EXAMPLES)("is read where it is a published example: %s", (number) => {
    expect(readNhsNumber(number)).toEqual({ ok: true, value: number });
  });

  it("is read with spaces or dashes as it stands in letters", () => {
    for (const text of ["999 000 0018", "999-000-0018", " 9990000018 ", "999\u00a0000\u00a00018"]) {
      expect(readNhsNumber(text)).toEqual({ ok: true, value: "9990000018" });
    }
  });

  it("has a check digit of 0 where the sum divides by eleven", () => {
    // 10×9 + 9×9 + 8×9 + 2×5 = 253 = 23 × 11; and 245 = 22 × 11 + 3, which leaves 8.
    expect(checkDigit("999000005")).toBe(0);
    expect(checkDigit("999000001")).toBe(8);
  });

  it("cannot end in anything where the check digit would be ten", () => {
    const without = Array.from({ length: 100 }, (_, n) => `9990000${String(n).padStart(2, "0")}`).filter(
      (nine) => checkDigit(nine) === undefined,
    );
    expect(without.length).toBeGreaterThan(5);
    for (const nine of without) {
      for (let last = 0; last < 10; last++) expect(readNhsNumber(`${nine}${last}`).ok).toBe(false);
    }
  });

  it("says what is wrong: too short, letters, a wrong last digit, a placeholder", () => {
    expect(reasonOf("999000001")).toBe("An NHS number has 10 digits.");
    expect(reasonOf("999000001X")).toBe("An NHS number has 10 digits.");
    expect(reasonOf("9990000019")).toBe("The check digit of this NHS number is wrong.");
    expect(reasonOf("0000000000")).toBe("Ten equal digits are a placeholder, not an NHS number.");
  });

  it("offers an example that would be accepted", () => {
    const read = readNhsNumber("999");
    const example = read.ok ? undefined : /such as ([\d ]+),/.exec(read.problem.remedy ?? "")?.[1];
    expect(readNhsNumber(example ?? "").ok).toBe(true);
  });

  it("never repeats the number in what it says: messages may be logged", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{10}$/), (digits) => {
        const read = readNhsNumber(digits);
        return read.ok || !JSON.stringify(read.problem).includes(digits);
      }),
    );
  });

  it("is another number, or none, once any one digit is mistyped", () => {
    fc.assert(
      fc.property(valid, fc.nat(9), fc.integer({ min: 1, max: 9 }), (number, place, shift) => {
        const wrong = (Number(number.charAt(place)) + shift) % 10;
        return !readNhsNumber(number.slice(0, place) + String(wrong) + number.slice(place + 1)).ok;
      }),
    );
  });

  it("is refused once two unequal neighbours are swapped", () => {
    fc.assert(
      fc.property(valid, fc.nat(8), (number, place) => {
        const [a, b] = [number.charAt(place), number.charAt(place + 1)];
        fc.pre(a !== b);
        return !readNhsNumber(number.slice(0, place) + b + a + number.slice(place + 2)).ok;
      }),
    );
  });

  it("is shown in groups of three, three and four, and read again from them", () => {
    expect(showNhsNumber("9990000018")).toBe("999 000 0018");
    fc.assert(fc.property(valid, (number) => reasonOf(showNhsNumber(number)) === undefined));
  });

  it("belongs to nobody where it begins with 999", () => {
    expect(isTestNhsNumber("9990000018" as NhsNumber)).toBe(true);
    expect(isTestNhsNumber("9434765919" as NhsNumber)).toBe(false);
  });
});
