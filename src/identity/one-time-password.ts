import { randomInt } from "node:crypto";

/** Without letters and digits that look alike. */
const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
const GROUPS = 5;
const IN_A_GROUP = 4;

/** Days in which it must be used. */
export const ONE_TIME_DAYS = 7;

/** A password to be handed over once and changed at the first sign-in: about 99 bits, such as "k7mf-q2rx-…". */
export const newOneTimePassword = (): string =>
  Array.from({ length: GROUPS }, () =>
    Array.from({ length: IN_A_GROUP }, () => LETTERS.charAt(randomInt(LETTERS.length))).join(""),
  ).join("-");
