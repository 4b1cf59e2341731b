import { describe, expect, it } from "vitest";
import { LEVELS, levelOf, type ColumnKind } from "./comparison.ts";

const TABLE: readonly (readonly [ColumnKind, string, string, string])[] = [
  ["given-name", "margaret", "margaret", "the same"],
  ["given-name", "margaret", "peggy", "a nickname"],
  ["given-name", "bill", "william", "a nickname"],
  ["given-name", "amina", "aminah", "a slip apart"],
  ["given-name", "mohammed", "mohamed", "a nickname"],
  ["given-name", "j", "joan", "alike"],
  ["given-name", "jo-anne", "anne marie", "alike"],
  ["given-name", "amina", "tunde", "different"],
  ["family-name", "smith", "smyth", "a slip apart"],
  ["family-name", "okonkwo-bell", "bell", "alike"],
  ["family-name", "brown", "peggy", "different"],
  ["birth-date", "19440403", "19440304", "a digit or two swapped"],
  ["birth-date", "19440403", "19440413", "a digit or two swapped"],
  ["birth-date", "19440403", "19440427", "two parts of three the same"],
  ["birth-date", "19440403", "19441127", "the same year"],
  ["birth-date", "19440403", "19451127", "a year apart"],
  ["birth-date", "19440403", "19781127", "different"],
  ["postcode", "zz2 0bs", "zz2 0b5", "a slip apart"],
  ["postcode", "zz2 0bs", "zz2 9xy", "the same outward code"],
  ["postcode", "zz2 0bs", "zz11 9xy", "the same area"],
  ["postcode", "zz2 0bs", "xx1 1aa", "different"],
  ["number", "1804974", "1804947", "a slip apart"],
  ["number", "1804974", "2185997", "different"],
  ["email", "robert255@smith.net", "robert255@jones.org", "the same before the @"],
  ["nhs-number", "9990905592", "9990905529", "a slip apart"],
  ["nhs-number", "9990905592", "9996731006", "different"],
  ["traced-number", "9990905592", "9990905529", "different"],
  ["phone", "07700900352", "07700900353", "a slip apart"],
  ["phone", "07700900352", "02079460653", "different"],
  ["address", "48 eldon grove", "48 eldon grov", "a slip apart"],
  ["address", "48 eldon grove", "48 laurel avenue", "the same house number"],
  ["address", "48 eldon grove", "the lodge", "different"],
  ["words", "wallaby place", "walaby place", "a slip apart"],
  ["words", "lakefront retrmnt vlge", "lakefront", "a word shared"],
  ["sex", "female", "male", "different"],
];

describe("Two values of a column", () => {
  it.each(TABLE)("%s: %s and %s are %s", (kind, one, other, level) => {
    expect(LEVELS[kind][levelOf(kind, one, other)]).toBe(level);
    expect(LEVELS[kind][levelOf(kind, other, one)]).toBe(level);
  });
});
