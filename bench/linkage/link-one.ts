import { rm } from "node:fs/promises";
import type { Patient } from "fhir/r4.js";
import { createApp, type App } from "#app";
import { deliveryId, mustSucceed, odsCode, patientIdOf, personIdFoundedBy, systemClock } from "#base";
import { copyRows, openDatabase, sql, type Database } from "#db";
import { REGISTRATION_COLUMNS, type Row } from "#people";
import { readPlaceFile, type Place } from "#place";
import { keysOf } from "../../src/people/linking/comparing.ts";
import type { BenchOptions, Figures } from "../main.ts";
import { benchFolder, madeUpExports, PEOPLE } from "../made-up.ts";
import { memoryOf } from "../processes.ts";
import { registrationsOfTowns } from "./made-up-place.ts";
import type { Registration } from "./registrations.ts";

export const A_MILLION = 1_000_000;
const ASKED = 400;
const AT_A_TIME = 20_000;

/**
 * Registers people anew, one at a time, in a place of a million registrations that are linked already: how long until
 * the new registration is linked, and until that is committed. First links them all at once, in the database; a place of
 * as many that an earlier run left behind is used again.
 */
export async function benchLinkOne({
  registrations: wanted = A_MILLION,
}: Pick<BenchOptions, "registrations">): Promise<Figures> {
  const dataFolder = benchFolder("link-one");
  const place = mustSucceed(await readPlaceFile(`${await madeUpExports(PEOPLE)}/place.json`));
  const made = (await holds(dataFolder, place, wanted)) ? {} : await makeAnew(dataFolder, place, wanted);
  // Started again, as a server is that has held so many for a while: with memory for them, and them in it.
  const db = mustSucceed(await openDatabase({ dataFolder }));
  const app = mustSucceed(await createApp({ db, place, clock: systemClock }));
  await keepInMemory(db);
  const registrations = await countOf(db);
  const newcomers = await drawn(db);
  const run = String(registrations);
  await registerEach(app, db, newcomers.slice(0, 20), `warm${run}-`);
  const times = await registerEach(app, db, newcomers, `new${run}-`);
  await db.close();
  const [linked, committed] = [times.map((one) => one.linked), times.map((one) => one.committed)];
  return {
    registrations,
    ...made,
    registered: times.length,
    joined: times.filter((one) => one.joined).length,
    linkedP50Ms: quantile(linked, 0.5),
    linkedP95Ms: quantile(linked, 0.95),
    linkedP99Ms: quantile(linked, 0.99),
    committedP50Ms: quantile(committed, 0.5),
    committedP95Ms: quantile(committed, 0.95),
    megabytes: memoryOf([process.pid]),
  };
}

/** Whether a place of as many registrations, linked by this version of the program, was left behind. */
async function holds(dataFolder: string, place: Place, wanted: number): Promise<boolean> {
  const db = mustSucceed(await openDatabase({ dataFolder }));
  const app = await createApp({ db, place, clock: systemClock });
  const isHeld = app.ok && (await countOf(db)) >= wanted;
  await db.close();
  return isHeld;
}

async function makeAnew(dataFolder: string, place: Place, wanted: number): Promise<Figures> {
  const all = await registrationsOfTowns(wanted);
  await rm(dataFolder, { recursive: true, force: true });
  const { learnt, learning } = await learnFrom(all, dataFolder, place);
  return { persons: learnt.persons, learnSeconds: learning };
}

async function countOf(db: Database): Promise<number> {
  const [row] = await db.query(sql<{ count: number }>`select count(*) as count from people.patient`);
  return row?.count ?? 0;
}

/**
 * What some of those registrations say, drawn evenly: whoever comes says the same. Others at each run, for those who came
 * in a run before have one registration more than people have.
 */
async function drawn(db: Database): Promise<readonly { readonly row: Row }[]> {
  return db.query(sql<{ row: Row }>`
    with place as (select count(*) filter (where source_id like 'r%') / ${ASKED} as step,
      count(*) filter (where source_id like 'new%-0') as runs from people.patient)
    select said as row from people.patient, place
    where source_id like 'r%' and substr(source_id, 2)::integer % step = runs % step order by id limit ${ASKED}`);
}

async function learnFrom(all: readonly Registration[], dataFolder: string, place: Place) {
  const db = mustSucceed(await openDatabase({ dataFolder }));
  const app = mustSucceed(await createApp({ db, place, clock: systemClock }));
  await fill(db, all);
  const begin = performance.now();
  const learnt = await app.people.learn();
  const learning = (performance.now() - begin) / 1000;
  await db.query(sql`vacuum analyze`);
  await db.close();
  return { learnt, learning };
}

