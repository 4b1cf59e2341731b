import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { DEFAULT_SETTINGS, writeExports } from "#synthetic";

const CACHE = new URL("../.cache/", import.meta.url).pathname;

/** People of a made-up place where no number is said. */
export const PEOPLE = 10_000;

/** The exports of a made-up place of this size, written once and kept: the same people every time. */
export async function madeUpExports(people: number): Promise<string> {
  const folder = `${CACHE}made-up-${String(people)}`;
  if (existsSync(`${folder}/place.json`)) return folder;
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  const practices = Math.max(2, Math.round(people / 1000));
  await writeExports({ ...DEFAULT_SETTINGS, people, practices }, unfinished);
  await rename(unfinished, folder);
  return folder;
}

/** A folder for a database of this bench. */
export const benchFolder = (name: string): string => `${CACHE}bench-${name}`;
