import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anArchive, aWorkbook, rowsIn, textRows, workbookParts } from "../builders/workbook.ts";

const written = (name: string) => readFileSync(new URL(`./workbooks/${name}.xlsx`, import.meta.url));
const fieldsOf = async (file: Buffer, sheet?: string) =>
  (await rowsIn(file, { sheet })).rows.map(({ fields, fault }) => fields ?? fault?.reason);

describe("a workbook that another program wrote", () => {
  it("openpyxl: merged cells, days and times, rich text, digits, an empty row, a formula never worked out", async () => {
    const { rows } = await rowsIn(written("openpyxl"));
    expect(rows.map(({ line, fields }) => [line, ...(fields ?? [])])).toEqual([
      [1, "Age Well – contacts in March"],
      [3, "Name", "Date", "Time", "Count", "Share", "Seen", "Ref"],
      [4, "Zoë O’Hara", "2026-03-05", "09:30:00", "3", "0.3", "TRUE", "000042"],
      [5, "Zoë O’Hara", "2026-03-06T14:45:30", "00:00:00", "10000000000", "-0.5", "FALSE", "000007"],
      [6, 'Padma "Pat" Rao', "31/12/2025", "", "=SUM(D4:D5)", "", "", ""],
      [7, "Two\nlines", "", "", "#N/A", "", "", "1234567"],
    ]);
  });

  it("XlsxWriter: the first sheet with rows, formats of many kinds, and a word about the sheet that is left", async () => {
    expect(await fieldsOf(written("xlsxwriter"))).toEqual([
      ["Name", "Day", "Moment", "Hours", "US", "Number", "Pounds", "Sum", "Wrong", "Seen"],
      [
        ...["Zoë", "2026-03-05", "2026-03-05T09:05:00", "36:30:00", "1947-12-31", "0009990000", "-12.5", "2"],
        ...["#N/A", "TRUE"],
      ],
      ["After an empty row", "1900-02-29", "", "", "", "", "", "ab", "", ""],
      "1 more sheet of this workbook holds rows, which were not read.",
    ]);
    expect(await fieldsOf(written("xlsxwriter"), " april ")).toEqual([["Name"], ["Left behind"]]);
  });

  it("ExcelJS, write-excel-file, and XlsxWriter with text in its place", async () => {
    expect(await fieldsOf(written("exceljs"))).toEqual([
      ["Name", "Datum", "Zahl"],
      ["Jürgen", "2026-03-05", "1.005"],
      ["Rich text", "", "Name"],
    ]);
    expect(await fieldsOf(written("write-excel-file"))).toEqual([
      ["Name", "Date", "Seen"],
      ["Ann", "2026-03-05", "TRUE"],
    ]);
    expect(await fieldsOf(written("in-line"))).toEqual([
      ["Name", "Note"],
      ["Ann", "a & b <c>"],
    ]);
  });

  it("counts from 1904 where it says so", async () => {
    expect(await fieldsOf(written("from-1904"))).toEqual([
      ["Name", "Date"],
      ["A", "2026-03-05"],
    ]);
  });

  it("is the same however it comes in pieces", async () => {
    for (const piece of [1, 7, 500]) {
      expect((await rowsIn(written("openpyxl"), { piece })).rows).toEqual((await rowsIn(written("openpyxl"))).rows);
    }
  });
});

