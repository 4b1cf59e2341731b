import pg from "pg";
import type { CustomTypesConfig } from "pg";

type Parser = (text: string) => unknown;

/** Type numbers of PostgreSQL's own catalogue. @see https://github.com/postgres/postgres/blob/master/src/include/catalog/pg_type.dat */
const INT8 = 20;
const DATE = 1082;
const TIMESTAMP = 1114;
const INT8_ARRAY = 1016;
const TIMESTAMP_ARRAY = 1115;
const DATE_ARRAY = 1182;
const TEXT_ARRAY: number = 1009;

const textArray = pg.types.getTypeParser(TEXT_ARRAY) as (text: string) => (string | null)[];
const asWritten: Parser = (text) => text;

/** Bigints as numbers; beyond 2^53 a number would silently be another one, so that is an error. */
function int8(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number)) return number;
  throw new RangeError(`The bigint ${text} cannot be held exactly in a number: read it as text`);
}

const PARSERS: ReadonlyMap<number, Parser> = new Map<number, Parser>([
  [INT8, int8],
  [INT8_ARRAY, (text) => textArray(text).map((item) => (item === null ? null : int8(item)))],
  // A civil day or time without a zone must not be moved by the zone of the machine.
  [DATE, asWritten],
  [TIMESTAMP, asWritten],
  [DATE_ARRAY, textArray],
  [TIMESTAMP_ARRAY, textArray],
]);

/** How columns come out: int8 as number, timestamptz as Date, date as "YYYY-MM-DD", numeric as text, json parsed. */
export const valueTypes: CustomTypesConfig = {
  getTypeParser: (id: number, format?: "text" | "binary"): Parser =>
    (format === "binary" ? undefined : PARSERS.get(id)) ?? (pg.types.getTypeParser(id, format) as Parser),
};
