import { hash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { sql } from "kysely";
import { failed, succeeded, type Outcome, type Problem } from "#base";
import type { Database } from "./database.ts";
import { problemOf } from "./problems.ts";

/** A module that keeps something: its schema bears its name, its migrations lie in the folder. */
export type Module = {
  readonly module: string;
  /** Such as new URL("./migrations/", import.meta.url); may be missing. */
  readonly folder: URL;
};

/** One file `NNN-words.sql`. Never changed once it was released. */
export type Migration = {
  readonly module: string;
  readonly number: number;
  readonly name: string;
  readonly sha256: string;
};

type MigrationFile = Migration & { readonly text: string };

/** Advisory lock: one program at a time migrates. */
const MIGRATING = 7_714_002;

/** Applies what is new, module by module in the order given, each file in a transaction of its own. Answers what was applied. */
export async function migrate(db: Database, modules: readonly Module[]): Promise<Outcome<readonly Migration[]>> {
  const files = await migrationFiles(modules);
  if (!files.ok) return files;
  await ensureRegister(db);
  const plan = planOf(files.value, await appliedMigrations(db));
  if (!plan.ok) return plan;
  const done: Migration[] = [];
  for (const file of plan.value) if (await apply(db, file)) done.push(withoutText(file));
  return succeeded(done);
}

/** What migrate would apply. Changes nothing. */
export async function pendingMigrations(
  db: Database,
  modules: readonly Module[],
): Promise<Outcome<readonly Migration[]>> {
  const files = await migrationFiles(modules);
  if (!files.ok) return files;
  const plan = planOf(files.value, await appliedMigrations(db));
  return plan.ok ? succeeded(plan.value.map(withoutText)) : plan;
}

/** In the order in which they were applied; none when nothing ever was. */
export async function appliedMigrations(db: Database): Promise<readonly Migration[]> {
  const [register] = await db.query(sql<{ there: boolean }>`select to_regclass('db.migration') is not null as there`);
  if (register?.there !== true) return [];
  return db.query(sql<Migration>`select module, number, name, sha256 from db.migration order by applied, number`);
}

const withoutText = ({ module, number, name, sha256 }: MigrationFile): Migration => ({ module, number, name, sha256 });

/** The files not applied yet; refused when an applied one has changed or gone, for then nobody knows what the tables are. */
export function planOf(
  files: readonly MigrationFile[],
  applied: readonly Migration[],
): Outcome<readonly MigrationFile[]> {
  const known = new Map(applied.map((migration) => [keyOf(migration), migration]));
  const changed = files.find((file) => (known.get(keyOf(file))?.sha256 ?? file.sha256) !== file.sha256);
  if (changed) return failed(changedFile(changed));
  const modules = new Set(files.map((file) => file.module));
  const present = new Set(files.map(keyOf));
  const gone = applied.find((migration) => modules.has(migration.module) && !present.has(keyOf(migration)));
  if (gone) return failed(goneFile(gone));
  return succeeded(files.filter((file) => !known.has(keyOf(file))));
}

const keyOf = ({ module, number }: Migration): string => `${module} ${number}`;

const changedFile = ({ module, name }: Migration): Problem => ({
  kind: "conflict",
  message: `The migration ${module}/${name} was changed after it was applied to this database.`,
  remedy: "put the file back as it was and write the change as a new file with the next number",
});

const goneFile = ({ module, name }: Migration): Problem => ({
  kind: "conflict",
  message: `This database has had the migration ${module}/${name}, which this program does not know: it was made by a later version.`,
  remedy: "use that later version, or restore a backup made by this one",
});

const FILE_NAME = /^(\d{3})-[a-z0-9-]+\.sql$/;

/** Every module's files in order. */
export async function migrationFiles(modules: readonly Module[]): Promise<Outcome<readonly MigrationFile[]>> {
  const files: MigrationFile[] = [];
  for (const { module, folder } of modules) {
    const names = existsSync(folder) ? (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort() : [];
    const problem = misnamed(module, names);
    if (problem) return failed(problem);
    for (const name of names) files.push(await readMigration(module, name, folder));
  }
  return succeeded(files);
}

function misnamed(module: string, names: readonly string[]): Problem | undefined {
  const numbers = names.map((name) => FILE_NAME.exec(name)?.[1]);
  const wrong = names.find((_, index) => numbers[index] === undefined || numbers[index] === numbers[index - 1]);
  if (wrong === undefined) return undefined;
  return {
    kind: "invalid",
    message: `The migration ${module}/${wrong} is not named as it must be.`,
    remedy: "NNN-words.sql, each number once, such as 001-entries.sql",
  };
}

async function readMigration(module: string, name: string, folder: URL): Promise<MigrationFile> {
  const text = await readFile(new URL(name, folder.href.endsWith("/") ? folder : `${folder.href}/`), "utf8");
  return { module, number: Number(name.slice(0, 3)), name, sha256: hash("sha256", text, "hex"), text };
}

/** The register of migrations is older than any migration. */
export async function ensureRegister(db: Database): Promise<void> {
  await db.inTransaction(async () => {
    await db.execute(sql`select pg_advisory_xact_lock(${MIGRATING})`);
    await db.execute(sql`create schema if not exists db`);
    await db.execute(sql`
      create table if not exists db.migration (
        module text not null,
        number int not null,
        name text not null,
        sha256 text not null,
        applied timestamptz not null default clock_timestamp(),
        primary key (module, number))`);
  });
}

/** Applies one file; false when another program was quicker. */
export async function apply(db: Database, file: MigrationFile): Promise<boolean> {
  return db.inTransaction(async () => {
    await db.execute(sql`select pg_advisory_xact_lock(${MIGRATING})`);
    const { module, number, name, sha256, text } = file;
    const earlier = await db.query(sql`select 1 from db.migration where module = ${module} and number = ${number}`);
    if (earlier.length > 0) return false;
    await db.execute(sql`create schema if not exists ${sql.id(module)}`);
    await runFile(db, file, text);
    await db.execute(
      sql`insert into db.migration (module, number, name, sha256) values (${module}, ${number}, ${name}, ${sha256})`,
    );
    return true;
  });
}

async function runFile(db: Database, { module, name }: Migration, text: string): Promise<void> {
  try {
    await db.execute(sql.raw(text));
  } catch (cause) {
    if (problemOf(cause)) throw cause;
    throw new Error(
      `The migration ${module}/${name} failed: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
}
