import { cellId, type CellId, type OdsCode, type PatientId, type PersonId } from "#base";
import { sql, type Database, type RawBuilder } from "#db";
import type { Category, Sensitivity } from "./category.ts";
import {
  mustBeIssued,
  type ActPermit,
  type Actor,
  type LinkPermit,
  type ListPermit,
  type PersonPermit,
  type SupplyPermit,
} from "./permit.ts";
import type { Purpose } from "./purpose.ts";
import type { Relationship } from "./relationship.ts";

/** A look at the same person this long ago or less is the same sitting: "since I last looked" passes over it. */
const SAME_SITTING = "1 hour";

/**
 * The log row of one person's reading, as a statement to stand in the reading's own `with` clause: what is read and
 * that it was read commit together. A permit is logged by the first statement that reads with it. Returns
 * looked_before: when the actor last looked at this person, in an earlier sitting; no row from a later statement.
 */
export function readingOf(permit: PersonPermit): RawBuilder<{ looked_before: Date | null }> {
  mustBeIssued(permit);
  const { id, actor, person, purpose, what, reason, at } = permit;
  return sql`
    insert into sharing.access_event (at, kind, permit, actor, organisation, purpose, person, what, reason)
    values (${at}, 'person', ${id}, ${actor.id}, ${actor.organisation}, ${purpose}, ${person}, ${what}, ${reason})
    on conflict (permit) do nothing
    returning (
      select max(earlier.at) from sharing.access_event earlier
      where earlier.person = ${person}::uuid and earlier.kind = 'person' and earlier.actor = ${actor.id}
        and earlier.at < ${at}::timestamptz - ${SAME_SITTING}::interval
    ) as looked_before`;
}

/**
 * The log rows of a list: one for each person shown, or one without a person where none was. `persons` is a query
 * whose one column, person, names who is shown.
 */
export function readingOfEach(permit: ListPermit, persons: RawBuilder<unknown>): RawBuilder<unknown> {
  mustBeIssued(permit);
  const { actor, purpose, what, reason, at } = permit;
  return sql`
    insert into sharing.access_event (at, kind, actor, organisation, purpose, person, what, reason)
    select ${at}::timestamptz, 'list', ${actor.id}, ${actor.organisation}, ${purpose}, shown.person, ${what}, ${reason}
    from (${persons} union all select null::uuid where not exists (${persons})) shown(person)`;
}

/** The log rows of a source's writing: one for each person and delivery, however many batches it comes in. */
export function writingOf(permit: SupplyPermit, persons: RawBuilder<unknown>): RawBuilder<unknown> {
  mustBeIssued(permit);
  const { source, delivery, purpose, reason, at } = permit;
  return sql`
    insert into sharing.access_event (at, kind, organisation, purpose, person, delivery, what, reason)
    select ${at}::timestamptz, 'supply', ${source}, ${purpose}, written.person, ${delivery}, 'delivery', ${reason}
    from (${persons}) written(person)
    on conflict (delivery, person) where kind = 'supply' do nothing`;
}

/**
 * The log rows of an act, or of a decision about links: one for each person concerned, or one without a person where
 * none is known any more. `what` says that something was sealed, erased or decided, never what. `persons` is a query whose one column, person, names them.
 */
export function actingOf(
  permit: ActPermit | LinkPermit,
  what: string,
  persons: RawBuilder<unknown>,
): RawBuilder<unknown> {
  mustBeIssued(permit);
  const { actor, purpose, reason, at } = permit;
  return sql`
    insert into sharing.access_event (at, kind, actor, organisation, purpose, person, what, reason)
    select ${at}::timestamptz, 'act', ${actor.id}, ${actor.organisation}, ${purpose}, touched.person, ${what}, ${reason}
    from (${persons} union all select null::uuid where not exists (${persons})) touched(person)`;
}

export type SharingStore = ReturnType<typeof sharingStore>;

