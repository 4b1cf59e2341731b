import { matchAll } from "#people";
import type { BenchOptions, Figures } from "../main.ts";
import { memoryOf } from "../processes.ts";
import { DATA_SET_NAMES, readDataSet, type DataSet } from "./data-set.ts";
import { figuresOf } from "./figures.ts";
import { madeUpDataSets } from "./made-up-place.ts";

const SEED = 2013;

/**
 * Matches public data sets, where they are on this machine, and a made-up place, all with the same defaults: how far
 * what comes of it agrees with who is who, and what it cost. The truth is counted with afterwards, never learnt from.
 */
export async function benchLinkage({ people }: Pick<BenchOptions, "people">): Promise<Figures> {
  let figures: Figures = {};
  for (const name of DATA_SET_NAMES) {
    const data = await readDataSet(name);
    figures = { ...figures, ...(data ? figuresFor(name, data) : { [name]: "not on this machine" }) };
  }
  for (const [name, data] of Object.entries(await madeUpDataSets(people))) {
    figures = { ...figures, ...figuresFor(name, data) };
  }
  return figures;
}

function figuresFor(name: string, { table, truth }: DataSet): Figures {
  const begin = performance.now();
  const matching = matchAll(table, SEED);
  const seconds = (performance.now() - begin) / 1000;
  const own = {
    registrations: table.size,
    pairs: matching.compared.pairs,
    blocksPassedOver: matching.compared.passedOver.length,
    ...figuresOf(truth, matching),
    seconds,
    megabytes: memoryOf([process.pid]),
  };
  return Object.fromEntries(
    Object.entries(own).map(([figure, value]) => [`${name}.${figure}`, Math.round(value * 10_000) / 10_000]),
  );
}