describe("an odd workbook", () => {
  it("may lack the numbers of its rows and cells, and use prefixes", async () => {
    const sheet = `<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>
      <x:row><x:c t="inlineStr"><x:is><x:t>A</x:t></x:is></x:c><x:c><x:v>1</x:v></x:c></x:row>
      <x:row r="7"><x:c r="C7"><x:v>3</x:v></x:c><x:c><x:v>4</x:v></x:c></x:row>
      </x:sheetData><x:mergeCells><x:mergeCell ref="A7:A8"/></x:mergeCells></x:worksheet>`;
    const { rows } = await rowsIn(await aWorkbook({ sheets: { One: sheet } }));
    expect(rows.map(({ line, fields }) => [line, ...(fields ?? [])])).toEqual([
      [1, "A", "1"],
      [7, "", "", "3", "4"],
    ]);
  });

  it("keeps its lines in order, though its row numbers run back", async () => {
    const cell = '<c t="inlineStr"><is><t>x</t></is></c>';
    const sheet = `<row r="5">${cell}</row><row r="5">${cell}</row><row r="2">${cell}</row><row r="99999999">${cell}</row>`;
    const { rows } = await rowsIn(await aWorkbook({ sheets: { One: sheet } }));
    expect(rows.map(({ line }) => line)).toEqual([5, 6, 7, 8]);
  });

  it("leaves hidden sheets and pronunciations alone", async () => {
    const file = await aWorkbook({
      sheets: { Lists: textRows(["Hidden"]), Shown: '<row><c t="s"><v>0</v></c></row>' },
      hidden: ["Lists"],
      sharedStrings: "<si><t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh></si>",
    });
    expect(await fieldsOf(file)).toEqual([["東京"]]);
    expect(await fieldsOf(file, "Lists")).toEqual([["Hidden"]]);
  });

  it("is told where the sheet is not there that is wanted", async () => {
    const { rows, foreign } = await rowsIn(await aWorkbook({ sheets: { One: textRows(["A"]) } }), { sheet: "Two" });
    expect(rows).toEqual([]);
    expect(foreign).toMatchObject({ accepted: 'A sheet named "Two"', value: "One" });
  });

  it("has each row as wide as the widest before it, so that empty cells at the end are no fault", async () => {
    const file = await aWorkbook({ sheets: { One: textRows(["A", "B", "C"], ["1"], ["1", "2"]) } });
    expect(await fieldsOf(file)).toEqual([
      ["A", "B", "C"],
      ["1", "", ""],
      ["1", "2", ""],
    ]);
  });

  it("loses a row that is too wide or too long, and reads the others", async () => {
    const wide = '<row><c r="XFD2"><v>1</v></c></row>';
    const long = textRows(["x".repeat(200_001)]);
    expect(
      await fieldsOf(await aWorkbook({ sheets: { One: textRows(["A"]) + wide + long + textRows(["B"]) } })),
    ).toEqual([["A"], "This row has more than 2000 columns.", "This row is too long.", expect.arrayContaining(["B"])]);
  });
});

