import { UNUSUAL_KINDS, type MonthRow, type UnusualKind, type UnusualOutcome } from "#sharing";
import { OUTCOMES } from "./unusual-words.ts";

/** What a month came to, line by line. */
export const countsOf = (row: MonthRow): readonly (readonly [words: string, count: number])[] => [
  ["Looks at somebody's record, or at their name in a list", row.looks],
  ["People who were looked at", row.persons],
  ["Refusals", row.refusals],
  ["Emergencies in which a record was opened", row.emergencies],
  ["Questions that people asked", row.casesOpened],
  ["Questions that were answered", row.casesAnswered],
  ["Looks asked to be held back", row.heldBack],
];

/** What was found of what stood out; null for what nobody has looked into. */
export const FOUND: readonly (UnusualOutcome | null)[] = [...OUTCOMES, null];

/** How many looks stood out by each rule, by what was found, in the order of FOUND. */
export const unusualOf = ({
  unusual,
}: MonthRow): readonly { readonly rule: UnusualKind; readonly counts: readonly number[] }[] =>
  (Object.keys(UNUSUAL_KINDS) as UnusualKind[]).map((rule) => ({
    rule,
    counts: FOUND.map((outcome) => unusual.find((one) => one.rule === rule && one.outcome === outcome)?.count ?? 0),
  }));
