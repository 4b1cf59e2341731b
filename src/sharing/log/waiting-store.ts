import { sql, type Database } from "#db";

/** How much waits for privacy officers, in counts: names nobody. */
export type Waiting = {
  /** Unusual looks that nobody has looked into. */
  readonly unusual: number;
  /** Questions that nobody has answered, and those that were answered and are not closed. */
  readonly questions: number;
  readonly answered: number;
  /** Those who were let in by their own word: that it was an emergency, or that they care for the person. */
  readonly emergencies: number;
  readonly claims: number;
  /** Looks held back on one person's word. */
  readonly heldBack: number;
  /** Entries of which one asked that people be shown them, or not, and nobody has decided. */
  readonly rulings: number;
};

export function waitingStore(db: Database) {
  return {
    async waitingForOfficers(now: Date): Promise<Waiting> {
      const [row] = await db.query(sql<Waiting>`
        select
          (select count(*) from sharing.unusual_access where reviewed_at is null)::integer as unusual,
          (select count(*) from sharing.log_case where closed_at is null and answered_at is null)::integer as questions,
          (select count(*) from sharing.log_case where closed_at is null and answered_at is not null)::integer as answered,
          (select count(*) from sharing.claim where reviewed_at is null and kind = 'emergency')::integer as emergencies,
          (select count(*) from sharing.claim where reviewed_at is null and kind = 'claimed')::integer as claims,
          (
            select count(*) from sharing.withheld_access
            where decided_at is null and ended_at is null and until > ${now}::timestamptz
          )::integer as "heldBack",
          (
            select count(*) from sharing.ruling
            where agreed is null and ended_at is null and (until is null or until > ${now}::timestamptz)
          )::integer as rulings`);
      if (!row) throw new Error("Counts have one row.");
      return row;
    },
  };
}
