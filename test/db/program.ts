import { mustSucceed } from "#base";
import { openDatabase, sql } from "#db";

/** A program that uses the database of a data folder until it is told to stop: for tests that kill it. */
const db = mustSucceed(await openDatabase({ dataFolder: process.argv[2] ?? "" }));
await db.inTransaction(async () => {
  // Even "if not exists" collides when several programs do it at once.
  await db.execute(sql`select pg_advisory_xact_lock(1)`);
  await db.execute(sql`create table if not exists kept (n int)`);
  await db.execute(sql`insert into kept values (1)`);
});
process.once("SIGTERM", () => void db.close().then(() => process.exit(0)));
process.stdout.write("open\n");
