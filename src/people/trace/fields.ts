import type { ColumnKind } from "../matching/comparison.ts";
import { REGISTRATION_COLUMNS } from "../matching/registration.ts";
import type { Row } from "../matching/table.ts";

/**
 * What a trace asks of a registration, column by column. A row tells values that were given up as well and not which
 * is today's, so any of them may agree; the service takes some fields by their current value alone.
 */
const valuesOf = (kind: ColumnKind) => {
  const at = REGISTRATION_COLUMNS.findIndex((column) => column.kind === kind);
  return (row: Row): readonly string[] => row[at] ?? [];
};

export const givenNamesOf = valuesOf("given-name");
export const familyNamesOf = valuesOf("family-name");
/** Eight digits each: year, month, day. */
export const birthDatesOf = valuesOf("birth-date");
export const sexesOf = valuesOf("sex");
export const postcodesOf = valuesOf("postcode");
export const nhsNumbersOf = valuesOf("nhs-number");
export const tracedNumbersOf = valuesOf("traced-number");

/** Whether some value of one and some of the other agree. */
export const someAgree = (
  one: readonly string[],
  other: readonly string[],
  agree: (mine: string, theirs: string) => boolean = (mine, theirs) => mine === theirs,
): boolean => one.some((mine) => other.some((theirs) => agree(mine, theirs)));

/** The greatest that two values come to; undefined where one side has none. */
export function greatest(
  one: readonly string[],
  other: readonly string[],
  of: (mine: string, theirs: string) => number,
): number | undefined {
  if (one.length === 0 || other.length === 0) return undefined;
  return Math.max(...one.flatMap((mine) => other.map((theirs) => of(mine, theirs))));
}
