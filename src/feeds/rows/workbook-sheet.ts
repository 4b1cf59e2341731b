import type { Fault } from "../fault.ts";
import { workbookFault, type Archive } from "./workbook-archive.ts";
import { createWords, type Book } from "./workbook-book.ts";
import { cellText } from "./workbook-cell.ts";
import { columnNumber, createMergedCells, mergedRange, type MergedCells, type MergedRange } from "./workbook-merged.ts";
import type { FileRow } from "./csv-record.ts";
import { hear, type XmlListener } from "./workbook-xml.ts";

/** The last row and column that spreadsheets know; no table has more columns than the last number. */
const LAST_ROW = 1_048_576;
const MOST_COLUMNS = 2000;
/** Characters of a row, as for a line of CSV. */
const LONGEST_ROW = 200_000;

/**
 * The rows of a sheet as they are read, each as wide as the widest before it. Where the sheet is damaged on the way, the
 * last row says so.
 */
export async function* sheetRows(archive: Archive, book: Book, path: string): AsyncGenerator<FileRow> {
  const ranges = await mergedRangesOf(archive, path);
  const bytes = await archive.read(path);
  if (!bytes.ok) {
    yield lostFrom(1, bytes.problem);
    return;
  }
  const reader = createRowReader(book, createMergedCells(ranges));
  for await (const step of hear(bytes.value, reader.listener)) {
    yield* reader.taken();
    if (!step.ok) yield lostFrom(reader.line() + 1, step.problem);
  }
}

/** A row that stands for all that could not be read from there on. */
export const lostFrom = (line: number, fault: Fault): FileRow => ({
  line,
  lastLine: line,
  text: "",
  fields: undefined,
  fault,
});

function createRowReader(book: Book, merged: MergedCells) {
  const cells = createCellReader(book);
  let rows: FileRow[] = [];
  let line = 0;
  let width = 0;
  const close = () => {
    const fields = cells.taken();
    const fault = faultOf(fields);
    merged.fill(line, fields);
    width = Math.max(width, Math.min(fields.length, MOST_COLUMNS));
    while (fields.length < width) fields.push("");
    const text = fields.map(quoted).join(",");
    rows.push({ line, lastLine: line, text, ...(fault ? { fields: undefined, fault } : { fields }) });
  };
  const listener: XmlListener = {
    open: (name, attribute) => {
      if (name !== "row") return cells.listener.open(name, attribute);
      const number = Number(attribute("r") ?? 0);
      // Numbers that stand still, run back or are out of the world would break the order on which resuming rests.
      line = Number.isInteger(number) && number > line && number <= LAST_ROW ? number : line + 1;
      cells.taken();
    },
    text: cells.listener.text,
    close: (name) => {
      cells.listener.close(name);
      if (name === "row") close();
    },
  };
  return {
    listener,
    line: () => line,
    taken: (): readonly FileRow[] => {
      const taken = rows;
      rows = [];
      return taken;
    },
  };
}

type OpenCell = {
  readonly column: number;
  readonly type: string | undefined;
  readonly style: number;
  value: string | undefined;
  formula: string | undefined;
};

/** Puts the cells of one row together. */
function createCellReader(book: Book) {
  const words = createWords();
  let fields: string[] = [];
  let column = 0;
  let cell: OpenCell | undefined;
  let reading: "value" | "formula" | undefined;

  const open = (name: string, attribute: (name: string) => string | undefined): void => {
    if (name === "c") {
      column = columnNumber(/^[A-Z]+/i.exec(attribute("r") ?? "")?.[0] ?? "") || column + 1;
      const style = Number(attribute("s") ?? 0);
      cell = { column, type: attribute("t"), style, value: undefined, formula: undefined };
    } else if (cell && name === "v") {
      cell.value = "";
      reading = "value";
    } else if (cell && name === "f") {
      cell.formula = "";
      reading = "formula";
    } else words.listener.open(name);
  };
  const close = (name: string): void => {
    words.listener.close(name);
    if (name === "v" || name === "f") reading = undefined;
    if (!cell) return;
    if (name === "is") cell.value = words.taken();
    if (name !== "c") return;
    const text = cellText({ ...cell, format: book.formatOf(cell.style) }, book);
    if (text !== "") put(cell.column, text);
    cell = undefined;
  };
  const put = (at: number, text: string): void => {
    // What stands beyond is not kept: the row is refused for it.
    const place = Math.min(at, MOST_COLUMNS + 1);
    while (fields.length < place) fields.push("");
    fields[place - 1] = text;
  };
  const text = (part: string): void => {
    if (!cell) return;
    if (reading) cell[reading] = `${cell[reading] ?? ""}${part}`;
    else words.listener.text(part);
  };
  return {
    listener: { open, text, close },
    /** The row's fields so far; the next row begins. */
    taken: (): string[] => {
      const taken = fields;
      fields = [];
      column = 0;
      return taken;
    },
  };
}

function faultOf(fields: readonly string[]): Fault | undefined {
  if (fields.length > MOST_COLUMNS) {
    const reason = `This row has more than ${MOST_COLUMNS} columns.`;
    return { path: "row", reason, accepted: `At most ${MOST_COLUMNS} columns` };
  }
  if (fields.reduce((sum, field) => sum + field.length, 0) <= LONGEST_ROW) return undefined;
  const accepted = `At most ${LONGEST_ROW.toLocaleString("en-GB")} characters in a row`;
  return { path: "row", reason: "This row is too long.", accepted };
}

/** As a CSV file would have it. */
const quoted = (field: string): string => (/[",\n\r]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);

/** Merged cells stand after the rows; so many at most, and so much text of them. */
const MOST_RANGES = 100_000;
const MOST_TEXT = 8_000_000;

/** Which cells of a sheet are merged over several rows. A sheet that cannot be read says so when its rows are read. */
async function mergedRangesOf(archive: Archive, path: string): Promise<readonly MergedRange[]> {
  const bytes = await archive.read(path);
  if (!bytes.ok) return [];
  let held = "";
  let isFound = false;
  try {
    for await (const piece of bytes.value) {
      held += piece.toString("latin1");
      isFound ||= held.includes("mergeCell");
      // Not yet found: only what may be the first half of the word is held.
      if (!isFound) held = held.slice(-16);
      else if (held.length > MOST_TEXT) break;
    }
  } catch {
    return [];
  }
  const references = held.matchAll(/<(?:\w+:)?mergeCell\s[^>]*?ref="([^"]{1,40})"/g);
  const ranges: MergedRange[] = [];
  for (const [, reference = ""] of references) {
    const range = mergedRange(reference);
    if (range && ranges.length < MOST_RANGES) ranges.push(range);
  }
  return ranges;
}

/** What is told of a workbook of which the rows of other sheets are left. */
export const sheetsLeft = (count: number): Fault =>
  workbookFault(
    `${count} more ${count === 1 ? "sheet of this workbook holds" : "sheets of this workbook hold"} rows, which were not read.`,
    "All rows on one sheet, or a mapping that names the sheet",
  );
