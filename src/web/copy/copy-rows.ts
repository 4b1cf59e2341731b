import { civilDay, type OdsCode } from "#base";
import { timelineOf, type Heading } from "#record";
import { CATEGORIES } from "#sharing";
import type { CsvRows } from "../route.ts";
import { statusWords } from "./status-words.ts";

export const COPY_COLUMNS = ["Date", "Kind", "What", "Organisation", "How it stands"] as const;

/** Rows that are written at a time. */
const ROWS_A_PIECE = 500;

/** Everything by date in plain words, the newest first: the same as the page of that name. */
export async function* copyRows(headings: readonly Heading[], nameOf: (source: OdsCode) => string) {
  const entries = timelineOf(headings, {});
  for (let at = 0; at < entries.length; at += ROWS_A_PIECE) {
    const rows: CsvRows = entries.slice(at, at + ROWS_A_PIECE).map((entry) => rowOf(entry, nameOf));
    yield await Promise.resolve(rows);
  }
}

const rowOf = (entry: Heading, nameOf: (source: OdsCode) => string) => [
  dayWords(entry.date),
  CATEGORIES[entry.category],
  entry.detail ? `${entry.title}: ${entry.detail}` : entry.title,
  nameOf(entry.source),
  statusWords(entry.status),
];

/** A date as exactly as its source knew it; of a moment, the day on the wall in England. */
const dayWords = (date: string): string =>
  /^\d{4}(-\d\d){0,2}$/.test(date) || Number.isNaN(Date.parse(date)) ? date : civilDay(new Date(date));
