import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aRegistrationRow, without, type Said } from "../../../test/builders/registration-row.ts";
import { crossCheck } from "./cross-check.ts";

const ann: Said = {
  ...{ given: "ann", family: "whitfield", born: "19450612", sex: "female", postcode: "ls17 6xx" },
  ...{ number: "9990000018", traced: "9990000018" },
};
const check = (one: Said, other: Said) => crossCheck(aRegistrationRow(one), aRegistrationRow(other));

describe("A cross-check finds the person", () => {
  it.each<[string, Said, string]>([
    [
      "by number and date of birth, whatever else",
      { ...ann, given: "zoe", family: "ali", postcode: "m1 1aa" },
      "the date of birth",
    ],
    ["by a number that was superseded", { ...ann, number: "9990000026,9990000018" }, "the date of birth"],
    ["by part of the date and the name", { ...ann, born: "19450613" }, "part of the date of birth, and the name"],
    [
      "by part of the date, the initial and three letters",
      { ...ann, born: "19451206", given: "agnes", family: "whittle" },
      "part of the date of birth, and the name",
    ],
    [
      "by part of the date and a name that it had before",
      { ...ann, born: "19450613", family: "brown,whitfield" },
      "part of the date of birth, and the name",
    ],
    [
      "by part of the date and the outcode, where a name is missing",
      { ...without(ann, "given"), born: "19450613", postcode: "ls17 1ab" },
      "part of the date of birth, and the outcode",
    ],
    [
      "by part of the date and the outcode of a former home, where a name is missing",
      { ...without(ann, "family"), born: "19450613", postcode: "m1 1aa,ls17 1ab" },
      "part of the date of birth, and the outcode",
    ],
  ])("%s", (_, other, why) => {
    expect(check(ann, other)).toEqual({ matches: true, why });
  });
});

describe("A cross-check does not find the person", () => {
  it.each<[string, Said, string]>([
    ["without an NHS number", without(ann, "number", "traced"), "no NHS number"],
    ["without a date of birth", without(ann, "born"), "no date of birth"],
    ["by another number, however alike the rest", { ...ann, number: "9990000026" }, "another NHS number"],
    ["by a date with one part alike, however alike the rest", { ...ann, born: "19450713" }, "another date of birth"],
    ["by part of the date, with another initial", { ...ann, born: "19450613", given: "zoe" }, "another name"],
    ["by part of the date, with two letters alike", { ...ann, born: "19450613", family: "whelan" }, "another name"],
    [
      "by part of the date and the outcode, where the names are there and differ",
      { ...ann, born: "19450613", given: "zoe", family: "ali" },
      "another name",
    ],
    [
      "by part of the date, with neither name nor postcode",
      { ...without(ann, "given", "postcode"), born: "19450613" },
      "no name or postcode",
    ],
    [
      "by part of the date, without a name and in another outcode",
      { ...without(ann, "given"), born: "19450613", postcode: "ls1 7aa" },
      "another outcode",
    ],
  ])("%s", (_, other, why) => {
    expect(check(ann, other)).toEqual({ matches: false, why });
  });
});

describe("A cross-check", () => {
  const said = fc.record(
    {
      given: fc.constantFrom("ann", "agnes", "zoe"),
      family: fc.constantFrom("whitfield", "whittle", "ali"),
      born: fc.constantFrom("19450612", "19451206", "19450613", "19660101"),
      postcode: fc.constantFrom("ls17 6xx", "ls17 1ab", "m1 1aa"),
      number: fc.constantFrom("9990000018", "9990000026"),
    },
    { requiredKeys: [] },
  );

  it("says the same either way round", () => {
    fc.assert(
      fc.property(said, said, (one, other) => {
        expect(check(one, other)).toEqual(check(other, one));
      }),
      { numRuns: 1_000 },
    );
  });
});
