import { describe, expect, it } from "vitest";
import { aRegistrationRow, type Said } from "../../../test/builders/registration-row.ts";
import { algorithmicKeysOf } from "./algorithmic-block.ts";

const jenny: Said = { given: "jenny", family: "jones-smith", born: "19920101", sex: "female", postcode: "sw1a 2aa" };

/** Which of the four blocks two registrations share. */
const shared = (one: Said, other: Said): readonly number[] => {
  const theirs = algorithmicKeysOf(aRegistrationRow(other));
  return algorithmicKeysOf(aRegistrationRow(one)).flatMap((keys, block) =>
    keys.some((key) => theirs[block]?.includes(key)) ? [block + 1] : [],
  );
};

describe("A record and an entry share", () => {
  it.each<[string, Said, readonly number[]]>([
    ["all blocks where they are the same", jenny, [1, 2, 3, 4]],
    [
      "all blocks where the name is a nickname, or lacks its hyphen",
      { ...jenny, given: "jennifer", family: "jonessmith" },
      [1, 2, 3, 4],
    ],
    ["names and date, whatever the postcode", { ...jenny, postcode: "m1 1aa" }, [1]],
    ["names and date, whatever the sex", { ...jenny, sex: "male" }, [1]],
    ["all but the first and third under another given name", { ...jenny, given: "zoe" }, [2, 4]],
    ["all but the first and second under another family name", { ...jenny, family: "ali" }, [3, 4]],
    ["date, postcode and sex under other names", { ...jenny, given: "zoe", family: "ali" }, [4]],
    ["date, postcode and sex without names", { born: "19920101", sex: "female", postcode: "sw1a 2aa" }, [4]],
    ["none by another date of birth", { ...jenny, born: "19920102" }, []],
    ["all by a former home", { ...jenny, postcode: "m1 1aa,sw1a 2aa" }, [1, 2, 3, 4]],
  ])("%s", (_, other, blocks) => {
    expect(shared(jenny, other)).toEqual(blocks);
    expect(shared(other, jenny)).toEqual(blocks);
  });
});
