import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aRegistrationRow, without, type Said } from "../../../test/builders/registration-row.ts";
import { alphanumeric, alphanumericKeysOf } from "./alphanumeric.ts";

// The handbook's three made-up people.
const sammy: Said = { given: "sammy", family: "bernard", born: "19920101", sex: "male", postcode: "sw1a 2ab" };
const penelope: Said = { given: "penelope", family: "cherry", born: "19760815", sex: "female", postcode: "e14 5ea" };
const hadley: Said = { given: "hadley", family: "fox", born: "20021217", sex: "male", postcode: "se1 8ug,ls1 4ap" };

const compare = (record: Said, entry: Said) => alphanumeric(aRegistrationRow(record), aRegistrationRow(entry));

describe("An alphanumeric trace finds the person", () => {
  it.each<[string, Said, Said]>([
    ["who agrees in all that the record says", penelope, penelope],
    ["whom the record places at a former home", { ...hadley, postcode: "se1 8ug" }, hadley],
    ["whose names sound as the record's", { ...penelope, given: "penelopy", family: "cherrie" }, penelope],
    ["of whom the record knows no given name or postcode", without(penelope, "given", "postcode"), penelope],
    ["who was married since", penelope, { ...penelope, family: "hughes,cherry" }],
    ["whatever the NHS number", { ...penelope, number: "9990000018" }, { ...penelope, number: "9990000026" }],
  ])("%s", (_, record, entry) => {
    expect(compare(record, entry)).toEqual({ matches: true, why: "all that it says" });
  });
});

describe("An alphanumeric trace does not find the person", () => {
  it.each<[string, Said, Said, string]>([
    ["of whom the record gives no sex", without(sammy, "sex"), sammy, "no sex"],
    ["of whom the record gives no family name", without(sammy, "family"), sammy, "no family name"],
    ["of whom the record gives no date of birth", without(sammy, "born"), sammy, "no date of birth"],
    ["whose family name sounds otherwise", { ...sammy, family: "barnet" }, sammy, "another family name"],
    ["whose sex is another", { ...sammy, sex: "female" }, sammy, "another sex"],
    ["whose day of birth is another", { ...sammy, born: "19920102" }, sammy, "another date of birth"],
    ["whose given name sounds otherwise", { ...sammy, given: "tommy" }, sammy, "another given name"],
    ["whom the record places elsewhere", { ...sammy, postcode: "sw1a 2aa" }, sammy, "another postcode"],
    ["of whom the register knows no postcode", sammy, without(sammy, "postcode"), "another postcode"],
    ["of whom the register knows no given name", sammy, without(sammy, "given"), "another given name"],
  ])("%s", (_, record, entry, why) => {
    expect(compare(record, entry)).toEqual({ matches: false, why });
  });
});

describe("An alphanumeric trace", () => {
  const said = fc.record({
    given: fc.constantFrom("ann", "anna", "zoe"),
    family: fc.constantFrom("smith", "smyth", "smith,ali", "ali"),
    born: fc.constantFrom("19450612", "19450613"),
    sex: fc.constantFrom("female", "male"),
    postcode: fc.constantFrom("ls17 6xx", "ls17 6xx,m1 1aa", "m1 1aa"),
  });

  it("says the same either way round where both say all, and finds nobody with whom it shares no key", () => {
    fc.assert(
      fc.property(said, said, (one, other) => {
        const { matches } = compare(one, other);
        expect(compare(other, one).matches).toBe(matches);
        const keys = alphanumericKeysOf(aRegistrationRow(one));
        const share = alphanumericKeysOf(aRegistrationRow(other)).some((key) => keys.includes(key));
        if (matches) expect(share).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
