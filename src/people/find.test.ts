import { describe, expect, it } from "vitest";
import { readSearch, type SearchForm } from "./find.ts";

const TODAY = "2026-05-03";
const BORN = { day: "31", month: "3", year: "1947" };
const faultsOf = (form: SearchForm) => {
  const read = readSearch(form, TODAY);
  return read.ok ? {} : read.problem;
};

describe("a search", () => {
  it("by an NHS number needs nothing else", () => {
    expect(readSearch({ nhsNumber: " 999 000 0018 ", family: "ignored" }, TODAY)).toEqual({
      ok: true,
      value: { by: "nhs-number", number: "9990000018" },
    });
  });

  it("by a name and a birth may say more", () => {
    const form = { ...BORN, family: " Okafor ", given: "A", postcode: "zz99 3" };
    expect(readSearch(form, TODAY)).toEqual({
      ok: true,
      value: { by: "name-and-birth", family: "Okafor", born: "1947-03-31", given: "A", postcode: "ZZ993" },
    });
  });

  it("never goes by one field alone", () => {
    expect(faultsOf({ family: "Okafor" })).toHaveProperty("day");
    expect(faultsOf(BORN)).toHaveProperty("family");
    expect(faultsOf({ given: "Amina" })).toMatchObject({
      family: expect.any(String) as string,
      day: expect.any(String) as string,
    });
    expect(faultsOf({ postcode: "ZZ99 3VZ" })).toHaveProperty("family");
    expect(faultsOf({})).toHaveProperty("nhsNumber");
    expect(faultsOf({ nhsNumber: "  ", family: " " })).toHaveProperty("nhsNumber");
  });

  it("says what is wrong with a number, beside the number", () => {
    expect(faultsOf({ nhsNumber: "9990000019" }).nhsNumber).toContain("check digit");
  });

  it.each([
    ["a day that no year has", { day: "30", month: "2", year: "1947" }],
    ["a month missing", { day: "31", month: "", year: "1947" }],
    ["a year of two digits", { day: "31", month: "3", year: "47" }],
    ["words", { day: "last", month: "of", year: "March" }],
    ["too many digits", { day: "031", month: "3", year: "1947" }],
  ])("asks again for a date with %s", (_what, born) => {
    expect(faultsOf({ family: "Okafor", ...born }).day).toBe("Enter a real date of birth, such as 31 3 1947");
  });

  it("knows nobody who is born tomorrow, and somebody born today", () => {
    expect(faultsOf({ family: "Okafor", day: "4", month: "5", year: "2026" }).day).toContain("in the past");
    expect(readSearch({ family: "Okafor", day: "3", month: "5", year: "2026" }, TODAY).ok).toBe(true);
  });
});
