import { readNhsNumber } from "#base";
import { MOST_TITLE_ROWS } from "./heading.ts";
import { writtenDate } from "./written-date.ts";

/**
 * Which of a table's first rows holds the headings: the first that fills most of the table's width with short words
 * that are no dates, numbers or addresses, nearly all different. By its place; where none does, the fullest row.
 */
export function headerRowIn(rows: readonly (readonly string[])[]): number {
  const first = rows.slice(0, MOST_TITLE_ROWS).map((row) => row.map((cell) => cell.trim()).filter(Boolean));
  const widest = Math.max(0, ...first.map((cells) => cells.length));
  const found = first.findIndex((cells) => cells.length >= FULL * widest && looksLikeHeadings(cells));
  return found >= 0 ? found : first.findIndex((cells) => cells.length === widest);
}

/** Of the table's width. */
const FULL = 0.6;
const NEARLY_ALL = 0.8;
const LONGEST_HEADING = 60;

function looksLikeHeadings(cells: readonly string[]): boolean {
  const enough = NEARLY_ALL * cells.length;
  return cells.filter(isHeading).length >= enough && new Set(cells).size >= enough;
}

const isHeading = (text: string): boolean =>
  text.length <= LONGEST_HEADING && /\p{L}/u.test(text) && !text.includes("@") && !isValue(text);

const USE = { thisYear: 2100, isBirth: false };

const isValue = (text: string): boolean =>
  typeof writtenDate(text, undefined, USE) !== "string" ||
  readNhsNumber(text).ok ||
  /^[-+£$€]?[\d.,\s]+%?$/.test(text) ||
  /^[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}$/i.test(text);
