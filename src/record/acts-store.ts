import type { ActId, ActorId, CellId, EntryId, OdsCode, PatientId, PersonId } from "#base";
import { sql, type Database, type RawBuilder } from "#db";
import { actingOf, readingOfEach, type ActPermit, type ListPermit, type LookedAt } from "#sharing";
import type { ActKind, Cause } from "./act.ts";
import type { Tombstone } from "./bars.ts";

/** A current version as an act must know it. */
export type CoveredRow = { id: EntryId; patient: PatientId; cell: CellId; type: string };

export type ActRow = {
  id: ActId;
  at: Date;
  kind: ActKind;
  cause: Cause;
  actor: ActorId;
  organisation: OdsCode;
  reason: string;
  entries: number;
  registrations: number;
  undoes: ActId | null;
  undone_by: ActId | null;
  barred: number;
  last_barred: Date | null;
};

export type NewAct = Pick<ActRow, "kind" | "cause" | "reason" | "entries" | "registrations" | "undoes">;

/** Some entries by their ids, and all that is filed under some patients. */
export type Extent = { readonly entries: readonly EntryId[]; readonly patients: readonly PatientId[] };

export function actsStore(db: Database) {
  return {
    /** Of these entries of a person, or of everything of one of the person's patients, the current versions. */
    async entriesOf(person: PersonId, { entries, patients }: Extent): Promise<readonly CoveredRow[]> {
      return db.query(sql<CoveredRow>`
        select entry.id, entry.patient, entry.cell, entry.type
        from people.current_patient join record.entry using (patient)
        where current_patient.person = ${person}
          and (entry.id = any(${entries}::uuid[]) or entry.patient = any(${patients}::uuid[]))`);
    },

    /** The current versions of an extent. */
    async currentIn(extent: Extent): Promise<readonly CoveredRow[]> {
      return db.query(sql<CoveredRow>`select id, patient, cell, type from record.entry where ${within(extent)}`);
    },

    /** Under whom any version of these entries was ever filed. */
    async everFiledUnder(entries: readonly EntryId[]): Promise<readonly { id: EntryId; patient: PatientId }[]> {
      return db.query(sql<{ id: EntryId; patient: PatientId }>`
        select id, patient from record.entry where id = any(${entries}::uuid[]) and patient is not null
        union select id, patient from record.earlier where id = any(${entries}::uuid[]) and patient is not null
        union select id, patient from record.sealed where id = any(${entries}::uuid[]) and patient is not null`);
    },

    async insertAct({ at, actor }: ActPermit, act: NewAct): Promise<ActId> {
      const { kind, cause, reason, entries, registrations, undoes } = act;
      const rows = await db.query(sql<{ id: ActId }>`
        insert into record.act (at, kind, cause, actor, organisation, reason, entries, registrations, undoes)
        values (${at}, ${kind}, ${cause}, ${actor.id}, ${actor.organisation}, ${reason}, ${entries}, ${registrations},
          ${undoes})
        returning id`);
      if (!rows[0]) throw new Error("An act was not recorded.");
      return rows[0].id;
    },

    async insertTombstones(act: ActId, tombstones: readonly Omit<Tombstone, "act">[]): Promise<void> {
      await db.query(sql`
        insert into record.tombstone (act, entry, patient)
        select ${act}, * from unnest(${tombstones.map((one) => one.entry)}::uuid[],
          ${tombstones.map((one) => one.patient)}::uuid[])`);
    },

    /** The log rows of an act: the persons of these patients, and those given. */
    async logAct(
      permit: ActPermit,
      what: LookedAt,
      patients: readonly PatientId[],
      persons: readonly PersonId[],
    ): Promise<void> {
      await db.execute(
        actingOf(
          permit,
          what,
          sql`select person from people.current_patient where patient = any(${patients}::uuid[])
            union select unnest(${persons}::uuid[])`,
        ),
      );
    },

    /** Whether anything is barred at all: where nothing ever was sealed or erased, nothing more is asked. */
    async anythingBarred(): Promise<boolean> {
      const rows = await db.query(
        sql<{ any: boolean }>`select exists (select from record.tombstone where lifted is null) as any`,
        { name: "record-anything-barred" },
      );
      return rows[0]?.any === true;
    },

    /** The tombstones that may bar these entries, or entries of these patients. */
    async tombstonesOver({ entries, patients }: Extent): Promise<readonly Tombstone[]> {
      return db.query(
        sql<Tombstone>`
        select act, entry, patient from record.tombstone where lifted is null and entry = any(${entries}::uuid[])
        union all
        select act, entry, patient from record.tombstone
        where lifted is null and entry is null and patient = any(${patients}::uuid[])`,
        { name: "record-tombstones-over" },
      );
    },

    /** Counts what acts kept out. */
    async countBarred(acts: readonly { readonly act: ActId; readonly times: number }[], at: Date): Promise<void> {
      await db.query(sql`
        update record.act set barred = barred + given.times, last_barred = greatest(last_barred, ${at}::timestamptz)
        from unnest(${acts.map((one) => one.act)}::integer[], ${acts.map((one) => one.times)}::integer[])
          given (act, times)
        where act.id = given.act`);
    },

    /** An act, held so until the transaction ends: nobody else undoes it meanwhile. */
    async lockedAct(act: ActId): Promise<ActRow | undefined> {
      await db.query(sql`select from record.act where id = ${act} for update`);
      const rows = await db.query(sql<ActRow>`select ${actColumns} from record.act where act.id = ${act}`);
      return rows[0];
    },

    /** What an act left and no other lifted. */
    async tombstonesOf(act: ActId): Promise<readonly Tombstone[]> {
      return db.query(sql<Tombstone>`
        select act, entry, patient from record.tombstone where act = ${act} and lifted is null`);
    },

    async liftTombstones(act: ActId, by: ActId): Promise<void> {
      await db.query(sql`update record.tombstone set lifted = ${by} where act = ${act} and lifted is null`);
    },

    /** What was done, the newest first, and the log row of looking; one alone where it is named. */
    async acts(permit: ListPermit, which: { act?: ActId; most: number }): Promise<readonly ActRow[]> {
      const one = which.act === undefined ? sql`true` : sql`act.id = ${which.act}`;
      return db.query(sql<ActRow>`
        with access as (${readingOfEach(permit, sql`select null::uuid as person where false`)})
        select ${actColumns} from record.act where ${one} order by act.id desc limit ${which.most}`);
    },
  };
}

const actColumns = sql`act.id, act.at, act.kind, act.cause, act.actor, act.organisation, act.reason, act.entries,
  act.registrations, act.undoes, (select later.id from record.act later where later.undoes = act.id) as undone_by,
  act.barred, act.last_barred`;

export const within = ({ entries, patients }: Extent): RawBuilder<boolean> =>
  sql<boolean>`(id = any(${entries}::uuid[]) or patient = any(${patients}::uuid[]))`;
