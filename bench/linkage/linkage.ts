import { matchAll } from "#people";
import type { Figures } from "../main.ts";
import { memoryOf } from "../processes.ts";
import { DATA_SET_NAMES, readDataSet } from "./data-set.ts";
import { figuresOf } from "./figures.ts";

const SEED = 2013;

/**
 * Matches every data set on this machine with the same defaults: how far what comes of it agrees with who is who, and
 * what it cost. The truth is counted with afterwards, never learnt from.
 */
export async function benchLinkage(): Promise<Figures> {
  const figures: Record<string, string | number> = {};
  for (const name of DATA_SET_NAMES) {
    const data = await readDataSet(name);
    if (!data) {
      figures[name] = "not on this machine";
      continue;
    }
    const begin = performance.now();
    const matching = matchAll(data.table, SEED);
    const seconds = (performance.now() - begin) / 1000;
    figures[`${name}.registrations`] = data.table.size;
    figures[`${name}.pairs`] = matching.candidates.pairs.length;
    figures[`${name}.blocksPassedOver`] = matching.candidates.passedOver.length;
    for (const [figure, value] of Object.entries(figuresOf(data.truth, matching))) {
      figures[`${name}.${figure}`] = Math.round(value * 10_000) / 10_000;
    }
    figures[`${name}.seconds`] = Math.round(seconds * 10) / 10;
    figures[`${name}.megabytes`] = memoryOf([process.pid]);
  }
  return figures;
}
