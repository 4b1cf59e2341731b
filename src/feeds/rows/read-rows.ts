import type { Readable } from "node:stream";
import { foreignFile } from "../foreign-file.ts";
import type { Fault } from "../fault.ts";
import { createRecordReader, type FileRow } from "./csv-record.ts";
import { readLines, type Line } from "./lines.ts";

/** Bytes. Rows of agencies' tables are a few hundred bytes; a note within one may be long. */
const LONGEST_LINE = 200_000;

/** A file of rows as it is read. */
export type RowFile = {
  /** Every row that is not empty, the one with the names of the columns first. */
  readonly rows: AsyncGenerator<FileRow>;
  /** Once reading has begun: what the first bytes say the file is, where it is no table. */
  readonly foreign: () => Fault | undefined;
};

/**
 * Opens a file of rows: CSV in UTF-8, or in Windows-1252 in which spreadsheets write; divided by comma, semicolon, tab
 * or bar, whichever divides the first line most.
 */
export function openRows(bytes: Readable): RowFile {
  let foreign: Fault | undefined;
  const pieces = piecesOf(bytes, (first) => (foreign = foreignFile(first)));
  return { rows: meaningful(csvRows(pieces)), foreign: () => foreign };
}

async function* csvRows(pieces: AsyncIterable<Buffer>): AsyncGenerator<FileRow> {
  const windows1252 = new TextDecoder("windows-1252");
  const rules = { longest: LONGEST_LINE, decodeOther: (line: Buffer) => windows1252.decode(line) };
  let reader: ReturnType<typeof createRecordReader> | undefined;
  for await (const lines of readLines(pieces, rules)) {
    if (reader) yield* reader.read(lines);
    else {
      const marked = withoutMark(lines);
      reader = createRecordReader(delimiterOf(marked[0]?.text ?? ""));
      yield* reader.read(marked);
    }
  }
  if (reader) yield* reader.end();
}

async function* meaningful(rows: AsyncIterable<FileRow>): AsyncGenerator<FileRow> {
  let isFirst = true;
  for await (const row of rows) {
    if (isEmpty(row) || (isFirst && isSpreadsheetHint(row))) continue;
    isFirst = false;
    yield row;
  }
}

async function* piecesOf(bytes: Readable, look: (first: Buffer) => void): AsyncGenerator<Buffer> {
  let isFirst = true;
  for await (const piece of bytes) {
    const buffer = Buffer.isBuffer(piece) ? piece : Buffer.from(String(piece));
    if (isFirst) look(buffer);
    isFirst = false;
    yield buffer;
  }
}

/** Without the byte order mark that spreadsheets put before the first line. */
const withoutMark = ([first, ...rest]: readonly Line[]): readonly Line[] =>
  first ? [{ ...first, text: first.text.replace(/^\uFEFF/, "") }, ...rest] : [];

/** A first line such as "sep=;" that is meant for a spreadsheet. */
const isSpreadsheetHint = (row: FileRow): boolean => /^sep=.$/i.test(row.text);

/** The character that the first line is most divided by. */
function delimiterOf(first: string): string {
  const counted = [",", ";", "\t", "|"].map((delimiter) => ({ delimiter, parts: first.split(delimiter).length }));
  return counted.reduce((best, next) => (next.parts > best.parts ? next : best)).delimiter;
}

const isEmpty = (row: FileRow): boolean => row.fields?.every((field) => field.trim() === "") ?? false;
