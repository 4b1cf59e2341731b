import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mustSucceed } from "#base";
import { openDatabase, problemOf, sql, type Database } from "#db";
import { reachableBinaries } from "../../src/db/embedded/binaries.ts";
import { accountsIn, canEnter, serverOwner } from "../../src/db/embedded/owner.ts";
import { homeOf } from "../../src/db/embedded/home.ts";
import { isAlive, readLock } from "../../src/db/embedded/postmaster.ts";

const asRoot = process.getuid?.() === 0;
let folder: string;
let opened: Database[];
let programs: ChildProcess[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "embedded-"));
  await chmod(folder, 0o755);
  opened = [];
  programs = [];
});
afterEach(async () => {
  for (const program of programs) program.kill("SIGKILL");
  for (const db of opened) await db.close();
  if (isRunning()) await mustSucceed(await openDatabase({ dataFolder: folder })).close();
  await rm(folder, { recursive: true, force: true });
});

const open = async (): Promise<Database> => {
  const db = mustSucceed(await openDatabase({ dataFolder: folder }));
  opened.push(db);
  return db;
};
const cluster = (): string => homeOf(folder, serverOwner()).cluster;
const serverPid = (): number => {
  const lock = readLock(cluster());
  if (lock.kind !== "running") throw new Error("No server runs");
  return lock.postmaster.pid;
};
const isRunning = (): boolean => readLock(cluster()).kind === "running";
const gone = async (pid: number): Promise<void> => {
  while (isAlive(pid)) await new Promise((done) => setTimeout(done, 5));
};
const keep = async (db: Database): Promise<void> => {
  await db.execute(sql`create table if not exists kept (n int)`);
  await db.execute(sql`insert into kept values (1)`);
};
const kept = async (db: Database): Promise<number> => (await db.query(sql`select n from kept`)).length;

const aProgram = async (): Promise<ChildProcess> => {
  const script = new URL("./program.ts", import.meta.url).pathname;
  const program = spawn(process.execPath, [script, folder], { stdio: ["ignore", "pipe", "inherit"] });
  programs.push(program);
  const ended = once(program, "exit").then(() => Promise.reject(new Error("The program ended before it was open")));
  await Promise.race([once(program.stdout, "data"), ended]);
  return program;
};

describe("the embedded server", () => {
  it("starts, keeps what was saved over a stop, and never trades safety for speed", async () => {
    const db = await open();
    await keep(db);
    const safety = sql`select current_setting('fsync') as fsync, current_setting('full_page_writes') as pages,
      current_setting('synchronous_commit') as commits, current_setting('server_encoding') as encoding,
      current_setting('listen_addresses') as listens`;
    expect(await db.query(safety)).toEqual([
      { fsync: "on", pages: "on", commits: "on", encoding: "UTF8", listens: "127.0.0.1" },
    ]);
    await db.close();
    expect(isRunning()).toBe(false);
    expect(await kept(await open())).toBe(1);
  });

  it("is at the same address after a stop, behind a password that only its account reads", async () => {
    const db = await open();
    await db.close();
    const again = await open();
    expect(again.url).toBe(db.url);
    expect((await stat(homeOf(folder, serverOwner()).passwordFile)).mode & 0o777).toBe(0o600);
    const url = new URL(again.url);
    url.password = "guess";
    expect((await openDatabase({ url: url.href, dataFolder: "" })).ok).toBe(false);
  });

  it("is adopted, not fought, when the program that started it was killed", async () => {
    const program = await aProgram();
    const pid = serverPid();
    program.kill("SIGKILL");
    await once(program, "exit");
    const db = await open();
    expect(serverPid()).toBe(pid);
    expect(await kept(db)).toBe(1);
    await db.close();
    expect(isRunning()).toBe(false);
  });

  it("starts again after it was killed, with everything that was acknowledged", async () => {
    for (let round = 1; round <= 3; round++) {
      const db = await open();
      await keep(db);
      const pid = serverPid();
      process.kill(pid, "SIGKILL");
      await gone(pid);
      expect(await kept(await open())).toBe(round);
    }
  });

  it("comes back by itself under a program that goes on using it", async () => {
    const db = await open();
    await keep(db);
    const cut = db.inTransaction(async () => {
      await db.execute(sql`insert into kept values (2)`);
      process.kill(serverPid(), "SIGKILL");
      await db.query(sql`select pg_sleep(10)`);
    });
    expect(problemOf(await cut.catch((error: unknown) => error))?.kind).toBe("unavailable");
    expect(await kept(db)).toBe(1);
    await keep(db);
    expect(await kept(db)).toBe(2);
  });

  it("comes back under a program when a single connection's process is killed", async () => {
    const db = await open();
    await keep(db);
    const [backend] = await db.query(sql<{ pid: number }>`select pg_backend_pid() as pid`);
    process.kill(backend?.pid ?? 0, "SIGKILL");
    await new Promise((done) => setTimeout(done, 50));
    expect(await kept(db)).toBe(1);
  });

  it("serves two programs, and only the last one out stops it", async () => {
    const program = await aProgram();
    const db = await open();
    program.kill("SIGTERM");
    await once(program, "exit");
    expect(await kept(db)).toBe(1);
    await db.close();
    expect(isRunning()).toBe(false);
  });

  it("is one server when several programs start it at the same moment, the first time too", async () => {
    const all = await Promise.all([aProgram(), aProgram(), open(), open()]);
    expect(all.length).toBe(4);
    const db = await open();
    const [row] = await db.query(sql<{ programs: number }>`
      select count(*)::int as programs from pg_locks where locktype = 'advisory' and mode = 'ShareLock' and granted`);
    expect(row?.programs).toBe(5);
  });

  it("starts although its lock file names a process that is another program by now", async () => {
    const db = await open();
    await keep(db);
    const pid = serverPid();
    process.kill(pid, "SIGKILL");
    await gone(pid);
    const lock = join(cluster(), "postmaster.pid");
    const stranger = spawn("sleep", ["60"], asRoot ? { uid: serverOwner()?.uid, gid: serverOwner()?.gid } : {});
    await writeFile(lock, (await readFile(lock, "utf8")).replace(/^\d+/, String(stranger.pid)));
    expect(readLock(cluster()).kind).toBe("foreign");
    expect(await kept(await open())).toBe(1);
    expect(stranger.exitCode).toBeNull();
    stranger.kill();
  });

  it("starts when its port was taken meanwhile", async () => {
    const db = await open();
    await db.close();
    const thief = createServer().listen(Number(new URL(db.url).port), "127.0.0.1");
    await once(thief, "listening");
    const again = await open();
    expect(again.url).not.toBe(db.url);
    thief.close();
  });

  it("is made anew when the making was broken off", async () => {
    const { folder: home } = homeOf(folder, serverOwner());
    await mkdir(join(home, "cluster.unfinished-999999999-ab"), { recursive: true });
    await writeFile(join(home, "cluster.unfinished-999999999-ab", "PG_VERSION"), "18");
    await keep(await open());
    expect(existsSync(join(home, "cluster.unfinished-999999999-ab"))).toBe(false);
  });

  it("says in words when it cannot start", async () => {
    await (await open()).close();
    await writeFile(homeOf(folder, serverOwner()).ownSettings, "shared_buffers = 'plenty'\n");
    const outcome = await openDatabase({ dataFolder: folder });
    expect(outcome).toMatchObject({ ok: false, problem: { kind: "unavailable" } });
    expect(!outcome.ok && outcome.problem.message).toContain("shared_buffers");
    await rm(homeOf(folder, serverOwner()).ownSettings);
  });
});