async function keepInMemory(db: Database): Promise<void> {
  await db.execute(sql`create extension if not exists pg_prewarm`);
  await db.query(sql`
    select pg_prewarm(pg_class.oid::regclass) from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where nspname = 'people' and relkind in ('r', 'i')`);
}

function quantile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 100) / 100;
}

/** Puts registrations and their keys into the tables, each a person alone. */
async function fill(db: Database, all: readonly Registration[]): Promise<void> {
  await db.execute(sql`create unlogged table public.keys (key text, patient uuid, born integer)`);
  for (let from = 0; from < all.length; from += AT_A_TIME) {
    const some = all.slice(from, from + AT_A_TIME).map(({ source, row }, nth) => {
      const sourceId = `r${String(from + nth)}`;
      return { row, source, sourceId, id: patientIdOf(odsCode(source), sourceId) };
    });
    const now = new Date();
    const at = (row: Row, kind: string) => row[REGISTRATION_COLUMNS.findIndex((one) => one.kind === kind)]?.[0];
    await db.copyIn(
      "people.patient (id, source, source_id, nhs_number_verified, active, deceased, recorded, postcode, said)",
      copyRows(
        some.map(({ id, source, sourceId, row }) => [
          ...[id, source, sourceId, at(row, "traced-number") !== undefined, true, false, now],
          at(row, "postcode")?.toUpperCase() ?? null,
          JSON.stringify(row),
        ]),
      ),
    );
    await db.copyIn(
      "people.link (patient, person, method, reason, decided_by, since)",
      copyRows(some.map(({ id }) => [id, personIdFoundedBy(id), "alone", "Not compared yet.", "bench", now])),
    );
    await db.copyIn(
      "public.keys (key, patient, born)",
      copyRows(some.flatMap(({ id, row }) => keysOf(row).map(({ key, born }) => [key, id, born ?? null]))),
    );
  }
  await db.execute(sql`insert into people.person (id) select person from people.link`);
  await db.execute(sql`
    insert into people.block_key (key, patient, born)
    select hashtextextended(key, 0) as key, patient, max(born) from public.keys group by 1, 2 order by 1, 2`);
  await db.execute(sql`drop table public.keys`);
  await db.query(sql`vacuum analyze`);
}

type Timed = { readonly linked: number; readonly committed: number; readonly joined: boolean };

/** Each is registered by a hospital as a patient of its own who says what the other registration says. */
async function registerEach(app: App, db: Database, some: readonly Pick<Registration, "row">[], mark: string) {
  const source = app.directory.place.organisations.find(({ kind }) => kind === "acute-trust")?.ods;
  if (!source) throw new Error("The place has no hospital.");
  const permit = mustSucceed(await app.sharing.maySupply(source, deliveryId(1)));
  const times: Timed[] = [];
  for (const [nth, { row }] of some.entries()) {
    const resource = patientFrom(`${mark}${String(nth)}`, row);
    let linked = 0;
    const begin = performance.now();
    await db.inTransaction(async () => {
      await app.people.register(permit, [{ resource, recorded: new Date() }]);
      linked = performance.now() - begin;
    });
    const committed = performance.now() - begin;
    const [{ fellows } = { fellows: 0 }] = await db.query(sql<{ fellows: number }>`
      select count(*) as fellows from people.link own join people.link fellow using (person)
      where own.patient = ${patientIdOf(source, resource.id)}`);
    times.push({ linked, committed, joined: fellows > 1 });
  }
  return times;
}

/** What a registration says, as FHIR; its NHS number left out, so that names, births and homes must do. */
function patientFrom(id: string, row: Row): Patient & { readonly id: string } {
  const [given = [], family = [], born = [], sex = [], postcode = [], address = [], phone = []] = row;
  const [birth] = born;
  return {
    resourceType: "Patient",
    id,
    name: [{ ...(family[0] && { family: family[0] }), ...(given[0] && { given: [given[0]] }) }],
    ...(birth && { birthDate: `${birth.slice(0, 4)}-${birth.slice(4, 6)}-${birth.slice(6)}` }),
    ...(sex[0] === "male" || sex[0] === "female" ? { gender: sex[0] } : {}),
    address: [{ ...(postcode[0] && { postalCode: postcode[0] }), ...(address[0] && { line: [address[0]] }) }],
    telecom: phone.map((value) => ({ system: "phone" as const, value })),
  };
}
