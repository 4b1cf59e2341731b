import type { PersonId } from "#base";
import { sql, type Database } from "#db";
import type { Choices } from "../choice/choice.ts";
import { choicesFrom, choosingFrom, type WrittenChoice } from "../choice/kept-choice.ts";
import { mustBeIssued, type CohortPermit } from "../permit.ts";

/** These persons, or all there are. */
export type Group = readonly PersonId[] | "everybody";

export type CohortStore = ReturnType<typeof cohortStore>;

export function cohortStore(db: Database) {
  return {
    /** What those of a group chose who chose something. */
    async choicesIn(group: Group): Promise<ReadonlyMap<PersonId, Choices>> {
      const among = group === "everybody" ? sql`` : sql`and person = any(${group}::uuid[])`;
      const rows = await db.query(sql<WrittenChoice & { person: PersonId }>`
        select person, kind, about from sharing.choice where ended_at is null ${among}
        order by person, kind, about`);
      const byPerson = Map.groupBy(rows, ({ person }) => person);
      return new Map([...byPerson].map(([person, own]) => [person, choicesFrom(own.map(choosingFrom))]));
    },

    /** The log row of a study: that it was done, and what it came to in words; nobody of whom. */
    async recordStudy(permit: CohortPermit, outcome: string): Promise<void> {
      mustBeIssued(permit);
      const { actor, purpose, what, reason, at } = permit;
      await db.query(sql`
        insert into sharing.access_event (at, kind, actor, organisation, purpose, what, reason)
        values (${at}, 'cohort', ${actor.id}, ${actor.organisation}, ${purpose}, ${what}, ${`${reason} ${outcome}`})`);
    },
  };
}
