import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { mustSucceed } from "#base";
import { openDatabase } from "#db";
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
