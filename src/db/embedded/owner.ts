import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** The account that the server runs under, when it is not our own. PostgreSQL refuses to run as root. */
export type Owner = { readonly name: string; readonly uid: number; readonly gid: number };

/** Whom the server runs as: undefined for ourselves; as root "postgres" where there is one, else "nobody". */
export function serverOwner(accounts = readAccounts(), ourUid = process.getuid?.()): Owner | undefined {
  if (ourUid !== 0) return undefined;
  return (
    accounts.find((account) => account.name === "postgres") ?? accounts.find((account) => account.name === "nobody")
  );
}

function readAccounts(): readonly Owner[] {
  return existsSync("/etc/passwd") ? accountsIn(readFileSync("/etc/passwd", "utf8")) : [];
}

/** @see https://man7.org/linux/man-pages/man5/passwd.5.html */
export const accountsIn = (passwd: string): readonly Owner[] =>
  passwd
    .split("\n")
    .map((line) => line.split(":"))
    .filter((parts) => parts.length >= 4)
    .map(([name, , uid, gid]) => ({ name: name ?? "", uid: Number(uid), gid: Number(gid) }));

/** Whether the owner can get into this folder from the root of the file system; folders not made yet will be. */
export function canEnter(owner: Owner | undefined, folder: string): boolean {
  if (owner === undefined) return true;
  if (!existsSync(folder)) return canEnter(owner, dirname(folder));
  const real = realpathSync(folder);
  return mayPass(owner, real) && (dirname(real) === real || canEnter(owner, dirname(real)));
}

/** The execute bit that counts for this account. @see https://man7.org/linux/man-pages/man7/path_resolution.7.html */
function mayPass(owner: Owner, folder: string): boolean {
  const { mode, uid, gid } = statSync(folder);
  const bit = uid === owner.uid ? 0o100 : gid === owner.gid ? 0o010 : 0o001;
  return (mode & bit) !== 0;
}
