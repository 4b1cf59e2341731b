import { MODULES } from "#app";
import { actorId, civilDay, failed, succeeded, systemClock, type Outcome } from "#base";
import { migrate, openDatabase } from "#db";
import { createIdentity, identityStore, ONE_TIME_DAYS, type Account, type Identity } from "#identity";
import { directoryOf, type Directory } from "#place";
import { placeFor } from "./open-app.ts";
import type { Flags, Settings } from "./settings.ts";

export type AccountOptions = Flags & { readonly actor: string; readonly name?: string };
export type NamedAccountOptions = Flags & { readonly name: string };

/** Makes an account for a member of staff, and shows its one-time password once. */
export const accountAdd = (settings: Settings, { actor, name }: AccountOptions): Promise<Outcome<number>> =>
  withIdentity(settings, async ({ accounts }, directory) => {
    if (!directory.place.staff.some((one) => one.id === actor)) return failed(noStaff(actor));
    const added = await accounts.add(actorId(actor), name ?? actor);
    if (!added.ok) return added;
    handOver(added.value.account, added.value.password);
    return succeeded(0);
  });

/** Makes another one-time password, opens the account if it is shut, and ends what was open under it. */
export const accountReset = (settings: Settings, { name }: NamedAccountOptions): Promise<Outcome<number>> =>
  withIdentity(settings, async ({ accounts }) => {
    const reset = await accounts.reset(name);
    if (!reset.ok) return reset;
    handOver(reset.value.account, reset.value.password);
    console.error("Its passkeys are removed, and whoever was signed in with it is not any more.");
    return succeeded(0);
  });

/** Shuts an account. */
export const accountLock = (settings: Settings, { name }: NamedAccountOptions): Promise<Outcome<number>> =>
  withIdentity(settings, async ({ accounts }) => {
    const locked = await accounts.lock(name);
    if (!locked.ok) return locked;
    console.log(`${locked.value.name} is shut. 'bin/wholestory account reset ${locked.value.name}' opens it again.`);
    return succeeded(0);
  });

/** Says which accounts there are: for whom, since when, and what is the matter with them. */
export const accountList = (settings: Settings): Promise<Outcome<number>> =>
  withIdentity(settings, async ({ accounts }, directory) => {
    const all = await accounts.list();
    for (const account of all) console.log(lineFor(account, directory));
    if (all.length === 0) console.log("There are no accounts yet: 'bin/wholestory account add ACTOR' makes one.");
    return succeeded(0);
  });

/** The account's name goes to where it may be read later; the password with it, once. */
function handOver({ name }: Account, password: string): void {
  console.log(`${name}  ${password}`);
  console.error(`Hand it over in person: it is not shown again, works for ${ONE_TIME_DAYS} days, and must be changed.`);
}

function lineFor({ name, actor, made, lockedAt, mustChange, demonstration }: Account, directory: Directory): string {
  const notes = [
    directory.staffMember(actor, civilDay(systemClock())) ? undefined : "no role today",
    lockedAt && `shut on ${civilDay(lockedAt)}`,
    mustChange ? "one-time password" : undefined,
    demonstration ? "demonstration" : undefined,
  ].filter((note) => note !== undefined);
  return `${name.padEnd(24)} ${actor.padEnd(24)} made ${civilDay(made)}${notes.length > 0 ? `, ${notes.join(", ")}` : ""}`;
}

/** Opens what accounts need and no more. */
async function withIdentity(
  settings: Settings,
  work: (identity: Identity, directory: Directory) => Promise<Outcome<number>>,
): Promise<Outcome<number>> {
  const place = await placeFor(settings);
  if (!place.ok) return place;
  const db = await openDatabase(settings.database);
  if (!db.ok) return db;
  try {
    const migrated = await migrate(db.value, MODULES);
    if (!migrated.ok) return migrated;
    const identity = createIdentity({ store: identityStore(db.value), clock: systemClock });
    return await work(identity, directoryOf(place.value));
  } finally {
    await db.value.close();
  }
}

const noStaff = (actor: string) => ({
  kind: "not-found" as const,
  message: `The place file names no member of staff ${actor}.`,
  remedy: "Add them to 'staff' in the place file, with their role.",
});
