import type { ActId, CellId, EntryId, PatientId } from "#base";
import { sql, type Database } from "#db";
import { within, type Extent } from "./acts-store.ts";
import type { SealedStanding } from "./bars.ts";
import { COLUMNS } from "./columns.ts";

/** A sealed version, to be compared with others of its entry. */
export type SealedRow = {
  id: EntryId;
  patient: PatientId | null;
  version: number;
  recorded: Date;
  delivery: number;
  line: number;
  current: boolean;
};

/** A version of an entry, by its number. */
export type VersionKey = { readonly id: EntryId; readonly version: number };

/** Versions out of sight, or gone, and back. */
export function sealingStore(db: Database) {
  return {
    /** Moves every version of an extent out of sight. */
    async seal(act: ActId, extent: Extent): Promise<void> {
      await db.query(sql`
        with gone as (delete from record.entry where ${within(extent)} returning *),
        past as (delete from record.earlier where ${within(extent)} returning *)
        insert into record.sealed (${sql.raw(COLUMNS)}, act, current)
        select ${sql.raw(COLUMNS)}, ${act}::integer, true from gone
        union all select ${sql.raw(COLUMNS)}, ${act}::integer, false from past`);
    },

    /** Deletes every version of an extent, sealed ones too. */
    async erase(extent: Extent): Promise<void> {
      await db.query(sql`
        with gone as (delete from record.entry where ${within(extent)}),
        past as (delete from record.earlier where ${within(extent)})
        delete from record.sealed where ${within(extent)}`);
    },

    /** Of these entries, those that have sealed versions, and how the newest of them stands. */
    async sealedStandings(entries: readonly EntryId[]): Promise<readonly SealedStanding[]> {
      return db.query(
        sql<SealedStanding>`
        select distinct on (id) id, recorded, delivery, line, max(version) over (partition by id) as latest
        from record.sealed where id = any(${entries}::uuid[])
        order by id, recorded desc, delivery desc, line desc`,
        { name: "record-sealed-standings" },
      );
    },

    /** The cells of what an act sealed and nobody gave back. */
    async sealedCells(act: ActId): Promise<readonly { cell: CellId }[]> {
      return db.query(sql<{ cell: CellId }>`select distinct cell from record.sealed where act = ${act}`);
    },

    /** Hands what an act sealed, and another one bars still, to that other one. */
    async handOver(act: ActId): Promise<void> {
      await db.query(sql`
        update record.sealed set act = other.act from record.tombstone other
        where sealed.act = ${act} and other.lifted is null and other.act <> ${act}
          and (other.entry = sealed.id and (other.patient is null or other.patient = sealed.patient)
            or other.entry is null and other.patient = sealed.patient)`);
    },

    async sealedBy(act: ActId): Promise<readonly SealedRow[]> {
      return db.query(sql<SealedRow>`
        select id, patient, version, recorded, delivery, line, current from record.sealed where act = ${act}`);
    },

    /** Gives back what an act sealed: these versions as current ones, all others as earlier ones. */
    async giveBack(act: ActId, current: readonly VersionKey[]): Promise<void> {
      await db.query(sql`
        with back as (delete from record.sealed where act = ${act} returning *),
        chosen as (
          select * from unnest(${current.map((one) => one.id)}::uuid[], ${current.map((one) => one.version)}::integer[])
            chosen (id, version)
        ), now as (
          insert into record.entry (${sql.raw(COLUMNS)})
          select ${sql.raw(COLUMNS)} from back where (id, version) in (select id, version from chosen)
        )
        insert into record.earlier (${sql.raw(COLUMNS)})
        select ${sql.raw(COLUMNS)} from back where (id, version) not in (select id, version from chosen)`);
    },

    /** Deletes what an act sealed, and what others sealed of what is erased by now: an erasure that follows from it. */
    async eraseSealedBy(seal: ActId, erasure: ActId): Promise<void> {
      await db.query(sql`
        delete from record.sealed
        where act = ${seal} or exists (
          select from record.tombstone bar
          where bar.act = ${erasure} and bar.lifted is null
            and (bar.entry = sealed.id and (bar.patient is null or bar.patient = sealed.patient)
              or bar.entry is null and bar.patient = sealed.patient))`);
    },

    /** Of these entries, those that may ground something. */
    async groundingEntriesIn(
      entries: readonly EntryId[],
      types: readonly string[],
    ): Promise<readonly { id: EntryId; patient: PatientId; cell: CellId; content: string }[]> {
      return db.query(sql<{ id: EntryId; patient: PatientId; cell: CellId; content: string }>`
        select id, patient, cell, content from record.entry
        where id = any(${entries}::uuid[]) and patient is not null and type = any(${types}::text[]) and not ended`);
    },
  };
}
