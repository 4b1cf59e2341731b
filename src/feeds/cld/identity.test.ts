import { expect, it } from "vitest";
import { mustSucceed, readNhsNumber } from "#base";
import { settleNhsNumber } from "./identity.ts";

const first = mustSucceed(readNhsNumber("9990000018"));
const second = mustSucceed(readNhsNumber("9990000026"));

it.each([
  ["nothing known, nothing given", undefined, undefined, undefined, false],
  ["the first number given stands", undefined, first, first, false],
  ["a row without a number keeps the one known", first, undefined, first, false],
  ["the same number again is no conflict", first, first, first, false],
  ["another number is a conflict, and the first stands", first, second, first, true],
])("%s", (_, known, given, number, conflict) => {
  expect(settleNhsNumber(known, given)).toEqual({ number, conflict });
});
