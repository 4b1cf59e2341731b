import { expect, it } from "vitest";
import { statusWords } from "./status-words.ts";

it("says how an entry stands in plain words, and what is in no list as its source wrote it", () => {
  expect(statusWords("finished")).toBe("Over");
  expect(statusWords("in-progress")).toBe("Going on");
  expect(statusWords("some-local-status")).toBe("some local status");
  expect(statusWords("constructor")).toBe("constructor");
  expect(statusWords(undefined)).toBe("");
});