export function sharingStore(db: Database) {
  return {
    async recordRefusal(
      actor: Actor | { id: string; organisation: string },
      person: PersonId | undefined,
      purpose: Purpose,
      reason: string,
      at: Date,
    ): Promise<void> {
      // A refusal stays on the log whatever becomes of the work that was refused.
      await db.outsideTransaction(() =>
        db.query(sql`
        insert into sharing.access_event (at, kind, actor, organisation, purpose, person, what, reason)
        values (${at}, 'refusal', ${actor.id}, ${actor.organisation}, ${purpose}, ${person ?? null}, 'refused', ${reason})`),
      );
    },

    /** Every cell of a source, made where missing. */
    async cellsOf(
      source: OdsCode,
      kinds: readonly { category: Category; sensitivity: Sensitivity }[],
    ): Promise<ReadonlyMap<string, CellId>> {
      const categories = kinds.map((kind) => kind.category);
      const sensitivities = kinds.map((kind) => kind.sensitivity);
      await db.query(sql`
        insert into sharing.cell (source, category, sensitivity)
        select ${source}, kind.category, kind.sensitivity
        from unnest(${categories}::text[], ${sensitivities}::text[]) kind(category, sensitivity)
        on conflict do nothing`);
      const rows = await db.query(sql<{ id: number; category: string; sensitivity: string }>`
        select id, category, sensitivity from sharing.cell where source = ${source}`);
      return new Map(rows.map((row) => [`${row.category} ${row.sensitivity}`, cellId(row.id)]));
    },

    /** What each cell stands for. */
    async cells(): Promise<readonly { id: CellId; source: OdsCode; category: Category; sensitivity: Sensitivity }[]> {
      return db.query(sql<{ id: CellId; source: OdsCode; category: Category; sensitivity: Sensitivity }>`
        select id, source, category, sensitivity from sharing.cell`);
    },

    async saveRelationships(relationships: readonly Relationship[]): Promise<void> {
      const column = <T>(value: (one: Relationship) => T) => relationships.map(value);
      await db.query(
        sql`
        insert into sharing.relationship as held
          (ground_entry, kind, organisation, ground_patient, person, starts, ends)
        select * from unnest(
          ${column((one) => one.groundEntry)}::uuid[], ${column((one) => one.kind)}::text[],
          ${column((one) => one.organisation)}::text[], ${column((one) => one.groundPatient)}::uuid[],
          ${column((one) => one.person)}::uuid[], ${column((one) => one.starts ?? null)}::timestamptz[],
          ${column((one) => one.ends ?? null)}::timestamptz[])
        on conflict (ground_entry, kind, organisation) do update
          set ground_patient = excluded.ground_patient, person = excluded.person,
              starts = excluded.starts, ends = excluded.ends`,
        { name: "sharing-save-relationships" },
      );
    },

    /** Entries that say something else now, or nothing: what they grounded before is gone. */
    async dropGroundedOn(entries: readonly string[]): Promise<void> {
      await db.query(sql`delete from sharing.relationship where ground_entry = any(${entries}::uuid[])`, {
        name: "sharing-drop-grounded-on",
      });
    },

    async moveRelationships(patients: readonly PatientId[], to: readonly PersonId[]): Promise<void> {
      await db.query(sql`
        update sharing.relationship held set person = moved.person
        from unnest(${patients}::uuid[], ${to}::uuid[]) moved(patient, person)
        where held.ground_patient = moved.patient`);
    },

    /** Who has to do with the person, and the log row of looking. */
    async relationshipsOf(permit: PersonPermit): Promise<readonly Relationship[]> {
      const rows = await db.query(sql<{
        kind: Relationship["kind"];
        organisation: OdsCode;
        person: PersonId;
        groundPatient: PatientId;
        groundEntry: Relationship["groundEntry"];
        starts: Date | null;
        ends: Date | null;
      }>`
        with access as (${readingOf(permit)})
        select kind, organisation, person, ground_patient as "groundPatient", ground_entry as "groundEntry", starts, ends
        from sharing.relationship where person = ${permit.person}
        order by kind, organisation, starts`);
      return rows.map(({ starts, ends, ...rest }) => ({ ...rest, ...(starts && { starts }), ...(ends && { ends }) }));
    },
  };
}
