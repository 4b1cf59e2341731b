import type { SuppliedEntry } from "#record";

const DAY = 86_400_000;

/** Whole days up to which an entry counts in each class of lateness; later than the last is a class of its own. */
export const LAG_DAYS = [1, 7, 31, 92] as const;

/** How many entries came so long after their source had written them down: one count for each class, the last "later". */
export type LagCounts = readonly number[];

export function countLags(entries: readonly SuppliedEntry[], received: Date): LagCounts {
  const counts = new Array<number>(LAG_DAYS.length + 1).fill(0);
  for (const { recorded } of entries) {
    const days = (received.getTime() - recorded.getTime()) / DAY;
    const at = LAG_DAYS.findIndex((most) => days <= most);
    const place = at < 0 ? LAG_DAYS.length : at;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return counts;
}
