import type { ActorId, OdsCode } from "#base";
import { sql, type Database, type RawBuilder } from "#db";
import { mustBeIssued, type ActPermit } from "../../permit.ts";
import { actingOf } from "../writing-store.ts";
import { IS_EMERGENCY } from "./look-store.ts";

/** Looks of one actor at somebody on one day that may be held back from the person, who is not named. */
export type WithholdableLooks = {
  /** The first of them: what is held back begins with it. */
  readonly seq: number;
  readonly at: Date;
  readonly rows: number;
  readonly actor: ActorId;
  readonly organisation: OdsCode;
  readonly purpose: string;
  /** Why they looked; in an emergency, in their own words. */
  readonly reason: string;
  readonly isEmergency: boolean;
  /** Held back, or asked to be: until when at most. */
  readonly heldUntil: Date | null;
};

/** A row of the log is held back with what follows it, or asked to be. */
export type HeldBack = {
  readonly id: number;
  readonly seq: number;
  /** Whose looks, and the first of them. */
  readonly actor: ActorId;
  readonly organisation: OdsCode;
  readonly at: Date;
  readonly reason: string;
  readonly until: Date;
  readonly askedBy: ActorId;
  readonly askedAt: Date;
  readonly decidedBy: ActorId | null;
  readonly agreed: boolean | null;
};

/** What officers do here is logged about nobody: it would tell the person what is to be held back. */
const NOBODY = sql`select null::uuid where false`;

const HELD: RawBuilder<HeldBack> = sql<HeldBack>`
  held.id, held.seq, held.actor, event.organisation, event.at, held.reason, held.until, asked_by as "askedBy",
  asked_at as "askedAt", decided_by as "decidedBy", agreed`;

/** What is held back, or asked to be, of looks to protect somebody or in an emergency. */
export function heldBackStore(db: Database) {
  return {
    /** Looks since a moment that may be held back, newest first, at most so many lines; and the log row of looking. */
    async withholdableSince(permit: ActPermit, since: Date, most: number): Promise<readonly WithholdableLooks[]> {
      return db.query(sql<WithholdableLooks>`
        with access as (${actingOf(permit, "looks that may be held back", NOBODY)}),
        emergency as (
          select distinct on (event.seq) event.seq, event.at, event.actor, event.organisation, event.purpose,
            claim.reason, event.person, true as is_emergency
          from sharing.claim
          join sharing.access_event event on event.person = claim.person and event.actor = claim.actor
            and event.kind <> 'supply' and event.at >= claim.starts and event.at < claim.ends
          where claim.kind = 'emergency' and claim.ends >= ${since}::timestamptz
          order by event.seq, claim.id
        ), may as (
          select * from emergency
          union all
          select seq, at, actor, organisation, purpose, reason, person, false from sharing.access_event event
          where purpose = 'safeguarding' and kind <> 'supply' and actor is not null and person is not null
            and not ${IS_EMERGENCY}
        ), first as (
          select distinct on (actor, person, (at at time zone 'Europe/London')::date) *,
            count(*) over (partition by actor, person, (at at time zone 'Europe/London')::date)::integer as rows
          from may where at >= ${since}::timestamptz
          order by actor, person, (at at time zone 'Europe/London')::date, seq
        )
        select seq, at, rows, actor, organisation, purpose, reason, is_emergency as "isEmergency",
          (
            select max(held.until) from sharing.withheld_access held
            where held.person = first.person and held.actor = first.actor and held.seq <= first.seq
              and agreed is not false and ended_at is null and held.until > ${permit.at}::timestamptz
          ) as "heldUntil"
        from first order by at desc, seq desc limit ${most}`);
    },

    /** That an officer looks at one row that may be held back. */
    async logLookToBeHeld(permit: ActPermit): Promise<void> {
      await db.execute(actingOf(permit, "look to be held back", NOBODY));
    },

    /** Holds back what this row's actor looked at of its person from it on. */
    async saveHeldBack(permit: ActPermit, seq: number, reason: string, until: Date): Promise<number> {
      const [row] = await db.query(sql<{ id: number }>`
        insert into sharing.withheld_access (seq, actor, person, reason, until, asked_by, asked_at)
        select seq, actor, person, ${reason}, ${until}, ${permit.actor.id}, ${permit.at}
        from sharing.access_event where seq = ${seq} returning id`);
      if (!row) throw new Error("There is no such row.");
      return row.id;
    },

    /** What waits for a second person, the oldest first. Of nobody: rows by their number. */
    async heldBackWaiting(permit: ActPermit, most: number): Promise<readonly HeldBack[]> {
      mustBeIssued(permit);
      return db.query(sql<HeldBack>`
        select ${HELD} from sharing.withheld_access held join sharing.access_event event using (seq)
        where decided_at is null and ended_at is null and held.until > ${permit.at}::timestamptz
        order by id limit ${most}`);
    },

    /** What two have agreed to hold back and is not over, the first to be told first. */
    async heldBackNow(permit: ActPermit, most: number): Promise<readonly HeldBack[]> {
      mustBeIssued(permit);
      return db.query(sql<HeldBack>`
        select ${HELD} from sharing.withheld_access held join sharing.access_event event using (seq)
        where agreed and ended_at is null and held.until > ${permit.at}::timestamptz
        order by held.until, id limit ${most}`);
    },

    /** Returns whether it waited for somebody else than whoever asked. */
    async decideHeldBack(permit: ActPermit, id: number, agreed: boolean): Promise<boolean> {
      const decided = await db.query(sql`
        with access as (${actingOf(permit, "look held back", NOBODY)})
        update sharing.withheld_access set decided_by = ${permit.actor.id}, decided_at = ${permit.at}, agreed = ${agreed}
        where id = ${id} and decided_at is null and ended_at is null and asked_by <> ${permit.actor.id} returning id`);
      return decided.length > 0;
    },

    /** The person is told from now on. Returns whether it was held back. */
    async endHeldBack(permit: ActPermit, id: number): Promise<boolean> {
      const ended = await db.query(sql`
        with access as (${actingOf(permit, "look told after all", NOBODY)})
        update sharing.withheld_access set ended_by = ${permit.actor.id}, ended_at = ${permit.at}
        where id = ${id} and ended_at is null and agreed is not false and until > ${permit.at}::timestamptz
        returning id`);
      return ended.length > 0;
    },
  };
}