describe("what is no workbook that can be read", () => {
  const reasonOf = async (file: Buffer) => (await rowsIn(file)).foreign?.reason;
  const good = { sheets: { One: textRows(["A"]) } };

  it.each([
    ["an archive of other things", { "a.csv": "Name" }, "This zip archive holds no workbook."],
    ["an OpenDocument spreadsheet", { mimetype: "x", "content.xml": "<a/>" }, "an OpenDocument spreadsheet (.ods)"],
    ["a binary workbook", { ...workbookParts(good), ...relationTo("xl/workbook.bin") }, "a binary workbook (.xlsb)"],
    [
      "a letter",
      { ...relationTo("word/document.xml"), "word/document.xml": "<document/>" },
      "a document of an office program, but no workbook",
    ],
    ["a workbook without its list of sheets", relationTo("xl/workbook.xml"), "lacks a part (xl/workbook.xml)"],
    ["parts that are no XML", { ...workbookParts(good), "xl/workbook.xml": "<a" }, "is not sound XML"],
    ["other encodings", { ...workbookParts(good), "xl/workbook.xml": Buffer.from([60, 0xe9]) }, "not written in UTF-8"],
  ] as const)("%s", async (_, parts, reason) => {
    expect(await reasonOf(await anArchive(parts))).toContain(reason);
  });

  it("a workbook of before 2007, or protected", async () => {
    const file = Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(600)]);
    expect(await reasonOf(file)).toContain("before 2007 (.xls, .doc), or one that a password protects");
    expect((await rowsIn(file)).foreign?.accepted).toContain("a workbook (.xlsx) without a password");
  });

  it("an archive that unpacks to far more than it is", async () => {
    const bomb = { ...workbookParts(good), "xl/media/bomb.bin": Buffer.alloc(60_000_000) };
    expect(await reasonOf(await anArchive(bomb))).toContain("more than 250 times its size");
  });

  it("an archive that unpacks to more than 200 MB", async () => {
    const filler = Buffer.alloc(110_000_000);
    for (let at = 0; at < filler.length; at += 64) filler.writeUInt32LE((at * 2_654_435_761) % 4_294_967_296, at);
    const file = await anArchive({ ...workbookParts(good), "xl/one.bin": filler, "xl/two.bin": filler });
    expect(await reasonOf(file)).toBe("This workbook unpacks to more than 200 MB.");
  });

  it("an archive whose parts say less than they hold", async () => {
    const file = await aWorkbook({ sheets: { One: textRows(...Array.from({ length: 2000 }, () => ["text"])) } });
    // The length unpacked, as the list of parts at the end gives it.
    const at = file.lastIndexOf("xl/worksheets/sheet1.xml") - 22;
    file.writeUInt32LE(1000, at);
    expect((await fieldsOf(file)).at(-1)).toContain("This workbook is damaged");
  });

  it("an archive whose parts do not add up", async () => {
    const file = await anArchive({ ...workbookParts(good), "xl/worksheets/sheet1.xml": Buffer.from(SHEET) });
    const stored = Buffer.from(file);
    // The sum of the sheet, as the list of parts at the end gives it.
    const at = file.lastIndexOf("xl/worksheets/sheet1.xml") - 30;
    stored.writeUInt32LE(12_345, at);
    expect((await fieldsOf(stored)).at(-1)).toContain("cannot be unpacked to its end");
    expect(await fieldsOf(file)).toEqual([["A"]]);
  });

  it("an archive of very many parts", async () => {
    const parts = Object.fromEntries(Array.from({ length: 2001 }, (_, at) => [`part${at}`, ""]));
    expect(await reasonOf(await anArchive(parts))).toContain("more than 2000 parts");
  });

  it("a file that is larger than a workbook may be", async () => {
    const file = Buffer.alloc(51 * 1024 * 1024);
    file.write("PK\u0003\u0004");
    expect(await reasonOf(file)).toBe("This workbook is larger than 50 MB.");
  });

  it("entities that grow without end", async () => {
    const laughs = `<!DOCTYPE worksheet [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><worksheet><sheetData>
      <row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>`;
    expect(await fieldsOf(await aWorkbook({ sheets: { One: laughs } }))).toEqual([
      expect.stringContaining("declares a document type"),
    ]);
  });

  it("elements that stand too deep in each other", async () => {
    const deep = `<worksheet><sheetData>${"<row>".repeat(5000)}</sheetData></worksheet>`;
    expect((await fieldsOf(await aWorkbook({ sheets: { One: deep } }))).at(-1)).toContain("too deep");
  });

  it("a text that does not end, however well it packs", async () => {
    // Text that packs by less than a bomb does.
    const noise = Array.from({ length: 1_200_000 }, (_, at) => ((at * 7919) % 997).toString(36)).join("");
    const file = await aWorkbook({ sheets: { One: `<row><c t="inlineStr"><is><t>${noise}</t></is></c></row>` } });
    expect(await fieldsOf(file)).toEqual([expect.stringContaining("a text in it is too long")]);
  });
});

const SHEET = `<worksheet><sheetData>${textRows(["A"])}</sheetData></worksheet>`;

function relationTo(path: string): Record<string, string> {
  return {
    "_rels/.rels": `<Relationships><Relationship Id="a" Type="x/officeDocument" Target="${path}"/></Relationships>`,
  };
}

describe("a spoilt workbook", { timeout: 120_000 }, () => {
  const place = fc.double({ min: 0, max: 0.999, noNaN: true });
  const spoil = (file: Buffer, where: number, bit: number): Buffer => {
    const spoilt = Buffer.from(file);
    const at = Math.floor(where * file.length);
    spoilt[at] = (spoilt[at] ?? 0) ^ (1 << bit);
    return spoilt;
  };

  it("is never thrown at; its rows come in order; what is lost is told", async () => {
    const good = written("openpyxl");
    const lines = (await rowsIn(good)).rows.map(({ line }) => line);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(place, fc.nat(7)), { minLength: 1, maxLength: 3 }),
        fc.option(place),
        async (flips, cut) => {
          const flipped = flips.reduce<Buffer>((file, [where, bit]) => spoil(file, where, bit), good);
          const file = cut === null ? flipped : flipped.subarray(0, Math.floor(cut * flipped.length));
          const { rows, foreign } = await rowsIn(file);
          const got = rows.map(({ line }) => line);
          expect(got).toEqual([...new Set(got)].sort((a, b) => a - b));
          const isTold = foreign !== undefined || rows.some(({ fault }) => fault !== undefined);
          const isWhole = lines.every((line) => got.includes(line));
          if (file.subarray(0, 4).equals(good.subarray(0, 4))) expect(isTold || isWhole).toBe(true);
        },
      ),
      { numRuns: 600 },
    );
  });
});
