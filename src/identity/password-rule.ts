import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";
import { failed, succeeded, type Outcome } from "#base";

/** Characters. Long enough for anybody; the hash takes no longer for more. */
export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 200;

/** From 0 (among the first that are tried) to 4; below 3, fewer than 10⁸ guesses find it. */
const GOOD_ENOUGH = 3;
/** Looking for patterns takes longer the longer the text; nothing of this length is common. */
const LOOKED_AT = 100;

/**
 * Whether a password may be chosen: long enough, and neither among the commonest nor made of them, of patterns, or of
 * words that anybody would try here. No rule says which characters it must hold.
 * @see https://pages.nist.gov/800-63-4/sp800-63b.html#passwordver
 * @see https://github.com/OWASP/ASVS/blob/master/5.0/en/0x15-V6-Authentication.md (6.2)
 */
export function readPassword(password: string, obvious: readonly string[]): Outcome<string> {
  const length = Array.from(password).length;
  if (length < SHORTEST_PASSWORD) return refused(`Use at least ${SHORTEST_PASSWORD} characters.`);
  if (length > LONGEST_PASSWORD) return refused(`Use at most ${LONGEST_PASSWORD} characters.`);
  if (scoreOf(password, obvious) >= GOOD_ENOUGH) return succeeded(password);
  return refused(
    "This is too easy to guess. Three or four words that have nothing to do with each other make a good one.",
  );
}

const refused = (remedy: string) =>
  failed({ kind: "invalid" as const, message: "This password cannot be used.", remedy });

const COMMON_HERE = ["wholestory", "password", "health", "care", "nhs", "council", "hospital"];

const estimator = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });

const scoreOf = (password: string, obvious: readonly string[]): number =>
  estimator.check(password.slice(0, LOOKED_AT), [...COMMON_HERE, ...obvious]).score;
