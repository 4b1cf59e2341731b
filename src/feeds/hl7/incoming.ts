import { hash } from "node:crypto";
import { traceOf } from "#base";
import type { SuppliedEntry } from "#record";
import type { DeliveryFacts, Rejection } from "../adapter.ts";
import { rejectionOf } from "../fault.ts";
import type { DecodedMessage } from "./charset.ts";
import { takeMessage, type TakenMessage } from "./message.ts";
import { headerOf, type Header } from "./sender.ts";

/** What became of a message. "failed": the program could not take it, and may when it comes again. */
export type Fate = "taken" | "refused" | "foreign" | "failed";

/** A message as it came over a connection, before anything of it was read. */
export type Incoming = {
  readonly bytes: Buffer;
  /** How many bytes came: more than are held where it was too long to be taken. */
  readonly size: number;
};

/** A message with what it says. Its entries and rejections do not know their line yet. */
export type ReadMessage = {
  readonly text: string;
  readonly header: Header;
  readonly size: number;
  /** Of its bytes, hexadecimal. */
  readonly sha256: string;
  readonly received: Date;
  readonly controlId: string;
  readonly type: string;
  readonly fate: Fate;
  readonly entries: readonly SuppliedEntry[];
  readonly rejections: readonly Rejection[];
  /** Where the program failed on it. */
  readonly trace?: string;
};

/** Reads a message. What it says may be wrong; that the program fails on it is an answer too, and holds up no other. */
export function readMessage(
  { text, fault }: DecodedMessage,
  { bytes, size }: Incoming,
  facts: DeliveryFacts,
): ReadMessage {
  const header = headerOf(text);
  const sha256 = hash("sha256", bytes, "hex");
  const about = { text, header, size, sha256, received: facts.received };
  if (size > bytes.length) return { ...about, ...tooLong(text, header, size) };
  try {
    const taken = takeMessage(text, 1, facts);
    if (!fault) return { ...about, ...taken };
    return { ...about, ...taken, rejections: [...taken.rejections, rejectionOf(fault, 1, undefined, "field")] };
  } catch (error) {
    return { ...about, ...failing({ text, header }), trace: traceOf(error) };
  }
}

const tooLong = (text: string, { controlId }: Header, size: number): TakenMessage => ({
  ...nothingOf(controlId),
  rejections: [lost(text, `This message is too long: ${String(size)} bytes.`, "At most 5 MB")],
  fate: "foreign",
});

/** What is said of a message on which the program failed. */
export const failing = ({ text, header: { controlId } }: Pick<ReadMessage, "text" | "header">) => ({
  ...nothingOf(controlId),
  rejections: [lost(text, "Wholestory failed on this message.", "The same again once Wholestory was put right")],
  fate: "failed" as const,
});

const nothingOf = (controlId: string) => ({ controlId, type: "", entries: [] });

/** Of the message only its header is shown: what follows may be about somebody who is protected. */
const lost = (text: string, reason: string, accepted: string): Rejection =>
  rejectionOf({ path: "message", reason, accepted }, 1, text.trimStart().split(/[\r\n]/, 1)[0], "row");
