/** What one column of COPY's text format can be made from. */
export type CopyValue =
  | string
  | number
  | bigint
  | boolean
  | Date
  | Uint8Array
  | null
  | undefined
  | readonly (string | number | bigint | null)[];

const NEEDS_ESCAPE = /[\\\t\n\r\0\uD800-\uDFFF]/;

/**
 * One field of COPY's text format: null and undefined are \N, dates ISO 8601, bytes hex, arrays `{...}`.
 * PostgreSQL's text can hold neither U+0000 nor half a surrogate pair: both become U+FFFD.
 * @see https://www.postgresql.org/docs/18/sql-copy.html#id-1.9.3.55.9.2
 */
export function copyText(value: CopyValue): string {
  if (typeof value === "string") return NEEDS_ESCAPE.test(value) ? escaped(value) : value;
  if (value === null || value === undefined) return "\\N";
  if (typeof value === "boolean") return value ? "t" : "f";
  if (typeof value !== "object") return String(value);
  if (value instanceof Date) return keptTimestamp(value);
  if (value instanceof Uint8Array)
    return `\\\\x${Buffer.from(value.buffer, value.byteOffset, value.length).toString("hex")}`;
  return copyText(arrayLiteral(value));
}

function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll("\\", "\\\\")
    .replaceAll("\t", "\\t")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\0", "\uFFFD");
}

const timestamps = new WeakMap<Date, string>();

/** Rows of one batch share their Dates, and writing one out takes longer than looking it up. */
function keptTimestamp(date: Date): string {
  const known = timestamps.get(date);
  if (known !== undefined) return known;
  const text = timestamp(date);
  timestamps.set(date, text);
  return text;
}

/** PostgreSQL reads neither a signed year nor a year zero: those before 1 AD are written with BC. */
function timestamp(date: Date): string {
  const iso = date.toISOString();
  const year = date.getUTCFullYear();
  if (year >= 1 && year <= 9999) return iso;
  const rest = iso.slice(iso.indexOf("-", 1));
  return year > 9999 ? `${year}${rest}` : `${String(1 - year).padStart(4, "0")}${rest} BC`;
}

const PLAIN_ELEMENT = /^[A-Za-z0-9_.:-]+$/;

/** @see https://www.postgresql.org/docs/18/arrays.html#ARRAYS-IO */
function arrayLiteral(elements: readonly (string | number | bigint | null)[]): string {
  return `{${elements.map(element).join(",")}}`;
}

function element(value: string | number | bigint | null): string {
  if (value === null) return "NULL";
  if (typeof value !== "string") return String(value);
  if (PLAIN_ELEMENT.test(value) && value.toUpperCase() !== "NULL") return value;
  return `"${value.replace(/["\\]/g, "\\$&")}"`;
}
