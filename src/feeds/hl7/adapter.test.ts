import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { odsCode } from "#base";
import { aHeader, aMessage, aPid, aSegment, segments } from "../../../test/builders/hl7-message.ts";
import { aDelivery, readWhole, type WholeReading } from "../../../test/builders/readings.ts";
import { createHl7Adapter } from "./adapter.ts";
import { LARGEST_MESSAGE } from "./message-cutter.ts";

const FACTS = aDelivery({ source: odsCode("XT901"), fileName: "2025-05-20.hl7" });
const read = (file: string | Buffer, options: { resumeAfter?: number; piece?: number } = {}): Promise<WholeReading> =>
  readWhole(createHl7Adapter(), file, { facts: FACTS, ...options });

const person = (patient: string): string => segments(aHeader("ADT^A28"), aPid(patient));
const THREE = ["1", "2", "3"].map(person).join("");
const idsIn = ({ entries }: WholeReading): readonly string[] => entries.map(({ resource }) => resource.id);
const placesIn = ({ rejections }: WholeReading) => rejections.map(({ line, field, lost }) => [line, field, lost]);

describe("a file of messages", () => {
  it("is read message by message, however its lines end and however it comes in pieces", async () => {
    for (const end of ["\r", "\n", "\r\n"]) {
      for (const piece of [1, 7, 1 << 16]) {
        const whole = await read(THREE.replaceAll("\r", end), { piece });
        expect(idsIn(whole)).toEqual(["1", "2", "3"]);
        expect(whole.rejections).toEqual([]);
        expect(whole.entries.map(({ line }) => line)).toEqual([1, 3, 5]);
      }
    }
  });

  it("may mix line ends, empty lines, a byte order mark, headers of batches and the frames of a connection", async () => {
    const file = [
      "\uFEFFFHS|^~\\&|PAS\r\n\r\nBHS|^~\\&|PAS\n",
      `\x0b${person("1")}\x1c\r`,
      person("2").replaceAll("\r", "\r\n"),
      `\n\n\x0b${person("3").replaceAll("\r", "\n")}\x1c`,
      "BTS|3\nFTS|1",
    ].join("");
    for (const piece of [1, 5, 1 << 16]) {
      const whole = await read(file, { piece });
      expect(idsIn(whole)).toEqual(["1", "2", "3"]);
      expect(whole.rejections).toEqual([]);
    }
  });

  it("goes on after the last message that was taken whole", async () => {
    const { entries, line } = await read(THREE, { resumeAfter: 4 });
    expect(entries.map(({ resource }) => resource.id)).toEqual(["3"]);
    expect(line).toBe(6);
    expect((await read(THREE, { resumeAfter: 6 })).readings).toEqual([]);
    // Of a message that had been begun, nothing was kept.
    expect(idsIn(await read(THREE, { resumeAfter: 3 }))).toEqual(["2", "3"]);
  });

  it("is read by each message's own character set", async () => {
    const named = (name: string, charset: string) =>
      segments(aHeader("ADT^A28", "20250520", "M1", `||||||${charset}`), aPid("7", { 5: name }));
    const file = Buffer.concat([
      Buffer.from(named("Muñoz^José", "8859/1"), "latin1"),
      Buffer.from(named("Kowalska^Łucja", "UNICODE UTF-8"), "utf8"),
    ]);
    const names = (await read(file)).entries.map(({ resource }) => "name" in resource && resource.name);
    expect(names).toMatchObject([[{ family: "Muñoz", given: ["José"] }], [{ family: "Kowalska", given: ["Łucja"] }]]);
  });

  it("refuses a message that is larger than can be held, and takes the others", async () => {
    const large = segments(aHeader("MDM^T02"), aSegment("OBX", { 5: "A".repeat(LARGEST_MESSAGE) }));
    const many = segments(aHeader("MDM^T02")) + segments("NTE|1||words").repeat(600_000);
    const whole = await read(person("1") + large + many + person("2"));
    expect(idsIn(whole)).toEqual(["1", "2"]);
    expect(placesIn(whole)).toEqual([
      [3, "message", "row"],
      [5, "message", "row"],
    ]);
  });

  it("says of lines before any message that they belong to none", async () => {
    const whole = await read(`PID|1||9^^^XT901^MR\rPV1|1|I\r${person("1")}`);
    expect(idsIn(whole)).toEqual(["1"]);
    expect(placesIn(whole)).toEqual([[1, "MSH", "row"]]);
    expect(whole.rejections[0]?.reason).toBe("Lines 1 to 2 stand before any message.");
  });

  it("says where a batch holds fewer messages than it claims", async () => {
    const whole = await read(`BHS|^~\\&\r${THREE}BTS|4\r`);
    expect(idsIn(whole)).toEqual(["1", "2", "3"]);
    expect(whole.rejections).toMatchObject([
      { line: 8, field: "BTS-1", reason: "This batch says that it holds 4 messages; 3 stand in it." },
    ]);
  });

  it("is refused whole where it is empty, or holds no message, or is another program's", async () => {
    for (const [file, reason] of [
      ["", "This file is empty."],
      ["\n\n", "This file is empty."],
      ["id,name\n1,Ada\n", "No HL7 v2 message stands in this file."],
      [
        Buffer.from([0x50, 0x4b, 0x03, 0x04, 0, 0]),
        "This file is a zip archive or a workbook of a spreadsheet program.",
      ],
    ] as const) {
      const { entries, rejections } = await read(file);
      expect(entries).toEqual([]);
      expect(rejections).toMatchObject([{ line: 1, field: "file", reason, lost: "row" }]);
    }
  });

  it("counts in what it counts out: every message gives entries or a rejection, whatever befell the file", async () => {
    const healthy = ["1", "2", "3"]
      .map((patient) => aMessage({ type: "ADT^A01", patient, visit: `S${patient}` }))
      .join("");
    await fc.assert(
      fc.asyncProperty(fc.array(aDamage, { minLength: 1, maxLength: 8 }), async (damages) => {
        const file = damages.reduce<Buffer>(damaged, Buffer.from(healthy));
        const { entries, rejections } = await read(file, { piece: 97 });
        const told = new Set([...entries, ...rejections].map(({ line }) => line));
        const messages = file
          .toString("latin1")
          .split(LINE_END)
          .filter((line) => /^[ \t]*MSH(?![A-Za-z0-9])/.test(line));
        expect(told.size).toBeGreaterThanOrEqual(messages.length);
        expect(told.size).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });
});

// eslint-disable-next-line no-control-regex -- the frames of a connection
const LINE_END = /[\r\n\v\x1c]/;

type Damage = { readonly kind: "flip" | "cut" | "insert"; readonly at: number; readonly byte: number };

const aDamage: fc.Arbitrary<Damage> = fc.record({
  kind: fc.constantFrom("flip", "cut", "insert"),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  byte: fc.nat(255),
});

function damaged(bytes: Buffer, { kind, at, byte }: Damage): Buffer {
  const place = Math.floor(at * (bytes.length - 1));
  const rest = kind === "insert" ? place : kind === "flip" ? place + 1 : place + 1 + (byte % 40);
  const middle = kind === "cut" ? Buffer.alloc(0) : Buffer.from([byte]);
  return Buffer.concat([bytes.subarray(0, place), middle, bytes.subarray(Math.min(rest, bytes.length))]);
}
