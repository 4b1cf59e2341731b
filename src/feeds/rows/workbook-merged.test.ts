import { describe, expect, it } from "vitest";
import { columnNumber, createMergedCells, mergedRange } from "./workbook-merged.ts";

describe("a merged range", () => {
  it.each([
    ["A2:A4", { column: 1, from: 2, to: 4 }],
    ["AB10:AD12", { column: 28, from: 10, to: 12 }],
    ["$B$2:$B$3", { column: 2, from: 2, to: 3 }],
    ["A1:F1", undefined],
    ["A4:A2", undefined],
    ["nonsense", undefined],
  ])("%s", (reference, range) => {
    expect(mergedRange(reference)).toEqual(range);
  });

  it("names columns by letters", () => {
    expect(["A", "Z", "AA", "XFD", ""].map(columnNumber)).toEqual([1, 26, 27, 16_384, 0]);
  });
});

describe("a cell merged over several rows", () => {
  const filled = (rows: Readonly<Record<number, string[]>>) => {
    const merged = createMergedCells([{ column: 2, from: 2, to: 4 }]);
    for (const [row, fields] of Object.entries(rows)) merged.fill(Number(row), fields);
    return rows;
  };

  it("says the same of each of them", () => {
    expect(filled({ 2: ["1", "Ann"], 3: ["2"], 4: ["3", ""], 5: ["4", ""] })).toEqual({
      2: ["1", "Ann"],
      3: ["2", "Ann"],
      4: ["3", "Ann"],
      5: ["4", ""],
    });
  });

  it("leaves rows empty that say nothing else, and what stands in a cell", () => {
    expect(filled({ 2: ["1", "Ann"], 3: ["", ""], 4: ["3", "Bo"] })).toEqual({
      2: ["1", "Ann"],
      3: ["", ""],
      4: ["3", "Bo"],
    });
  });
});
