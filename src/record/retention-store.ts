import type { CellId, PatientId, PersonId } from "#base";
import { sql, type Database, type RawBuilder } from "#db";
import { readingOfEach, type ListPermit } from "#sharing";

/** What a registration holds of one cell. */
export type HoldingRow = {
  patient: PatientId;
  cell: CellId;
  entries: number;
  /** The newest moment that one of them tells of, or was written at where it names none. */
  last: Date;
  goes_on: boolean;
};

export function retentionStore(db: Database) {
  return {
    /** The next registrations of which something is held, in the order of their ids. */
    async patientsAfter(after: PatientId | undefined, most: number): Promise<readonly PatientId[]> {
      const rows = await db.query(sql<{ patient: PatientId }>`
        select distinct patient from record.entry
        where ${after === undefined ? sql`patient is not null` : sql`patient > ${after}::uuid`}
        order by patient limit ${most}`);
      return rows.map((row) => row.patient);
    },

    /** What these registrations hold, cell by cell. What has no end counts as told when it was written. */
    async holdings(patients: readonly PatientId[]): Promise<readonly HoldingRow[]> {
      return db.query(sql<HoldingRow>`
        select patient, cell, count(*) as entries, bool_or(${goesOn}) as goes_on,
          max(coalesce(event_to - interval '1 millisecond', greatest(event_from, recorded))) as last
        from record.entry where patient = any(${patients}::uuid[])
        group by patient, cell`);
    },

    /** What the sources of these registrations say of who it is. */
    async patientContents(patients: readonly PatientId[]): Promise<readonly { id: PatientId; content: string }[]> {
      return db.query(sql<{ id: PatientId; content: string }>`
        select id, content from record.entry where id = any(${patients}::uuid[]) and type = 'Patient'`);
    },

    /** Whose registrations these are, and the log rows of showing them. */
    async shownPersons(permit: ListPermit, patients: readonly PatientId[]): Promise<ReadonlyMap<PatientId, PersonId>> {
      const persons = sql`select distinct person from people.current_patient where patient = any(${patients}::uuid[])`;
      const rows = await db.query(sql<{ patient: PatientId; person: PersonId }>`
        with access as (${readingOfEach(permit, persons)})
        select patient, person from people.current_patient where patient = any(${patients}::uuid[])`);
      return new Map(rows.map((row) => [row.patient, row.person]));
    },
  };
}

/** Care that has begun, or is about to, and of which no end is told. */
const goesOn: RawBuilder<boolean> = sql<boolean>`
  not ended and event_to is null and type in ('EpisodeOfCare', 'Encounter', 'CarePlan', 'CareTeam')
  and status in ('active', 'on-hold', 'onhold', 'planned', 'waitlist', 'arrived', 'triaged', 'in-progress', 'onleave')`;
