import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aRegistrationRow } from "../../../test/builders/registration-row.ts";
import { REGISTRATION_COLUMNS } from "../matching/registration.ts";
import { familyNamesOf, nhsNumbersOf } from "./fields.ts";
import { entriesUnder, entryOf, personsByNumber, registerOf } from "./register.ts";

const withNumbers = (...traced: readonly string[]) => traced.map((one) => aRegistrationRow(one ? { traced: one } : {}));

describe("Those of one person in a register", () => {
  it("share a traced number, or one that was superseded by the other's", () => {
    expect(personsByNumber(withNumbers("1", "2", "1", "", "2,3", "3", "4"))).toEqual([[0, 2], [1, 4, 5], [6]]);
  });

  it("come together though the one that holds both numbers comes last", () => {
    expect(personsByNumber(withNumbers("1", "2", "1", "2", "2,1"))).toEqual([[0, 1, 2, 3, 4]]);
  });

  it("are each once, whatever the numbers", () => {
    const some = fc.array(fc.constantFrom("", "1", "2", "3", "1,2", "3,4", "4,5", "6"), { maxLength: 12 });
    fc.assert(
      fc.property(some, (numbers) => {
        const persons = personsByNumber(withNumbers(...numbers));
        const traced = [...numbers.keys()].filter((row) => numbers[row] !== "");
        expect(persons.flat().sort((a, b) => a - b)).toEqual(traced);
        const personOf = (row: number) => persons.find((person) => person.includes(row));
        for (const one of traced) {
          for (const other of traced) {
            const share = numbers[one]!.split(",").some((number) => numbers[other]!.split(",").includes(number));
            if (share) expect(personOf(one)).toBe(personOf(other));
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("An entry of a register", () => {
  const entry = entryOf([
    aRegistrationRow({ family: "brown", number: "9990000018", traced: "9990000018" }),
    aRegistrationRow({ family: "hughes,brown", number: "9990000018,9990000026", traced: "9990000018" }),
  ]);

  it("has all that was said, once", () => {
    expect(familyNamesOf(entry)).toEqual(["brown", "hughes"]);
    expect(entry).toHaveLength(REGISTRATION_COLUMNS.length);
  });

  it("has no number that nobody traced", () => {
    expect(nhsNumbersOf(entry)).toEqual(["9990000018"]);
  });
});

describe("Under a key", () => {
  const homeless = { family: "smith", given: "ann", born: "19920101", sex: "female" };

  it("are its entries, in their order, each once", () => {
    const { byNumber } = registerOf(["1", "2", "1,2"].map((number) => aRegistrationRow({ number })));
    expect(entriesUnder(byNumber, ["2", "1", "3"])).toEqual([0, 1, 2]);
  });

  it("is nobody where more than a thousand share it", () => {
    const crowd = (size: number) => registerOf(Array.from({ length: size }, () => aRegistrationRow(homeless)));
    const [key = ""] = crowd(1).byAlphanumericKey.keys();
    expect(entriesUnder(crowd(1_000).byAlphanumericKey, [key])).toHaveLength(1_000);
    expect(entriesUnder(crowd(1_001).byAlphanumericKey, [key])).toEqual([]);
  });
});
