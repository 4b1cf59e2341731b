import { spawn } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { chown, mkdir, open, readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { totalmem } from "node:os";
import { join } from "node:path";
import type { Binaries } from "./binaries.ts";
import { serverEnvironment } from "./cluster.ts";
import { unfinishedName, type Home } from "./home.ts";
import type { Owner } from "./owner.ts";
import type { LockState } from "./postmaster.ts";
import { bufferSize, settingsFile } from "./settings.ts";

/** A server that was started and has not answered yet. */
export type Launch = {
  /** Why it ended, in its own last words; undefined while it runs. */
  readonly ended: () => Promise<string | undefined>;
};

/** Starts the server so that it outlives this program: a killed program must not take the database with it. */
export async function launch(
  home: Home,
  binaries: Binaries,
  owner: Owner | undefined,
  lock: LockState,
): Promise<Launch> {
  await writeSettings(home, owner);
  const logFrom = await startOfLog(home);
  const log = await open(home.logFile, "a", 0o600);
  const child = spawn(binaries.postgres, ["-D", home.cluster], {
    detached: true,
    stdio: ["ignore", log.fd, log.fd],
    cwd: home.cluster,
    env: { ...serverEnvironment(), ...lookPast(lock) },
    ...(owner ? { uid: owner.uid, gid: owner.gid } : {}),
  });
  let failure: string | undefined;
  child.once("error", (error) => (failure = error.message));
  child.once("exit", () => (failure = ""));
  child.unref();
  await log.close();
  return { ended: async () => (failure === "" ? lastWords(home, logFrom, child.pid) : failure) };
}

/**
 * A lock file whose number now belongs to some other program would keep the server from starting. Told that this is
 * its grandparent, it looks past it, and still checks that no server's memory is in use, which deleting the file would not.
 */
const lookPast = (lock: LockState): NodeJS.ProcessEnv =>
  lock.kind === "foreign" ? { PG_GRANDPARENT_PID: String(lock.pid) } : {};

async function writeSettings(home: Home, owner: Owner | undefined): Promise<void> {
  const sockets = await socketFolder(home, owner);
  const file = join(home.cluster, "postgresql.conf");
  const unfinished = unfinishedName(file);
  await writeFile(
    unfinished,
    settingsFile({
      ...{ port: await portOf(home), socketFolder: sockets, ownSettings: home.ownSettings },
      buffers: bufferSize(await bytesIn(join(home.cluster, "base")), totalmem()),
    }),
  );
  if (owner) await chown(unfinished, owner.uid, owner.gid);
  await rename(unfinished, file);
}

/** Of all files in a folder and the folders within it. */
async function bytesIn(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) bytes += (await stat(join(entry.parentPath, entry.name))).size;
  }
  return bytes;
}

/** Socket addresses are short: 103 bytes on macOS. @see https://man7.org/linux/man-pages/man7/unix.7.html */
const LONGEST_SOCKET_PATH = 103;

async function socketFolder(home: Home, owner: Owner | undefined): Promise<string> {
  const folder = join(home.folder, "sockets");
  const tooLong = Buffer.byteLength(join(folder, ".s.PGSQL.65535.lock")) > LONGEST_SOCKET_PATH;
  if (tooLong || process.platform === "win32") return "";
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (owner) await chown(folder, owner.uid, owner.gid);
  return folder;
}

/** The port of last time when it is still free, else a free one. */
async function portOf(home: Home): Promise<number> {
  const last = existsSync(home.portFile) ? Number(await readFile(home.portFile, "utf8")) : 0;
  const port = (await freePort(last)) ?? (await freePort(0));
  if (port === undefined) throw new Error("No port of 127.0.0.1 is free");
  if (port !== last) await writeFile(home.portFile, String(port));
  return port;
}

const freePort = (wanted: number): Promise<number | undefined> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(undefined));
    probe.listen(wanted, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" ? address?.port : undefined));
    });
  });

const LONGEST_LOG = 10_000_000;

/** Where in the log this start begins. A long log is put aside first. */
async function startOfLog(home: Home): Promise<number> {
  if (!existsSync(home.logFile)) return 0;
  const { size } = statSync(home.logFile);
  if (size < LONGEST_LOG) return size;
  await rename(home.logFile, `${home.logFile}.1`);
  return 0;
}

/**
 * The last two lines that it wrote: the last alone often says only that something above was wrong. Children of a
 * server that was killed may write at the same time, so lines count by their process.
 */
async function lastWords(home: Home, from: number, pid: number | undefined): Promise<string> {
  const said = (await readFile(home.logFile)).subarray(from).toString("utf8").trim().split("\n");
  const own = said.filter((line) => line.includes(`[${pid}]`));
  const lines = own.length > 0 ? own : said;
  const words = lines.slice(-2).map((line) => line.replace(/^.*?(LOG|HINT|FATAL|PANIC|ERROR):\s*/, ""));
  return words.join("; ") || "it said nothing";
}
