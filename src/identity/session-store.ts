import type { ActorId } from "#base";
import { sql, type Database } from "#db";
import type { AccountId } from "./account.ts";
import type { CurrentSession, Session, SessionId, SignInWay } from "./session.ts";

type SessionRow = {
  id: SessionId;
  actor: ActorId;
  account: AccountId | null;
  way: SignInWay;
  agent: string;
  made: Date;
  last_used: Date;
  ends: Date;
};

const columns = sql.raw(
  "session.id, session.actor, session.account, session.way, session.agent, session.made, session.last_used, session.ends",
);

export function sessionStore(db: Database) {
  return {
    async addSession(digest: string, session: Session): Promise<void> {
      const { id, actor, account, way, agent, made, lastUsed, ends } = session;
      await db.execute(sql`
        insert into identity.session (token, id, actor, account, way, agent, made, last_used, ends)
        values (${digest}, ${id}, ${actor}, ${account ?? null}, ${way}, ${agent}, ${made}, ${lastUsed}, ${ends})`);
    },

    /** The session of a token; asked at every request. None where its account is shut. */
    async sessionOf(digest: string): Promise<CurrentSession | undefined> {
      const [row] = await db.query(
        sql<SessionRow & { must_change: boolean }>`
        select ${columns}, account.one_time_until is not null as must_change
        from identity.session left join identity.account on account.id = session.account
        where session.token = ${digest} and account.locked_at is null`,
        { name: "identity-session-of" },
      );
      return row && { ...sessionFrom(row), mustChange: row.must_change };
    },

    async noteUse(digest: string, at: Date): Promise<void> {
      await db.execute(sql`update identity.session set last_used = greatest(last_used, ${at}) where token = ${digest}`);
    },

    async sessionsOf(actor: ActorId): Promise<readonly Session[]> {
      const rows = await db.query(sql<SessionRow>`
        select ${columns} from identity.session where actor = ${actor} order by last_used desc, id`);
      return rows.map(sessionFrom);
    },

    async dropSession(digest: string): Promise<void> {
      await db.execute(sql`delete from identity.session where token = ${digest}`);
    },

    /** One of an actor's own; how many that were. */
    dropSessionById: (actor: ActorId, id: SessionId): Promise<number> =>
      db.execute(sql`delete from identity.session where actor = ${actor} and id = ${id}`),

    dropSessionsOfActor: (actor: ActorId): Promise<number> =>
      db.execute(sql`delete from identity.session where actor = ${actor}`),

    dropSessionsOfAccount: (account: AccountId): Promise<number> =>
      db.execute(sql`delete from identity.session where account = ${account}`),

    /** Those that ended, by time alone or for want of use since. */
    dropEndedSessions: (now: Date, unusedSince: Date): Promise<number> =>
      db.execute(sql`delete from identity.session where ends <= ${now} or last_used <= ${unusedSince}`),
  };
}

const sessionFrom = (row: SessionRow): Session => ({
  id: row.id,
  actor: row.actor,
  account: row.account ?? undefined,
  way: row.way,
  agent: row.agent,
  made: row.made,
  lastUsed: row.last_used,
  ends: row.ends,
});
