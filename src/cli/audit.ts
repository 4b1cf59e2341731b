import { readFile } from "node:fs/promises";
import { failed, succeeded, type Outcome } from "#base";
import {
  checkpointsIn,
  logKeyIn,
  publicKeyPath,
  verifyExport,
  type AccessLog,
  type Checkpoint,
  type Verification,
} from "#sharing";
import { verificationWords } from "./audit-words.ts";
import { keyWords } from "./chaining.ts";
import { openApp } from "./open-app.ts";
import type { Flags, Settings } from "./settings.ts";
import { counted, showNumber } from "./words.ts";

export type VerifyOptions = Flags & {
  /** Checkpoints that were kept elsewhere, and the public key that they are held against. */
  readonly checkpoints?: string;
  readonly publicKey?: string;
  /** An export, in place of the database. */
  readonly file?: string;
  readonly json?: boolean;
};

type Signed = { readonly checkpoints: readonly (Checkpoint | undefined)[]; readonly publicKey: string };

/** Computes the whole access log anew and says what is wrong with it. The exit code is 0 where all is well, else 1. */
export async function auditVerify(settings: Settings, options: VerifyOptions): Promise<Outcome<number>> {
  const found = options.file === undefined ? await verifyHere(settings, options) : await verifyThere(settings, options);
  if (!found.ok) return found;
  console.log(options.json ? JSON.stringify(found.value, undefined, 2) : verificationWords(found.value));
  return succeeded(found.value.findings.length + found.value.unnamed > 0 ? 1 : 0);
}

async function verifyThere(settings: Settings, options: VerifyOptions): Promise<Outcome<Verification>> {
  const signed = await signedBy(settings, options);
  return signed.ok ? verifyExport(options.file ?? "", signed.value) : signed;
}

async function verifyHere(settings: Settings, options: VerifyOptions): Promise<Outcome<Verification>> {
  const opened = await openApp(settings);
  if (!opened.ok) return opened;
  const { app, db } = opened.value;
  try {
    const signed = await signedBy(settings, options, app.accessLog);
    return signed.ok ? succeeded(await app.accessLog.verify(signed.value)) : signed;
  } finally {
    await db.close();
  }
}

/** The checkpoints and the key that are named; else those of the data folder, and the checkpoints of the database too. */
async function signedBy({ log }: Settings, options: VerifyOptions, accessLog?: AccessLog): Promise<Outcome<Signed>> {
  const keyPath = options.publicKey ?? publicKeyPath(log.key);
  const publicKey = await readFile(keyPath, "utf8").catch(() => undefined);
  if (publicKey === undefined) {
    const isNeeded = options.publicKey !== undefined || options.checkpoints !== undefined;
    return isNeeded ? failed(noKey(keyPath)) : succeeded({ checkpoints: [], publicKey: "" });
  }
  const inFile = await checkpointsIn(options.checkpoints ?? log.checkpoints);
  if (options.checkpoints !== undefined)
    return inFile.ok ? succeeded({ checkpoints: inFile.value, publicKey }) : inFile;
  const told = inFile.ok ? inFile.value : [];
  const known = new Set(told.map((one) => one?.signature));
  const others = (await accessLog?.checkpoints())?.filter((one) => !known.has(one.signature)) ?? [];
  return succeeded({ checkpoints: [...told, ...others], publicKey });
}

const noKey = (path: string) => ({
  kind: "not-found" as const,
  message: `${path} cannot be read.`,
  remedy: "Name the public key by --public-key FILE.",
});

/** Signs now where the chain has come to. */
export async function auditCheckpoint(settings: Settings): Promise<Outcome<number>> {
  const key = await logKeyIn(settings.log.key);
  if (!key.ok) return key;
  const opened = await openApp(settings);
  if (!opened.ok) return opened;
  const { app, db } = opened.value;
  try {
    const signing = { privateKey: key.value.privateKey, file: settings.log.checkpoints };
    const made = await app.accessLog.checkpoint(signing);
    if (!made.ok) return made;
    const reached = made.value ?? (await app.accessLog.lastCheckpoint());
    console.log(made.value ? `Added to ${settings.log.checkpoints}:` : "Nothing has come since the last checkpoint:");
    console.log(reached ? `position ${showNumber(reached.position)}, hash ${reached.hash}` : "the log is empty.");
    console.log(keyWords(key.value, settings.log.key));
    return succeeded(0);
  } finally {
    await db.close();
  }
}

export type ExportOptions = Flags & { readonly file: string };

/** Writes the whole access log with its chain into a new file. */
export async function auditExport(settings: Settings, { file }: ExportOptions): Promise<Outcome<number>> {
  const opened = await openApp(settings);
  if (!opened.ok) return opened;
  const { app, db } = opened.value;
  try {
    const written = await app.accessLog.export(file);
    if (!written.ok) return written;
    console.log(`${counted(written.value, "row")} written to ${file}. Who looked at whom stands in it: keep it safe.`);
    return succeeded(0);
  } finally {
    await db.close();
  }
}
