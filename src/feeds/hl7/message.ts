import type { SuppliedEntry } from "#record";
import type { DeliveryFacts, Rejection } from "../adapter.ts";
import { rejectionOf } from "../fault.ts";

/** What one message came to. */
export type TakenMessage = {
  /** MSH-10; empty where it cannot be read. */
  readonly controlId: string;
  /** MSH-9, such as "ADT^A01"; empty where it cannot be read. */
  readonly type: string;
  readonly entries: readonly SuppliedEntry[];
  readonly rejections: readonly Rejection[];
  /**
   * "taken": kept, though fields of it may have been refused. "refused": nothing of it was kept, and the sender must
   * act (AE). "foreign": not HL7, or a version or type that is not read (AR).
   */
  readonly fate: "taken" | "refused" | "foreign";
};

/**
 * Reads one HL7 v2 message into entries. Never throws for what stands in it: what cannot be read is a rejection.
 * `line` is that of the message's first segment in its file, or its number on its connection.
 */
export function takeMessage(text: string, line: number, _facts: DeliveryFacts): TakenMessage {
  const fault = { path: "MSH", reason: "This is no HL7 v2 message.", accepted: "A message that begins with MSH" };
  return { controlId: "", type: "", entries: [], rejections: [rejectionOf(fault, line, text, "row")], fate: "foreign" };
}
