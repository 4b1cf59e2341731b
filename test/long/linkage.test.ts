import { expect, it } from "vitest";
import { matchAll } from "#people";
import { readDataSet, type DataSetName } from "../../bench/linkage/data-set.ts";
import { figuresOf } from "../../bench/linkage/figures.ts";
import { madeUpDataSets } from "../../bench/linkage/made-up-place.ts";

const PROMISED: readonly (readonly [DataSetName, number, number])[] = [
  ["febrl3", 0.9995, 0.9995],
  ["fake_1000", 0.9, 0.92],
  ["historical_50k", 0.87, 0.91],
];

it.each(PROMISED)(
  "%s is joined with a pairwise F1 of %f and a B-cubed F1 of %f at least",
  async (name, pairs, bCubed) => {
    const data = await readDataSet(name);
    if (!data) return;
    const figures = figuresOf(data.truth, matchAll(data.table, 2013));
    expect(figures.pairF1).toBeGreaterThanOrEqual(pairs);
    expect(figures.bCubedF1).toBeGreaterThanOrEqual(bCubed);
  },
);

it("a made-up place of 10,000 people is joined with fewer than two people of 10,000 taken for somebody else", async () => {
  for (const [name, { table, truth }] of Object.entries(await madeUpDataSets(10_000))) {
    const figures = figuresOf(truth, matchAll(table, 2013));
    expect(figures.pairF1, name).toBeGreaterThanOrEqual(0.985);
    expect(figures.bCubedF1, name).toBeGreaterThanOrEqual(0.99);
    if (!name.includes("voluntary")) expect(figures.mergedPersons, name).toBeLessThan(2);
  }
});
