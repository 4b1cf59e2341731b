import { sql, type Database } from "#db";
import type { Attempts } from "./attempt-rule.ts";

type AttemptRow = { failures: number; since: Date; last: Date; paused_until: Date | null };

export function attemptStore(db: Database) {
  return {
    /** Failed attempts under a key; nobody else changes them until the ambient transaction is over. */
    async attemptsUnder(key: string): Promise<Attempts | undefined> {
      // A row that is not there cannot be locked, so two first attempts would each count as the first.
      await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
      const [row] = await db.query(sql<AttemptRow>`
        select failures, since, last, paused_until from identity.attempt where key = ${key}`);
      return row && { ...row, pausedUntil: row.paused_until ?? undefined };
    },

    async saveAttempts(key: string, { failures, since, last, pausedUntil }: Attempts): Promise<void> {
      await db.execute(sql`
        insert into identity.attempt (key, failures, since, last, paused_until)
        values (${key}, ${failures}, ${since}, ${last}, ${pausedUntil ?? null})
        on conflict (key) do update set failures = excluded.failures, since = excluded.since, last = excluded.last,
          paused_until = excluded.paused_until`);
    },

    async forgetAttempts(key: string): Promise<void> {
      await db.execute(sql`delete from identity.attempt where key = ${key}`);
    },

    /** Takes back one failure that was none after all. */
    async takeBackAttempt(key: string): Promise<void> {
      await db.execute(sql`
        update identity.attempt set failures = failures - 1, paused_until = null where key = ${key} and failures > 0`);
    },

    dropOldAttempts: (before: Date): Promise<number> =>
      db.execute(sql`delete from identity.attempt where last < ${before}`),
  };
}
