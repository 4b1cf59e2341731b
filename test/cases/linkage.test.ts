import { expect, it } from "vitest";
import { matchAll } from "#people";
import { readDataSet } from "../../bench/linkage/data-set.ts";
import { figuresOf } from "../../bench/linkage/figures.ts";

it("a public data set whose names and addresses are full of slips is joined as well as promised", async (context) => {
  const data = await readDataSet("fake_1000");
  if (!data) return context.skip("the linkage data sets are not beside this project");
  const figures = figuresOf(data.truth, matchAll(data.table, 2013));
  expect(figures.pairF1).toBeGreaterThan(0.9);
  expect(figures.bCubedF1).toBeGreaterThan(0.92);
  expect(figures.mergedPersons).toBe(0);
}, 120_000);
