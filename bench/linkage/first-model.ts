import { writeFile } from "node:fs/promises";
import { matchAll, type MatchModel } from "#people";
import type { BenchOptions, Figures } from "../main.ts";
import { madeUpDataSets } from "./made-up-place.ts";

const SEED = 2013;
const PEOPLE = 10_000;
const FIRST = new URL("../../src/people/linking/first-model.json", import.meta.url);

/** Names are common everywhere in much the same way; a postcode or a day is not. */
const COMMON_EVERYWHERE: ReadonlySet<string> = new Set(["given-name", "family-name"]);

/** Learns the model that is shipped, for a place that has not learnt yet, from a made-up place with all its faults. */
export async function makeFirstModel(_options: BenchOptions): Promise<Figures> {
  const data = (await madeUpDataSets(PEOPLE))[`made_up_${String(PEOPLE)}`];
  if (!data) throw new Error("There is no made-up place.");
  const { model } = matchAll(data.table, SEED);
  const shipped: MatchModel = {
    ...model,
    columns: model.columns.map((one) => ({ ...one, common: COMMON_EVERYWHERE.has(one.kind) ? one.common : {} })),
  };
  const saved = { madeAt: "2026-11-23T00:00:00.000Z", registrations: data.table.size, model: shipped };
  await writeFile(FIRST, `${JSON.stringify(saved)}\n`);
  return { registrations: data.table.size, columns: model.columns.length };
}
