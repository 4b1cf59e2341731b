import { failed, succeeded, type Outcome } from "#base";

/** Characters of a reason: enough to be understood in a year, too few for a record. */
export const LONGEST_REASON = 500;

/** The reason of an act as it is kept: tidied, neither empty nor a letter. */
export function readReason(words: string): Outcome<string> {
  const reason = words.trim().replace(/\s+/g, " ");
  if (reason !== "" && reason.length <= LONGEST_REASON) return succeeded(reason);
  return failed({
    kind: "invalid",
    message: reason === "" ? "An act needs a reason." : "The reason is too long.",
    remedy: `Say why in 1 to ${LONGEST_REASON} characters, without anything about the person.`,
  });
}
