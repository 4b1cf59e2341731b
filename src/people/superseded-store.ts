import type { NhsNumber, PatientId } from "#base";
import { sql, type Database } from "#db";
import type { Patient } from "./patient.ts";

/** NHS numbers that were given up for others. */
export function supersededStore(db: Database) {
  return {
    /**
     * Keeps which numbers these patients now say were given up, and forgets what they said before. Returns the numbers
     * of which something else is said now.
     */
    async saveSuperseded(patients: readonly Patient[]): Promise<readonly NhsNumber[]> {
      const said = patients.flatMap(({ id, nhsNumber, nhsNumberVerified, supersededNumbers }) =>
        nhsNumber === undefined || !nhsNumberVerified
          ? []
          : supersededNumbers.filter((old) => old !== nhsNumber).map((old) => ({ id, old, new: nhsNumber })),
      );
      const rows = await db.query(
        sql<{ number: NhsNumber }>`
        with given as (
          select distinct * from unnest(${said.map((one) => one.id)}::uuid[], ${said.map((one) => one.old)}::char(10)[],
            ${said.map((one) => one.new)}::char(10)[]) given (patient, old, new)
        ), gone as (
          delete from people.superseded_number
          where patient = any(${patients.map((one) => one.id)}::uuid[])
            and (patient, old, new) not in (select patient, old, new from given)
          returning old, new
        ), come as (
          insert into people.superseded_number (patient, old, new) select patient, old, new from given
          on conflict do nothing returning old, new
        )
        select old as number from gone union select new from gone
        union select old from come union select new from come`,
        { name: "people-save-superseded" },
      );
      return rows.map((row) => row.number);
    },

    /**
     * Every number that superseded ones connect with one of these, with the least that it is connected with. Numbers of
     * which nothing is said are left out, unless they are among `changed`.
     */
    async traces(
      numbers: readonly NhsNumber[],
      changed: readonly NhsNumber[],
    ): Promise<readonly { number: NhsNumber; least: NhsNumber }[]> {
      if (numbers.length === 0 && changed.length === 0) return [];
      return db.query(
        sql<{ number: NhsNumber; least: NhsNumber }>`
        with recursive connected (start, number) as (
          select number, number from unnest(${numbers}::char(10)[]) number
          where exists (select from people.superseded_number where old = number or new = number)
          union select number, number from unnest(${changed}::char(10)[]) number
          union
          select start, case when old = number then new else old end
          from connected join people.superseded_number on old = number or new = number
        ), traced as (
          select number, min(number) over (partition by start) as least from connected
        )
        select distinct number, least from traced`,
        { name: "people-traces" },
      );
    },

    /** Follows superseded numbers anew; returns the patients for whom that made a difference. */
    async retrace(traces: readonly { number: NhsNumber; least: NhsNumber }[]): Promise<readonly PatientId[]> {
      const numbers = traces.map((one) => one.number);
      const rows = await db.query(sql<{ id: PatientId }>`
        update people.patient set traced_number = traced.least
        from unnest(${numbers}::char(10)[], ${traces.map((one) => one.least)}::char(10)[]) traced (number, least)
        where patient.traced_number = any(${numbers}::char(10)[]) and patient.nhs_number = traced.number
          and patient.traced_number <> traced.least
        returning patient.id`);
      return rows.map((row) => row.id);
    },
  };
}
