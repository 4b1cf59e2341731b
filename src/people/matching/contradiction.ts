import type { Agreement } from "./agreement.ts";
import { levelOfDates } from "./birth-date.ts";
import { LEVELS, type ColumnKind } from "./comparison.ts";
import type { Column } from "./table.ts";

/**
 * What forbids a link, however much else agrees. Only where NHS numbers are known: they alone can vouch for somebody
 * whose name or date of birth is another. Whom a rule keeps apart, people may still join.
 */
export type Contradiction =
  /** Each source traced its number, and they are two. */
  | "two traced NHS numbers"
  /** Parent and child of one name at one address: another date of birth, and no number that vouches. */
  | "another date of birth"
  /** Twins: the same date of birth, family and home, another given name, and no number that vouches. */
  | "another given name";

/** Why two registrations may not be linked by rule, if so. */
export function createContradictionReader(
  columns: readonly Column[],
): (agreement: Agreement) => Contradiction | undefined {
  const at = (kind: ColumnKind): number => columns.findIndex((one) => one.kind === kind);
  const [number, traced, born, given] = [at("nhs-number"), at("traced-number"), at("birth-date"), at("given-name")];
  if (number < 0) return () => undefined;
  return ({ levels }) => {
    if (levels[number] === 0) return undefined;
    if (traced >= 0 && levels[traced] === 1) return "two traced NHS numbers";
    if ((levels[born] ?? -1) >= FARTHEST_OF_SLIPS) return "another date of birth";
    if (levels[born] === 0 && levels[given] === DIFFERENT_NAME) return "another given name";
    return undefined;
  };
}

/** From "the same year" on, no slip of one part of the date explains the difference. */
export const FARTHEST_OF_SLIPS = LEVELS["birth-date"].indexOf("the same year");
/** Whether two packed dates that are not the same may be one that was written wrongly once. */
export const areSlipsOfOneDate = (one: number, other: number): boolean => levelOfDates(one, other) < FARTHEST_OF_SLIPS;
export const DIFFERENT_NAME = LEVELS["given-name"].indexOf("different");
