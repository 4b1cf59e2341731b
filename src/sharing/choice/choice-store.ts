import type { ActorId, PersonId } from "#base";
import { sql, type Database } from "#db";
import { readingOf } from "../log/writing-store.ts";
import type { PersonPermit } from "../permit.ts";
import { choosingFrom, writtenFrom, type Choosing, type KeptChoice, type WrittenChoice } from "./kept-choice.ts";

/** What people chose. */
export function choiceStore(db: Database) {
  return {
    /** What the person chose and has not taken back, and the log row of looking. */
    async choicesOf(permit: PersonPermit): Promise<readonly KeptChoice[]> {
      const rows = await db.query(sql<WrittenChoice & { id: number; madeBy: ActorId; madeAt: Date }>`
        with access as (${readingOf(permit)})
        select id, kind, about, made_by as "madeBy", made_at as "madeAt" from sharing.choice
        where person = ${permit.person} and ended_at is null order by id`);
      return rows.map(({ id, madeBy, madeAt, ...written }) => ({
        id,
        madeBy,
        madeAt,
        choosing: choosingFrom(written),
      }));
    },

    /** Keeps a choice; one that stands already stays as it is. */
    async choose(permit: PersonPermit, choosing: Choosing): Promise<void> {
      const { kind, about } = writtenFrom(choosing);
      await db.query(sql`
        with access as (${readingOf(permit)})
        insert into sharing.choice (person, kind, about, made_by, made_at)
        values (${permit.person}, ${kind}, ${about}, ${permit.actor.id}, ${permit.at})
        on conflict do nothing`);
    },

    /** The choice does not hold any more. Returns whether it stood. */
    async takeBack(permit: PersonPermit, id: number): Promise<boolean> {
      const ended = await db.execute(sql`
        with access as (${readingOf(permit)})
        update sharing.choice set ended_by = ${permit.actor.id}, ended_at = ${permit.at}
        where id = ${id} and person = ${permit.person} and ended_at is null`);
      return ended > 0;
    },

    /** Whoever was one of the first is now, or is also, one of the second: what they chose goes with them, and stays. */
    async copyChoices(from: readonly PersonId[], to: readonly PersonId[]): Promise<void> {
      await db.query(
        sql`
        insert into sharing.choice (person, kind, about, made_by, made_at)
        select distinct on (moved.later, kind, about) moved.later, kind, about, made_by, made_at
        from unnest(${from}::uuid[], ${to}::uuid[]) moved (earlier, later)
        join sharing.choice on choice.person = moved.earlier
        where ended_at is null order by moved.later, kind, about, made_at
        on conflict do nothing`,
        { name: "sharing-copy-choices" },
      );
    },
  };
}
