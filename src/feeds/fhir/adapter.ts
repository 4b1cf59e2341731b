import type { Readable } from "node:stream";
import { isUtf8 } from "node:buffer";
import type { Adapter, DeliveryFacts, Reading } from "../adapter.ts";
import { readBundle } from "./bundle.ts";
import { rejectionOf, type Fault } from "../fault.ts";
import { createIdentifierBook, type FindByIdentifier } from "./identifier-book.ts";
import { isJson, type Json } from "./json.ts";
import { readNdjson } from "./ndjson.ts";
import { openFile } from "./open-file.ts";

export type { FindByIdentifier } from "./identifier-book.ts";

/**
 * The adapter for FHIR R4 in JSON: one resource a line (NDJSON), or one Bundle; which of them, the content says.
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
      case "whole": {
        const bundle = await parseWhole(file.pieces);
        if (bundle.fault) yield refused(bundle.fault);
        else yield* readBundle(bundle.json, facts, resumeAfter, book);
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

type Parsed = { readonly json: Json; readonly fault?: undefined } | { readonly fault: Fault };

async function parseWhole(pieces: AsyncIterable<Buffer>): Promise<Parsed> {
  const all: Buffer[] = [];
  let size = 0;
  for await (const piece of pieces) {
    size += piece.length;
    if (size > LARGEST_BUNDLE) return { fault: TOO_LARGE };
    all.push(piece);
  }
  const bytes = Buffer.concat(all);
  if (!isUtf8(bytes))
    return {
      fault: {
        ...NOT_UTF8,
        reason: `Line ${firstBrokenLine(bytes).toString()} of this file holds bytes that are not UTF-8.`,
      },
    };
  return parsedBundle(bytes.toString("utf8"));
}

/** A resource that stands alone, written over several lines, is read like a Bundle of one. */
function parsedBundle(text: string): Parsed {
  try {
    const json: unknown = JSON.parse(text);
    if (!isJson(json)) return { fault: NOT_JSON };
    return { json: json.resourceType === "Bundle" ? json : { type: "collection", entry: [{ resource: json }] } };
  } catch {
    return { fault: NOT_JSON };
  }
}

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
const NOT_UTF8: Fault = { path: "file", reason: "This file is not UTF-8.", accepted: "UTF-8 text" };
const NOT_JSON: Fault = {
  path: "file",
  reason: "This file is not whole JSON: it is broken, or it breaks off.",
  accepted: "A FHIR R4 Bundle in JSON, or one resource on each line (NDJSON)",
};
