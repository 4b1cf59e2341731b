import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { sql, type Database } from "#db";
import { DEMONSTRATION_PASSWORD } from "#identity";
import { aPlainBrowser, over, signInBy } from "../test/builders/plain-browser.ts";
import { cookieHeader } from "../test/builders/signed-in.ts";
import { loadedPlace } from "./loaded-place.ts";
import type { BenchOptions, Figures } from "./main.ts";
import { PEOPLE } from "./made-up.ts";
import { databaseServerOf, memoryOf } from "./processes.ts";

const PER_SECOND = 50;
const PORT = 18_080;
const ROOT = new URL("../", import.meta.url).pathname;

/**
 * Asks the running server for record pages of a GP's patients, drawn evenly, fifty a second whether or not earlier ones are
 * answered (an open loop: a slow answer does not slow the asking).
 */
export async function benchRecord({ people = PEOPLE, seconds }: BenchOptions): Promise<Figures> {
  const { db, dataFolder, placeFile: place } = await loadedPlace(people);
  const reader = readerIn(place);
  const persons = await registeredAt(db, reader.organisation);
  await db.close();
  const server = startServer(dataFolder, place);
  try {
    await ready();
    const cookie = await signIn(reader.id);
    await ask(persons, cookie, 5);
    const times = await ask(persons, cookie, seconds);
    const memory = server.pid === undefined ? 0 : memoryOf([server.pid, ...databaseServerOf(dataFolder)]);
    const answered = times.filter((time) => time !== undefined).sort((a, b) => a - b);
    return {
      people,
      persons: persons.length,
      perSecond: PER_SECOND,
      seconds,
      asked: times.length,
      failed: times.length - answered.length,
      p50Ms: quantile(answered, 0.5),
      p95Ms: quantile(answered, 0.95),
      p99Ms: quantile(answered, 0.99),
      maxMs: quantile(answered, 1),
      megabytes: memory,
      cores: navigator.hardwareConcurrency,
    };
  } finally {
    server.kill("SIGTERM");
    await new Promise((resolve) => server.once("exit", resolve));
  }
}

const startServer = (dataFolder: string, place: string): ChildProcess =>
  spawn(`${ROOT}bin/wholestory`, ["serve", "--place", place, "--port", String(PORT)], {
    env: { ...process.env, WHOLESTORY_DATA: dataFolder, NODE_ENV: "production" },
    stdio: ["ignore", "ignore", "inherit"],
  });

const address = (path: string): string => `http://127.0.0.1:${String(PORT)}${path}`;

async function ready(): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const answer = await fetch(address("/ready")).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("The server did not become ready within 30 seconds.");
}

type Reader = { readonly id: string; readonly organisation: string };

/** The first GP of the place. */
function readerIn(placeFile: string): Reader {
  const { staff } = JSON.parse(readFileSync(placeFile, "utf8")) as {
    staff: (Reader & { role: string; to?: string })[];
  };
  const gp = staff.find((one) => one.role === "gp" && one.to === undefined);
  if (!gp) throw new Error("The place has no GP.");
  return gp;
}

/** Whom a practice cares for today: the records that its staff may open. */
async function registeredAt(db: Database, organisation: string): Promise<readonly string[]> {
  const rows = await db.query(sql<{ person: string }>`
    select distinct person from sharing.relationship
    where organisation = ${organisation} and kind = 'registration' and (ends is null or ends > now()) order by person`);
  return rows.map(({ person }) => person);
}

/** Signs somebody in, as a browser would, and returns the cookie. */
async function signIn(actor: string): Promise<string> {
  const browser = aPlainBrowser(over(address("").replace("127.0.0.1", "localhost")));
  const { status } = await signInBy(browser, actor, DEMONSTRATION_PASSWORD);
  const cookie = cookieHeader(Object.fromEntries(browser.cookies().map(({ name, value }) => [name, value])));
  if (!cookie) throw new Error(`Nobody could sign in: ${String(status)}`);
  return cookie;
}

/** Milliseconds from when each request was due until its page was read; undefined for one that failed. */
async function ask(
  persons: readonly string[],
  cookie: string,
  seconds: number,
): Promise<readonly (number | undefined)[]> {
  const begin = performance.now();
  const requests = Array.from({ length: PER_SECOND * seconds }, async (_, nth) => {
    const due = begin + (nth * 1000) / PER_SECOND;
    await new Promise((resolve) => setTimeout(resolve, due - performance.now()));
    // A step that shares no factor with most numbers of persons visits them all before it comes round.
    const person = persons[(nth * 7919) % persons.length] ?? "";
    const answer = await fetch(address(`/people/${person}`), { headers: { cookie } });
    await answer.arrayBuffer();
    return answer.ok ? performance.now() - due : undefined;
  });
  const settled = await Promise.allSettled(requests);
  return settled.map((one) => (one.status === "fulfilled" ? one.value : undefined));
}

const quantile = (sorted: readonly number[], share: number): number =>
  Math.round((sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN) * 10) / 10;
