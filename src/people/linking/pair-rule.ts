import type { OdsCode } from "#base";
import type { ColumnKind } from "../matching/comparison.ts";
import { REGISTRATION_COLUMNS } from "../matching/registration.ts";
import type { Row } from "../matching/table.ts";
import type { Registration } from "./registration.ts";

/** A practice registers nobody twice at a time, unless it says so by the number. */
export function bothAtOnePractice(
  one: Registration,
  other: Registration,
  isPractice: (source: OdsCode) => boolean,
): boolean {
  if (!one.active || !other.active || one.source !== other.source || !isPractice(one.source)) return false;
  return !columnsOf(["nhs-number"]).some((column) =>
    one.row[column]?.some((text) => other.row[column]?.includes(text)),
  );
}

/**
 * Nothing but names can be compared. Names of one origin come together, so that two rare ones are no proof: a birth, a
 * home or a number must be known too.
 */
export const haveOnlyNames = (one: { readonly row: Row }, other: { readonly row: Row }): boolean =>
  !BEYOND_NAME.some((column) => isFilled(one.row, column) && isFilled(other.row, column));

const columnsOf = (kinds: readonly ColumnKind[]): readonly number[] =>
  REGISTRATION_COLUMNS.flatMap(({ kind }, column) => (kinds.includes(kind) ? [column] : []));

const BEYOND_NAME = columnsOf(["birth-date", "postcode", "address", "phone", "email", "nhs-number"]);

const isFilled = (row: Row, column: number): boolean => (row[column]?.length ?? 0) > 0;
