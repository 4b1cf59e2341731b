import { describe, expect, it } from "vitest";
import { agreementOf, showFactor, showOdds, showSaid } from "./link-words.tsx";

describe("a weight in bits is said as odds", () => {
  it.each([
    [10, "about 1,000 to 1 that they are one person"],
    [6.6, "about 97 to 1 that they are one person"],
    [1, "about 2 to 1 that they are one person"],
    [0.3, "as likely one person as two"],
    [-0.3, "as likely one person as two"],
    [-3, "about 8 to 1 that they are two people"],
    [-14, "about 16,000 to 1 that they are two people"],
    [44, "over a million to 1 that they are one person"],
    [-Infinity, "a rule keeps them apart"],
  ])("%d bits: %s", (bits, words) => {
    expect(showOdds(bits)).toBe(words);
  });

  it.each([
    [8, "one person 260 times likelier"],
    [-2, "two people 4 times likelier"],
    [0.6, "one person 1.5 times likelier"],
    [0.01, "counts for nothing either way"],
    [30, "one person over a million times likelier"],
  ])("an agreement of %d bits: %s", (bits, words) => {
    expect(showFactor(bits)).toBe(words);
  });
});

describe("how a column agrees", () => {
  const column = { column: "given name", mine: ["anne"], theirs: ["ann"], level: "a slip apart", bits: 4 };

  it("is the same, nearly so, different or not said", () => {
    expect(agreementOf(column)).toEqual({ mark: "nearly", words: "A slip apart" });
    expect(agreementOf({ ...column, level: "the same" }).mark).toBe("same");
    expect(agreementOf({ ...column, level: "different", bits: -5 }).mark).toBe("different");
    expect(agreementOf({ ...column, theirs: [], level: undefined, bits: 0 }).words).toBe("Only one says");
    expect(agreementOf({ ...column, mine: [], theirs: [], level: undefined, bits: 0 }).words).toBe("Neither says");
  });

  it("is a difference where it speaks against one person, however it is called", () => {
    expect(agreementOf({ ...column, level: "the same year", bits: -2 })).toEqual({
      mark: "different",
      words: "Only the same year",
    });
  });
});

it("what is compared is written as people write it", () => {
  expect(showSaid("date of birth", "19470331")).toBe("31 March 1947");
  expect(showSaid("family name", "o'brien-osei")).toBe("O'brien-Osei");
  expect(showSaid("postcode", "zz99 3vz")).toBe("ZZ99 3VZ");
  expect(showSaid("NHS number", "9990000018")).toBe("999 000 0018");
});
