import type { DeliveryId } from "#base";
import type { Rejection } from "../adapter.ts";
import type { Fate, ReadMessage } from "./incoming.ts";

/** A row of the journal that a message may be the same as. */
export type JournalRow = {
  readonly delivery: DeliveryId;
  readonly line: number;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly controlId: string;
  readonly fate: Fate;
  readonly words: string;
};

/** What a message is answered, and why it was not taken. */
export type Verdict = {
  readonly fate: Fate;
  /** Without personal data; empty where there is nothing to say. */
  readonly words: string;
};

/** A message that gets a row of its own: its number in the delivery, and what is refused of it. */
export type FreshMessage = {
  readonly read: ReadMessage;
  readonly line: number;
  readonly rejections: readonly Rejection[];
  readonly verdict: Verdict;
};

/** What is to be done with messages that wait together. */
export type Sorted = {
  readonly fresh: readonly FreshMessage[];
  /** Rows of the journal of which a message is the same again. */
  readonly again: readonly JournalRow[];
  /** In the order of the messages. */
  readonly verdicts: readonly Verdict[];
};

/**
 * Tells what is new from what came before. The same bytes again are answered as they were and change nothing, but for
 * those that were not taken: they are tried again, and where they still cannot be taken that is no further loss. A
 * control id that was another message's is noted, and its message taken: what it says is not less true for it.
 * `known` holds the rows that have the digest of one of these messages or, of this delivery, its control id.
 */
export function sortMessages(
  messages: readonly ReadMessage[],
  known: readonly JournalRow[],
  { delivery, lines }: { readonly delivery: DeliveryId; readonly lines: number },
): Sorted {
  const bySha = new Map<string, JournalRow>();
  const idOwners = new Map<string, string>();
  const remember = (row: JournalRow): void => {
    if (bySha.get(row.sha256)?.fate !== "taken") bySha.set(row.sha256, row);
    if (row.delivery === delivery && row.controlId !== "") idOwners.set(row.controlId, row.sha256);
  };
  known.forEach(remember);
  const fresh: FreshMessage[] = [];
  const again: JournalRow[] = [];
  const verdicts = messages.map((read): Verdict => {
    const before = bySha.get(read.sha256);
    if (before && (before.fate === "taken" || read.fate !== "taken")) {
      again.push(before);
      return before.fate === "taken" ? before : verdictOf(read, read.rejections);
    }
    const owner = idOwners.get(read.controlId);
    const isUsed = owner !== undefined && owner !== read.sha256;
    const rejections = isUsed ? [...read.rejections, usedControlId(read.controlId)] : read.rejections;
    const line = lines + fresh.length + 1;
    const verdict = verdictOf(read, rejections);
    fresh.push({ read, line, rejections: rejections.map((one) => ({ ...one, line })), verdict });
    remember({ delivery, line, sha256: read.sha256, controlId: read.controlId, ...verdict });
    return verdict;
  });
  return { fresh, again, verdicts };
}

const usedControlId = (controlId: string): Rejection => ({
  line: 0,
  field: "MSH-10",
  reason: "Another message came under this control id on the same day.",
  accepted: "A control id of its own for each message; the message was taken all the same",
  value: controlId,
  lost: "field",
});

function verdictOf({ fate }: ReadMessage, rejections: readonly Rejection[]): Verdict {
  const worst = rejections.find((one) => one.lost === "row") ?? rejections[0];
  if (!worst) return { fate, words: "" };
  const words = `${fate === "taken" ? "Taken, but " : ""}${worst.field}: ${worst.reason} Accepted: ${worst.accepted}.`;
  return { fate, words: words.slice(0, LONGEST_WORDS) };
}

/** What senders show of an error. @see HL7 v2.5, ERR-8 */
const LONGEST_WORDS = 250;
