import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect } from "vitest";
import { mustSucceed } from "#base";
import { openDatabase } from "#db";
import { DEFAULT_SETTINGS, writeExports } from "#synthetic";
import { contentOf, type Content } from "./content.ts";

const PROGRAM = new URL("../../bin/wholestory", import.meta.url).pathname;

/** What is killed: the program that loads, or the database under it. */
export type Victim = "program" | "database";

export type Load = { readonly exports: string; readonly dataFolder: string };

/** Loads an exports folder with the real program, to its end. Returns its exit code. */
export async function loadWhole({ exports, dataFolder }: Load): Promise<number | null> {
  const program = start({ exports, dataFolder });
  return ended(program);
}

/** Not every start comes to loading: a database that was just killed may not open at once. */
const STARTS_A_KILL = 4;

/**
 * Loads made-up files of every format twice: once undisturbed, and once with so many kills at random moments. Both
 * must end with the same content.
 */
export async function loadThroughKills(kills: number, people: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "wholestory-killed-"));
  try {
    // Root's database runs as another user: the folder must be one that this user can enter.
    await chmod(folder, 0o755);
    const exports = join(folder, "exports");
    await writeExports({ ...DEFAULT_SETTINGS, people, practices: 4 }, exports);
    expect(await loadWhole({ exports, dataFolder: join(folder, "whole") })).toBe(0);
    const undisturbed = await contentIn(join(folder, "whole"));
    expect(undisturbed.entries.rows).toBeGreaterThan(90 * people);
    expect(undisturbed.deliveries.rows).toBeGreaterThan(100);

    const killed = { exports, dataFolder: join(folder, "killed") };
    const moments: string[] = [];
    for (let start = 0; moments.length < kills && start < kills * STARTS_A_KILL; start++) {
      const victim: Victim = Math.random() < 0.5 ? "program" : "database";
      const afterMs = Math.round(50 + Math.random() * 450);
      if ((await loadAndKill(killed, victim, afterMs)) === "struck") moments.push(`${victim} after ${afterMs} ms`);
    }
    expect(moments).toHaveLength(kills);
    expect(await loadWhole(killed), moments.join(", ")).toBe(0);
    expect(await contentIn(killed.dataFolder), moments.join(", ")).toEqual(undisturbed);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const REVIVAL_MS = 250;

/**
 * Loads, and kills -9 one of the two so many milliseconds after the database is up: "struck" where the load was still
 * under way, else its exit code (a database that was just killed may not open at once).
 */
export async function loadAndKill(load: Load, victim: Victim, afterMs: number): Promise<"struck" | number | null> {
  const program = start(load);
  const end = ended(program);
  while (isRunning(program) && databaseOf(load) === undefined) await wait(20);
  await Promise.race([end, wait(afterMs)]);
  const database = databaseOf(load);
  if (!isRunning(program) || database === undefined) return end;
  if (victim === "database") {
    process.kill(database, "SIGKILL");
    // The program may bring the database back and go on: it is given the time to begin, then killed too.
    await Promise.race([end, wait(REVIVAL_MS)]);
  }
  program.kill("SIGKILL");
  await end;
  return "struck";
}

export async function contentIn(dataFolder: string): Promise<Content> {
  const db = mustSucceed(await openDatabase({ dataFolder }));
  try {
    return await contentOf(db);
  } finally {
    await db.close();
  }
}

function start({ exports, dataFolder }: Load) {
  return spawn(PROGRAM, ["load", exports], {
    env: { ...process.env, WHOLESTORY_DATA: dataFolder, DATABASE_URL: "", NODE_ENV: "production" },
    stdio: "ignore",
  });
}

const isRunning = (program: ReturnType<typeof start>): boolean =>
  program.exitCode === null && program.signalCode === null;

const ended = (program: ReturnType<typeof start>): Promise<number | null> =>
  new Promise((resolve) => program.once("exit", resolve));

/** The process of the embedded server; undefined where none is up. */
function databaseOf({ dataFolder }: Load): number | undefined {
  try {
    const pid = Number(readFileSync(`${dataFolder}/postgres/cluster/postmaster.pid`, "utf8").split("\n")[0]);
    process.kill(pid, 0);
    return pid;
  } catch {
    return undefined;
  }
}
