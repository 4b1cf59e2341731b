import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { appendFile, mkdir, readdir, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { feedId, mustSucceed, systemClock } from "#base";
import { sql, type Database } from "#db";
import { aDatabase } from "../builders/database.ts";
import { aFolder, ndjson } from "../builders/files.ts";
import { aHouseOver } from "../builders/house.ts";
import { aPlace, PRACTICE } from "../builders/place.ts";

const PROGRAM = new URL("../../bin/wholestory", import.meta.url).pathname;
const aPatient = (id: string) => ({ resourceType: "Patient", id, name: [{ family: "Okafor", given: ["Amina"] }] });

describe("files that come while the program serves", () => {
  let db: Database;
  let data: string;
  let watched: string;
  let address: string;
  let key: string;
  let program: ChildProcess;

  beforeAll(async () => {
    db = await aDatabase();
    [data, watched] = [await aFolder(), await aFolder()];
    const place = join(data, "place.json");
    await writeFile(place, JSON.stringify(aPlace()));
    key = mustSucceed(
      await aHouseOver(db, { clock: systemClock }).feeds.makeSenderKey(feedId("gp"), PRACTICE, "a test"),
    );
    const port = await freePort();
    address = `http://localhost:${port}`;
    const flags = ["--data", data, "--place", place, "--port", String(port), "--watch", watched];
    program = spawn(PROGRAM, ["serve", ...flags], {
      env: { ...process.env, DATABASE_URL: db.url, NODE_ENV: "production" },
      stdio: "ignore",
    });
    await until(async () => (await fetch(`${address}/ready`).catch(() => undefined))?.ok === true);
  }, 60_000);

  afterAll(async () => {
    program.kill("SIGTERM");
    await once(program, "exit");
  });

  const patients = async (): Promise<readonly string[]> => {
    const rows = await db.query(sql<{ id: string }>`select source_id as id from people.patient order by 1`);
    return rows.map(({ id }) => id);
  };

  it("are loaded from a watched folder once they are whole, and are left there", async () => {
    const folder = join(watched, "gp-fhir", PRACTICE);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "a.ndjson"), ndjson(aPatient("a1")));
    await appendFile(join(folder, "a.ndjson"), ndjson(aPatient("a2")));
    await until(async () => (await patients()).length === 2);
    expect(await patients()).toEqual(["a1", "a2"]);
    expect(await readdir(folder)).toEqual(["a.ndjson"]);
  }, 60_000);

  it("are loaded when a sender's program posts them, and then removed from the waiting place", async () => {
    const answer = await fetch(`${address}/feeds/gp`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "x-file-name": "b.ndjson" },
      body: ndjson(aPatient("b1")),
    });
    expect(answer.status).toBe(202);
    await until(async () => (await patients()).includes("b1"));
    const waiting = join(data, "incoming", "gp-fhir", PRACTICE);
    await until(async () => (await readdir(waiting)).length === 0);
    expect(await patients()).toEqual(["a1", "a2", "b1"]);
  }, 60_000);
});

/** Waits until something holds; a test that waits longer than half a minute has failed. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  const started = performance.now();
  while (!(await holds())) {
    if (performance.now() - started > 30_000) throw new Error("It did not come about within half a minute.");
    await wait(100);
  }
}

function freePort(): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const server = createServer();
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    server.close(() => {
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
  return promise;
}
