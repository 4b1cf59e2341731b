import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { mustSucceed } from "#base";
import { openDatabase, sql } from "#db";
import { peopleIn, run, served } from "../builders/log-under-fire.ts";

const PEOPLE = 1000;

let folder: string;
let dataFolder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "wholestory-log-kept-"));
  await chmod(folder, 0o755);
  dataFolder = join(folder, "data");
  await mkdir(dataFolder, { mode: 0o755 });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Whose record page was answered whole, with 200. */
async function askAll(
  address: string,
  persons: readonly string[],
  cookie: string,
  onAnswer: (count: number) => void = () => undefined,
): Promise<readonly string[]> {
  const shown: string[] = [];
  await Promise.all(
    persons.map(async (person) => {
      try {
        const answer = await fetch(`${address}/people/${person}`, { headers: { cookie }, redirect: "manual" });
        const page = await answer.text();
        if (answer.status === 200 && page.includes("</html>")) onAnswer(shown.push(person));
      } catch {
        // The program was killed before it answered: nothing was shown.
      }
    }),
  );
  return shown;
}

async function loggedIn(): Promise<ReadonlyMap<string, number>> {
  const db = mustSucceed(await openDatabase({ dataFolder }));
  const rows = await db.query(sql<{ person: string; count: number }>`
    select person, count(*) as count from sharing.access_event where kind = 'person' group by person`);
  await db.close();
  return new Map(rows.map(({ person, count }) => [person, count]));
}

it("of 1,000 pages asked for at once, each that was shown is on the log, whatever was killed in the middle", async () => {
  const { persons, cookie } = await peopleIn(dataFolder, PEOPLE);
  expect(persons).toHaveLength(PEOPLE);
  const before = await served(dataFolder);
  let killing: Promise<void> | undefined;
  const shown = await askAll(before.address, persons, cookie, (count) => {
    if (count === PEOPLE / 4) killing = before.kill();
  });
  await killing;
  expect(shown.length).toBeGreaterThanOrEqual(PEOPLE / 4);
  expect(shown.length).toBeLessThan(PEOPLE);
  const logged = await loggedIn();
  expect(shown.filter((person) => logged.get(person) !== 1)).toEqual([]);

  // Started again, it goes on where it stopped: every page, and every look on the log.
  const after = await served(dataFolder);
  for (let n = 0; n < PEOPLE; n += 100) {
    expect(await askAll(after.address, persons.slice(n, n + 100), cookie)).toHaveLength(100);
  }
  expect(await after.stop()).toBe(0);
  const all = await loggedIn();
  const seenTwice = new Set(shown);
  expect(persons.filter((person) => (all.get(person) ?? 0) < (seenTwice.has(person) ? 2 : 1))).toEqual([]);

  // It was chained and signed when it stopped, and it is well.
  const verified = await run(dataFolder, "audit", "verify", "--json");
  expect(verified.code, verified.printed).toBe(0);
  const { places, signedTo, unchained } = JSON.parse(verified.printed) as Record<string, number>;
  const looks = [...all.values()].reduce((sum, count) => sum + count, 0);
  expect(places).toBe(PEOPLE + looks);
  expect({ signedTo, unchained }).toEqual({ signedTo: places, unchained: 0 });
}, 300_000);

it("says from the command line which row was altered, from an export alone too", async () => {
  const file = join(folder, "log.jsonl");
  expect((await run(dataFolder, "audit", "export", file)).code).toBe(0);
  const db = mustSucceed(await openDatabase({ dataFolder }));
  await db.execute(sql`update sharing.access_event set actor = 'nobody' where seq = 1234`);
  await db.close();
  const spoilt = await run(dataFolder, "audit", "verify");
  expect(spoilt.code).toBe(1);
  expect(spoilt.printed).toMatch(/Altered: position [\d,]+, row 1234, 20\d\d-/);
  expect((await run(dataFolder, "audit", "verify", "--file", file)).code).toBe(0);
}, 60_000);
