import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mustSucceed, stoppedAt } from "#base";
import { backup, copyRows, migrate, restore, sql, type CopyValue, type Database, type Module } from "#db";
import { aBareDatabase } from "../builders/database.ts";

const clock = stoppedAt("2024-05-01T10:00:00Z");
let folder: string;
let modules: readonly Module[];
let original: Database;

const TABLES = `
  create table place.zone (id int generated always as identity primary key, name text not null);
  create table place.area (
    id bigserial primary key, zone int not null references place.zone, above bigint references place.area,
    words text, "select" text[], bytes bytea, at timestamptz, shout text generated always as (upper(words)) stored);
  create table place.seen (n int);
  create function place.notice() returns trigger language plpgsql as
    'begin insert into place.seen values (1); return null; end';
  create trigger notice after insert on place.area for each statement execute function place.notice();
  insert into place.zone (name) values ('from the migration');
  create table place.alpha (id int primary key, zone int references place.zone);`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "backup-"));
  await mkdir(join(folder, "place"));
  await writeFile(join(folder, "place", "001-area.sql"), TABLES);
  modules = [{ module: "place", folder: pathToFileURL(join(folder, "place/")) }];
  original = await aBareDatabase();
  mustSucceed(await migrate(original, modules));
  await original.execute(sql`insert into place.zone (name) select 'zone ' || n from generate_series(1, 50) n`);
  const rows = Array.from({ length: 3000 }, (_, n): readonly CopyValue[] => [
    n + 1,
    (n % 50) + 1,
    n === 0 ? null : n,
    n % 7 ? `odd\t\\N\n\r"${n}" ünï 😀` : null,
    ["a", null, '"{}'],
    Buffer.from([n % 256, 0, 92]),
    new Date(n * 1e9),
  ]);
  await original.copyIn('place.area (id, zone, above, words, "select", bytes, at)', copyRows(rows));
  await original.query(sql`select setval('place.area_id_seq', 5000)`);
});
afterAll(() => rm(folder, { recursive: true }));

const contents = async (db: Database): Promise<unknown> => [
  await db.query(sql`select * from place.zone order by id`),
  await db.query(sql`select * from place.area order by id`),
  await db.query(sql`select * from place.seen`),
  await db.query(sql`select last_value, is_called from place.area_id_seq`),
  await db.query(sql`select last_value, is_called from place.zone_id_seq`),
  await db.query(sql`select module, number, name, sha256 from db.migration`),
];

const backedUp = async (name: string): Promise<string> => {
  mustSucceed(await backup(original, join(folder, name), modules, { clock }));
  return join(folder, name);
};

describe("a backup", () => {
  it("brings back every row, number and default into an empty database", async () => {
    const done: string[] = [];
    const manifest = mustSucceed(
      await backup(original, join(folder, "whole"), modules, {
        clock,
        progress: ({ table, rows }) => done.push(`${table} ${rows}`),
      }),
    );
    expect(done).toEqual(["place.zone 51", "place.alpha 0", "place.area 3000", "place.seen 1"]);
    expect(manifest.made).toBe("2024-05-01T10:00:00.000Z");
    const db = await aBareDatabase();
    mustSucceed(await restore(db, join(folder, "whole"), modules));
    expect(await contents(db)).toEqual(await contents(original));
    expect(await migrate(db, modules)).toEqual({ ok: true, value: [] });
    await db.execute(sql`insert into place.zone (name) values ('next')`);
    await db.execute(sql`insert into place.area (zone) values (1)`);
    expect(await db.query(sql`select id from place.area where id > 3000`)).toEqual([{ id: 5001 }]);
    expect(await db.query(sql`select count(*) as n from place.seen`)).toEqual([{ n: 2 }]);
  });

  it("shows one moment although others write meanwhile", async () => {
    const target = join(folder, "moment");
    const before = await contents(original);
    const taken = await backup(original, target, modules, {
      clock,
      progress: ({ table }) => {
        if (table === "place.zone")
          void original.outsideTransaction(() => original.execute(sql`insert into place.seen values (9)`));
      },
    });
    mustSucceed(taken);
    await original.execute(sql`delete from place.seen where n = 9`);
    const db = await aBareDatabase();
    mustSucceed(await restore(db, target, modules));
    expect(await contents(db)).toEqual(before);
  });

  it("is refused where something lies already", async () => {
    await backedUp("twice");
    expect(await backup(original, join(folder, "twice"), modules, { clock })).toMatchObject({
      ok: false,
      problem: { kind: "conflict" },
    });
  });

  it("says so where it cannot be written, or is no whole backup", async () => {
    const file = join(folder, "a-file");
    await writeFile(file, "");
    expect(await backup(original, file, modules, { clock })).toMatchObject({
      ok: false,
      problem: { kind: "conflict" },
    });
    const below = await backup(original, join(file, "below"), modules, { clock });
    expect(below).toMatchObject({ ok: false, problem: { kind: "unavailable" } });
    await mkdir(join(folder, "half"));
    await writeFile(join(folder, "half", "manifest.json"), '{"format":1}');
    const restored = await restore(original, join(folder, "half"), modules);
    expect(restored).toMatchObject({ ok: false, problem: { kind: "not-found" } });
  });

  it("replaces what is there only when told to", async () => {
    const from = await backedUp("replacing");
    const db = await aBareDatabase();
    mustSucceed(await migrate(db, modules));
    await db.execute(sql`insert into place.zone (name) values ('ours')`);
    expect(await restore(db, from, modules)).toMatchObject({
      ok: false,
      problem: { message: expect.stringContaining("not empty") },
    });
    expect(await db.query(sql`select name from place.zone order by id`)).toEqual([
      { name: "from the migration" },
      { name: "ours" },
    ]);
    mustSucceed(await restore(db, from, modules, { replace: true }));
    expect(await contents(db)).toEqual(await contents(original));
  });

  it("is refused, and nothing is changed, when a file is damaged", async () => {
    const from = await backedUp("damaged");
    const file = join(from, "place.area.copy.gz");
    const bytes = await readFile(file);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    await writeFile(file, bytes);
    const db = await aBareDatabase();
    expect(await restore(db, from, modules)).toMatchObject({
      ok: false,
      problem: { message: expect.stringContaining("damaged: place.area.copy.gz") },
    });
    expect(await db.query(sql`select to_regclass('place.zone') as zone`)).toEqual([{ zone: null }]);
  });

  it("leaves nothing when the rows turn out fewer than the manifest says", async () => {
    const from = await backedUp("fewer");
    const file = join(from, "manifest.json");
    await writeFile(file, (await readFile(file, "utf8")).replace('"rows": 3000', '"rows": 3001'));
    const db = await aBareDatabase();
    expect(await restore(db, from, modules)).toMatchObject({
      ok: false,
      problem: { message: expect.stringContaining("3001 rows") },
    });
    expect(await db.query(sql`select to_regclass('place.zone') as zone`)).toEqual([{ zone: null }]);
  });

  it("is refused by a program whose migrations differ, and when it was broken off", async () => {
    const from = await backedUp("other");
    const db = await aBareDatabase();
    expect(await restore(db, from, [])).toMatchObject({
      ok: false,
      problem: { message: expect.stringContaining("place/001-area.sql") },
    });
    await rm(join(from, "manifest.json"));
    expect(await restore(db, from, modules)).toMatchObject({ ok: false, problem: { kind: "not-found" } });
    expect((await readdir(folder)).filter((name) => name.includes("unfinished"))).toEqual([]);
  });
});
