import type { PersonId } from "#base";
import { sql, type Database, type RawBuilder } from "#db";
import {
  mustBeIssued,
  type ActPermit,
  type LinkPermit,
  type ListPermit,
  type PersonPermit,
  type SupplyPermit,
} from "../permit.ts";
import type { Purpose } from "../purpose.ts";
import type { LookedAt } from "./looked-at.ts";

/** A look at the same person this long ago or less is the same sitting: "since I last looked" passes over it. */
const SAME_SITTING = "1 hour";

/**
 * The log row of one person's reading, as a statement to stand in the reading's own `with` clause: what is read and
 * that it was read commit together. A permit is logged by the first statement that reads with it.
 */
export function readingOf(permit: PersonPermit): RawBuilder<unknown> {
  mustBeIssued(permit);
  const { id, actor, person, purpose, what, reason, at } = permit;
  return sql`
    insert into sharing.access_event (at, kind, permit, actor, organisation, purpose, person, what, reason)
    values (${at}, 'person', ${id}, ${actor.id}, ${actor.organisation}, ${purpose}, ${person}, ${what}, ${reason})
    on conflict (permit) do nothing`;
}

/**
 * The same, for readings that tell what is new. Returns looked_before: when the actor last looked at this person, in an
 * earlier sitting; no row from a later statement.
 */
export function readingAgainOf(permit: PersonPermit): RawBuilder<{ looked_before: Date | null }> {
  const { actor, person, at } = permit;
  return sql`
    ${readingOf(permit)}
    returning (
      select max(earlier.at) from sharing.access_event earlier
      where earlier.person = ${person}::uuid and earlier.kind = 'person' and earlier.actor = ${actor.id}
        and earlier.at < ${at}::timestamptz - ${SAME_SITTING}::interval
    ) as looked_before`;
}

/**
 * The log rows of a list: one for each person shown, or one without a person where none was. `persons` is a query
 * whose one column, person, names who is shown.
 */
export function readingOfEach(permit: ListPermit, persons: RawBuilder<unknown>): RawBuilder<unknown> {
  mustBeIssued(permit);
  const { actor, purpose, what, reason, at } = permit;
  return sql`
    insert into sharing.access_event (at, kind, actor, organisation, purpose, person, what, reason)
    select ${at}::timestamptz, 'list', ${actor.id}, ${actor.organisation}, ${purpose}, shown.person, ${what}, ${reason}
    from (${persons} union all select null::uuid where not exists (${persons})) shown(person)`;
}

/** The log rows of a source's writing: one for each person and delivery, however many batches it comes in. */
export function writingOf(permit: SupplyPermit, persons: RawBuilder<unknown>): RawBuilder<unknown> {
  mustBeIssued(permit);
  const { source, delivery, purpose, reason, at } = permit;
  return sql`
    insert into sharing.access_event (at, kind, organisation, purpose, person, delivery, what, reason)
    select ${at}::timestamptz, 'supply', ${source}, ${purpose}, written.person, ${delivery}, 'delivery', ${reason}
    from (${persons}) written(person)
    on conflict (delivery, person) where kind = 'supply' do nothing`;
}

/**
 * The log rows of an act, or of a decision about links: one for each person concerned, or one without a person where
 * none is known any more. `what` says that something was sealed, erased or decided, never what. `persons` is a query whose one column, person, names them.
 */
export function actingOf(
  permit: ActPermit | LinkPermit,
  what: LookedAt,
  persons: RawBuilder<unknown>,
): RawBuilder<unknown> {
  mustBeIssued(permit);
  const { actor, purpose, reason, at } = permit;
  return sql`
    insert into sharing.access_event (at, kind, actor, organisation, purpose, person, what, reason)
    select ${at}::timestamptz, 'act', ${actor.id}, ${actor.organisation}, ${purpose}, touched.person, ${what}, ${reason}
    from (${persons} union all select null::uuid where not exists (${persons})) touched(person)`;
}

/** A no: who asked for what, about whom where it was about one, and why not. */
export type Refused = {
  readonly actor: { readonly id: string; readonly organisation: string };
  readonly person: PersonId | undefined;
  readonly purpose: Purpose;
  readonly reason: string;
  readonly at: Date;
};

/** Writes the log row of a refusal, which stays whatever becomes of the work that was refused. */
export async function recordRefusal(db: Database, { actor, person, purpose, reason, at }: Refused): Promise<void> {
  await db.outsideTransaction(() =>
    db.query(sql`
      insert into sharing.access_event (at, kind, actor, organisation, purpose, person, what, reason)
      values (${at}, 'refusal', ${actor.id}, ${actor.organisation}, ${purpose}, ${person ?? null}, 'refused', ${reason})`),
  );
}
