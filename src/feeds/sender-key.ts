import { hash, randomBytes } from "node:crypto";

/** What a sender's program shows when it posts files: whoever has it may send for one feed and source. */
export type SenderKey = { readonly text: string; readonly digest: string };

const BYTES = 32;

/** A new key. Only its digest is kept: the text is shown once. */
export function newSenderKey(): SenderKey {
  const text = `wsk_${randomBytes(BYTES).toString("base64url")}`;
  return { text, digest: digestOfKey(text) };
}

/** A key is random and long: one round of SHA-256 is enough, unlike for words that people choose. */
export const digestOfKey = (text: string): string => hash("sha256", text, "hex");
