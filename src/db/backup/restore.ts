import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename, join } from "node:path";
import { createGunzip } from "node:zlib";
import { pipeline } from "node:stream/promises";
import { PassThrough } from "node:stream";
import { sql } from "kysely";
import { failed, succeeded, type Outcome, type Problem } from "#base";
import type { Database } from "../database.ts";
import { apply, ensureRegister, migrationFiles, type Migration, type Module } from "../migration.ts";
import { codeOf } from "../problems.ts";
import { schemasOf, type Progress } from "./backup.ts";
import { readManifest, type Manifest, type TableCopy } from "./manifest.ts";
import { nameOf, tablesOf, targetOf } from "./tables.ts";

export type RestoreSettings = {
  /** Throw away what the database holds; otherwise one that holds anything is refused. */
  readonly replace?: boolean;
  readonly progress?: Progress;
};

/**
 * Puts a backup back: the tables as the backup's migrations make them, and the rows. In one transaction, so that a
 * restore that was broken off leaves nothing. Migrations later than the backup are for migrate afterwards.
 */
export async function restore(
  db: Database,
  folder: string,
  modules: readonly Module[],
  settings: RestoreSettings = {},
): Promise<Outcome<Manifest>> {
  const manifest = await readManifest(folder);
  if (!manifest.ok) return manifest;
  const damaged = await damage(folder, manifest.value);
  if (damaged) return failed(damaged);
  const migrations = await filesFor(manifest.value, modules);
  if (!migrations.ok) return migrations;
  try {
    return await db.inTransaction(async () => {
      await db.execute(sql`set local lock_timeout = '10s'`);
      const ready = await emptied(db, schemasOf(modules), settings.replace === true);
      if (!ready.ok) return ready;
      await ensureRegister(db);
      for (const file of migrations.value) await apply(db, file);
      return fill(db, folder, manifest.value, schemasOf(modules), settings.progress);
    });
  } catch (error) {
    if (codeOf(error) === "55P03") return failed(inUse);
    throw error;
  }
}

const inUse: Problem = {
  kind: "conflict",
  message: "Another program is using the database.",
  remedy: "stop serve, demo and load, then restore",
};

/** Whether a file is missing or not as it was written; undefined when all are whole. */
async function damage(folder: string, { tables }: Manifest): Promise<Problem | undefined> {
  for (const { file, sha256 } of tables) {
    if ((await sumOf(join(folder, basename(file)))) === sha256) continue;
    return {
      kind: "invalid",
      message: `The backup is damaged: ${file} is missing or not as it was written.`,
      remedy: "restore another backup; nothing was changed",
    };
  }
  return undefined;
}

async function sumOf(file: string): Promise<string | undefined> {
  const sum = createHash("sha256");
  try {
    await pipeline(createReadStream(file), sum);
    return sum.digest("hex");
  } catch {
    return undefined;
  }
}

type Files = Outcome<readonly (Migration & { readonly text: string })[]>;

/** This program's files for the backup's migrations, in the order in which they were applied. */
async function filesFor({ migrations }: Manifest, modules: readonly Module[]): Promise<Files> {
  const files = await migrationFiles(modules);
  if (!files.ok) return files;
  const bySum = new Map(files.value.map((file) => [`${file.module} ${file.number} ${file.sha256}`, file]));
  const found = migrations.map(({ module, number, sha256 }) => bySum.get(`${module} ${number} ${sha256}`));
  const missing = migrations.find((_, index) => found[index] === undefined);
  if (missing) return failed(otherVersion(missing));
  return succeeded(found.filter((file) => file !== undefined));
}

const otherVersion = ({ module, name }: Migration): Problem => ({
  kind: "conflict",
  message: `The backup was made with the migration ${module}/${name}, which this program does not have in that form.`,
  remedy: "restore it with the version of Wholestory that made it, or a later one",
});

/** Takes away our schemas, when nothing is in them or that was asked for. */
async function emptied(db: Database, schemas: readonly string[], replace: boolean): Promise<Outcome<null>> {
  if (!replace) {
    for (const table of await tablesOf(db, schemas)) {
      const rows = await db.query(sql`select 1 from ${sql.id(table.schema, table.table)} limit 1`);
      if (rows.length > 0) return failed(notEmpty(nameOf(table)));
    }
  }
  for (const schema of schemas) await db.execute(sql`drop schema if exists ${sql.id(schema)} cascade`);
  return succeeded(null);
}

const notEmpty = (table: string): Problem => ({
  kind: "conflict",
  message: `The database is not empty: there are rows in ${table}.`,
  remedy: "restore into a new data folder or database, or say --replace to throw away what is there",
});

async function fill(
  db: Database,
  folder: string,
  { tables, sequences, ...manifest }: Manifest,
  schemas: readonly string[],
  progress: Progress | undefined,
): Promise<Outcome<Manifest>> {
  await clearSeeds(db, schemas);
  await db.execute(sql`set constraints all deferred`);
  for (const [index, table] of tables.entries()) {
    const rows = await fillTable(db, folder, table);
    if (rows !== table.rows) return failed(otherCount(table, rows));
    progress?.({ table: nameOf(table), rows, number: index + 1, of: tables.length });
  }
  for (const { schema, sequence, value, called } of sequences) {
    await db.query(sql`select setval(${`"${schema}"."${sequence}"`}::regclass, ${value}::bigint, ${called})`);
  }
  return succeeded({ ...manifest, tables, sequences });
}

/** What the migrations put into the tables is in the backup too. */
async function clearSeeds(db: Database, schemas: readonly string[]): Promise<void> {
  const tables = (await tablesOf(db, schemas)).map(({ schema, table }) => sql.id(schema, table));
  if (tables.length > 0) await db.execute(sql`truncate ${sql.join(tables)}`);
}

/** Triggers are still: what they wrote is in the backup already. */
async function fillTable(db: Database, folder: string, table: TableCopy): Promise<number> {
  const name = sql.id(table.schema, table.table);
  await db.execute(sql`alter table ${name} disable trigger user`);
  const rows = await db.copyIn(targetOf(table), unpacked(join(folder, basename(table.file))));
  await db.execute(sql`alter table ${name} enable trigger user`);
  return rows;
}

async function* unpacked(file: string): AsyncGenerator<Buffer> {
  const plain = new PassThrough();
  const whole = pipeline(createReadStream(file), createGunzip(), plain);
  // Whoever reads hears of a failure by the stream itself.
  whole.catch(() => undefined);
  yield* plain as AsyncIterable<Buffer>;
}

const otherCount = (table: TableCopy, rows: number): Problem => ({
  kind: "invalid",
  message: `The backup says ${table.rows} rows in ${nameOf(table)}, but ${rows} came out.`,
  remedy: "restore another backup; nothing was changed",
});
