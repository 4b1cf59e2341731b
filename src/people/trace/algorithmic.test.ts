import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aRegistrationRow, type Said } from "../../../test/builders/registration-row.ts";
import { algorithmicScore } from "./algorithmic.ts";

const score = (record: Said, entry: Said) => algorithmicScore(aRegistrationRow(record), aRegistrationRow(entry));
const jon: Said = { given: "jon", family: "smith-jones", born: "19920101", sex: "male", postcode: "sw1a 2aa" };

describe("What the fields come to", () => {
  // The handbook's own examples, in small letters.
  it.each<[string, Said, Said, number, number, number]>([
    ["a hyphen is a sign like others", jon, { ...jon, given: "james", family: "smith" }, 51, 89, 88],
    [
      "letters beyond ASCII are one and the same",
      { ...jon, given: "zöe", family: "ó briain" },
      { ...jon, given: "zöe", family: "o briain" },
      ...([100, 92, 98] as const),
    ],
    [
      "letters beyond ASCII are no letters of ASCII",
      { ...jon, given: "zöe", family: "ó briain" },
      { ...jon, given: "zoe", family: "briain" },
      ...([80, 92, 94] as const),
    ],
    ["beginnings count", { ...jon, given: "john" }, jon, 93, 100, 99],
  ])("%s", (_, record, entry, given, family, mean) => {
    const found = score(record, entry);
    expect(Math.round(found.of["given name"] ?? NaN)).toBe(given);
    expect(Math.round(found.of["family name"] ?? NaN)).toBe(family);
    expect(found.of).toMatchObject({ "date of birth": 100, sex: 100, postcode: 100 });
    expect(Math.round(found.score)).toBe(mean);
  });

  it.each<[string, Partial<Said>, Partial<Said>, string, number | undefined]>([
    ["the same sex", { sex: "male" }, { sex: "male" }, "sex", 100],
    ["the other sex", { sex: "male" }, { sex: "female" }, "sex", 0],
    ["a sex that the register does not know", { sex: "male" }, {}, "sex", 50],
    ["no sex in the record", {}, { sex: "male" }, "sex", undefined],
    ["another postcode", { postcode: "ls1 4ap" }, { postcode: "ls1 4aq" }, "postcode", 0],
    ["the beginning of a postcode: 3 of 7", { postcode: "ls1" }, { postcode: "ls1 4ap" }, "postcode", 300 / 7],
    ["a postcode of which the register has the beginning", { postcode: "ls1 4ap" }, { postcode: "ls1" }, "postcode", 0],
    ["a former postcode", { postcode: "ls1 4ap" }, { postcode: "m1 1aa,ls1 4ap" }, "postcode", 100],
    ["no postcode in the register", { postcode: "ls1 4ap" }, {}, "postcode", undefined],
    ["no given name in the register", { given: "ann" }, {}, "given name", 0],
    ["no given name in the record", {}, { given: "ann" }, "given name", undefined],
    ["part of a date", { born: "19450612" }, { born: "19450613" }, "date of birth", 66],
    ["no date in the register", { born: "19450612" }, {}, "date of birth", undefined],
    ["the better of two names", { given: "ann" }, { given: "zoe,ann" }, "given name", 100],
  ])("%s", (_, record, entry, field, points) => {
    const { of } = score(record, entry);
    expect({ ...of }[field as keyof typeof of]).toBe(points);
  });

  it("the mean leaves out what is not known", () => {
    const { score: mean } = score({ ...jon, postcode: "ls1 4ap" }, { ...jon, sex: "female", postcode: "m1 1aa" });
    expect(mean).toBe((100 + 100 + 100 + 0 + 0) / 5);
    expect(score({ born: "19450612", sex: "male" }, { ...jon, born: "19450713" }).score).toBe((33 + 100) / 2);
    expect(score({}, jon)).toEqual({ score: 0, of: {} });
  });
});

describe("A score", () => {
  const said = fc.record(
    {
      given: fc.stringMatching(/^[a-dö]{1,7}$/),
      family: fc.stringMatching(/^[a-d -]{1,7}$/),
      born: fc.constantFrom("19450612", "19451206", "19450613", "19660101"),
      sex: fc.constantFrom("female", "male"),
      postcode: fc.constantFrom("ls17 6xx", "ls1 6xx", "m1 1aa"),
    },
    { requiredKeys: [] },
  );

  it("lies between 0 and 100, as does each of its parts, and is 100 where two say the same", () => {
    fc.assert(
      fc.property(said, said, (one, other) => {
        const found = score(one, other);
        for (const points of [found.score, ...Object.values(found.of)]) {
          expect(points).toBeGreaterThanOrEqual(0);
          expect(points).toBeLessThanOrEqual(100);
        }
        if (Object.keys(one).length > 0) expect(score(one, one).score).toBe(100);
      }),
      { numRuns: 500 },
    );
  });

  it("is the same either way round of dates, sexes and whole postcodes", () => {
    fc.assert(
      fc.property(said, said, (one, other) => {
        const both = (["born", "sex", "postcode"] as const).filter((key) => one[key] && other[key]);
        const only = (from: Said): Said => Object.fromEntries(both.map((key) => [key, from[key]]));
        expect(score(only(one), only(other))).toEqual(score(only(other), only(one)));
      }),
      { numRuns: 500 },
    );
  });
});
