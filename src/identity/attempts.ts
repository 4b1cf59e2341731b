import type { Clock } from "#base";
import { afterFailure, BY_ADDRESS, BY_NAME, pausedUntil } from "./attempt-rule.ts";
import type { IdentityStore } from "./store.ts";
import { digestOf } from "./token.ts";

export type Attempts = ReturnType<typeof createAttempts>;

/** Keeps count of attempts to sign in: by the name that was tried, whether anybody has it or not, and by the address. */
export function createAttempts({ store, clock }: { store: IdentityStore; clock: Clock }) {
  return {
    /**
     * Counts an attempt as failed before it is looked at, so that many at once are no way around. Returns until when
     * none is heard; none where it may go on.
     */
    begin: (name: string, address: string): Promise<Date | undefined> =>
      store.inTransaction(async () => {
        const now = clock();
        // Always in this order: two that wait for each other would wait for ever.
        const byName = await store.attemptsUnder(keyOfName(name));
        const byAddress = await store.attemptsUnder(keyOfAddress(address));
        const until = latest(pausedUntil(byName, now), pausedUntil(byAddress, now));
        if (until) return until;
        await store.saveAttempts(keyOfName(name), afterFailure(BY_NAME, byName, now));
        await store.saveAttempts(keyOfAddress(address), afterFailure(BY_ADDRESS, byAddress, now));
        return undefined;
      }),

    /** The attempt was none that failed. */
    async succeeded(name: string, address: string): Promise<void> {
      await store.forgetAttempts(keyOfName(name));
      await store.takeBackAttempt(keyOfAddress(address));
    },

    forget: (name: string): Promise<void> => store.forgetAttempts(keyOfName(name)),
  };
}

const keyOfName = (name: string): string => digestOf(`name ${name}`);
const keyOfAddress = (address: string): string => digestOf(`address ${address}`);

const latest = (one: Date | undefined, other: Date | undefined): Date | undefined =>
  one && other ? new Date(Math.max(one.getTime(), other.getTime())) : (one ?? other);
