import { expect, it } from "vitest";
import type { SafeCount } from "#people";
import { countedSafely, showSafeShare } from "./safe-count.ts";

it.each<[SafeCount, SafeCount, string]>([
  [12, 400, "12 (3.0%)"],
  [0, 400, "0 (0%)"],
  ["few", 400, "fewer than 10"],
  [12, "withheld", "12"],
  ["withheld", "few", "not shown"],
])("%s of %s is shown as '%s'", (count, of, words) => {
  expect(showSafeShare(count, of)).toBe(words);
});

it("is counted in words", () => {
  expect(countedSafely("few", "person", "people")).toBe("fewer than 10 people");
  expect(countedSafely(1200, "person", "people")).toBe("1,200 people");
});
