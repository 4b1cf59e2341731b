/**
 * A FHIR date, dateTime or instant as the stretch of time that it covers: 2024-05 is all of May.
 * Dates without a zone are read in UTC; what a page shows is the text as it was given.
 * @see https://hl7.org/fhir/R4/datatypes.html#dateTime
 */
export type Stretch = {
  readonly from: Date;
  /** The first moment after it. */
  readonly to: Date;
};

const SHAPE =
  /^(?!0000)(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01])(?:T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d|60)(\.\d+)?)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?)?)?)?$/;

const MOST_KEPT = 2_000;
const kept = new Map<string, Stretch>();

/**
 * The stretch that a FHIR date covers; undefined when it is not a date, or no such day exists. The entries of one visit
 * share their times: stretches are kept for a while, and the same text gives the same Dates, which nobody may change.
 */
export function stretchOf(text: string): Stretch | undefined {
  const known = kept.get(text);
  if (known) return known;
  const stretch = readStretch(text);
  if (kept.size >= MOST_KEPT) kept.clear();
  if (stretch) kept.set(text, stretch);
  return stretch;
}

function readStretch(text: string): Stretch | undefined {
  const parts = SHAPE.exec(text);
  if (!parts) return undefined;
  const year = Number(parts[1]);
  if (parts[2] === undefined) return { from: utc(year, 0), to: utc(year + 1, 0) };
  const month = Number(parts[2]) - 1;
  if (parts[3] === undefined) return { from: utc(year, month), to: utc(year, month + 1) };
  const day = Number(parts[3]);
  const from = utc(year, month, day);
  if (from.getUTCDate() !== day) return undefined;
  if (parts[4] === undefined) return { from, to: utc(year, month, day + 1) };
  return moment(text, parts);
}

function moment(text: string, parts: RegExpExecArray): Stretch | undefined {
  const zoned = parts[8] === undefined ? `${text}Z` : text;
  const from = new Date(parts[6] === "60" ? zoned.replace(":60", ":59") : zoned);
  if (Number.isNaN(from.getTime())) return undefined;
  const length = parts[7] !== undefined ? 1 : parts[6] !== undefined ? 1000 : 60_000;
  return { from, to: new Date(from.getTime() + length) };
}

/** Midnight of a civil day; month counts from 0 and may run over, as in Date. Years under 100 are meant as written. */
function utc(year: number, month: number, day = 1): Date {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  return date;
}
