import { describe, expect, it } from "vitest";
import { delimiterOf } from "./delimiter.ts";

describe("the delimiter of a file", () => {
  it.each([
    ["a comma", ["Name,Born,Note", "Ann,1950-01-01,well"], ","],
    ["a semicolon, though notes hold commas", ["Name;Born;Note", "Ann;1950;tea, toast, and more, please"], ";"],
    ["a tab", ["Name\tBorn", "Ann\t1950"], "\t"],
    ["a bar", ["Name|Born|X", "Ann|1950|y"], "|"],
    ["that of the table, though a title stands above it", ["Age Well, March 2026", "", "A;B;C", "1;2;3"], ";"],
    ["what the hint for spreadsheets says", ["sep=;", "a,b,c;d"], ";"],
    ["not what stands between quotes", ['"Smith, Ann";"1, Oak Street";x', '"Lee, Bo";"2, Oak Street";y'], ";"],
    ["a comma where nothing divides", ["Name"], ","],
    ["a comma of an empty file", [], ","],
  ])("is %s", (_, lines, delimiter) => {
    expect(delimiterOf(lines)).toBe(delimiter);
  });
});
