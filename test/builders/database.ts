import { randomBytes } from "node:crypto";
import { afterAll, inject } from "vitest";
import { mustSucceed } from "#base";
import { openDatabase, sql, type Database } from "#db";
import { TEMPLATE } from "./server.ts";

const made: { readonly name: string; readonly db: Database }[] = [];

/** A database of one's own with every module's tables, empty; dropped when the test file is done. */
export const aDatabase = (): Promise<Database> => databaseFrom(TEMPLATE);

/** A database in which nothing was ever made, not even the register of migrations. */
export const aBareDatabase = (): Promise<Database> => databaseFrom("template0");

async function databaseFrom(template: string): Promise<Database> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  await onServer(sql`create database ${sql.id(name)} template ${sql.id(template)} strategy wal_log`);
  const url = new URL(inject("databaseUrl"));
  url.pathname = `/${name}`;
  const db = mustSucceed(await openDatabase({ url: url.href, dataFolder: "" }));
  made.push({ name, db });
  return db;
}

async function onServer(statement: ReturnType<typeof sql>): Promise<void> {
  const server = mustSucceed(await openDatabase({ url: inject("databaseUrl"), dataFolder: "", connections: 1 }));
  await server.execute(statement);
  await server.close();
}

afterAll(async () => {
  for (const { name, db } of made.splice(0)) {
    await db.close();
    await onServer(sql`drop database ${sql.id(name)} with (force)`);
  }
});
