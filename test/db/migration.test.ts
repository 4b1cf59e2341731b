import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { migrate, pendingMigrations, sql, type Database, type Module } from "#db";
import { aBareDatabase } from "../builders/database.ts";

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

let db: Database;
let folder: string;
beforeEach(async () => {
  db = await aBareDatabase();
  folder = await mkdtemp(join(tmpdir(), "migrations-"));
  folders.push(folder);
});

const moduleWith = async (module: string, files: Readonly<Record<string, string>>): Promise<Module> => {
  await mkdir(join(folder, module), { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, module, name), text);
  return { module, folder: pathToFileURL(`${join(folder, module)}/`) };
};

describe("migrations", () => {
  it("run module by module and by number, once", async () => {
    const lower = await moduleWith("place", {
      "002-rows.sql": "insert into place.site values (1);",
      "001-site.sql": "create table place.site (id int primary key); create index on place.site (id);",
    });
    const upper = await moduleWith("people", {
      "001-person.sql": "create table people.person (site int references place.site);",
    });
    const first = await migrate(db, [lower, upper]);
    expect(first.ok && first.value.map(({ module, name }) => `${module}/${name}`)).toEqual([
      "place/001-site.sql",
      "place/002-rows.sql",
      "people/001-person.sql",
    ]);
    expect(await migrate(db, [lower, upper])).toEqual({ ok: true, value: [] });
    await moduleWith("place", { "003-more.sql": "insert into place.site values (2);" });
    const pending = await pendingMigrations(db, [lower, upper]);
    expect(pending.ok && pending.value.map(({ name }) => name)).toEqual(["003-more.sql"]);
  });

  it("leave nothing of a file that fails, and name it", async () => {
    const module = await moduleWith("place", {
      "001-half.sql": "create table place.site (id int); select nonsense();",
    });
    await expect(migrate(db, [module])).rejects.toThrow(
      "place/001-half.sql failed: function nonsense() does not exist",
    );
    const [row] = await db.query(sql<{ site: string | null }>`select to_regclass('place.site')::text as site`);
    expect(row?.site).toBeNull();
  });

  it("are refused in words when an applied file was changed", async () => {
    const module = await moduleWith("place", { "001-site.sql": "create table place.site (id int);" });
    await migrate(db, [module]);
    await moduleWith("place", { "001-site.sql": "create table place.site (id bigint);" });
    const outcome = await migrate(db, [module]);
    expect(outcome).toMatchObject({
      ok: false,
      problem: { kind: "conflict", message: expect.stringContaining("place/001-site.sql was changed") },
    });
  });

  it("are refused when the database was made by a later version", async () => {
    const module = await moduleWith("place", { "001-site.sql": "select 1;", "002-later.sql": "select 2;" });
    await migrate(db, [module]);
    await rm(join(folder, "place", "002-later.sql"));
    expect(await migrate(db, [module])).toMatchObject({
      ok: false,
      problem: { message: expect.stringContaining("later version") },
    });
  });

  it.each(["1-site.sql", "001_site.sql", "001-Site.sql"])("are refused when misnamed: %s", async (name) => {
    const module = await moduleWith("place", { [name]: "select 1;" });
    expect(await migrate(db, [module])).toMatchObject({
      ok: false,
      problem: { kind: "invalid", message: expect.stringContaining(name) },
    });
  });

  it("run once even when two programs start together", async () => {
    const module = await moduleWith("place", {
      "001-slow.sql": "create table place.site (id int); select pg_sleep(0.2);",
    });
    const both = await Promise.all([migrate(db, [module]), migrate(db, [module])]);
    expect(both.map((outcome) => outcome.ok && outcome.value.length).sort()).toEqual([0, 1]);
  });
});
