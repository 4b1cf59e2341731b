import fc from "fast-check";
import { expect } from "vitest";
import { deliveryId, cellId, odsCode } from "#base";
import { entryVersionOf } from "../../src/record/entry.ts";
import type { Adapter } from "../../src/feeds/adapter.ts";
import { aDelivery, readWhole } from "./readings.ts";

/** One way to spoil a file: cut it, flip bits, put something in, say something twice, make a field huge, write it otherwise. */
export type Spoiling = (file: Buffer) => Buffer;

const place = fc.double({ min: 0, max: 0.999, noNaN: true });
const at = (file: Buffer, where: number) => Math.floor(where * file.length);
const put = (file: Buffer, where: number, what: Buffer) =>
  Buffer.concat([file.subarray(0, at(file, where)), what, file.subarray(at(file, where))]);

const OPENED = ["{", "[", "<a>", '{"a":', "<contained>", "(", "&", "^", "~", '"'];
const inserted = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 6 }).map((bytes) => Buffer.from(bytes)),
  fc
    .constantFrom(
      "\n",
      '"',
      "\\u0000",
      "\0",
      "1e400",
      "null",
      "{",
      "]",
      ",,",
      "\r",
      "\\ud800",
      "\r\n\r\n",
      "\u000b",
      "\u001c\r",
    )
    .map((text) => Buffer.from(text)),
  fc
    .constantFrom(
      "MSH|",
      "<!DOCTYPE x [<!ENTITY a 'b'>]>",
      "&a;",
      "<script>",
      "=cmd()",
      "\uFEFF",
      "-1",
      "9".repeat(400),
    )
    .map((text) => Buffer.from(text)),
  fc.constant(Buffer.alloc(300_000, "x")),
  fc
    .tuple(fc.constantFrom(...OPENED), fc.integer({ min: 50, max: 20_000 }))
    .map(([open, times]) => Buffer.from(open.repeat(times))),
);

/** Any of the ways, with any of their places. */
export const spoiling: fc.Arbitrary<Spoiling> = fc.oneof(
  { weight: 3, arbitrary: place.map((where) => (file: Buffer) => file.subarray(0, at(file, where))) },
  {
    weight: 5,
    arbitrary: fc
      .array(fc.tuple(place, fc.integer({ min: 0, max: 7 })), { minLength: 1, maxLength: 5 })
      .map((flips) => (file: Buffer) => {
        const spoilt = Buffer.from(file);
        for (const [where, bit] of flips) {
          if (spoilt.length > 0) spoilt[at(spoilt, where)] = (spoilt[at(spoilt, where)] ?? 0) ^ (1 << bit);
        }
        return spoilt;
      }),
  },
  {
    weight: 5,
    arbitrary: fc.tuple(place, inserted).map(
      ([where, what]) =>
        (file: Buffer) =>
          put(file, where, what),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(place, place, fc.integer({ min: 1, max: 400 })).map(
      ([from, to, length]) =>
        (file: Buffer) =>
          put(file, to, file.subarray(at(file, from), at(file, from) + length)),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(place, fc.integer({ min: 1, max: 200 })).map(
      ([from, length]) =>
        (file: Buffer) =>
          Buffer.concat([file.subarray(0, at(file, from)), file.subarray(at(file, from) + length)]),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Spoiling>(
      (file) => Buffer.from(file.toString("utf8"), "utf16le"),
      (file) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(file.toString("utf8"), "utf16le")]),
      (file) => Buffer.from(file.toString("utf8"), "latin1"),
      (file) => Buffer.from(file.toString("latin1"), "utf8"),
      (file) => Buffer.from(file.toString("latin1").replaceAll("\n", "\r"), "latin1"),
      (file) => Buffer.from(file.toString("latin1").replaceAll("\n", "\r\n"), "latin1"),
      (file) => Buffer.concat([file, file]),
      (file) => Buffer.from(file).reverse(),
    ),
  },
);

export type SoundFile = { readonly adapter: Adapter; readonly bytes: Buffer };

/** Milliseconds within which any small file must be read, however it is spoilt, on a machine that is busy besides. */
const LONGEST = 20_000;

/**
 * Reads a spoilt file as a load would, and holds what comes to what every adapter promises: it does not throw or hang,
 * what it gives can be stored, and what it does not take it explains.
 */
export async function readSpoilt({ adapter, bytes }: SoundFile, piece: number): Promise<void> {
  const started = performance.now();
  const { entries, rejections, readings, line } = await readWhole(adapter, bytes, { piece });
  expect(performance.now() - started).toBeLessThan(LONGEST);
  const lines = [...entries, ...rejections].map((one) => one.line);
  expect(lines.every((one) => one >= 1 && one <= Math.max(line, 1))).toBe(true);
  const read = readings.map((reading) => reading.line);
  expect(read).toEqual(read.toSorted((a, b) => a - b));
  for (const { reason, accepted, field } of rejections) {
    expect([reason, accepted, field].every((words) => words !== "")).toBe(true);
  }
  for (const entry of entries) {
    const batch = { source: odsCode("X99001"), delivery: deliveryId(1), received: aDelivery().received };
    const { content, recorded, heading } = entryVersionOf(entry, cellId(1), batch);
    expect(isStorable(content)).toBe(true);
    expect(Number.isNaN(recorded.getTime())).toBe(false);
    expect(recorded <= batch.received).toBe(true);
    const texts = Object.values(heading).filter((one) => typeof one === "string");
    expect(texts.every(isStorable)).toBe(true);
  }
  // The names of columns with no rows below them are a delivery in which there was nothing to tell.
  const lineCount = bytes
    .toString("latin1")
    .split(/[\r\n]/)
    .filter((text) => text.trim() !== "").length;
  if (lineCount > 1)
    expect(entries.length + rejections.length + line, "something is said of any file").toBeGreaterThan(0);
}

/** What no column of a database would refuse. */
const isStorable = (text: string): boolean => !text.includes("\0") && text.isWellFormed();
