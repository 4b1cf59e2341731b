import type { Database } from "#db";
import { accountStore } from "./account-store.ts";
import { attemptStore } from "./attempt-store.ts";
import { issuerStore } from "./issuer-store.ts";
import { passkeyStore } from "./passkey-store.ts";
import { sessionStore } from "./session-store.ts";

export type IdentityStore = ReturnType<typeof identityStore>;

/** Accounts, sessions, attempts, passkeys, and what the embedded issuer keeps. */
export const identityStore = (db: Database) => ({
  inTransaction: <T>(work: () => Promise<T>): Promise<T> => db.inTransaction(work),
  ...accountStore(db),
  ...sessionStore(db),
  ...attemptStore(db),
  ...passkeyStore(db),
  ...issuerStore(db),
});
