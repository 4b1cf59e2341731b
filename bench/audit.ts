import { mkdir, rm, writeFile } from "node:fs/promises";
import { createApp, type App } from "#app";
import { deliveryId, mustSucceed, systemClock, type EntryId, type PersonId } from "#base";
import { openDatabase, sql, type Database } from "#db";
import { readPlaceFile } from "#place";
import type { PersonPermit } from "#sharing";
import { startChaining } from "../src/cli/chaining.ts";
import { madeUpNumber } from "../test/builders/made-up-number.ts";
import { aPatient } from "../test/builders/patient.ts";
import { NURSE, PRACTICE } from "../test/builders/place.ts";
import { anObservation, aRegistration, supplied } from "../test/builders/resources.ts";
import type { BenchOptions, Figures } from "./main.ts";
import { benchFolder } from "./made-up.ts";
import { databaseServerOf, processorSecondsOf } from "./processes.ts";

const PERSONS = 2000;
/** Rows that are chained and verified at once. */
const ROWS = 200_000;
/** Reads a second for which permits are asked beforehand: more than can be done. */
const MOST_A_SECOND = 7000;
/** Seconds before the figures count: code is compiled, statements are prepared, caches fill. */
const WARMING = 3;

const PLACE = `
name: Log bench
demonstration: true
organisations: [{ ods: ${PRACTICE}, name: First Surgery, kind: gp-practice }]
staff: [{ id: ${NURSE}, name: A Nurse, role: nurse, organisation: ${PRACTICE}, from: "2020-01-01" }]
feeds: []
`;

type Readable = { readonly person: PersonId; readonly entry: EntryId };
type Bench = {
  readonly app: App;
  readonly db: Database;
  readonly readable: readonly Readable[];
  readonly folder: string;
};

/**
 * Audited reads a second: each reads one entry with its versions, whose statement writes the log row, over so many
 * connections at a time, with the database's safety settings on; with the chain being drawn beside it, as the program
 * that serves does, and without. Permits are asked for before; then the same once more with asking for each. Then rows
 * a second that are chained, and verified, alone.
 */
export async function benchAudit({ seconds, connections }: BenchOptions): Promise<Figures> {
  const folder = benchFolder("audit");
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o755 });
  const bench = await opened(folder, connections);
  try {
    await readFor(bench, await permitted(bench, WARMING * MOST_A_SECOND), WARMING, connections);
    const some = await permitted(bench, seconds * MOST_A_SECOND);
    const without = await readFor(bench, some, seconds, connections);
    const others = await permitted(bench, seconds * MOST_A_SECOND);
    await bench.app.accessLog.chain();
    const chaining = mustSucceed(await startChaining(bench.app, { log: logOf(folder) }));
    const beside = await readFor(bench, others, seconds, connections);
    const unchained = await unchainedIn(bench.db);
    const catchUp = await timed(() => bench.app.accessLog.chain());
    const decided = await readFor(bench, decidedOneByOne(bench), seconds, connections);
    await chaining.stop();
    return {
      ...{ connections, seconds, cores: navigator.hardwareConcurrency },
      ...withName("", beside),
      ...{ unchainedAtEnd: unchained, catchUpMs: Math.round(catchUp * 1000) },
      ...withName("Unchained", without),
      ...withName("Decided", decided),
      ...(await chainAndVerify(bench)),
    };
  } finally {
    await bench.db.close();
  }
}

const logOf = (folder: string) => ({ key: `${folder}/log-key.pem`, checkpoints: `${folder}/log-checkpoints.jsonl` });

async function opened(folder: string, connections: number): Promise<Bench> {
  await writeFile(`${folder}/place.yaml`, PLACE);
  const place = mustSucceed(await readPlaceFile(`${folder}/place.yaml`));
  const db = mustSucceed(await openDatabase({ dataFolder: folder, connections: connections + 1 }));
  const app = mustSucceed(await createApp({ db, place, clock: systemClock }));
  const permit = mustSucceed(await app.sharing.maySupply(PRACTICE, deliveryId(1)));
  const resources = Array.from({ length: PERSONS }, (_, n) => [
    aPatient(`p${n}`).called("Made", `Up${n}`).born("1947-03-31").tracedAs(madeUpNumber(n)).resource,
    aRegistration(`r${n}`, `p${n}`, PRACTICE),
    anObservation(`o${n}`, `p${n}`, "2025-03-01"),
  ]).flat();
  const recorded = new Date("2026-01-01T00:00:00Z");
  const entries = resources.map((one, nth) => supplied(one, { recorded, line: nth + 1 }));
  await app.record.save(permit, { source: PRACTICE, delivery: deliveryId(1), received: recorded, entries });
  await db.execute(sql`analyze`);
  const linked = await db.query(sql<{ person: PersonId; patient: string }>`
    select person, patient from people.current_patient`);
  const persons = new Map(linked.map((one) => [one.patient, one.person]));
  const observed = await db.query(sql<{ id: EntryId; patient: string }>`
    select id, patient from record.entry where type = 'Observation'`);
  const readable = observed.flatMap(({ id, patient }) => {
    const person = persons.get(patient);
    return person ? [{ person, entry: id }] : [];
  });
  if (readable.length !== PERSONS) throw new Error(`${String(readable.length)} of ${String(PERSONS)} can be read.`);
  return { app, db, readable, folder };
}

