import { SaxesParser } from "saxes";
import { failed, succeeded, type Outcome } from "#base";
import type { Fault } from "../fault.ts";
import { utf16In } from "./utf16.ts";
import { workbookFault } from "./workbook-archive.ts";

/** Who hears an XML part as it is read. Names are without their prefix, which writers choose as they like. */
export type XmlListener = {
  readonly open?: (name: string, attribute: (name: string) => string | undefined) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
};

/** Elements within elements; sheets have five or six. */
const DEEPEST = 64;
/** Characters without an element beginning or ending. The longest text of a cell has 32,767. */
const LONGEST_SILENCE = 1_000_000;

/**
 * Reads an XML part, piece by piece: a step after each, so that whoever hears can give away what it has heard. The last
 * step is a fault where the part is damaged, or is no XML that a workbook holds: document types, with which entities
 * come that grow without end, are refused.
 */
export async function* hear(
  bytes: AsyncIterable<Buffer>,
  listener: XmlListener,
): AsyncGenerator<Outcome<undefined, Fault>> {
  const reader = createReader(listener);
  const pieces = bytes[Symbol.asyncIterator]();
  try {
    for (;;) {
      const piece = await nextOf(pieces);
      if (!piece.ok) {
        yield piece;
        return;
      }
      const fault = reader.take(piece.value);
      if (fault) yield failed(fault);
      else yield succeeded(undefined);
      if (fault || piece.value === undefined) return;
    }
  } finally {
    await pieces.return?.();
  }
}

async function nextOf(pieces: AsyncIterator<Buffer>): Promise<Outcome<Buffer | undefined, Fault>> {
  try {
    const next = await pieces.next();
    return succeeded(next.done === true ? undefined : next.value);
  } catch {
    return failed(workbookFault("This workbook is damaged: a part of it cannot be unpacked to its end."));
  }
}

function createReader(listener: XmlListener) {
  const parser = new SaxesParser();
  let problem: string | undefined;
  let depth = 0;
  let silence = 0;
  parser.on("error", () => (problem ??= "a part of it is not sound XML"));
  parser.on("doctype", () => (problem ??= "a part of it declares a document type, which no workbook does"));
  parser.on("opentag", ({ name, attributes }) => {
    silence = 0;
    if (++depth > DEEPEST) problem ??= "its elements stand too deep in each other";
    if (problem === undefined) listener.open?.(localName(name), (wanted) => attributeOf(attributes, wanted));
  });
  parser.on("closetag", ({ name }) => {
    silence = 0;
    depth--;
    if (problem === undefined) listener.close?.(localName(name));
  });
  const hearText = (text: string) => {
    if (problem === undefined) listener.text?.(text);
  };
  parser.on("text", hearText);
  parser.on("cdata", hearText);
  const decode = createDecoder();
  return {
    /** The fault that a piece shows; undefined ends the part. */
    take: (piece: Buffer | undefined): Fault | undefined => {
      const text = decode(piece);
      if (text === undefined) problem ??= "a part of it is not written in UTF-8";
      else {
        silence += text.length;
        parser.write(text);
        if (piece === undefined) parser.close();
        if (silence > LONGEST_SILENCE) problem ??= "a text in it is too long";
      }
      return problem === undefined ? undefined : workbookFault(`This workbook is damaged: ${problem}.`);
    },
  };
}

const localName = (name: string): string => name.slice(name.indexOf(":") + 1);

/** By its name; the ids of relations by their local name, under whatever prefix ("r:id"). */
function attributeOf(attributes: Readonly<Record<string, string>>, wanted: string): string | undefined {
  if (Object.hasOwn(attributes, wanted)) return attributes[wanted];
  const prefixed = wanted === "id" ? Object.keys(attributes).find((name) => name.endsWith(":id")) : undefined;
  return prefixed === undefined ? undefined : attributes[prefixed];
}

/** UTF-8, or UTF-16 where the part begins with its mark; undefined where a piece is neither. */
function createDecoder(): (piece: Buffer | undefined) => string | undefined {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  return (piece) => {
    decoder ??= new TextDecoder((piece && utf16In(piece)) ?? "utf-8", { fatal: true });
    try {
      return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true });
    } catch {
      return undefined;
    }
  };
}
