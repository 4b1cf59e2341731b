import { hash, randomBytes } from "node:crypto";
import { chown, mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { canEnter, type Owner } from "./owner.ts";

/** The folder that holds all of the embedded server: its cluster, password, port, log and sockets. */
export type Home = {
  readonly folder: string;
  readonly cluster: string;
  readonly passwordFile: string;
  readonly portFile: string;
  readonly logFile: string;
  /** An operator's own settings, read after ours. */
  readonly ownSettings: string;
};

const OUTSIDE = "/var/lib/wholestory";

/** Where the server lives for this data folder: in it, unless the server's account cannot enter there. */
export function homeOf(dataFolder: string, owner: Owner | undefined): Home {
  const folder = canEnter(owner, resolve(dataFolder)) ? join(resolve(dataFolder), "postgres") : outside(dataFolder);
  return {
    folder,
    cluster: join(folder, "cluster"),
    passwordFile: join(folder, "password"),
    portFile: join(folder, "port"),
    logFile: join(folder, "server.log"),
    ownSettings: join(folder, "own.conf"),
  };
}

const outside = (dataFolder: string): string =>
  join(OUTSIDE, hash("sha256", resolve(dataFolder), "hex").slice(0, 12), "postgres");

/** A name for something that is still being made. Says who makes it, so that what a killed program left can be cleared. */
export const unfinishedName = (finished: string): string =>
  `${finished}.unfinished-${process.pid}-${randomBytes(4).toString("hex")}`;

/** Makes the folders, open only to the server's account, and leaves word in the data folder when they lie elsewhere. */
export async function prepareHome(home: Home, dataFolder: string, owner: Owner | undefined): Promise<void> {
  await mkdir(dataFolder, { recursive: true });
  await mkdir(resolve(home.folder, ".."), { recursive: true, mode: 0o755 });
  await mkdir(home.folder, { recursive: true, mode: 0o700 });
  if (owner) await chown(home.folder, owner.uid, owner.gid);
  if (home.folder.startsWith(OUTSIDE))
    await writeFile(join(dataFolder, "WHERE-THE-DATABASE-IS.txt"), whereabouts(home, owner));
}

const whereabouts = (home: Home, owner: Owner | undefined): string =>
  `The database of this folder lies in ${home.folder}\n` +
  `because its server runs as ${owner?.name ?? "us"}, who cannot enter here.\n`;
