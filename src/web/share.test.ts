import { expect, it } from "vitest";
import { showShare } from "./share.ts";

it.each([
  [0, 0, ""],
  [0, 10, "0%"],
  [10, 10, "100%"],
  [9999, 10_000, "over 99.9%"],
  [1, 10_000, "1 (under 0.1%)"],
  [0.0004, 1, "under 0.1%"],
  [1, 3, "33%"],
  [1, 40, "2.5%"],
])("%d of %d is shown as '%s'", (count, of, words) => {
  expect(showShare({ count, of })).toBe(words);
});
