import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll } from "vitest";
import { createApp } from "#app";
import { mustSucceed, systemClock } from "#base";
import { openDatabase, sql } from "#db";
import { readPlaceFile } from "#place";
import { aHouseOver, NURSE, PRACTICE } from "./house.ts";
import { madeUpNumber } from "./made-up-number.ts";
import { aPatient } from "./patient.ts";
import { aRegistration, supplied } from "./resources.ts";
import { cookieHeader, signedInAs } from "./signed-in.ts";

const PROGRAM = new URL("../../bin/wholestory", import.meta.url).pathname;

const PLACE = `
name: Testborough
demonstration: true
organisations: [{ ods: ${PRACTICE}, name: First Surgery, kind: gp-practice }]
staff: [{ id: ${NURSE}, name: A Nurse, role: nurse, organisation: ${PRACTICE}, from: "2020-01-01" }]
feeds: []
`;

export const placeFileIn = (folder: string): string => join(folder, "place.yaml");

/** Puts so many people of one practice into a data folder; answers them, and the cookie of its nurse. */
export async function peopleIn(dataFolder: string, count: number) {
  await writeFile(placeFileIn(dataFolder), PLACE);
  const place = mustSucceed(await readPlaceFile(placeFileIn(dataFolder)));
  const db = mustSucceed(await openDatabase({ dataFolder }));
  mustSucceed(await createApp({ db, place, clock: systemClock }));
  const house = aHouseOver(db, { clock: systemClock, place });
  const entries = Array.from({ length: count }, (_, n) => [
    aPatient(`p${n}`).called("Made", `Up${n}`).born("1947-03-31").tracedAs(madeUpNumber(n)).resource,
    aRegistration(`r${n}`, `p${n}`, PRACTICE),
  ]).flat();
  await house.save(
    PRACTICE,
    1,
    entries.map((one, nth) => supplied(one, { recorded: new Date("2026-01-01T00:00:00Z"), line: nth + 1 })),
  );
  const persons = await db.query(sql<{ person: string }>`select distinct person from people.current_patient`);
  const cookie = cookieHeader(await signedInAs(house, NURSE));
  await db.close();
  return { persons: persons.map((one) => one.person), cookie };
}

export type Served = {
  readonly address: string;
  /** kill -9, of the program and of the database under it: as when the power goes. */
  readonly kill: () => Promise<void>;
  /** Asks it to end, and waits; answers its exit code. */
  readonly stop: () => Promise<number | null>;
};

const running = new Set<ChildProcess>();

// A test that failed has not ended its program.
afterAll(() => {
  for (const program of running) program.kill("SIGKILL");
});

/** Starts the real program over a data folder, on a port of its own; ready when it answers. */
export async function served(dataFolder: string): Promise<Served> {
  const program = start(dataFolder, "serve", "--port", "0");
  running.add(program);
  const ended = once(program, "exit").then(() => running.delete(program));
  const address = await new Promise<string>((resolve, reject) => {
    let printed = "";
    program.stdout?.on("data", (piece: Buffer) => {
      if (printed.length < 10_000) printed += String(piece);
      const found = /open (http:\S+)/.exec(printed)?.[1];
      if (found) resolve(found);
    });
    void ended.then(() => reject(new Error(`The program ended: ${printed}`)));
  });
  return {
    address,
    kill: async () => {
      process.kill(databaseOf(dataFolder), "SIGKILL");
      program.kill("SIGKILL");
      await ended;
    },
    stop: async () => {
      program.kill("SIGTERM");
      await ended;
      return program.exitCode;
    },
  };
}

/** Runs a command of the real program to its end; answers its exit code and what it printed. */
export async function run(dataFolder: string, ...words: readonly string[]) {
  const program = start(dataFolder, ...words);
  let printed = "";
  for (const stream of [program.stdout, program.stderr])
    stream?.on("data", (piece: Buffer) => (printed += String(piece)));
  await once(program, "close");
  return { code: program.exitCode, printed };
}

const start = (dataFolder: string, ...words: readonly string[]): ChildProcess =>
  spawn(PROGRAM, [...words, "--place", placeFileIn(dataFolder)], {
    env: { ...process.env, WHOLESTORY_DATA: dataFolder, DATABASE_URL: "", NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe"],
  });

const databaseOf = (dataFolder: string): number =>
  Number(readFileSync(`${dataFolder}/postgres/cluster/postmaster.pid`, "utf8").split("\n")[0]);
