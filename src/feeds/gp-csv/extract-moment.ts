import { stretchOf } from "#base";
import type { DeliveryFacts } from "../adapter.ts";
import { localMoment, timeOfDay } from "../local-time.ts";

/** A day by itself, and perhaps a time after it: 2026-10-31, 20261031, 2026-10-31_0930, 20261031093000. */
const STAMP = /(?<![0-9A-Za-z])(\d{4}-\d{2}-\d{2}|\d{8})(?:[T_ -]?(\d{2}:?\d{2}(?::?\d{2})?))?(?![0-9A-Za-z])/g;

const DAY = 86_400_000;
const moments = new WeakMap<DeliveryFacts, Date | undefined>();

/**
 * When an extract was made, by its file's name: what its rows say, the supplier says as of then. Undefined where the
 * name has no such day, or one that has not come yet.
 */
export function extractMoment(facts: DeliveryFacts): Date | undefined {
  if (!moments.has(facts)) moments.set(facts, stampIn(facts.fileName, facts.received));
  return moments.get(facts);
}

function stampIn(name: string, received: Date): Date | undefined {
  for (const [, date = "", clock] of name.matchAll(STAMP)) {
    const day = date.includes("-") ? date : `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
    const time = clock === undefined ? undefined : timeOfDay(clock);
    const moment = stretchOf(time === undefined ? day : localMoment(day, time))?.from;
    if (moment && stretchOf(day) && isBelieved(moment, received)) return moment;
  }
  return undefined;
}

/** No such extracts were made in the last century; one of tomorrow is of today in another zone, or a slip. */
const isBelieved = (moment: Date, received: Date): boolean =>
  moment.getUTCFullYear() >= 2000 && moment.getTime() <= received.getTime() + DAY;
