import { safeCounts, type SafeCount } from "#people";
import type { Cohort, LeftOut } from "#sharing";

/** Counts of people are told to the nearest so many. */
const ROUNDED_TO = 10;

/** How many of a group may be counted and how many are left out, as it may be told. */
export type ToldCounts = {
  readonly counted: SafeCount;
  readonly leftOut: readonly { readonly why: LeftOut; readonly count: SafeCount }[];
};

/**
 * The counts of a cohort without small numbers, and rounded: purposes leave out different people of the same group, and
 * whoever took the exact count of one from that of another could find a single person.
 */
export function toldCounts({ members, leftOut }: Pick<Cohort, "members" | "leftOut">): ToldCounts {
  const [counted = "withheld", ...others] = safeCounts([members.length, ...leftOut.values()]).map(rounded);
  return { counted, leftOut: [...leftOut.keys()].map((why, nth) => ({ why, count: others[nth] ?? "withheld" })) };
}

const rounded = (count: SafeCount): SafeCount =>
  typeof count === "number" ? Math.round(count / ROUNDED_TO) * ROUNDED_TO : count;
