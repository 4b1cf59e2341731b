import type { Readable } from "node:stream";
import { foreignFile } from "../foreign-file.ts";
import type { Fault } from "../fault.ts";
import { createRecordReader, isEmptyRow, type FileRow } from "./csv-record.ts";
import { delimiterOf } from "./delimiter.ts";
import { withLineFeeds } from "./line-ends.ts";
import { readLines, type Line } from "./lines.ts";
import { inUtf8, utf16In } from "./utf16.ts";
import { isZip, openWorkbook, workbookRows } from "./workbook.ts";

/** Bytes. Rows of agencies' tables are a few hundred bytes; a note within one may be long. */
const LONGEST_LINE = 200_000;

/** A file of rows as it is read. */
export type RowFile = {
  /** Every row that is not empty, the one with the names of the columns first. */
  readonly rows: AsyncGenerator<FileRow>;
  /** Once reading has begun: what the file is, where it is no table, or why its rows cannot be reached. */
  readonly foreign: () => Fault | undefined;
};

export type RowOptions = {
  /** The sheet of a workbook that is to be read; none: the first that has rows. */
  readonly sheet?: string | undefined;
};

/**
 * Opens a file of rows: a workbook (.xlsx), or CSV in UTF-8, or in UTF-16 or Windows-1252 in which spreadsheets write;
 * divided by comma, semicolon, tab or bar, as its first lines show.
 */
export function openRows(bytes: Readable, { sheet }: RowOptions = {}): RowFile {
  let foreign: Fault | undefined;
  async function* rows(): AsyncGenerator<FileRow> {
    const { head, pieces } = await beginningOf(bytes);
    const encoding = utf16In(head);
    if (!isZip(head)) {
      const fault = encoding ? undefined : foreignFile(head);
      foreign = fault && { ...fault, accepted: ACCEPTED };
      yield* meaningful(csvRows(encoding ? inUtf8(pieces, encoding) : pieces));
      return;
    }
    const workbook = await openWorkbook(pieces);
    const found = workbook.ok ? await workbookRows(workbook.value, sheet) : workbook;
    if (found.ok) yield* meaningful(found.value);
    else foreign = found.problem;
  }
  return { rows: rows(), foreign: () => foreign };
}

const ACCEPTED = "CSV in UTF-8, UTF-16 or Windows-1252, or a workbook (.xlsx) without a password";

/** The sheets of a workbook that are shown, in their order; none where the file is no workbook that can be read. */
export async function sheetNames(bytes: Readable): Promise<readonly string[]> {
  const { head, pieces } = await beginningOf(bytes);
  try {
    const workbook = isZip(head) ? await openWorkbook(pieces) : undefined;
    if (!workbook?.ok) return [];
    return workbook.value.sheets.filter(({ isHidden }) => !isHidden).map(({ name }) => name);
  } finally {
    await pieces.return(undefined);
    bytes.destroy();
  }
}

/** Bytes by which a file's kind is known. */
const HEAD = 16;

/** A file's first bytes, and all of its pieces, the first ones included. */
async function beginningOf(bytes: Readable): Promise<{ head: Buffer; pieces: AsyncGenerator<Buffer> }> {
  const stream: AsyncIterator<unknown> = bytes[Symbol.asyncIterator]();
  const first: Buffer[] = [];
  let length = 0;
  while (length < HEAD) {
    const next = await stream.next();
    if (next.done === true) break;
    const piece = asBuffer(next.value);
    first.push(piece);
    length += piece.length;
  }
  async function* pieces(): AsyncGenerator<Buffer> {
    try {
      while (first.length > 0) yield first.shift() ?? Buffer.alloc(0);
      for (let next = await stream.next(); next.done !== true; next = await stream.next()) yield asBuffer(next.value);
    } finally {
      await stream.return?.();
    }
  }
  return { head: Buffer.concat(first, Math.min(length, HEAD)), pieces: pieces() };
}

const asBuffer = (piece: unknown): Buffer => (Buffer.isBuffer(piece) ? piece : Buffer.from(String(piece)));

/** Lines by which the delimiter is known, and characters of them that are waited for at most. */
const TELLING_LINES = 20;
const TELLING_CHARACTERS = 100_000;

async function* csvRows(pieces: AsyncIterable<Buffer>): AsyncGenerator<FileRow> {
  const windows1252 = new TextDecoder("windows-1252");
  const rules = { longest: LONGEST_LINE, decodeOther: (line: Buffer) => windows1252.decode(line) };
  let reader: ReturnType<typeof createRecordReader> | undefined;
  let waiting: Line[] = [];
  const begin = () => {
    const marked = withoutMark(waiting);
    waiting = [];
    reader = createRecordReader(delimiterOf(tellingLines(marked)));
    return reader.read(marked);
  };
  for await (const lines of readLines(withLineFeeds(pieces), rules)) {
    if (reader) yield* reader.read(lines);
    else {
      waiting = [...waiting, ...lines];
      if (tellingLines(waiting).length < waiting.length) yield* begin();
    }
  }
  if (!reader) yield* begin();
  if (reader) yield* reader.end();
}

/** The first lines, however many the pieces of the file bring at a time. */
function tellingLines(lines: readonly Line[]): readonly string[] {
  const telling: string[] = [];
  let characters = 0;
  for (const { text } of lines) {
    if (telling.length >= TELLING_LINES || characters > TELLING_CHARACTERS) break;
    telling.push(text);
    characters += text.length;
  }
  return telling;
}

async function* meaningful(rows: AsyncIterable<FileRow>): AsyncGenerator<FileRow> {
  let isFirst = true;
  for await (const row of rows) {
    if (isEmptyRow(row) || (isFirst && isSpreadsheetHint(row))) continue;
    isFirst = false;
    yield row;
  }
}

/** Without the byte order mark that spreadsheets put before the first line. */
const withoutMark = ([first, ...rest]: readonly Line[]): readonly Line[] =>
  first ? [{ ...first, text: first.text.replace(/^\uFEFF/, "") }, ...rest] : [];

/** A first line such as "sep=;" that is meant for a spreadsheet. */
const isSpreadsheetHint = (row: FileRow): boolean => /^sep=.$/i.test(row.text);
