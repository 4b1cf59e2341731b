import type { ActorId, OdsCode, PersonId } from "#base";
import { sql, type Database } from "#db";
import { mustBeIssued, type ActPermit, type PersonPermit } from "../../permit.ts";
import { actingOf, readingOf } from "../writing-store.ts";
import type { LoggedLook } from "./look.ts";

/** Times within an array come as text. */
type LookRow = Omit<LoggedLook, "withholdings"> & {
  readonly withholdings: readonly { until: string; askedAt: string; agreed: boolean | null }[];
};

/** A row of the log is held back, or asked to be. */
export type HeldBack = {
  readonly id: number;
  readonly seq: number;
  readonly reason: string;
  readonly until: Date;
  readonly askedBy: ActorId;
  readonly askedAt: Date;
};

const LOOK = sql<LookRow>`
  event.seq, event.at, event.kind, event.actor, event.organisation, event.purpose, event.what, event.reason,
  event.purpose = 'own-record' and exists (
    select from sharing.representation own
    where own.person = event.person and own.actor = event.actor and own.kind = 'self'
  ) as "isOwn",
  exists (
    select from sharing.claim
    where claim.person = event.person and claim.actor = event.actor and claim.kind = 'emergency'
      and claim.starts <= event.at and event.at < claim.ends
  ) as "isEmergency",
  array(
    select json_build_object('until', until, 'askedAt', asked_at, 'agreed', agreed)
    from sharing.withheld_access held
    where held.person = event.person and held.actor = event.actor and held.seq <= event.seq
  ) as withholdings`;

const NOBODY = sql`select null::uuid where false`;

const lookFrom = ({ withholdings, ...rest }: LookRow): LoggedLook => ({
  ...rest,
  withholdings: withholdings.map(({ until, askedAt, agreed }) => ({
    ...{ until: new Date(until), askedAt: new Date(askedAt), agreed: agreed ?? undefined },
  })),
});

/** Who looked at whom, as it is read for people. */
export function lookStore(db: Database) {
  return {
    /**
     * Whether whoever holds this permit may be shown who looked: people themselves, and those whom they let see it,
     * whose representation names the log.
     */
    async maySeeLog(permit: PersonPermit): Promise<boolean> {
      mustBeIssued(permit);
      const rows = await db.query(sql`
        select from sharing.representation
        where person = ${permit.person} and actor = ${permit.actor.id}
          and starts <= ${permit.at}::timestamptz and (ends is null or ${permit.at}::timestamptz < ends)
          and (kind = 'self' or 'access-log' = any(scope))`);
      return rows.length > 0;
    },

    /** Rows about the person between two moments, newest first, at most so many; and the log row of this look. */
    async looksAt(permit: PersonPermit, from: Date, until: Date, most: number): Promise<readonly LoggedLook[]> {
      const rows = await db.query(sql<LookRow>`
        with access as (${readingOf(permit)})
        select ${LOOK} from sharing.access_event event
        where event.person = ${permit.person} and event.kind <> 'supply'
          and event.at >= ${from}::timestamptz and event.at < ${until}::timestamptz
        order by event.at desc, event.seq desc limit ${most}`);
      return rows.map(lookFrom);
    },

    /** Of these rows those about the person. */
    async looksAmong(permit: PersonPermit, seqs: readonly number[]): Promise<readonly LoggedLook[]> {
      const rows = await db.query(sql<LookRow>`
        with access as (${readingOf(permit)})
        select ${LOOK} from sharing.access_event event
        where event.seq = any(${seqs}::bigint[]) and event.person = ${permit.person} and event.kind <> 'supply'`);
      return rows.map(lookFrom);
    },

    /**
     * One row, for an officer who acts on it. Its person is not shown to them, and the log row of that names nobody: it
     * would tell the person what is to be held back.
     */
    async lookFor(permit: ActPermit, seq: number): Promise<LoggedLook | undefined> {
      const [row] = await db.query(sql<LookRow>`
        with access as (${actingOf(permit, "look to be held back", NOBODY)})
        select ${LOOK} from sharing.access_event event
        where event.seq = ${seq} and event.person is not null and event.actor is not null`);
      return row && lookFrom(row);
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

    /** What waits for a second person. Of nobody: rows by their number. */
    async heldBackWaiting(permit: ActPermit, most: number): Promise<readonly HeldBack[]> {
      mustBeIssued(permit);
      return db.query(sql<HeldBack>`
        select id, seq, reason, until, asked_by as "askedBy", asked_at as "askedAt" from sharing.withheld_access
        where decided_at is null order by id limit ${most}`);
    },

    /** Returns whether it waited for somebody else than whoever asked. */
    async decideHeldBack(permit: ActPermit, id: number, agreed: boolean): Promise<boolean> {
      const decided = await db.query(sql`
        with access as (${actingOf(permit, "look held back", NOBODY)})
        update sharing.withheld_access set decided_by = ${permit.actor.id}, decided_at = ${permit.at}, agreed = ${agreed}
        where id = ${id} and decided_at is null and asked_by <> ${permit.actor.id} returning id`);
      return decided.length > 0;
    },

    /** Whom rows are about, and who looked: for cases. */
    async partiesOf(seqs: readonly number[]): Promise<readonly PartyRow[]> {
      return db.query(sql<PartyRow>`
        select seq, actor, organisation, person from sharing.access_event where seq = any(${seqs}::bigint[])`);
    },
  };
}

type PartyRow = {
  readonly seq: number;
  readonly actor: ActorId | null;
  readonly organisation: OdsCode;
  readonly person: PersonId | null;
};
