import type { Readable } from "node:stream";
import type { Fault } from "../fault.ts";
import { foreignFile } from "../foreign-file.ts";

/** A file seen from its beginning: how it is to be read on. `pieces` are its bytes, without a byte order mark. */
export type OpenFile =
  | { readonly kind: "lines"; readonly pieces: AsyncIterable<Buffer> }
  | { readonly kind: "json" | "xml"; readonly pieces: AsyncIterable<Buffer> }
  | { readonly kind: "unreadable"; readonly fault: Fault };

const ENOUGH = 16_384;

/** Looks at the first bytes of a file and says whether it is lines of resources, one JSON text or XML. */
export async function openFile(bytes: Readable): Promise<OpenFile> {
  const stream: AsyncIterator<unknown> = bytes[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  let ended = false;
  while (!ended && head.length < ENOUGH) {
    const next = await stream.next();
    if (next.done === true) ended = true;
    else head = Buffer.concat([head, asBuffer(next.value)]);
  }
  const fault = unreadable(head);
  if (fault) {
    await stream.return?.();
    return { kind: "unreadable", fault };
  }
  const start = head.subarray(0, 3).equals(BYTE_ORDER_MARK) ? head.subarray(3) : head;
  return { kind: kindOf(start.toString("utf8", 0, ENOUGH)), pieces: rest(start, stream, ended) };
}

function kindOf(start: string): "lines" | "json" | "xml" {
  if (XML.test(start)) return "xml";
  return isWhole(start) ? "json" : "lines";
}

/** A declaration, a comment, a document type or an element. */
const XML = /^\s*<[?!a-z]/i;

async function* rest(head: Buffer, stream: AsyncIterator<unknown>, ended: boolean): AsyncGenerator<Buffer> {
  try {
    yield head;
    while (!ended) {
      const next = await stream.next();
      if (next.done === true) return;
      yield asBuffer(next.value);
    }
  } finally {
    await stream.return?.();
  }
}

const asBuffer = (piece: unknown): Buffer =>
  Buffer.isBuffer(piece) ? piece : piece instanceof Uint8Array ? Buffer.from(piece) : Buffer.from(String(piece));

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

function unreadable(head: Buffer): Fault | undefined {
  if (head.length === 0) return { path: "file", reason: "This file is empty.", accepted: FORMATS };
  const foreign = foreignFile(head);
  if (foreign) return foreign;
  if ((head[0] === 0x3c && head[1] === 0) || (head[0] === 0 && head[1] === 0x3c)) return UTF_16;
  if (XML.test(head.toString("latin1").replace(/^\xef\xbb\xbf/, ""))) return undefined;
  const lines = head.toString("latin1").split("\n");
  if (lines.some((line) => /^(?:\xef\xbb\xbf)?\s*[{[]/.test(line)) || lines.every((line) => line.trim() === ""))
    return undefined;
  return { path: "file", reason: "This file is neither JSON nor XML.", accepted: FORMATS };
}

const FORMATS = "FHIR R4 in JSON (one resource on each line, or one Bundle) or in XML";
const UTF_16: Fault = {
  path: "file",
  reason: "This file is written in UTF-16.",
  accepted: "The text itself in UTF-8, neither compressed nor in another program's format",
};

/**
 * Whether a file is one JSON text: it begins with a Bundle, or its first line leaves off after a brace or a member, as
 * indented JSON does.
 */
export function isWhole(start: string): boolean {
  const text = start.trimStart();
  if (/^\{\s*"(?:resourceType"\s*:\s*"Bundle"|entry"\s*:\s*\[)/.test(text)) return true;
  const first = text.slice(0, 2000).split(/\r?\n/, 1)[0] ?? "";
  if (/^[^{}]*"resourceType"\s*:\s*"Bundle"/.test(first.slice(1))) return true;
  const hasMore = first.length < Math.min(text.length, 2000);
  return hasMore && /^\{\s*(?:"\w+"\s*:\s*(?:"[^"]*"\s*,?|[[{]))?\s*$/.test(first);
}
