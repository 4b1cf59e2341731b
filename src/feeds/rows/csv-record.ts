import { csvFields } from "./csv-fields.ts";
import type { Fault } from "../fault.ts";
import type { Line } from "./lines.ts";

/** One row of a CSV file, in which quoted fields may run over several lines, or of a workbook's sheet. */
export type FileRow = {
  /** Its first and last line, from 1. */
  readonly line: number;
  readonly lastLine: number;
  readonly text: string;
  /** Undefined when it cannot be taken apart. */
  readonly fields: readonly string[] | undefined;
  /** Why it cannot be taken apart, where that is known; it may stand for all that could not be read after it. */
  readonly fault?: Fault;
};

/** A row of which no cell says anything. */
export const isEmptyRow = (row: FileRow): boolean => row.fields?.every((field) => field.trim() === "") ?? false;

/** A quoted field that is still open after so many lines was never meant to be open. */
const MOST_LINES = 40;
const MOST_CHARACTERS = 200_000;

/**
 * Puts lines together to records. A quote that is never closed costs the line where it stands, not the rest of the
 * file: the lines after it are read again by themselves.
 */
export function createRecordReader(delimiter: string) {
  let held: Line[] = [];
  const read = (lines: readonly Line[], isEnd: boolean): FileRow[] => {
    const records: FileRow[] = [];
    const waiting = [...held, ...lines];
    let at = 0;
    while (at < waiting.length) {
      const count = linesOfRecord(waiting, at, delimiter);
      if (count === "open" && !isEnd) break;
      const taken = typeof count === "number" ? count : 1;
      records.push(recordOf(waiting.slice(at, at + taken), delimiter, count === taken));
      at += taken;
    }
    held = waiting.slice(at);
    return records;
  };
  return { read: (lines: readonly Line[]) => read(lines, false), end: () => read([], true) };
}

/** How many lines the record has that begins at `start`; "broken" when its quotes never close, "open" when more lines may close them. */
function linesOfRecord(lines: readonly Line[], start: number, delimiter: string): number | "broken" | "open" {
  let isOpen = false;
  let length = 0;
  for (let at = start; at < lines.length; at++) {
    const line = lines[at];
    if (!line || line.problem || at - start >= MOST_LINES || length > MOST_CHARACTERS)
      return at === start ? 1 : "broken";
    if (hasOddQuotes(line.text)) isOpen = !isOpen;
    length += line.text.length;
    if (isOpen) continue;
    if (at === start) return 1;
    return csvFields(joined(lines.slice(start, at + 1)), delimiter) ? at - start + 1 : "broken";
  }
  return "open";
}

function hasOddQuotes(text: string): boolean {
  let isOdd = false;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) isOdd = !isOdd;
  return isOdd;
}

function recordOf(lines: readonly Line[], delimiter: string, isWhole: boolean): FileRow {
  const text = joined(lines);
  const place = { line: lines[0]?.number ?? 0, lastLine: lines.at(-1)?.number ?? 0 };
  if (isWhole && hasBareReturn(text)) return { ...place, text, fields: undefined, fault: BARE_RETURN };
  const isSound = isWhole && lines.every(({ problem, text: part }) => !problem && !part.includes("\0"));
  return { ...place, text, fields: isSound ? csvFields(text, delimiter) : undefined };
}

/** What stands in quotes may hold any line end; outside them a return is the end of a line that was not seen. */
const hasBareReturn = (text: string): boolean =>
  text.includes("\r") &&
  text
    .replace(/"[^"]*"/g, "")
    .trimEnd()
    .includes("\r");

const BARE_RETURN: Fault = {
  path: "row",
  reason: "This row holds a carriage return: the lines of this file do not all end alike.",
  accepted: "Lines that all end with LF, or with CRLF, or with CR; line ends within a field only in quotes",
};

const joined = (lines: readonly Line[]): string => lines.map(({ text }) => text).join("\n");
