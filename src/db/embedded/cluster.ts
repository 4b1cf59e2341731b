import { randomBytes } from "node:crypto";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { chown, link, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { failed, succeeded, type Outcome } from "#base";
import { unavailable } from "../problems.ts";
import type { Binaries } from "./binaries.ts";
import { unfinishedName, type Home } from "./home.ts";
import type { Owner } from "./owner.ts";
import { isAlive } from "./postmaster.ts";

export const SUPERUSER = "wholestory";

/** The server's password: made at random the first time, kept in a file that only we can read. */
export async function passwordOf(home: Home): Promise<string> {
  if (!existsSync(home.passwordFile)) {
    const unfinished = unfinishedName(home.passwordFile);
    await writeFile(unfinished, randomBytes(24).toString("base64url"), { mode: 0o600, flush: true });
    // Two programs that start at once must end with one password: a link, unlike a rename, lets the first one stay.
    await link(unfinished, home.passwordFile).catch(ignoreCode("EEXIST"));
    await rm(unfinished);
  }
  return (await readFile(home.passwordFile, "utf8")).trim();
}

/** Makes the cluster when there is none. Built under another name, so that half a cluster is never taken for one. */
export async function ensureCluster(
  home: Home,
  binaries: Binaries,
  owner: Owner | undefined,
): Promise<Outcome<"made" | "there">> {
  if (existsSync(join(home.cluster, "PG_VERSION"))) return succeeded("there");
  await clearUnfinished(home);
  const unfinished = unfinishedName(home.cluster);
  const passwordFile = `${unfinished}.password`;
  await writeFile(passwordFile, await passwordOf(home), { mode: 0o600 });
  if (owner) await chown(passwordFile, owner.uid, owner.gid);
  try {
    await runInitdb(binaries.initdb, unfinished, passwordFile, owner);
    await rename(unfinished, home.cluster).catch(ignoreCode("ENOTEMPTY", "EEXIST"));
    return succeeded("made");
  } catch (error) {
    return failed(
      unavailable(
        `The database cluster could not be made: ${lastWords(error)}`,
        "Run 'bin/wholestory doctor': it says what is wrong",
      ),
    );
  } finally {
    await rm(unfinished, { recursive: true, force: true });
    await rm(passwordFile, { force: true });
  }
}

/** @see https://www.postgresql.org/docs/18/app-initdb.html */
async function runInitdb(
  program: string,
  cluster: string,
  passwordFile: string,
  owner: Owner | undefined,
): Promise<void> {
  const flags = [
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--auth=scram-sha-256",
    "--no-instructions",
  ];
  await promisify(execFile)(program, ["-D", cluster, "-U", SUPERUSER, `--pwfile=${passwordFile}`, ...flags], {
    env: serverEnvironment(),
    cwd: join(cluster, ".."),
    ...(owner ? { uid: owner.uid, gid: owner.gid } : {}),
  });
}

/** The server's world does not depend on who happens to start it. */
export const serverEnvironment = (): NodeJS.ProcessEnv => ({ LC_ALL: "C", TZ: "UTC", PATH: process.env["PATH"] });

/** What programs left that were killed while they made a cluster. */
async function clearUnfinished(home: Home): Promise<void> {
  for (const name of await readdir(home.folder)) {
    const maker = /\.unfinished-(\d+)/.exec(name)?.[1];
    if (maker !== undefined && !isAlive(Number(maker)))
      await rm(join(home.folder, name), { recursive: true, force: true });
  }
}

const ignoreCode =
  (...codes: readonly string[]) =>
  (error: NodeJS.ErrnoException): void => {
    if (!codes.includes(error.code ?? "")) throw error;
  };

function lastWords(error: unknown): string {
  const said = typeof error === "object" && error !== null && "stderr" in error ? String(error.stderr) : "";
  return said.trim().split("\n").at(-1) || String(error);
}
