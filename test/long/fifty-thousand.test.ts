import { readFile, rm, writeFile } from "node:fs/promises";
import { afterAll, expect, it } from "vitest";
import { benchLoad } from "../../bench/load.ts";
import { benchFolder, madeUpExports } from "../../bench/made-up.ts";

const PEOPLE = 50_000;

afterAll(() => rm(benchFolder(`load-${String(PEOPLE)}`), { recursive: true, force: true }));

it("fifty thousand people load whole: every row of every file is an entry or a rejection", async () => {
  const figures = await benchLoad({ people: PEOPLE });
  console.log(JSON.stringify(figures));
  await writeFile(`${benchFolder("figures")}-fifty-thousand.json`, JSON.stringify(figures));

  const folder = await madeUpExports(PEOPLE);
  const truth = JSON.parse(await readFile(`${folder}/truth/summary.json`, "utf8")) as { people: number };
  expect(truth.people).toBe(PEOPLE);
  expect(figures["failures"]).toBe(0);
  expect(figures["rowsRejected"]).toBeLessThan(Number(figures["entries"]) / 1000);
  expect(figures["patients"]).toBeGreaterThanOrEqual(PEOPLE);
});
