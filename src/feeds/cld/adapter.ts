import type { Readable } from "node:stream";
import type { Stretch } from "#base";
import type { Adapter, DeliveryFacts, Reading } from "../adapter.ts";
import { rejectionOf, type Fault } from "../fault.ts";
import { foreignFile } from "../foreign-file.ts";
import { readLines, type Line } from "../lines.ts";
import { createPile } from "../pile.ts";
import { readHeader, type Header } from "./columns.ts";
import { createRecordReader, type CsvRecord } from "./csv-record.ts";
import { createCldFile } from "./file.ts";

/** Bytes. Rows of this data are about 700 bytes. */
const LONGEST_LINE = 200_000;

/**
 * The adapter for adult social care Client Level Data in CSV: each row an event of a person. UTF-8; what is not is
 * read as Windows-1252, in which spreadsheets write. Rows up to `resumeAfter` are read for what they say of people, but
 * not given again.
 * @see https://digital.nhs.uk/data-and-information/data-collections-and-data-sets/data-collections/social-care-collections
 */
export const createCldAdapter = (): Adapter =>
  async function* read(bytes: Readable, facts: DeliveryFacts, resumeAfter: number): AsyncGenerator<Reading> {
    const pile = createPile(resumeAfter);
    const file = createCldFile(facts);
    let header: Header | undefined;
    let covers: Stretch | undefined;
    let foreign: Fault | undefined;
    const pieces = piecesOf(bytes, (first) => (foreign = foreignFile(first)));
    const reading = (): Reading => ({ ...pile.take(), ...(covers && { covers }) });
    for await (const record of recordsOf(pieces)) {
      if (isEmpty(record) || (!header && isSpreadsheetHint(record))) continue;
      if (!header) {
        const outcome = readHeader(record.fields ?? []);
        if (!outcome.ok) {
          yield refused(foreign ?? outcome.problem);
          return;
        }
        header = outcome.value;
        continue;
      }
      const taken = file.take(record, header);
      covers = widened(covers, taken.covers);
      if (record.lastLine <= resumeAfter) continue;
      pile.add(record.lastLine, taken);
      if (pile.isFull()) yield reading();
    }
    if (!header) yield refused(foreign ?? EMPTY);
    else if (!pile.isEmpty()) yield reading();
  };

function widened(span: Stretch | undefined, by: Stretch | undefined): Stretch | undefined {
  if (!by || !span) return by ?? span;
  return { from: by.from < span.from ? by.from : span.from, to: by.to > span.to ? by.to : span.to };
}

async function* recordsOf(pieces: AsyncIterable<Buffer>): AsyncGenerator<CsvRecord> {
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
const isSpreadsheetHint = (record: CsvRecord): boolean => /^sep=.$/i.test(record.text);

/** The character that the first line is most divided by. */
function delimiterOf(first: string): string {
  const counted = [",", ";", "\t", "|"].map((delimiter) => ({ delimiter, parts: first.split(delimiter).length }));
  return counted.reduce((best, next) => (next.parts > best.parts ? next : best)).delimiter;
}

const isEmpty = (record: CsvRecord): boolean => record.fields?.every((field) => field.trim() === "") ?? false;

const refused = (fault: Fault): Reading => ({
  line: 1,
  entries: [],
  rejections: [rejectionOf(fault, 1, undefined, "row")],
});

const EMPTY: Fault = {
  path: "file",
  reason: "This file is empty.",
  accepted: "Client Level Data as CSV, with the names of its columns in the first line",
};