type Reads = {
  readonly readsPerSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly programMicrosecondsARead: number;
  readonly databaseMicrosecondsARead: number;
};

const withName = (name: string, reads: Reads): Figures =>
  Object.fromEntries(Object.entries(reads).map(([figure, value]) => [`${figure}${name}`, value]));

type Reading = { readonly permit: PersonPermit; readonly entry: EntryId };
/** The next reading's permit. */
type Asking = () => Promise<Reading>;

const asking = { actor: NURSE, purpose: "direct-care", what: "entry" } as const;

/** Asks for each permit when it is wanted. */
function decidedOneByOne({ app, readable }: Bench): Asking {
  let next = 0;
  return async () => {
    const { person, entry } = readable[next++ % readable.length] as Readable;
    return { permit: mustSucceed(await app.sharing.mayRead(asking, person)), entry };
  };
}

/** Permits that were asked for before: a permit is logged once, so each serves one reading. */
async function permitted(bench: Bench, count: number): Promise<Asking> {
  const ask = decidedOneByOne(bench);
  const readings: Reading[] = [];
  while (readings.length < count) readings.push(...(await Promise.all(Array.from({ length: 500 }, ask))));
  return async () => {
    const reading = readings.pop();
    if (!reading) throw new Error("More was read than permits were asked for.");
    return reading;
  };
}

/** Reads without a pause, so many at a time. */
async function readFor({ app, folder }: Bench, next: Asking, seconds: number, connections: number): Promise<Reads> {
  const used = () => [process.pid, databaseServerOf(folder)[0] ?? 0].map(processorSecondsOf) as [number, number];
  const times: number[] = [];
  const [programBefore, databaseBefore] = used();
  const end = performance.now() + seconds * 1000;
  const reading = async (): Promise<void> => {
    while (performance.now() < end) {
      const began = performance.now();
      const { permit, entry } = await next();
      mustSucceed(await app.record.versions(permit, entry));
      times.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: connections }, reading));
  const [program, database] = used();
  times.sort((a, b) => a - b);
  return {
    readsPerSecond: Math.round(times.length / seconds),
    p50Ms: quantile(times, 0.5),
    p95Ms: quantile(times, 0.95),
    p99Ms: quantile(times, 0.99),
    programMicrosecondsARead: Math.round(((program - programBefore) * 1e6) / times.length),
    databaseMicrosecondsARead: Math.round(((database - databaseBefore) * 1e6) / times.length),
  };
}

async function chainAndVerify({ app, db }: Bench): Promise<Figures> {
  await db.execute(sql`
    insert into sharing.access_event (at, kind, permit, actor, organisation, purpose, person, what, reason)
    select clock_timestamp(), 'person', gen_random_uuid(), ${NURSE}, ${PRACTICE}, 'direct-care', gen_random_uuid(),
      'entry', 'Your practice has you on its list, and this nurse works there.'
    from generate_series(1, ${ROWS})`);
  const chaining = await timed(() => app.accessLog.chain());
  const [log] = await db.query(sql<{ rows: number }>`select count(*) as rows from sharing.access_event`);
  const verifying = await timed(async () => {
    const found = await app.accessLog.verify({ checkpoints: [], publicKey: "" });
    if (found.findings.length > 0) throw new Error("The log is not well.");
  });
  return {
    chainedRowsPerSecond: Math.round(ROWS / chaining),
    verifiedRowsPerSecond: Math.round((log?.rows ?? 0) / verifying),
    verifiedRows: log?.rows ?? 0,
  };
}

async function unchainedIn(db: Database): Promise<number> {
  const [count] = await db.query(sql<{ rows: number }>`
    select (select count(*) from sharing.access_event) - (select count(*) from sharing.chained_event) as rows`);
  return count?.rows ?? 0;
}

/** Seconds. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

const quantile = (sorted: readonly number[], share: number): number =>
  Math.round((sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN) * 10) / 10;
