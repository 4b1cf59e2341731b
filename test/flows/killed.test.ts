import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DEFAULT_SETTINGS, writeExports } from "#synthetic";
import { contentIn, loadAndKill, loadWhole, type Victim } from "../builders/killing.ts";

const KILLS = 10;
/** Not every start comes to loading: a database that was just killed may not open at once. */
const MOST_ATTEMPTS = 40;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "wholestory-killed-"));
  // Root's database runs as another user: the folder must be one that this user can enter.
  await chmod(folder, 0o755);
  await writeExports({ ...DEFAULT_SETTINGS, people: 1000, practices: 4 }, join(folder, "exports"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

it("a load whose program or database is killed at ten random moments ends as if nothing had happened", async () => {
  const exports = join(folder, "exports");
  expect(await loadWhole({ exports, dataFolder: join(folder, "whole") })).toBe(0);
  const undisturbed = await contentIn(join(folder, "whole"));
  expect(undisturbed.entries.rows).toBeGreaterThan(90_000);
  expect(undisturbed.deliveries.rows).toBeGreaterThan(5);

  const killed = { exports, dataFolder: join(folder, "killed") };
  const moments: string[] = [];
  for (let attempt = 0; moments.length < KILLS && attempt < MOST_ATTEMPTS; attempt++) {
    const victim: Victim = Math.random() < 0.5 ? "program" : "database";
    const afterMs = Math.round(50 + Math.random() * 450);
    if ((await loadAndKill(killed, victim, afterMs)) === "struck") moments.push(`${victim} after ${afterMs} ms`);
  }
  expect(moments).toHaveLength(KILLS);
  expect(await loadWhole(killed), moments.join(", ")).toBe(0);
  expect(await contentIn(killed.dataFolder), moments.join(", ")).toEqual(undisturbed);
}, 300_000);
