import { dayAt, monthOf, yearOf, type Day } from "../../lives/day.ts";
import type { Town } from "../../lives/town.ts";

/** The stretch of time for which a submission speaks, both days included. */
export type Period = { readonly from: Day; readonly to: Day };

/** Trusts submit month by month. */
export const DAYS_BETWEEN_SUBMISSIONS = 31;

/** The last two whole months, each its own submission, and before them one with everything since the told time began. */
export function periodsOf(town: Town): readonly Period[] {
  const last = endOfMonthBefore(town.asAt + 1);
  const middle = endOfMonthBefore(last);
  const first = endOfMonthBefore(middle);
  return [
    { from: town.from, to: first },
    { from: first + 1, to: middle },
    { from: middle + 1, to: last },
  ];
}

const endOfMonthBefore = (day: Day): Day => dayAt(yearOf(day), monthOf(day), 1) - 1;

/** Whether something that began and, perhaps, ended is told in a submission: it was going on, or news, in its period. */
export const isToldIn = ({ from, to }: Period, isFirst: boolean, began: Day, ended: Day | undefined): boolean =>
  began <= to && (isFirst || ended === undefined || ended >= from);

/** An end, where it was known when the period closed. */
export const knownEnd = ({ to }: Period, ended: Day | undefined): Day | undefined =>
  ended !== undefined && ended <= to ? ended : undefined;
