import { describe, expect, it } from "vitest";
import { aRegistrationRow, type Said } from "../../../test/builders/registration-row.ts";
import { createUnmatched } from "./unmatched.ts";

const ann: Said = { given: "ann", family: "whitfield", born: "19450612", sex: "female", postcode: "ls17 6xx" };
const nameless: Said = { born: "19450612", sex: "female", postcode: "ls17 6xx" };

/** The ids that records get which come one after the other: each would be its own place, from 0. */
const idsOf = (...records: readonly Said[]): readonly number[] => {
  const unmatched = createUnmatched();
  return records.map((record, id) => unmatched.idFor(aRegistrationRow(record), id));
};

describe("Records that the register does not know", () => {
  it.each<[string, readonly Said[], readonly number[]]>([
    ["are one by names, date of birth and postcode", [ann, ann, ann], [0, 0, 0]],
    ["are one though the sex is another", [ann, { ...ann, sex: "male" }], [0, 0]],
    ["are two under another given name", [ann, { ...ann, given: "anne" }], [0, 1]],
    ["are two under another family name", [ann, { ...ann, family: "witfield" }], [0, 1]],
    ["are two by another date of birth", [ann, { ...ann, born: "19450613" }], [0, 1]],
    ["are two at another postcode", [ann, { ...ann, postcode: "ls1 4ap" }], [0, 1]],
    ["are one without names by sex, date of birth and postcode", [nameless, nameless], [0, 0]],
    ["are one where only the later lacks a name", [ann, { ...nameless, given: "ann" }], [0, 0]],
    ["are two where only the earlier lacks a name", [nameless, ann], [0, 1]],
    ["are two without names where the sex is another", [ann, { ...nameless, sex: "male" }], [0, 1]],
    [
      "are each their own without a date of birth",
      [{ ...ann, born: "19450612" }, { given: "ann" }, { given: "ann" }],
      [0, 1, 2],
    ],
  ])("%s", (_, records, ids) => {
    expect(idsOf(...records)).toEqual(ids);
  });

  it("are kept as they came first: where one moved later is not known", () => {
    const moved = { ...ann, postcode: "ls17 6xx,ls1 4ap" };
    expect(idsOf(ann, moved, { ...ann, postcode: "ls1 4ap" })).toEqual([0, 0, 2]);
  });
});
