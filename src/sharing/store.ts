import { cellId, type CellId, type OdsCode, type PatientId, type PersonId } from "#base";
import { sql, type Database } from "#db";
import type { Category, Sensitivity } from "./category.ts";
import { choiceStore } from "./choice/choice-store.ts";
import { copyWellKnown } from "./log/unusual/well-known-store.ts";
import { readingOf, recordRefusal, type Refused } from "./log/writing-store.ts";
import type { PersonPermit } from "./permit.ts";
import type { Relationship } from "./standing/relationship.ts";
import { representationStore } from "./representation/representation-store.ts";
import { openedTo, rulingStore } from "./ruling/ruling-store.ts";
import { standingStore } from "./standing/standing-store.ts";

export type KeptCell = {
  readonly id: CellId;
  readonly source: OdsCode;
  readonly category: Category;
  readonly sensitivity: Sensitivity;
};

export type SharingStore = ReturnType<typeof sharingStore>;

export function sharingStore(db: Database) {
  return {
    ...standingStore(db),
    ...choiceStore(db),
    ...representationStore(db),
    ...rulingStore(db),
    recordRefusal: (refused: Refused) => recordRefusal(db, refused),
    copyWellKnown: (from: readonly PersonId[], to: readonly PersonId[]) => copyWellKnown(db, from, to),

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
    async cells(): Promise<readonly KeptCell[]> {
      return db.query(sql<KeptCell>`select id, source, category, sensitivity from sharing.cell order by id`);
    },

    /** 0 where there is none. A cell that was made since is greater. */
    async newestCell(): Promise<number> {
      const [row] = await db.query(sql<{ newest: number | null }>`select max(id) as newest from sharing.cell`, {
        name: "sharing-newest-cell",
      });
      return row?.newest ?? 0;
    },

    async saveRelationships(relationships: readonly Relationship[]): Promise<void> {
      const column = <T>(value: (one: Relationship) => T) => relationships.map(value);
      await db.query(
        sql`
        insert into sharing.relationship as held
          (ground_entry, ground_cell, kind, organisation, ground_patient, person, starts, ends)
        select * from unnest(
          ${column((one) => one.groundEntry)}::uuid[], ${column((one) => one.groundCell)}::integer[],
          ${column((one) => one.kind)}::text[],
          ${column((one) => one.organisation)}::text[], ${column((one) => one.groundPatient)}::uuid[],
          ${column((one) => one.person)}::uuid[], ${column((one) => one.starts ?? null)}::timestamptz[],
          ${column((one) => one.ends ?? null)}::timestamptz[])
        on conflict (ground_entry, kind, organisation) do update
          set ground_cell = excluded.ground_cell, ground_patient = excluded.ground_patient, person = excluded.person,
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

    /** Who has to do with the person, as far as what shows it is opened, and the log row of looking. */
    async relationshipsOf(permit: PersonPermit): Promise<readonly Relationship[]> {
      const rows = await db.query(sql<{
        kind: Relationship["kind"];
        organisation: OdsCode;
        person: PersonId;
        groundPatient: PatientId;
        groundEntry: Relationship["groundEntry"];
        groundCell: Relationship["groundCell"];
        starts: Date | null;
        ends: Date | null;
      }>`
        with access as (${readingOf(permit)})
        select kind, organisation, person, ground_patient as "groundPatient", ground_entry as "groundEntry",
          ground_cell as "groundCell", starts, ends
        from sharing.relationship where person = ${permit.person} and ${openedTo(permit, "relationship")}
        order by kind, organisation, starts`);
      return rows.map(({ starts, ends, ...rest }) => ({ ...rest, ...(starts && { starts }), ...(ends && { ends }) }));
    },
  };
}
