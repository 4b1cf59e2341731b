import type { NhsNumber, OdsCode, PersonId } from "#base";
import { sql, type Database } from "#db";
import { mustBeIssued, type CohortPermit, type Group, type Registered } from "#sharing";

type Row = { person: PersonId; source: OdsCode; number: NhsNumber | null };

/** Where those who are to be studied are registered, for sharing to say who of them may be. */
export function studyStore(db: Database) {
  return {
    /** Of each of a group who is registered anywhere: where, and by which NHS numbers, superseded ones too. */
    async registrationsOf(permit: CohortPermit, group: Group): Promise<ReadonlyMap<PersonId, Registered>> {
      mustBeIssued(permit);
      const among = group === "everybody" ? sql`` : sql`where person = any(${group}::uuid[])`;
      const rows = await db.query(sql<Row>`
        with registered as (
          select current_patient.person, patient.id, patient.source, patient.nhs_number
          from people.current_patient join people.patient on patient.id = current_patient.patient ${among}
        )
        select person, source, nhs_number as number from registered
        union
        select person, source, unnest(array[old, new]) from registered
        join people.superseded_number on superseded_number.patient = registered.id`);
      const registered = new Map<PersonId, { sources: OdsCode[]; numbers: NhsNumber[] }>();
      for (const { person, source, number } of rows) {
        let own = registered.get(person);
        if (own === undefined) registered.set(person, (own = { sources: [], numbers: [] }));
        if (!own.sources.includes(source)) own.sources.push(source);
        if (number !== null && !own.numbers.includes(number)) own.numbers.push(number);
      }
      return registered;
    },
  };
}
