import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { failed, succeeded, type Outcome } from "#base";
import type { DatabaseSettings } from "#db";

/** What every command may be told, by flag or by environment; a flag goes before. */
export type Flags = {
  readonly data?: string;
  readonly place?: string;
  readonly port?: string;
};

export type Settings = {
  /** Holds the embedded database and the demonstration's files. */
  readonly dataFolder: string;
  readonly database: DatabaseSettings;
  /** The place's file; none where nothing names one. */
  readonly place: string | undefined;
  readonly port: number;
  /** The private key that signs the access log's checkpoints, and the file to which they are added. */
  readonly log: { readonly key: string; readonly checkpoints: string };
};

/** Where files that are sent to a data folder's program wait until they are in the record. */
export const incomingFolder = (dataFolder: string): string => join(dataFolder, "incoming");

type Environment = Readonly<Record<string, string | undefined>>;

const PORT = 8080;

/** Where the demonstration of a data folder keeps its files. */
export const demonstrationFolder = (dataFolder: string): string => join(dataFolder, "demonstration");
export const exportsFolder = (dataFolder: string): string => join(demonstrationFolder(dataFolder), "exports");

/**
 * WHOLESTORY_DATA (./data), DATABASE_URL (the embedded server), WHOLESTORY_PLACE (the demonstration's place, where
 * there is one), PORT (8080), WHOLESTORY_LOG_KEY and WHOLESTORY_CHECKPOINTS (in the data folder).
 */
export function settingsFrom(flags: Flags, environment: Environment): Outcome<Settings> {
  const dataFolder = resolve(flags.data ?? nonEmpty(environment["WHOLESTORY_DATA"]) ?? "data");
  const url = nonEmpty(environment["DATABASE_URL"]);
  const port = readPort(flags.port ?? nonEmpty(environment["PORT"]));
  if (!port.ok) return port;
  const demonstration = join(exportsFolder(dataFolder), "place.json");
  const place =
    flags.place ?? nonEmpty(environment["WHOLESTORY_PLACE"]) ?? (existsSync(demonstration) ? demonstration : undefined);
  const log = {
    key: resolve(nonEmpty(environment["WHOLESTORY_LOG_KEY"]) ?? join(dataFolder, "log-key.pem")),
    checkpoints: resolve(nonEmpty(environment["WHOLESTORY_CHECKPOINTS"]) ?? join(dataFolder, "log-checkpoints.jsonl")),
  };
  return succeeded({ dataFolder, database: { dataFolder, ...(url && { url }) }, place, port: port.value, log });
}

const nonEmpty = (text: string | undefined): string | undefined => (text === "" ? undefined : text);

function readPort(text: string | undefined): Outcome<number> {
  if (text === undefined) return succeeded(PORT);
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return succeeded(port);
  return failed({ kind: "invalid", message: `${text} is not a port.`, remedy: "Give a number from 1 to 65535." });
}

/** A whole number of at least `least`, given by a flag. */
export function readCount(name: string, text: string, least: number): Outcome<number> {
  const number = Number(text);
  if (/^\d{1,9}$/.test(text) && number >= least) return succeeded(number);
  return failed({
    kind: "invalid",
    message: `--${name} ${text} is not a number that can be used.`,
    remedy: `Give a whole number of at least ${least}.`,
  });
}
