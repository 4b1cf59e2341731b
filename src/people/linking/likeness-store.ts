import type { PatientId } from "#base";
import { copyRows, sql, type Database, type RawBuilder } from "#db";
import { LARGEST_BLOCK } from "../matching/block-key.ts";
import type { BlockKey, BlockMember, Blocks } from "./block.ts";
import type { Likeness } from "./registration.ts";

/**
 * Ids taken out of an array: the statement then looks the same to the planner however many they are, and is planned once
 * on each connection. Planning costs more than asking.
 */
export const planned = (ids: readonly string[]): RawBuilder<unknown> => sql`array(select unnest(${ids}::uuid[]))`;

/** The same of a column of values that are to be unnested. */
const column = (values: readonly unknown[], type: "text" | "uuid" | "integer"): RawBuilder<unknown> =>
  sql`(select ${values}::${sql.raw(type)}[])`;

/** By which keys registrations are found to be compared, and which of them are alike. */
export function likenessStore(db: Database) {
  return {
    /**
     * Gives each registration these keys and no others. Returns whoever else must be compared anew, because a key that
     * they share is too common for comparing only now, or no longer is.
     */
    async replaceKeys(keys: ReadonlyMap<PatientId, readonly BlockKey[]>): Promise<readonly PatientId[]> {
      const own = [...keys].flatMap(([patient, each]) => each.map(({ key, born }) => ({ patient, key, born })));
      const rows = await db.query(
        sql<{ patient: PatientId }>`
        with given as (
          select hashtextextended(key, 0) as key, patient, max(born) as born
          from unnest(
            ${column(
              own.map((one) => one.key),
              "text",
            )}, ${column(
              own.map((one) => one.patient),
              "uuid",
            )},
            ${column(
              own.map((one) => one.born ?? null),
              "integer",
            )}) given (key, patient, born)
          group by 1, 2
        ), gone as (
          delete from people.block_key held where patient = any(${planned([...keys.keys()])})
            and not exists (select from given where given.key = held.key and given.patient = held.patient)
          returning key
        ), born_otherwise as (
          update people.block_key held set born = given.born from given
          where held.key = given.key and held.patient = given.patient and held.born is distinct from given.born
        ), come as (
          insert into people.block_key (key, patient, born) select key, patient, born from given
          on conflict do nothing returning key
        ), moved as (
          select key, sum(change) as change
          from (select key, 1 as change from come union all select key, -1 from gone) each group by key
        ), crossed as (
          select key from moved, lateral (
            select count(*) as before from (
              select from people.block_key held where held.key = moved.key limit ${LARGEST_BLOCK + 1} + abs(moved.change)
            ) member
          ) held
          where (before > ${LARGEST_BLOCK}) <> (before + change > ${LARGEST_BLOCK})
        )
        select distinct patient from people.block_key join crossed using (key)`,
        { name: "people-replace-keys" },
      );
      return rows.map((row) => row.patient);
    },

    /** The keys of these registrations, with all who share each. */
    blocksOf: (patients: readonly PatientId[]): Promise<Blocks> =>
      blocks(
        sql`
        select key, json_agg(patient) as patients, json_agg(born) as births
        from people.block_key where patient = any(${planned(patients)}) group by key`,
        "people-blocks-of",
      ),

    /** The same of somebody who is not registered. */
    blocksBy: (keys: readonly BlockKey[], asked: PatientId): Promise<Blocks> =>
      blocks(
        sql`
        select hashtextextended(key, 0) as key, json_build_array(${asked}::text) as patients, json_agg(born) as births
        from unnest(${keys.map((one) => one.key)}::text[], ${keys.map((one) => one.born ?? null)}::integer[])
          given (key, born)
        group by 1`,
        "people-blocks-by",
      ),

    /** Forgets whom these registrations are like. Returns all who were. */
    async dropLikenesses(patients: readonly PatientId[]): Promise<readonly PatientId[]> {
      const gone = await db.query(
        sql<{ one: PatientId; other: PatientId }>`
        delete from people.likeness
        where one = any(${planned(patients)}) or other = any(${planned(patients)}) returning one, other`,
        { name: "people-drop-likenesses" },
      );
      return [...new Set(gone.flatMap(({ one, other }) => [one, other]))];
    },

    async addLikenesses(likenesses: readonly Likeness[]): Promise<void> {
      if (likenesses.length === 0) return;
      await db.query(
        sql`
        insert into people.likeness (one, other, weight)
        select * from unnest(${likenesses.map(({ one }) => one)}::uuid[], ${likenesses.map(({ other }) => other)}::uuid[],
          ${likenesses.map(({ weight }) => weight)}::real[])`,
        { name: "people-add-likenesses" },
      );
    },

    /** Writes all likenesses that there are. */
    async replaceAllLikenesses(likenesses: readonly Likeness[]): Promise<void> {
      await db.query(sql`delete from people.likeness`);
      await db.copyIn(
        "people.likeness (one, other, weight)",
        copyRows(likenesses.map(({ one, other, weight }) => [one, other, weight])),
      );
    },

    /** Keeps beside each of these likenesses whether both are one person now: the other than before. */
    async turnTogether(likenesses: readonly Likeness[]): Promise<void> {
      if (likenesses.length === 0) return;
      await db.query(
        sql`
        update people.likeness set together = not together
        from unnest(
          ${column(
            likenesses.map(({ one }) => one),
            "uuid",
          )}, ${column(
            likenesses.map(({ other }) => other),
            "uuid",
          )})
          turned (one, other)
        where likeness.one = turned.one and likeness.other = turned.other`,
        { name: "people-turn-together" },
      );
    },
  };

  /** `own`: keys, with those whose they are and when each was born. */
  async function blocks(own: RawBuilder<unknown>, name: string): Promise<Blocks> {
    type Row = {
      own: PatientId[];
      own_births: (number | null)[];
      members: PatientId[] | null;
      births: (number | null)[] | null;
    };
    const rows = await db.query(
      sql<Row>`
      select own.patients as own, own.births as own_births, block.members, block.births from (${own}) own, lateral (
        select json_agg(patient) as members, json_agg(born) as births from (
          select patient, born from people.block_key held where held.key = own.key limit ${LARGEST_BLOCK + 1}
        ) member
      ) block`,
      { name },
    );
    const all = rows.map((row) => ({
      own: membersFrom(row.own, row.own_births),
      members: membersFrom(row.members ?? [], row.births ?? []),
    }));
    return {
      blocks: all.filter(({ members }) => members.length <= LARGEST_BLOCK),
      passedOver: all.filter(({ members }) => members.length > LARGEST_BLOCK).map((block) => block.own),
    };
  }
}

const membersFrom = (patients: readonly PatientId[], births: readonly (number | null)[]): readonly BlockMember[] =>
  patients.map((patient, nth) => ({ patient, born: births[nth] ?? undefined }));
