import type { NhsNumber, PatientId, PersonId } from "#base";
import { sql, type Database, type RawBuilder } from "#db";

type SupersededRow = { old: NhsNumber; new: NhsNumber };

/** Registrations out of sight and back. Numbers returned are those of which something else is said afterwards. */
export function withdrawalStore(db: Database) {
  const numbersIn = (rows: readonly SupersededRow[]): readonly NhsNumber[] => [
    ...new Set(rows.flatMap((row) => [row.old, row.new])),
  ];
  /** Moves what is kept of these patients from one table to its twin of the same columns. */
  const move = (from: string, to: string, patients: readonly PatientId[]): RawBuilder<unknown> => sql`
    with moved as (delete from ${sql.raw(from)} where ${key(from)} = any(${patients}::uuid[]) returning *)
    insert into ${sql.raw(to)} select * from moved`;

  return {
    /** Whose registrations these are, in sight or sealed. */
    async personsWith(patients: readonly PatientId[]): Promise<readonly PersonId[]> {
      const rows = await db.query(sql<{ person: PersonId }>`
        select person from people.link where patient = any(${patients}::uuid[])
        union select person from people.sealed_link where patient = any(${patients}::uuid[])`);
      return rows.map((row) => row.person);
    },

    /** Takes registrations with their links out of sight, to be put back as they stood. */
    async sealPatients(patients: readonly PatientId[]): Promise<readonly NhsNumber[]> {
      await db.query(move("people.patient", "people.sealed_patient", patients));
      await db.query(move("people.link", "people.sealed_link", patients));
      const numbers = await db.query(sql<SupersededRow>`
        with moved as (
          delete from people.superseded_number where patient = any(${patients}::uuid[]) returning *
        ), kept as (insert into people.sealed_number select * from moved)
        select old, new from moved`);
      return numbersIn(numbers);
    },

    /** Puts sealed registrations back as they stood; their number is to be traced anew. */
    async unsealPatients(patients: readonly PatientId[]): Promise<readonly NhsNumber[]> {
      await db.query(move("people.sealed_patient", "people.patient", patients));
      await db.query(move("people.sealed_link", "people.link", patients));
      await db.query(sql`
        update people.person set became = null
        where id in (select person from people.link where patient = any(${patients}::uuid[]))`);
      await db.query(sql`
        update people.patient set traced_number = nhs_number where id = any(${patients}::uuid[])`);
      const numbers = await db.query(sql<SupersededRow>`
        with moved as (
          delete from people.sealed_number where patient = any(${patients}::uuid[]) returning *
        ), back as (insert into people.superseded_number select * from moved)
        select old, new from moved`);
      return numbersIn(numbers);
    },

    /**
     * Forgets registrations, in sight or sealed. That they were linked, and to which person, is kept among the past
     * links: should the source's patient ever come again, it is not taken for the person whom it founded.
     */
    async erasePatients(patients: readonly PatientId[], at: Date): Promise<readonly NhsNumber[]> {
      await db.query(sql`
        with gone as (delete from people.link where patient = any(${patients}::uuid[]) returning *),
        sealed as (delete from people.sealed_link where patient = any(${patients}::uuid[]) returning *)
        insert into people.link_past (patient, person, method, weight, reason, decided_by, since, until)
        select patient, person, method, weight, reason, decided_by, since, ${at}::timestamptz
        from (select * from gone union all select * from sealed) ended`);
      await db.query(sql`update people.link_past set erased = true where patient = any(${patients}::uuid[])`);
      await db.query(sql`delete from people.patient where id = any(${patients}::uuid[])`);
      await db.query(sql`delete from people.sealed_patient where id = any(${patients}::uuid[])`);
      await db.query(sql`delete from people.sealed_number where patient = any(${patients}::uuid[])`);
      const numbers = await db.query(sql<SupersededRow>`
        delete from people.superseded_number where patient = any(${patients}::uuid[]) returning old, new`);
      return numbersIn(numbers);
    },

    /** The numbers that these patients carry. */
    async numbersOf(patients: readonly PatientId[]): Promise<readonly NhsNumber[]> {
      const rows = await db.query(sql<{ number: NhsNumber }>`
        select distinct nhs_number as number from people.patient
        where id = any(${patients}::uuid[]) and nhs_number is not null`);
      return rows.map((row) => row.number);
    },
  };
}

/** The column that names the patient. */
const key = (table: string): RawBuilder<unknown> => sql.raw(/patient$/.test(table) ? "id" : "patient");
