import { randomUUID } from "node:crypto";
import type { ActorId, Clock } from "#base";
import type { AccountId } from "./account.ts";
import { BY_ADDRESS, BY_NAME } from "./attempt-rule.ts";
import { beginning, hasEnded, IDLE, isToBeNoted } from "./session-expiry.ts";
import { showAgent, type CurrentSession, type Session, type SessionId, type SignInWay } from "./session.ts";
import type { IdentityStore } from "./store.ts";
import { digestOf, newToken } from "./token.ts";

/** Who has shown who they are, how, and with what browser. */
export type SignedIn = {
  readonly actor: ActorId;
  /** None where another issuer keeps the accounts. */
  readonly account?: AccountId | undefined;
  readonly way: SignInWay;
  readonly userAgent?: string | undefined;
};

export type Sessions = ReturnType<typeof createSessions>;

/** Browsers that are signed in. */
export function createSessions({ store, clock }: { store: IdentityStore; clock: Clock }) {
  return {
    /** Begins a session, always under a new token, which the browser keeps and we do not. */
    async begin({ actor, account, way, userAgent }: SignedIn): Promise<string> {
      await sweep(store, clock());
      const token = newToken();
      const id = randomUUID() as SessionId;
      const session = { ...{ id, actor, account, way }, agent: showAgent(userAgent), ...beginning(clock()) };
      await store.addSession(digestOf(token), session);
      return token;
    },

    /** The session of this token, which has been used by asking; none where it has ended. */
    async current(token: string): Promise<CurrentSession | undefined> {
      const [digest, now] = [digestOf(token), clock()];
      const session = await store.sessionOf(digest);
      if (!session) return undefined;
      if (hasEnded(session, now)) {
        await store.dropSession(digest);
        return undefined;
      }
      if (isToBeNoted(session, now)) await store.noteUse(digest, now);
      return session;
    },

    /** An actor's, last used first. */
    async of(actor: ActorId): Promise<readonly Session[]> {
      const now = clock();
      return (await store.sessionsOf(actor)).filter((session) => !hasEnded(session, now));
    },

    end: (token: string): Promise<void> => store.dropSession(digestOf(token)),

    /** Ends one of an actor's own; false where they have none such. */
    endOne: async (actor: ActorId, id: SessionId): Promise<boolean> => (await store.dropSessionById(actor, id)) > 0,

    /** Ends all of an actor's, everywhere. Returns how many. */
    endAll: (actor: ActorId): Promise<number> => store.dropSessionsOfActor(actor),
  };
}

/** Forgets what is over; done at each sign-in, which is seldom enough and often enough. */
async function sweep(store: IdentityStore, now: Date): Promise<void> {
  const before = (ms: number): Date => new Date(now.getTime() - ms);
  await store.dropEndedSessions(now, before(IDLE));
  await store.dropOldAttempts(before(Math.max(BY_NAME.forgottenAfter, BY_ADDRESS.forgottenAfter)));
  await store.dropOldChallenges(now);
  await store.dropExpiredIssued();
}
