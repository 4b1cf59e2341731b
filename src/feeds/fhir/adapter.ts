import type { Readable } from "node:stream";
import { isUtf8 } from "node:buffer";
import { failed, parseFhirJson, readFhirXml, succeeded, type Outcome, type XmlFault } from "#base";
import type { Adapter, DeliveryFacts, Reading } from "../adapter.ts";
import type { Unparsed } from "./bundle-plan.ts";
import { readBundle } from "./bundle.ts";
import { rejectionOf, type Fault } from "../fault.ts";
import { createIdentifierBook, type FindByIdentifier } from "./identifier-book.ts";
import { isJson, type Json } from "./json.ts";
import { readNdjson } from "./ndjson.ts";
import { openFile } from "./open-file.ts";

export type { FindByIdentifier } from "./identifier-book.ts";

/**
 * The adapter for FHIR R4: JSON with one resource a line (NDJSON), or one Bundle or resource, in JSON or XML; which of
 * them, the content says.
 * `findByIdentifier` answers conditional references from what the source has sent before.
 * @see https://hl7.org/fhir/R4/
 */
export const createFhirAdapter = (known: { readonly findByIdentifier: FindByIdentifier }): Adapter =>
  async function* read(bytes: Readable, facts: DeliveryFacts, resumeAfter: number): AsyncGenerator<Reading> {
    const file = await openFile(bytes);
    const book = createIdentifierBook(facts.source, known.findByIdentifier);
    switch (file.kind) {
      case "lines":
        yield* readNdjson(file.pieces, facts, resumeAfter, book);
        return;
      case "json":
      case "xml": {
        const text = await wholeText(file.pieces);
        const parsed = !text.ok ? text : file.kind === "json" ? parseJson(text.value) : parseXmlFile(text.value);
        if (!parsed.ok) yield refused(parsed.problem);
        else yield* readBundle(bundleOf(parsed.value.json), facts, resumeAfter, book, parsed.value.unparsed);
        return;
      }
      case "unreadable":
        yield refused(file.fault);
    }
  };

const refused = (fault: Fault): Reading => ({
  line: 1,
  entries: [],
  rejections: [rejectionOf(fault, 1, undefined, "row")],
});

/** Bytes. A Bundle is parsed whole, so its size is memory. */
const LARGEST_BUNDLE = 200_000_000;

async function wholeText(pieces: AsyncIterable<Buffer>): Promise<Outcome<string, Fault>> {
  const all: Buffer[] = [];
  let size = 0;
  for await (const piece of pieces) {
    size += piece.length;
    if (size > LARGEST_BUNDLE) return failed(TOO_LARGE);
    all.push(piece);
  }
  const bytes = Buffer.concat(all);
  if (isUtf8(bytes)) return succeeded(bytes.toString("utf8"));
  const reason = `Line ${firstBrokenLine(bytes).toString()} of this file holds bytes that are not UTF-8.`;
  return failed({ ...NOT_UTF8, reason });
}

/** What a file holds, and which entries of its Bundle could not be parsed. */
type Parsed = { readonly json: Json; readonly unparsed: ReadonlyMap<number, Unparsed> };

function parseJson(text: string): Outcome<Parsed, Fault> {
  if (hasTooManyParts(text)) return failed(TOO_MANY_PARTS);
  try {
    const json = parseFhirJson(text);
    return isJson(json) ? succeeded({ json, unparsed: new Map() }) : failed(NOT_JSON);
  } catch {
    return failed(NOT_JSON);
  }
}

/** An object or a list takes more room in memory than in its file, where it may be two characters long. */
const MOST_PARTS = 10_000_000;

function hasTooManyParts(text: string): boolean {
  if (text.length < 2 * MOST_PARTS) return false;
  let parts = 0;
  for (const sign of ["{", "["]) {
    for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) parts++;
  }
  return parts > MOST_PARTS;
}

function parseXmlFile(text: string): Outcome<Parsed, Fault> {
  const read = readFhirXml(text);
  if (!read.ok) return failed(faultOf(read.problem, true));
  const unparsed = [...read.value.faulty].map(
    ([at, fault]) => [at, { fault: faultOf(fault, false), row: text.slice(fault.start, fault.start + SHOWN) }] as const,
  );
  return succeeded({ json: read.value.resource, unparsed: new Map(unparsed) });
}

/** Characters of an entry that could not be parsed. */
const SHOWN = 2_000;

/** `placed`: the reason says where in the file it is; rejections of entries are counted by their reason instead. */
function faultOf({ path, reason, accepted, line, column }: XmlFault, placed: boolean): Fault {
  return {
    path,
    reason: placed ? `Line ${line.toString()}, column ${column.toString()}: ${reason}` : reason,
    accepted,
  };
}

/** A resource that stands alone is read like a Bundle of one. */
const bundleOf = (json: Json): Json =>
  json.resourceType === "Bundle" ? json : { type: "collection", entry: [{ resource: json }] };

function firstBrokenLine(bytes: Buffer): number {
  let line = 1;
  for (let start = 0; ; line++) {
    const end = bytes.indexOf(10, start);
    if (end < 0 || !isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
}

const TOO_LARGE: Fault = {
  path: "file",
  reason: "This Bundle is too large to be read whole.",
  accepted: "A Bundle of at most 200 MB; larger sets as one resource a line (NDJSON)",
};
const TOO_MANY_PARTS: Fault = {
  path: "file",
  reason: "This file has too many elements.",
  accepted: "At most 10 million objects and lists; larger sets as one resource a line (NDJSON)",
};
const NOT_UTF8: Fault = { path: "file", reason: "This file is not UTF-8.", accepted: "UTF-8 text" };
const NOT_JSON: Fault = {
  path: "file",
  reason: "This file is not whole JSON: it is broken, or it breaks off.",
  accepted: "A FHIR R4 Bundle in JSON or XML, or one resource on each line (NDJSON)",
};
