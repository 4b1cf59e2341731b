import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import yazl from "yazl";
import { dayAt, type Day } from "../../lives/day.ts";
import { LineFile } from "../line-file.ts";

/** Text, a number, or a day; nothing leaves the cell out. */
export type Cell = string | number | { readonly day: Day } | undefined;

/**
 * A workbook (.xlsx) of one sheet that is written row by row: the sheet into a file beside it, which goes into the
 * archive at the end. The same rows give the same bytes on any day.
 * @see https://ecma-international.org/publications-and-standards/standards/ecma-376/
 */
export class WorkbookFile {
  readonly path: string;
  rows = 0;
  readonly #sheet: LineFile;

  private constructor(path: string, sheet: LineFile) {
    this.path = path;
    this.#sheet = sheet;
  }

  static async create(path: string): Promise<WorkbookFile> {
    const sheet = await LineFile.create(`${path}.sheet`);
    sheet.add(`${DECLARATION}<worksheet xmlns="${MAIN}"><sheetData>`);
    return new WorkbookFile(path, sheet);
  }

  /** Returns the number of the row, from 1. A row without cells is left out, as spreadsheets do. */
  add(cells: readonly Cell[]): number {
    const row = ++this.rows;
    const written = cells.map((cell, at) => cellXml(cell, `${String.fromCharCode(65 + at)}${row}`)).join("");
    if (written !== "") this.#sheet.add(`<row r="${row}">${written}</row>`);
    return row;
  }

  flushed(): Promise<void> {
    return this.#sheet.flushed();
  }

  async close(): Promise<void> {
    this.#sheet.add("</sheetData></worksheet>");
    await this.#sheet.close();
    const zip = new yazl.ZipFile();
    for (const [path, text] of Object.entries(PARTS)) zip.addBuffer(Buffer.from(text), path, ALWAYS);
    zip.addFile(this.#sheet.path, "xl/worksheets/sheet1.xml", { ...ALWAYS, mode: 0o100_644 });
    zip.end();
    await pipeline(zip.outputStream, createWriteStream(this.path));
    await rm(this.#sheet.path);
  }
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** Archives keep times without a zone: the same everywhere. */
const ALWAYS = { mtime: new Date(2026, 0, 1), forceDosTimestamp: true } as const;

const PARTS: Readonly<Record<string, string>> = {
  "[Content_Types].xml":
    `${DECLARATION}<Types xmlns="${PACKAGE}/content-types">` +
    `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    `<Override PartName="/xl/workbook.xml" ContentType="${SHEETS}.sheet.main+xml"/>` +
    `<Override PartName="/xl/styles.xml" ContentType="${SHEETS}.styles+xml"/>` +
    `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SHEETS}.worksheet+xml"/></Types>`,
  "_rels/.rels":
    `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">` +
    `<Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  "xl/workbook.xml":
    `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">` +
    `<sheets><sheet name="Contacts" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  "xl/_rels/workbook.xml.rels":
    `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">` +
    `<Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>` +
    `<Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
  // The second style shows days.
  "xl/styles.xml":
    `${DECLARATION}<styleSheet xmlns="${MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>` +
    `<fills count="1"><fill><patternFill patternType="none"/></fill></fills>` +
    `<borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs>` +
    `<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
};

const FIRST_DAY = dayAt(1899, 12, 30);

function cellXml(cell: Cell, place: string): string {
  if (cell === undefined || cell === "") return "";
  if (typeof cell === "string") return `<c r="${place}" t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`;
  if (typeof cell === "number") return `<c r="${place}"><v>${cell}</v></c>`;
  return `<c r="${place}" s="1"><v>${cell.day - FIRST_DAY}</v></c>`;
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
