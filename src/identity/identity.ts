import type { Clock } from "#base";
import { createAccounts } from "./accounts.ts";
import { createAttempts } from "./attempts.ts";
import { newIssuerKeys, type IssuerKeys } from "./issuer-keys.ts";
import { createPasskeys } from "./passkeys.ts";
import { createSessions } from "./sessions.ts";
import type { IdentityStore } from "./store.ts";

export type Identity = ReturnType<typeof createIdentity>;

/** Who somebody is: accounts, passkeys and the browsers that are signed in. What they may do is said elsewhere. */
export function createIdentity({ store, clock }: { store: IdentityStore; clock: Clock }) {
  const attempts = createAttempts({ store, clock });
  return {
    accounts: createAccounts({ store, attempts, clock }),
    sessions: createSessions({ store, clock }),
    passkeys: createPasskeys({ store, clock }),
    /** What the embedded issuer keeps here. */
    issued: {
      save: store.saveIssued,
      find: store.findIssued,
      findByUid: store.findIssuedByUid,
      consume: store.consumeIssued,
      drop: store.dropIssued,
      dropGrant: store.dropGrant,
    },
    /** The embedded issuer's keys, made when they are first asked for. */
    issuerKeys: (): Promise<IssuerKeys> => store.issuerKeys(newIssuerKeys, clock()),
  };
}
