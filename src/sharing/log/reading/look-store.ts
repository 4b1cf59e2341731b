import type { ActorId, PersonId } from "#base";
import { sql, type Database, type RawBuilder } from "#db";
import { mustBeIssued, type ActPermit, type PersonPermit } from "../../permit.ts";
import { OVERSIGHT } from "../looked-at.ts";
import { readingOf } from "../writing-store.ts";
import type { LoggedLook } from "./look.ts";

/** Times within an array come as text. */
type LookRow = Omit<LoggedLook, "withholdings"> & {
  readonly withholdings: readonly { until: string; askedAt: string; agreed: boolean | null }[];
};

const IS_OVERSIGHT = sql`event.kind = 'act' and event.what = any(${OVERSIGHT}::text[])`;

/** Somebody was let in by their own word that it was an emergency. */
export const IS_EMERGENCY: RawBuilder<boolean> = sql<boolean>`exists (
  select from sharing.claim
  where claim.person = event.person and claim.actor = event.actor and claim.kind = 'emergency'
    and claim.starts <= event.at and event.at < claim.ends)`;

/** A row of the log as it is read for people. `ids`: every id that leads to whom it is about, as an array. */
const lookAbout = (ids: RawBuilder<unknown>): RawBuilder<LookRow> => sql<LookRow>`
  event.seq, event.at, event.kind, event.actor, event.organisation, event.purpose, event.what, event.reason,
  event.purpose = 'own-record' and exists (
    select from sharing.representation own
    where own.person = any(${ids}) and own.actor = event.actor and own.kind = 'self'
  ) as "isOwn",
  case when event.purpose = 'own-record' then (
    select name from sharing.representation reader
    where reader.person = any(${ids}) and reader.actor = event.actor and reader.kind <> 'self'
    order by reader.starts <= event.at desc, reader.starts desc limit 1
  ) end as reader,
  ${IS_EMERGENCY} as "isEmergency",
  ${IS_OVERSIGHT} as "isOversight",
  array(
    select json_build_object('until', least(until, ended_at), 'askedAt', asked_at, 'agreed', agreed)
    from sharing.withheld_access held
    where held.person = any(${ids})
      and ((held.actor = event.actor and held.seq <= event.seq) or (${IS_OVERSIGHT}))
  ) as withholdings`;

const ITS_PERSON = sql`array[event.person]`;

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

    /**
     * Rows about the person, by any id that leads to them, between two moments: newest first, at most so many; and the
     * log row of this look.
     */
    async looksAt(
      permit: PersonPermit,
      ids: readonly PersonId[],
      { from, until }: { readonly from: Date; readonly until: Date },
      most: number,
    ): Promise<readonly LoggedLook[]> {
      const rows = await db.query(sql<LookRow>`
        with access as (${readingOf(permit)})
        select ${lookAbout(sql`${ids}::uuid[]`)} from sharing.access_event event
        where event.person = any(${ids}::uuid[]) and event.kind <> 'supply'
          and event.at >= ${from}::timestamptz and event.at < ${until}::timestamptz
        order by event.at desc, event.seq desc limit ${most}`);
      return rows.map(lookFrom);
    },

    /** Of these rows those about the person. */
    async looksAmong(
      permit: PersonPermit,
      ids: readonly PersonId[],
      seqs: readonly number[],
    ): Promise<readonly LoggedLook[]> {
      const rows = await db.query(sql<LookRow>`
        with access as (${readingOf(permit)})
        select ${lookAbout(sql`${ids}::uuid[]`)} from sharing.access_event event
        where event.seq = any(${seqs}::bigint[]) and event.person = any(${ids}::uuid[]) and event.kind <> 'supply'`);
      return rows.map(lookFrom);
    },

    /** One row, for an officer who acts on it; to be logged by whoever asks for it. Its person is not told. */
    async findLook(permit: ActPermit, seq: number): Promise<LoggedLook | undefined> {
      mustBeIssued(permit);
      const [row] = await db.query(sql<LookRow>`
        select ${lookAbout(ITS_PERSON)} from sharing.access_event event
        where event.seq = ${seq} and event.person is not null and event.actor is not null`);
      return row && lookFrom(row);
    },

    /** The rows of a case, the first first; to be logged by whoever asks for them. */
    async looksOfCase(permit: ActPermit, id: number): Promise<readonly LoggedLook[]> {
      mustBeIssued(permit);
      const rows = await db.query(sql<LookRow>`
        select ${lookAbout(ITS_PERSON)} from sharing.log_case_event asked
        join sharing.access_event event on event.seq = asked.seq
        where asked.log_case = ${id} order by event.seq`);
      return rows.map(lookFrom);
    },

    /** Who looked in these rows: for cases. */
    async actorsOf(seqs: readonly number[]): Promise<readonly (ActorId | null)[]> {
      const rows = await db.query(sql<{ actor: ActorId | null }>`
        select distinct actor from sharing.access_event where seq = any(${seqs}::bigint[])`);
      return rows.map(({ actor }) => actor);
    },
  };
}
