import { Chance } from "../lives/chance.ts";
import { nhsNumbersOf } from "../lives/made-up-numbers.ts";
import type { Town } from "../lives/town.ts";

export const OPT_OUTS_FILE = "national-opt-outs.dat";

/**
 * The share of people with a national data opt-out: about one in twenty, as in England.
 * @see https://digital.nhs.uk/data-and-information/publications/statistical/national-data-opt-out
 */
const OPTED_OUT = 0.05;

/**
 * What the national service gives back when it is sent the number of everybody in town: those who have no opt-out, one a
 * line and a comma after it. Of numbers that sources have wrong it was not asked.
 */
export function optOutsOf({ settings, seed }: Town): string {
  const lines: string[] = [];
  for (let nth = 0; nth < settings.people; nth++) {
    if (new Chance(seed, "national-opt-out", nth).happens(OPTED_OUT)) continue;
    const { current, former } = nhsNumbersOf(nth, seed);
    for (const number of [current, former]) if (number !== undefined) lines.push(`${number},\n`);
  }
  return lines.join("");
}
