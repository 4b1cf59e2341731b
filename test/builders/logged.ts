import type { ActorId, PersonId } from "#base";
import { sql, type Database } from "#db";
import { NURSE, PRACTICE } from "./place.ts";

export type LoggedRow = {
  readonly person: PersonId;
  readonly at?: string;
  readonly actor?: ActorId | string;
  readonly kind?: string;
  readonly purpose?: string;
  readonly what?: string;
};

/** A row of the log, as it would have been written; the nurse looked at the record to care, unless it says otherwise. */
export async function logged(db: Database, row: LoggedRow): Promise<number> {
  const { at = "2026-05-02T09:00:00Z", actor = NURSE, kind = "person", purpose = "direct-care", what = "record" } = row;
  const [made] = await db.query(sql<{ seq: number }>`
    insert into sharing.access_event (at, kind, actor, organisation, purpose, person, what, reason)
    values (${at}, ${kind}, ${actor}, ${PRACTICE}, ${purpose}, ${row.person}, ${what}, 'Because.') returning seq`);
  if (!made) throw new Error("The row was not written.");
  return made.seq;
}

type Represented = {
  readonly actor: ActorId;
  readonly person: PersonId;
  readonly kind?: string;
  readonly scope?: readonly string[];
};

/** The actor is the person, or whom they let in to these parts. */
export const represent = (db: Database, { actor, person, kind = "self", scope = [] }: Represented) =>
  db.execute(sql`
    insert into sharing.representation (actor, name, kind, scope, evidence, ground_patient, person, starts, made_by)
    values (${actor}, 'Somebody', ${kind}, ${scope}::text[], 'Seen.', ${person}, ${person}, '2020-01-01', 'test')`);
