import type { PatientId } from "#base";
import { copyRows, sql, type Database } from "#db";
import { LARGEST_BLOCK } from "../matching/block-key.ts";
import type { HeldLikeness, Likeness } from "./registration.ts";

/** By which keys registrations are found to be compared, and which of them are alike. */
export function likenessStore(db: Database) {
  return {
    /**
     * Gives each registration these keys and no others. Returns whoever else must be compared anew, because a key that
     * they share is too common for comparing only now, or no longer is.
     */
    async replaceKeys(keys: ReadonlyMap<PatientId, readonly string[]>): Promise<readonly PatientId[]> {
      const pairs = [...keys].flatMap(([patient, own]) => own.map((key) => ({ patient, key })));
      const rows = await db.query(
        sql<{ patient: PatientId }>`
        with given as (
          select distinct hashtextextended(key, 0) as key, patient
          from unnest(${pairs.map((one) => one.key)}::text[], ${pairs.map((one) => one.patient)}::uuid[]) given (key, patient)
        ), gone as (
          delete from people.block_key held where patient = any(${[...keys.keys()]}::uuid[])
            and not exists (select from given where given.key = held.key and given.patient = held.patient)
          returning key
        ), come as (
          insert into people.block_key select * from given on conflict do nothing returning key
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

    /**
     * The keys that these registrations share with others, with all who share each; those that too many share are left
     * out, and counted.
     */
    async blocksOf(
      patients: readonly PatientId[],
    ): Promise<{ readonly blocks: readonly (readonly PatientId[])[]; readonly passedOver: number }> {
      const rows = await db.query(
        sql<{ members: PatientId[] }>`
        with own as (select distinct key from people.block_key where patient = any(${patients}::uuid[]))
        select block.members from own, lateral (
          select array_agg(member.patient) as members from (
            select patient from people.block_key held where held.key = own.key limit ${LARGEST_BLOCK + 1}
          ) member
        ) block
        where array_length(block.members, 1) > 1`,
        { name: "people-blocks-of" },
      );
      const blocks = rows.map((row) => row.members).filter((members) => members.length <= LARGEST_BLOCK);
      return { blocks, passedOver: rows.length - blocks.length };
    },

    /** Who has one of these keys; those that too many share are left out. */
    async sharing(keys: readonly string[]): Promise<readonly PatientId[]> {
      const rows = await db.query(
        sql<{ members: PatientId[] }>`
        with own as (select distinct hashtextextended(key, 0) as key from unnest(${keys}::text[]) key)
        select block.members from own, lateral (
          select array_agg(member.patient) as members from (
            select patient from people.block_key held where held.key = own.key limit ${LARGEST_BLOCK + 1}
          ) member
        ) block
        where array_length(block.members, 1) <= ${LARGEST_BLOCK}`,
        { name: "people-sharing" },
      );
      return [...new Set(rows.flatMap((row) => row.members))];
    },

    /** Writes whom these registrations are like now. Returns whom they were like before. */
    async replaceLikenesses(
      patients: readonly PatientId[],
      likenesses: readonly Likeness[],
    ): Promise<readonly PatientId[]> {
      const gone = await db.query(
        sql<{ one: PatientId; other: PatientId }>`
        delete from people.likeness
        where one = any(${patients}::uuid[]) or other = any(${patients}::uuid[]) returning one, other`,
        { name: "people-drop-likenesses" },
      );
      if (likenesses.length > 0) await writeLikenesses(likenesses);
      return [...new Set(gone.flatMap(({ one, other }) => [one, other]))];
    },

    /** Writes all likenesses that there are. */
    async replaceAllLikenesses(likenesses: readonly Likeness[]): Promise<void> {
      await db.query(sql`delete from people.likeness`);
      await writeLikenesses(likenesses);
    },

    /** Who of these is like whom. */
    async likenessesAmong(patients: readonly PatientId[]): Promise<readonly HeldLikeness[]> {
      return db.query(
        sql<HeldLikeness>`
        select one, other, weight, together from people.likeness
        where one = any(${patients}::uuid[]) and other = any(${patients}::uuid[])`,
        { name: "people-likenesses-among" },
      );
    },

    /** Keeps beside each of these likenesses whether both are one person now: the other than before. */
    async turnTogether(likenesses: readonly Likeness[]): Promise<void> {
      if (likenesses.length === 0) return;
      await db.query(
        sql`
        update people.likeness set together = not together
        from unnest(${likenesses.map(({ one }) => one)}::uuid[], ${likenesses.map(({ other }) => other)}::uuid[])
          turned (one, other)
        where likeness.one = turned.one and likeness.other = turned.other`,
        { name: "people-turn-together" },
      );
    },
  };

  async function writeLikenesses(likenesses: readonly Likeness[]): Promise<void> {
    await db.copyIn(
      "people.likeness (one, other, weight)",
      copyRows(likenesses.map(({ one, other, weight }) => [one, other, weight])),
    );
  }
}
