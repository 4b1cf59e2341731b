import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { mustSucceed } from "#base";
import { migrate, openDatabase, sql, type Database } from "#db";
import { homeOf } from "../../src/db/embedded/home.ts";
import { serverOwner } from "../../src/db/embedded/owner.ts";
import { isAlive, readLock } from "../../src/db/embedded/postmaster.ts";
import { modules } from "./modules.ts";

export const TEMPLATE = "wholestory_template";

/** One real server for the whole run, in a folder of its own, with a migrated database from which each file gets its copy. */
export default async function startTestServer(project: TestProject): Promise<() => Promise<void>> {
  await clearOrphans();
  const folder = await mkdtemp(join(tmpdir(), `wholestory-test-${process.pid}-`));
  // The server's account must be able to get in.
  await chmod(folder, 0o755);
  await forget(folder);
  const server = mustSucceed(await openDatabase({ dataFolder: folder, connections: 1 }));
  await makeTemplate(server);
  project.provide("databaseUrl", server.url);
  return async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  };
}

/** Waits for no disk: nothing here outlives the run. The tests of crashes start servers of their own, which do wait. */
async function forget(folder: string): Promise<void> {
  await mkdir(join(folder, "postgres"), { mode: 0o700 });
  await writeFile(
    join(folder, "postgres", "own.conf"),
    "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n",
  );
}

async function makeTemplate(server: Database): Promise<void> {
  await server.execute(sql`create database ${sql.id(TEMPLATE)}`);
  const url = new URL(server.url);
  url.pathname = `/${TEMPLATE}`;
  const template = mustSucceed(await openDatabase({ url: url.href, dataFolder: "", connections: 1 }));
  mustSucceed(await migrate(template, modules));
  await template.close();
}

/** Servers of runs that were killed: adopted and let go, which stops them. */
async function clearOrphans(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = /^wholestory-test-(\d+)-/.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    const folder = join(tmpdir(), name);
    if (readLock(homeOf(folder, serverOwner()).cluster).kind === "running") {
      const orphan = await openDatabase({ dataFolder: folder, connections: 1 });
      if (orphan.ok) await orphan.value.close();
    }
    await rm(folder, { recursive: true, force: true });
  }
}

declare module "vitest" {
  interface ProvidedContext {
    databaseUrl: string;
  }
}