describe.runIf(asRoot)("as root", () => {
  it("runs under an account that is not root's", async () => {
    await open();
    const status = await readFile(`/proc/${serverPid()}/status`, "utf8");
    expect(Number(/^Uid:\s+(\d+)/m.exec(status)?.[1])).toBe(serverOwner()?.uid);
    expect(/^Groups:\s*$/m.test(status)).toBe(true);
  });

  it("lies elsewhere, and says where, when that account cannot enter the data folder", async () => {
    await chmod(folder, 0o700);
    const home = homeOf(folder, serverOwner());
    expect(home.folder).toMatch(/^\/var\/lib\/wholestory\/[0-9a-f]{12}\/postgres$/);
    const db = await open();
    await keep(db);
    expect(await readFile(join(folder, "WHERE-THE-DATABASE-IS.txt"), "utf8")).toContain(home.folder);
    await db.close();
    expect(await kept(await open())).toBe(1);
    await opened.at(-1)?.close();
    await rm(join(home.folder, ".."), { recursive: true });
  });
});

describe("the server's programs", () => {
  it("are copied beside the database, with the links between libraries, when the project lies out of reach", async () => {
    const native = join(folder, "project", "native");
    await mkdir(join(native, "bin"), { recursive: true });
    await mkdir(join(native, "lib"));
    await writeFile(join(native, "bin", "postgres"), "a server", { mode: 0o755 });
    await writeFile(join(native, "lib", "libpq.so.5.18"), "a library");
    const links = [{ source: "native/lib/libpq.so.5.18", target: "native/lib/libpq.so.5" }];
    await writeFile(join(native, "pg-symlinks.json"), JSON.stringify(links));
    await chmod(join(folder, "project"), 0o700);
    const found = { postgres: join(native, "bin", "postgres"), initdb: join(native, "bin", "initdb"), version: "18.4" };
    const stranger = { name: "stranger", uid: 54321, gid: 54321 };
    const home = join(folder, "postgres");
    await mkdir(home);
    expect(await reachableBinaries(found, undefined, home)).toBe(found);
    for (let start = 1; start <= 2; start++) {
      const { postgres } = await reachableBinaries(found, stranger, home);
      expect(postgres).toBe(join(home, "server-18.4", "bin", "postgres"));
      expect(await readFile(join(home, "server-18.4", "lib", "libpq.so.5"), "utf8")).toBe("a library");
      expect((await stat(postgres)).mode & 0o111).toBe(0o111);
    }
    expect(await readdir(home)).toEqual(["server-18.4"]);
  });
});

describe("the account of the server", () => {
  const accounts = accountsIn(
    "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534::/:/bin/false\npostgres:x:70:71::/:/bin/sh\n",
  );

  it("is our own unless we are root, else postgres, else nobody", () => {
    expect(serverOwner(accounts, 1000)).toBeUndefined();
    expect(serverOwner(accounts, 0)).toEqual({ name: "postgres", uid: 70, gid: 71 });
    expect(serverOwner(accounts.slice(0, 2), 0)?.name).toBe("nobody");
  });

  it("can enter a folder only when it can pass every folder above", async () => {
    const stranger = { name: "stranger", uid: 54321, gid: 54321 };
    await mkdir(join(folder, "closed", "open"), { recursive: true });
    expect(canEnter(stranger, join(folder, "closed", "open", "not made yet"))).toBe(true);
    await chmod(join(folder, "closed"), 0o700);
    expect(canEnter(stranger, join(folder, "closed", "open"))).toBe(false);
  });
});
