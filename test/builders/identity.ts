import { createIdentity, identityStore, type Account } from "#identity";
import { actorId, mustSucceed, type ActorId } from "#base";
import { sql } from "#db";
import { aDatabase } from "./database.ts";
import { aClock } from "./house.ts";

/** A password that may be chosen. */
export const GOOD_PASSWORD = "lighthouse tortoise 7";
/** From where attempts are made. */
export const ADDRESS = "192.0.2.7";

/** Identity over a database of its own, with a clock that is set by hand. */
export async function anIdentity(start = "2026-05-03T09:00:00Z") {
  const time = aClock(start);
  const db = await aDatabase();
  const emptied = async () => {
    await db.execute(sql`truncate identity.account, identity.session, identity.attempt, identity.passkey,
      identity.challenge, identity.issued`);
    time.set(start);
  };
  const identity = createIdentity({ store: identityStore(db), clock: time.clock });
  return { ...identity, db, set: time.set, clock: time.clock, emptied };
}

/** An account whose owner has chosen a password of their own: GOOD_PASSWORD. */
export async function anAccount(
  { accounts }: Pick<Awaited<ReturnType<typeof anIdentity>>, "accounts">,
  name: string,
  actor: ActorId = actorId(name),
): Promise<Account> {
  const { account, password } = mustSucceed(await accounts.add(actor, name));
  const change = { account: account.id, current: password, next: GOOD_PASSWORD, address: ADDRESS, obvious: [] };
  const changed = await accounts.changePassword(change);
  if (!changed.ok) throw new Error(`The password was not changed: ${changed.problem.field}`);
  return changed.value;
}
