import { createHash } from "node:crypto";
import { createWriteStream, existsSync, readdirSync, statSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { failed, succeeded, type Clock, type Outcome, type Problem } from "#base";
import type { Database } from "../database.ts";
import { appliedMigrations, type Module } from "../migration.ts";
import { codeOf } from "../problems.ts";
import { FORMAT, MANIFEST_FILE, type Manifest, type TableCopy } from "./manifest.ts";
import { nameOf, sequencesOf, sourceOf, tablesOf, type Table } from "./tables.ts";

/** Said once for each table, when it is done. */
export type Progress = (done: {
  readonly table: string;
  readonly rows: number;
  readonly of: number;
  readonly number: number;
}) => void;

export type BackupSettings = { readonly clock: Clock; readonly progress?: Progress };

/**
 * Writes everything that the modules keep, as it stood at one moment, into a new folder: a file a table, and a manifest.
 * Others may go on reading and writing. Built under another name, so that the folder is there whole or not at all.
 */
export async function backup(
  db: Database,
  folder: string,
  modules: readonly Module[],
  settings: BackupSettings,
): Promise<Outcome<Manifest>> {
  try {
    return await backupInto(db, folder, modules, settings);
  } catch (error) {
    const code = codeOf(error) ?? "";
    if (!NO_PLACE.has(code)) throw error;
    return failed(noPlace(folder, code));
  }
}

async function backupInto(
  db: Database,
  folder: string,
  modules: readonly Module[],
  settings: BackupSettings,
): Promise<Outcome<Manifest>> {
  if (existsSync(folder) && (!statSync(folder).isDirectory() || readdirSync(folder).length > 0))
    return failed(taken(folder));
  const unfinished = `${resolve(folder)}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(dirname(unfinished), { recursive: true });
  // Only for us: it holds people's records.
  await mkdir(unfinished, { mode: 0o700 });
  const manifest = await db.inTransaction(() => writeTables(db, unfinished, modules, settings), { snapshot: true });
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  await writeFile(join(unfinished, MANIFEST_FILE), text, { mode: 0o600, flush: true });
  await rename(unfinished, folder);
  return succeeded(manifest);
}

/** What the file system says where nothing can be written. */
const NO_PLACE: ReadonlySet<string> = new Set(["EACCES", "EPERM", "EROFS", "ENOSPC", "EEXIST", "ENOTDIR", "ENOENT"]);

const noPlace = (folder: string, code: string): Problem => ({
  kind: "unavailable",
  message: `The backup cannot be written to ${folder} (${code}).`,
  remedy: "make room on the disk, or name another folder that this account may write",
});

const taken = (folder: string): Problem => ({
  kind: "conflict",
  message: `There is something in ${folder} already.`,
  remedy: "name a folder that does not exist yet",
});

/** Every schema in which something of ours may be. */
export const schemasOf = (modules: readonly Module[]): readonly string[] => [
  ...new Set(["db", ...modules.map(({ module }) => module)]),
];

async function writeTables(
  db: Database,
  folder: string,
  modules: readonly Module[],
  { clock, progress }: BackupSettings,
): Promise<Manifest> {
  const schemas = schemasOf(modules);
  const migrations = await appliedMigrations(db);
  const tables = await tablesOf(db, schemas);
  const copies: TableCopy[] = [];
  for (const table of tables) {
    const copy = await writeTable(db, folder, table);
    copies.push(copy);
    progress?.({ table: nameOf(table), rows: copy.rows, number: copies.length, of: tables.length });
  }
  const sequences = await sequencesOf(db, schemas);
  return { format: FORMAT, made: clock().toISOString(), migrations, tables: copies, sequences };
}

async function writeTable(db: Database, folder: string, table: Table): Promise<TableCopy> {
  const { schema, columns } = table;
  const file = `${nameOf(table)}.copy.gz`;
  const sum = createHash("sha256");
  const gzip = createGzip({ level: 1 });
  const summed = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      sum.update(chunk);
      yield chunk;
    }
  };
  const target = createWriteStream(join(folder, file), { mode: 0o600, flush: true });
  const [rows] = await Promise.all([db.copyOut(sourceOf(table), gzip), pipeline(gzip, summed, target)]);
  return { schema, table: table.table, columns, rows, file, sha256: sum.digest("hex") };
}
