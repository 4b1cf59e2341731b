import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { createApp, type App } from "#app";
import { mustSucceed, systemClock } from "#base";
import { sql } from "#db";
import { readPlaceFile } from "#place";
import { createServer, listen } from "#server";
import { DEFAULT_SETTINGS, writeExports } from "#synthetic";
import { aDatabase } from "../builders/database.ts";
import { signedInAs } from "../builders/signed-in.ts";

/** Someone whom a GP practice and a council know. */
export type KnownToBoth = {
  readonly person: string;
  readonly family: string;
  readonly born: string;
  readonly nhs_number: string;
};

export type Demonstration = {
  readonly address: string;
  readonly someone: KnownToBoth;
  readonly app: App;
  /** Of the first member of staff, signed in. */
  readonly cookies: Readonly<Record<string, string>>;
};

/** The council of the made-up place that shares what it holds. */
const SIGNED_COUNCIL = "901";

/** A small made-up place, loaded and served on a port of its own, and somebody in it to look at. */
export async function aDemonstration(): Promise<Demonstration> {
  const folder = await mkdtemp(join(tmpdir(), "wholestory-pages-"));
  await writeExports({ ...DEFAULT_SETTINGS, people: 400, practices: 2 }, folder);
  const db = await aDatabase();
  const place = mustSucceed(await readPlaceFile(join(folder, "place.json")));
  const app = mustSucceed(await createApp({ db, place, clock: systemClock }));
  await app.feeds.load(await app.feeds.filesIn(folder), () => undefined);
  const [first] = place.staff;
  const [someone] = await db.query(sql<KnownToBoth>`
    select gp.person, patient.family, patient.born, patient.nhs_number
    from people.link gp join people.patient on patient.id = gp.patient
    where patient.source = ${first?.organisation ?? ""} and patient.active and patient.died is null and exists (
      select from people.link council join people.patient other on other.id = council.patient
      where council.person = gp.person and other.source = ${SIGNED_COUNCIL})
    order by gp.person limit 1`);
  if (!someone) throw new Error("Nobody in the made-up place is known to a practice and a council.");
  const ready = () => Promise.resolve({ ready: true, words: "ready" });
  const server = await createServer({ app, ready, log: () => undefined });
  const address = mustSucceed(await listen(server, 0));
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });
  await app.identity.accounts.makeForDemonstration(place.staff.map(({ id }) => id));
  const actor = first?.id ?? "";
  const account = (await app.identity.accounts.list()).find((one) => one.actor === actor);
  const cookies = await signedInAs(app, actor, account?.id);
  return { address, someone, app, cookies };
}
