import { crc32, deflateRawSync, gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import type { Adapter } from "../../src/feeds/adapter.ts";
import { readWhole } from "../builders/readings.ts";
import { soundFiles } from "../builders/sound-files.ts";

const MB = 1024 ** 2;

/** A zip archive of these entries, as any writer makes it; `lie` states another size than the entry has. */
function zip(entries: readonly { name: string; bytes: Buffer; lie?: number }[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes, lie = bytes.length } of entries) {
    const packed = deflateRawSync(bytes);
    const title = Buffer.from(name);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(crc32(bytes), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(lie, 18);
    facts.writeUInt16LE(title.length, 22);
    parts.push(Buffer.from("PK\x03\x04", "latin1"), facts, title, packed);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from("PK\x01\x02\x14\x00", "latin1"), facts, tail, title);
    offset += 30 + title.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, listed, Buffer.from("PK\x05\x06", "latin1"), end]);
}

const workbook = (sheet: Buffer, more: readonly { name: string; bytes: Buffer; lie?: number }[] = [], lie?: number) =>
  zip([
    {
      name: "xl/workbook.xml",
      bytes: Buffer.from(
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
      ),
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      bytes: Buffer.from(
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
      ),
    },
    { name: "xl/worksheets/sheet1.xml", bytes: sheet, ...(lie !== undefined && { lie }) },
    ...more,
  ]);

const SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>';
const LAUGHS = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "lol">${Array.from({ length: 12 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join("")}]>`;

/** Each small on the way in and vast, or endless, for whoever takes it at its word. */
const BOMBS: readonly (readonly [string, () => Buffer])[] = [
  [
    "a workbook of 300 MB of spaces in 300 kB",
    () => workbook(Buffer.concat([Buffer.from(SHEET), Buffer.alloc(300 * MB, " ")])),
  ],
  [
    "a workbook that lies about its size",
    () => workbook(Buffer.concat([Buffer.from(SHEET), Buffer.alloc(50 * MB, " ")]), [], 100),
  ],
  [
    "a workbook with ten thousand entries",
    () =>
      workbook(
        Buffer.from(SHEET),
        Array.from({ length: 10_000 }, (_, n) => ({ name: `x/${n}`, bytes: Buffer.from("x") })),
      ),
  ],
  [
    "a workbook with entities that multiply",
    () =>
      workbook(
        Buffer.from(
          `${LAUGHS}<worksheet><sheetData><row><c t="inlineStr"><is><t>&l12;</t></is></c></row></sheetData></worksheet>`,
        ),
      ),
  ],
  ["a workbook nested without end", () => workbook(Buffer.from(SHEET + "<row>".repeat(500_000)))],
  [
    "a workbook with a cell at the end of the world",
    () =>
      workbook(
        Buffer.from(
          `${SHEET}<row r="1"><c r="XFD1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>`,
        ),
      ),
  ],
  [
    "a zip within a zip within a zip",
    () => [1, 2, 3].reduce<Buffer>((inner) => zip([{ name: "a.zip", bytes: inner }]), Buffer.alloc(MB)),
  ],
  [
    "a workbook with shared strings of 300 MB",
    () =>
      workbook(Buffer.from(SHEET), [
        { name: "xl/sharedStrings.xml", bytes: Buffer.alloc(300 * MB, "<si><t>a</t></si>") },
      ]),
  ],
  ["a gzip of 100 MB", () => gzipSync(Buffer.alloc(100 * MB))],
  [
    "XML with entities that multiply",
    () => Buffer.from(`${LAUGHS}<Patient xmlns="http://hl7.org/fhir"><id value="&l12;"/></Patient>`),
  ],
  [
    "XML with an entity from elsewhere",
    () =>
      Buffer.from(
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Patient xmlns="http://hl7.org/fhir"><id value="&x;"/></Patient>',
      ),
  ],
  ["XML nested without end", () => Buffer.from(`<Bundle xmlns="http://hl7.org/fhir">${"<entry>".repeat(1_000_000)}`)],
  [
    "XML with an attribute of 30 MB",
    () => Buffer.from(`<Patient xmlns="http://hl7.org/fhir"><id value="${"x".repeat(30 * MB)}"/></Patient>`),
  ],
  [
    "JSON nested without end",
    () => Buffer.from(`{"resourceType":"Bundle","type":"batch","entry":${"[".repeat(2_000_000)}`),
  ],
  [
    "JSON nested deep and closed",
    () => Buffer.from(`{"resourceType":"Patient","id":"p","extension":${"[".repeat(20_000)}${"]".repeat(20_000)}}\n`),
  ],
  ["one line of 60 MB", () => Buffer.alloc(60 * MB, "x")],
  ["a million columns", () => Buffer.from(`${"a,".repeat(1_000_000)}\n${"1,".repeat(1_000_000)}\n`)],
  ["a million quotes", () => Buffer.from('a,b\n"'.padEnd(1_000_000, '"'))],
  ["a quote that is never closed, over a million lines", () => Buffer.from(`a,b\n"x${"\ny,z".repeat(1_000_000)}`)],
  ["a million empty lines", () => Buffer.alloc(MB, "\n")],
  ["nothing but zeros", () => Buffer.alloc(5 * MB)],
  [
    "a message of a million segments",
    () => Buffer.from(`MSH|^~\\&|A|B|C|D|20260503||ADT^A01|1|P|2.4\r${"OBX|1|ST|X||y\r".repeat(500_000)}`),
  ],
  [
    "a message with a million repetitions",
    () => Buffer.from(`MSH|^~\\&|A|B|C|D|20260503||ADT^A01|1|P|2.4\rPID|1||${"1~".repeat(1_000_000)}\r`),
  ],
  [
    "a message that escapes without end",
    () => Buffer.from(`MSH|^~\\&|A|B|C|D|20260503||ADT^A01|1|P|2.4\rPID|1||1||${"\\X41".repeat(500_000)}\r`),
  ],
];

/** Milliseconds, on a machine that is busy besides. */
const LONGEST = 60_000;
/** Bytes that reading may need beyond the file itself and what was there before. */
const MOST_MEMORY = 900 * MB;

describe("a bomb", { timeout: 600_000 }, () => {
  let adapters: ReadonlyMap<string, Adapter>;
  beforeAll(async () => {
    const sound = await soundFiles();
    adapters = new Map([...sound].flatMap(([format, [first]]) => (first ? [[format, first.adapter] as const] : [])));
  }, 120_000);

  it.each(BOMBS)("%s is refused in words, soon, and without filling the memory", async (_name, make) => {
    const bomb = make();
    for (const [format, adapter] of adapters) {
      const before = process.memoryUsage().rss;
      const started = performance.now();
      const { entries, rejections, line } = await readWhole(adapter, bomb, { piece: 1 << 18 });
      expect(performance.now() - started, format).toBeLessThan(LONGEST);
      expect(process.memoryUsage().rss - before, format).toBeLessThan(MOST_MEMORY);
      expect(entries.length, format).toBeLessThan(10);
      expect(rejections.length + entries.length + line, format).toBeGreaterThan(0);
      for (const { reason, accepted } of rejections.slice(0, 100)) expect([reason, accepted]).not.toContain("");
    }
  });
});
