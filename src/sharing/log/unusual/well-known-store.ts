import type { ActorId, PersonId } from "#base";
import { sql, type Database } from "#db";
import type { ActPermit } from "../../permit.ts";
import { actingOf } from "../writing-store.ts";

/** Somebody of whom many are curious: every look at them is looked at again. */
export type WellKnownPerson = { readonly person: PersonId; readonly markedBy: ActorId; readonly markedAt: Date };

/** Whoever was one of the first is now, or is also, one of the second: a mark goes with them, and stays. */
export async function copyWellKnown(db: Database, from: readonly PersonId[], to: readonly PersonId[]): Promise<void> {
  await db.query(
    sql`
    insert into sharing.well_known (person, marked_by, marked_at)
    select distinct on (moved.later) moved.later, marked_by, marked_at
    from unnest(${from}::uuid[], ${to}::uuid[]) moved (earlier, later)
    join sharing.well_known on well_known.person = moved.earlier
    order by moved.later, marked_at
    on conflict do nothing`,
    { name: "sharing-copy-well-known" },
  );
}

export function wellKnownStore(db: Database) {
  return {
    async wellKnownAmong(persons: readonly PersonId[]): Promise<readonly PersonId[]> {
      const rows = await db.query(sql<{ person: PersonId }>`
        select person from sharing.well_known where person = any(${persons}::uuid[])`);
      return rows.map((row) => row.person);
    },

    /** Who is marked, the last first, at most so many; each is logged. */
    async wellKnown(permit: ActPermit, most: number): Promise<readonly WellKnownPerson[]> {
      return db.query(sql<WellKnownPerson>`
        with chosen as (select * from sharing.well_known order by marked_at desc, person limit ${most}),
        access as (${actingOf(permit, "people who are well known", sql`select person from chosen`)})
        select person, marked_by as "markedBy", marked_at as "markedAt" from chosen
        order by marked_at desc, person`);
    },

    /** Whether this person is marked: by whom, and when. */
    async findWellKnown(permit: ActPermit, person: PersonId): Promise<WellKnownPerson | undefined> {
      const [row] = await db.query(sql<WellKnownPerson>`
        with access as (${actingOf(permit, "well known", sql`select ${person}::uuid as person`)})
        select person, marked_by as "markedBy", marked_at as "markedAt" from sharing.well_known
        where person = ${person}`);
      return row;
    },

    /** Looks at this person are looked at again from now on, or not any more; logged about them. */
    async markWellKnown(permit: ActPermit, person: PersonId, isWellKnown: boolean): Promise<void> {
      const about = sql`select ${person}::uuid as person`;
      await db.query(
        isWellKnown
          ? sql`
            with access as (${actingOf(permit, "marked as well known", about)})
            insert into sharing.well_known (person, marked_by, marked_at)
            values (${person}, ${permit.actor.id}, ${permit.at}) on conflict do nothing`
          : sql`
            with access as (${actingOf(permit, "no longer well known", about)})
            delete from sharing.well_known where person = ${person}`,
      );
    },
  };
}
