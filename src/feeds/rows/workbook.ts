import { failed, succeeded, type Outcome } from "#base";
import type { Fault } from "../fault.ts";
import { isEmptyRow, type FileRow } from "./csv-record.ts";
import { gathered, openArchive, workbookFault, type Archive } from "./workbook-archive.ts";
import { readBook, type Book, type SheetPlace } from "./workbook-book.ts";
import { lostFrom, sheetRows, sheetsLeft } from "./workbook-sheet.ts";

/** A workbook that has been opened: its sheets in their order, and the rows of each. */
export type Workbook = {
  readonly sheets: readonly SheetPlace[];
  readonly rows: (sheet: SheetPlace) => AsyncGenerator<FileRow>;
};

/** The first bytes of a zip archive, of which workbooks are made. */
export const isZip = (head: Buffer): boolean =>
  head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5) && (head[3] === 4 || head[3] === 6);

/**
 * Opens a workbook (.xlsx, .xlsm) of at most 50 MB, which is held while it is read; its sheets are unpacked as their
 * rows are asked for. Fails where it is something else, damaged, protected, or unpacks to more than 200 MB.
 * @see https://ecma-international.org/publications-and-standards/standards/ecma-376/
 */
export async function openWorkbook(pieces: AsyncIterable<Buffer>): Promise<Outcome<Workbook, Fault>> {
  const bytes = await gathered(pieces);
  if (!bytes.ok) return bytes;
  const archive = await openArchive(bytes.value);
  if (!archive.ok) return archive;
  const book = await readBook(archive.value);
  return book.ok ? succeeded(workbookOf(archive.value, book.value)) : book;
}

const workbookOf = (archive: Archive, book: Book): Workbook => ({
  sheets: book.sheets,
  rows: (sheet) => sheetRows(archive, book, sheet.path),
});

/**
 * The rows of the sheet that is wanted, or of the first that is shown and has any; then a row that is lost stands for
 * the sheets that have rows too.
 */
export async function workbookRows(
  workbook: Workbook,
  wanted: string | undefined,
): Promise<Outcome<AsyncGenerator<FileRow>, Fault>> {
  if (wanted === undefined) return succeeded(rowsOfFirst(workbook));
  const sheet = workbook.sheets.find(({ name }) => sameName(name, wanted));
  if (sheet) return succeeded(workbook.rows(sheet));
  const value = workbook.sheets.map(({ name }) => name).join(", ");
  const fault = workbookFault("This workbook lacks the sheet that is to be read.", `A sheet named "${wanted}"`);
  return failed({ ...fault, value });
}

const sameName = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();

async function* rowsOfFirst(workbook: Workbook): AsyncGenerator<FileRow> {
  const shown = workbook.sheets.filter(({ isHidden }) => !isHidden);
  let last = 0;
  let left = 0;
  for (const sheet of shown) {
    const isFirst = last === 0;
    for await (const row of workbook.rows(sheet)) {
      if (isEmptyRow(row)) continue;
      if (!isFirst) {
        left++;
        break;
      }
      last = row.lastLine;
      yield row;
    }
  }
  if (left > 0) yield lostFrom(last + 1, sheetsLeft(left));
}
