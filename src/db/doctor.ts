import { access, constants, statfs } from "node:fs/promises";
import { existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Outcome, Problem } from "#base";
import { findBinaries } from "./embedded/binaries.ts";
import { homeOf } from "./embedded/home.ts";
import { serverOwner } from "./embedded/owner.ts";
import { pendingMigrations, type Module } from "./migration.ts";
import { openDatabase, serverFacts, type DatabaseSettings } from "./open.ts";
import { placeOf } from "./connections.ts";

/** One thing looked at. */
export type Finding = {
  readonly what: string;
  readonly state: "good" | "attention" | "bad";
  readonly words: string;
  readonly remedy?: string;
};

export type DoctorSettings = DatabaseSettings & { readonly modules: readonly Module[] };

/** Whether the database can run here and does; changes nothing. */
export async function doctor(settings: DoctorSettings): Promise<readonly Finding[]> {
  const given = settings.url !== undefined && settings.url !== "";
  const machine = given ? [nodeVersion()] : [nodeVersion(), platformServer(), account(settings.dataFolder)];
  const folder = [await writable(settings.dataFolder), await room(settings.dataFolder)];
  const database = given || hasCluster(settings.dataFolder) ? await answers(settings) : [notMadeYet];
  return [...machine, ...folder, ...database];
}

const good = (what: string, words: string): Finding => ({ what, state: "good", words });
const bad = (what: string, { message, remedy }: Problem): Finding => ({
  what,
  state: "bad",
  words: message,
  ...(remedy === undefined ? {} : { remedy }),
});

const NODE = 24;

export function nodeVersion(version = process.versions.node): Finding {
  const words = `Node ${version}`;
  if (Number.parseInt(version) >= NODE) return good("Node", words);
  return {
    what: "Node",
    state: "bad",
    words: `${words} is too old.`,
    remedy: `start by bin/wholestory, which brings Node ${NODE}, after npm ci`,
  };
}

function platformServer(): Finding {
  const found = findBinaries();
  return found.ok
    ? good("Embedded database", `version ${found.value.version}`)
    : bad("Embedded database", found.problem);
}

function account(dataFolder: string): Finding {
  const what = "Account of the database";
  const owner = serverOwner();
  const { folder } = homeOf(dataFolder, owner);
  if (owner) return good(what, `${owner.name}, since PostgreSQL does not run as root; in ${folder}`);
  if (process.getuid?.() !== 0) return good(what, `the one that starts it; in ${folder}`);
  return {
    what,
    state: "bad",
    words: "PostgreSQL does not run as root, and there is no other account.",
    remedy: "add an account named postgres",
  };
}

async function writable(dataFolder: string): Promise<Finding> {
  const folder = nearest(dataFolder);
  if (!statSync(folder).isDirectory()) {
    return bad("Data folder", {
      kind: "unavailable",
      message: `${folder} is not a folder.`,
      remedy: "choose another data folder",
    });
  }
  return access(folder, constants.W_OK).then(
    () => good("Data folder", resolve(dataFolder)),
    () =>
      bad("Data folder", {
        kind: "unavailable",
        message: `${folder} cannot be written.`,
        remedy: "run as the account that it belongs to, or choose another data folder",
      }),
  );
}

/** Bytes: below the first the server may stop at any moment; the second is a load's write-ahead log and some data. */
const HARDLY_ROOM = 500e6;
const LITTLE_ROOM = 8e9;

async function room(dataFolder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(nearest(dataFolder));
  return roomFor(bavail * bsize);
}

export function roomFor(bytes: number): Finding {
  const words = `${(bytes / 1e9).toFixed(1)} GB free`;
  if (bytes >= LITTLE_ROOM) return good("Disk", words);
  const remedy = "make room: a load needs about 8 GB";
  return { what: "Disk", state: bytes < HARDLY_ROOM ? "bad" : "attention", words, remedy };
}

/** The folder itself, or the closest above it that exists. */
const nearest = (folder: string): string => (existsSync(folder) ? resolve(folder) : nearest(dirname(resolve(folder))));

const hasCluster = (dataFolder: string): boolean =>
  existsSync(join(homeOf(dataFolder, serverOwner()).cluster, "PG_VERSION"));

const notMadeYet: Finding = good("Database", "not made yet: the first start makes it, in about a second");

async function answers(settings: DoctorSettings): Promise<readonly Finding[]> {
  const opened = await openDatabase(settings);
  if (!opened.ok) return [bad("Database", opened.problem)];
  const db = opened.value;
  try {
    const { version, encoding } = await serverFacts(db);
    const answer = good("Database", `PostgreSQL ${version} answers at ${placeOf(db.url)}, encoding ${encoding}`);
    return [answer, migrations(await pendingMigrations(db, settings.modules))];
  } finally {
    await db.close();
  }
}

function migrations(pending: Outcome<readonly unknown[]>): Finding {
  if (!pending.ok) return bad("Tables", pending.problem);
  if (pending.value.length === 0) return good("Tables", "up to date");
  return {
    what: "Tables",
    state: "attention",
    words: `${pending.value.length} migrations to apply`,
    remedy: "the next start applies them",
  };
}
