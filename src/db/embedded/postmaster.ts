import { readFileSync, readlinkSync, realpathSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** A running server, as its lock file postmaster.pid tells. */
export type Postmaster = {
  readonly pid: number;
  readonly port: number;
  /** Folder of its Unix socket; "" for none. */
  readonly socketFolder: string;
  /** It says that it takes connections; otherwise it is starting, recovering or stopping. */
  readonly ready: boolean;
};

/** What the cluster's lock file stands for. */
export type LockState =
  | { readonly kind: "running"; readonly postmaster: Postmaster }
  /** The number in the file belongs by now to some other program. */
  | { readonly kind: "foreign"; readonly pid: number }
  | { readonly kind: "none" };

/** @see https://www.postgresql.org/docs/18/storage-file-layout.html (postmaster.pid) */
export function readLock(cluster: string): LockState {
  const lines = linesOf(join(cluster, "postmaster.pid"));
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return { kind: "none" };
  if (!isServerOf(pid, cluster)) return { kind: "foreign", pid };
  const postmaster = {
    pid,
    port: Number(lines[3] ?? 0),
    socketFolder: lines[4] ?? "",
    ready: (lines[7] ?? "").trim() === "ready",
  };
  return { kind: "running", postmaster };
}

function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, "utf8").split("\n");
  } catch {
    return [];
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Dead, but its parent has not looked yet: in a container without an init this can last for ever. */
function isZombie(pid: number): boolean {
  if (process.platform !== "linux") return false;
  try {
    return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return true;
  }
}

/** A server stands in its cluster's folder; where that cannot be seen, its command line names the folder. */
function isServerOf(pid: number, cluster: string): boolean {
  try {
    if (process.platform === "linux") return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
    if (process.platform === "win32") return true;
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).includes(cluster);
  } catch (error) {
    // Another account's process: on Linux that account may well be the server's own, when we are not root.
    return (error as NodeJS.ErrnoException).code === "EACCES";
  }
}
