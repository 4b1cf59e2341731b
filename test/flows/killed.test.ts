import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DEFAULT_SETTINGS, writeExports } from "#synthetic";
import { contentIn, loadAndKill, loadWhole, type Victim } from "../builders/killing.ts";

const KILLS = 10;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "wholestory-killed-"));
  // Root's database runs as another user: the folder must be one that this user can enter.
  await chmod(folder, 0o755);
  await writeExports({ ...DEFAULT_SETTINGS, people: 600, practices: 3 }, join(folder, "exports"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

it("a load whose program or database is killed at ten random moments ends as if nothing had happened", async () => {
  const exports = join(folder, "exports");
  expect(await loadWhole({ exports, dataFolder: join(folder, "whole") })).toBe(0);
  const undisturbed = await contentIn(join(folder, "whole"));
  expect(undisturbed.entries.rows).toBeGreaterThan(50_000);
  expect(undisturbed.deliveries.rows).toBeGreaterThan(5);

  const killed = { exports, dataFolder: join(folder, "killed") };
  const moments: string[] = [];
  let underWay = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const victim: Victim = Math.random() < 0.5 ? "program" : "database";
    const afterMs = Math.round(100 + Math.random() * 600);
    const struck = await loadAndKill(killed, victim, afterMs);
    underWay += Number(struck);
    moments.push(`${victim} after ${afterMs} ms${struck ? "" : " (had ended)"}`);
  }
  expect(underWay, moments.join(", ")).toBeGreaterThanOrEqual(KILLS - 2);
  expect(await loadWhole(killed), moments.join(", ")).toBe(0);
  expect(await contentIn(killed.dataFolder), moments.join(", ")).toEqual(undisturbed);
}, 300_000);
