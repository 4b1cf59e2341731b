import type { ActorId, PersonId } from "#base";
import { sql, type Database } from "#db";
import type { ClaimKind } from "#sharing";

/** From now on the actor has to do with the person, by their own word, as far as tests of other things are concerned. */
export async function letIn(
  db: Database,
  actor: ActorId,
  person: PersonId,
  kind: ClaimKind = "claimed",
): Promise<void> {
  await db.query(sql`
    insert into sharing.claim (kind, actor, organisation, person, reason, starts, ends)
    select ${kind}, ${actor}, 'test', ${person}, 'For a test.', '2000-01-01'::timestamptz, '2200-01-01'::timestamptz
    where not exists (select from sharing.claim where actor = ${actor} and person = ${person} and ends > '2199-01-01')`);
}

/** The same of everybody who is registered by now. */
export async function letInToAll(db: Database, actor: ActorId): Promise<void> {
  await db.query(sql`
    insert into sharing.claim (kind, actor, organisation, person, reason, starts, ends)
    select distinct 'claimed', ${actor}, 'test', link.person, 'For a test.', '2000-01-01'::timestamptz,
      '2200-01-01'::timestamptz
    from people.link
    where not exists (
      select from sharing.claim held
      where held.actor = ${actor} and held.person = link.person and held.ends > '2199-01-01')`);
}
