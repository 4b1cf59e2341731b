import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import yazl from "yazl";
import { openRows, type RowOptions } from "../../src/feeds/rows/read-rows.ts";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** A zip archive of these parts. */
export async function anArchive(parts: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [path, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), path);
  zip.end();
  return buffer(zip.outputStream);
}

/** What stands in a made-up workbook: the rows of each sheet as XML, and whatever else is given. */
export type WorkbookParts = {
  readonly sheets: Readonly<Record<string, string>>;
  readonly hidden?: readonly string[];
  readonly workbookProperties?: string;
  readonly sharedStrings?: string;
  readonly styles?: string;
  readonly more?: Readonly<Record<string, string>>;
};

/** A workbook written by hand. */
export const aWorkbook = async (given: WorkbookParts): Promise<Buffer> => anArchive(workbookParts(given));

export function workbookParts(given: WorkbookParts): Record<string, string> {
  const names = Object.keys(given.sheets);
  const relation = (id: string, kind: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`;
  const relations = (...all: readonly string[]) =>
    `<Relationships xmlns="${RELATIONS}">${all.join("")}</Relationships>`;
  return {
    "_rels/.rels": relations(relation("r1", "officeDocument", "xl/workbook.xml")),
    "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">${given.workbookProperties ?? ""}<sheets>${names
      .map((name, at) => {
        const state = given.hidden?.includes(name) ? ' state="hidden"' : "";
        return `<sheet name="${name}" sheetId="${at + 1}" r:id="s${at}"${state}/>`;
      })
      .join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relations(
      ...names.map((_, at) => relation(`s${at}`, "worksheet", `worksheets/sheet${at + 1}.xml`)),
      relation("strings", "sharedStrings", "sharedStrings.xml"),
      relation("styles", "styles", "/xl/styles.xml"),
    ),
    ...Object.fromEntries(
      Object.values(given.sheets).map((rows, at) => [
        `xl/worksheets/sheet${at + 1}.xml`,
        rows.includes("<worksheet") ? rows : `<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`,
      ]),
    ),
    ...(given.sharedStrings !== undefined && {
      "xl/sharedStrings.xml": `<sst xmlns="${MAIN}">${given.sharedStrings}</sst>`,
    }),
    ...(given.styles !== undefined && { "xl/styles.xml": `<styleSheet xmlns="${MAIN}">${given.styles}</styleSheet>` }),
    ...given.more,
  };
}

/** Rows of texts as a sheet's XML. */
export const textRows = (...rows: readonly (readonly string[])[]): string =>
  rows
    .map((row) => `<row>${row.map((text) => `<c t="inlineStr"><is><t>${escaped(text)}</t></is></c>`).join("")}</row>`)
    .join("");

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** All rows of a file, with their lines, and what it is where it is no table. */
export async function rowsIn(file: Buffer, options: RowOptions & { readonly piece?: number } = {}) {
  const { piece = 1 << 16, ...rest } = options;
  const pieces: Buffer[] = [];
  for (let at = 0; at < file.length; at += piece) pieces.push(file.subarray(at, at + piece));
  const { rows, foreign } = openRows(Readable.from(pieces), rest);
  const all = [];
  for await (const row of rows) all.push(row);
  return { rows: all, foreign: foreign() };
}
