import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { failed, succeeded, type Outcome, type Problem } from "#base";
import type { Migration } from "../migration.ts";

/** What a backup holds; written last, so that a folder without it is no backup. */
export type Manifest = {
  readonly format: typeof FORMAT;
  /** ISO 8601. */
  readonly made: string;
  /** In the order in which they were applied. */
  readonly migrations: readonly Migration[];
  /** In an order in which every table comes after those that it refers to. */
  readonly tables: readonly TableCopy[];
  readonly sequences: readonly SequenceValue[];
};

export type TableCopy = {
  readonly schema: string;
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: number;
  /** COPY's text format, gzip. */
  readonly file: string;
  /** Of the file as it lies there. */
  readonly sha256: string;
};

export type SequenceValue = {
  readonly schema: string;
  readonly sequence: string;
  /** As text: it may lie beyond 2^53. */
  readonly value: string;
  /** Whether the value itself was given out already. */
  readonly called: boolean;
};

export const FORMAT = 1;
export const MANIFEST_FILE = "manifest.json";

type Anything = { readonly [member in keyof Manifest]?: unknown };

export async function readManifest(folder: string): Promise<Outcome<Manifest>> {
  try {
    const manifest = JSON.parse(await readFile(join(folder, MANIFEST_FILE), "utf8")) as Manifest | Anything;
    if (manifest.format !== FORMAT) return failed(unknownFormat);
    return isWhole(manifest) ? succeeded(manifest) : failed(noBackup);
  } catch {
    return failed(noBackup);
  }
}

const isWhole = (manifest: Manifest | Anything): manifest is Manifest =>
  [manifest.migrations, manifest.tables, manifest.sequences].every(Array.isArray);

const noBackup: Problem = {
  kind: "not-found",
  message: "This folder holds no whole backup: its manifest.json cannot be read.",
  remedy: "give the folder that bin/wholestory backup made; one whose name ends in .unfinished was broken off",
};

const unknownFormat: Problem = {
  kind: "invalid",
  message: "This backup was made by a later version of Wholestory.",
  remedy: "restore it with that version",
};
