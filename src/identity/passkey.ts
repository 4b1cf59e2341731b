import type { AccountId } from "./account.ts";

/** A key pair whose private half never leaves its owner's device: signs in without a password. */
export type Passkey = {
  /** Base64url, as the browser names it. */
  readonly id: string;
  readonly account: AccountId;
  /** What its owner calls it. */
  readonly name: string;
  readonly made: Date;
  readonly lastUsed: Date | undefined;
};

export type KeptPasskey = Passkey & {
  /** COSE key, base64url. */
  readonly publicKey: string;
  /** How often the device says that it signed; one that goes back is a copy. */
  readonly counter: number;
  readonly transports: readonly string[];
};

export const LONGEST_PASSKEY_NAME = 60;

/** A passkey's name as it is kept; a plain one where none was given. */
export const passkeyName = (typed: string): string =>
  typed.trim().replace(/\s+/g, " ").slice(0, LONGEST_PASSKEY_NAME) || "Passkey";
