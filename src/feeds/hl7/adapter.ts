import type { Readable } from "node:stream";
import type { Adapter, DeliveryFacts, Reading } from "../adapter.ts";
import { rejectionOf, type Fault } from "../fault.ts";
import { foreignFile } from "../foreign-file.ts";
import { createPile, type Taken } from "../pile.ts";
import { decodeMessage } from "./charset.ts";
import { createMessageCutter, LARGEST_MESSAGE, type FilePart } from "./message-cutter.ts";
import { takeMessage } from "./message.ts";

/**
 * Reads files of HL7 v2 messages: one or many, with headers of files and batches or without. A rejection stands on the
 * first line of its message; a stopped load goes on after the last message that was taken whole.
 */
export const createHl7Adapter = (): Adapter =>
  async function* read(bytes: Readable, facts: DeliveryFacts, resumeAfter: number): AsyncGenerator<Reading> {
    const pile = createPile(resumeAfter);
    const cutter = createMessageCutter();
    const batch = createBatch();
    let foreign: Fault | undefined;
    let messages = 0;
    let lastLine = 0;
    const take = (part: FilePart): void => {
      lastLine = part.lastLine;
      if (part.kind === "message" || part.kind === "too-long") messages++;
      const miscounted = batch.see(part);
      if (part.lastLine <= resumeAfter) return;
      pile.add(part.lastLine, miscounted ?? takenOf(part, facts));
    };
    let isFirst = true;
    for await (const chunk of bytes) {
      const piece = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
      if (isFirst) foreign = foreignFile(piece);
      isFirst = false;
      if (foreign) break;
      for (const part of cutter.cut(piece)) {
        take(part);
        if (pile.isFull()) yield pile.take();
      }
    }
    if (!foreign) for (const part of cutter.end()) take(part);
    if (messages > 0) {
      if (!pile.isEmpty()) yield pile.take();
      return;
    }
    const empty = { path: "file", reason: "This file is empty.", accepted: ACCEPTED };
    const none = { path: "file", reason: "No HL7 v2 message stands in this file.", accepted: ACCEPTED };
    yield {
      line: 1,
      entries: [],
      rejections: [rejectionOf(foreign ?? (lastLine > 0 ? none : empty), 1, undefined, "row")],
    };
  };

const ACCEPTED = "Messages that begin with MSH|^~\\&|, one after the other";

function takenOf(part: FilePart, facts: DeliveryFacts): Taken {
  switch (part.kind) {
    case "message": {
      const { text, fault } = decodeMessage(part.bytes);
      const { entries, rejections } = takeMessage(text, part.line, facts);
      if (!fault) return { entries, rejections };
      return { entries, rejections: [rejectionOf(fault, part.line, undefined, "field"), ...rejections] };
    }
    case "too-long": {
      const reason = `This message is larger than ${(LARGEST_MESSAGE / 1_000_000).toString()} MB.`;
      const accepted = `Messages of at most ${(LARGEST_MESSAGE / 1_000_000).toString()} MB`;
      // The header alone: what follows may be about somebody whom the message protects.
      const header = part.start.toString("utf8").split(/[\r\n]|(?=PID)/, 1)[0];
      return { rejections: [rejectionOf({ path: "message", reason, accepted }, part.line, header, "row")] };
    }
    case "stray": {
      const reason =
        part.line === part.lastLine
          ? "This line stands before any message."
          : `Lines ${part.line.toString()} to ${part.lastLine.toString()} stand before any message.`;
      const fault = { path: "MSH", reason, accepted: ACCEPTED };
      return { rejections: [rejectionOf(fault, part.line, part.start.toString("utf8"), "row")] };
    }
    case "file":
    case "batch":
    case "batch-end":
      return { rejections: [] };
  }
}

/** Counts the messages of a batch, and says where its own count is another: then messages were lost on the way. */
function createBatch() {
  let counted: number | undefined;
  return {
    see: (part: FilePart): Taken | undefined => {
      if (part.kind === "batch") counted = 0;
      else if (part.kind === "message" || part.kind === "too-long") {
        if (counted !== undefined) counted++;
      } else if (part.kind === "batch-end") {
        const seen = counted;
        counted = undefined;
        return seen === undefined ? undefined : countFault(part.line, part.start.toString("latin1"), seen);
      }
      return undefined;
    },
  };
}

function countFault(line: number, trailer: string, seen: number): Taken | undefined {
  const claimed = /^BTS.(\d{1,10})/.exec(trailer)?.[1];
  if (claimed === undefined || Number(claimed) === seen) return undefined;
  const reason = `This batch says that it holds ${claimed} messages; ${seen.toString()} stand in it.`;
  const fault = { path: "BTS-1", reason, accepted: "As many messages as the batch says" };
  return { rejections: [rejectionOf(fault, line, trailer, "field")] };
}
