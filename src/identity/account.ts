import { randomInt } from "node:crypto";
import type { ActorId } from "#base";

declare const brand: unique symbol;
/** An account here. UUID. */
export type AccountId = string & { readonly [brand]: "AccountId" };

/** Who may sign in, by name and password or by passkey. */
export type Account = {
  readonly id: AccountId;
  /** Who then acts. */
  readonly actor: ActorId;
  /** What is typed to sign in. */
  readonly name: string;
  /** Its password was made by somebody else, and must be changed before anything else. */
  readonly mustChange: boolean;
  /** For looking around among made-up people; its password is known to everybody. */
  readonly demonstration: boolean;
  readonly made: Date;
  /** Since when those who run the place have it shut. */
  readonly lockedAt: Date | undefined;
};

/** Characters of a sign-in name. */
const LONGEST_NAME = 100;
const NAME = /^[a-z0-9][a-z0-9._@'-]*$/;

/** A sign-in name as it is kept and compared: without blanks around it, in lower case. */
export const signInName = (typed: string): string => typed.trim().normalize("NFKC").toLowerCase();

/** Whether a name, as it is kept, can be a sign-in name. */
export const isSignInName = (name: string): boolean => name.length <= LONGEST_NAME && NAME.test(name);

/** Digits of a sign-in name that is drawn. */
const DRAWN_DIGITS = 8;

/** A sign-in name that says nothing of who it is, easy to read out: "reader-4829-1736". */
export function newSignInName(): string {
  const digits = Array.from({ length: DRAWN_DIGITS }, () => String(randomInt(10))).join("");
  return `reader-${digits.slice(0, 4)}-${digits.slice(4)}`;
}
