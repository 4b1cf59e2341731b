import { existsSync } from "node:fs";
import { mkdir, readFile, rename, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { failed, succeeded, type Outcome } from "#base";
import { DEFAULT_SETTINGS, OPT_OUTS_FILE, type Settings as MadeUpTown } from "#synthetic";
import { demonstrationFolder, exportsFolder } from "./settings.ts";

/** What the user asked for; the rest is as it is by default, or as it was made before. */
export type Wanted = { readonly [field in "people" | "practices" | "seed"]: number | undefined };

const townFile = (dataFolder: string): string => join(demonstrationFolder(dataFolder), "town.json");
const loadedFile = (dataFolder: string): string => join(demonstrationFolder(dataFolder), "loaded");
const completeFile = (dataFolder: string): string => join(demonstrationFolder(dataFolder), "complete");

/**
 * The town of this data folder: as it was begun, or a new one that is told up to the end of last month. A folder holds
 * one town; another is refused, so that nobody's files are mixed.
 */
export async function townFor(dataFolder: string, wanted: Wanted, now: Date): Promise<Outcome<MadeUpTown>> {
  const begun = await townIn(dataFolder);
  if (!begun) return succeeded(await begin(dataFolder, newTown(wanted, now)));
  const { people, practices, seed } = begun;
  const same = Object.entries({ people, practices, seed }).every(
    ([field, value]) => (wanted[field as keyof Wanted] ?? value) === value,
  );
  if (same) return succeeded(begun);
  return failed({
    kind: "conflict",
    message: `${dataFolder} holds a demonstration already: --people ${people} --practices ${practices} --seed ${seed}.`,
    remedy: "Choose another folder with --data, or delete this one.",
  });
}

/** The town that was begun in this data folder. */
export async function townIn(dataFolder: string): Promise<MadeUpTown | undefined> {
  const file = townFile(dataFolder);
  return existsSync(file) ? (JSON.parse(await readFile(file, "utf8")) as MadeUpTown) : undefined;
}

const newTown = ({ people, practices, seed }: Wanted, now: Date): MadeUpTown => ({
  ...DEFAULT_SETTINGS,
  ...(people !== undefined && { people }),
  ...(practices !== undefined && { practices }),
  ...(seed !== undefined && { seed }),
  asAt: lastDayOfMonthBefore(now),
});

/** YYYY-MM-DD. */
export const lastDayOfMonthBefore = (now: Date): string =>
  new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 0)).toISOString().slice(0, 10);

async function begin(dataFolder: string, town: MadeUpTown): Promise<MadeUpTown> {
  await writeWhole(townFile(dataFolder), JSON.stringify(town));
  return town;
}

/** Whether every file of the town is written. */
export const isComplete = (dataFolder: string): boolean => existsSync(completeFile(dataFolder));
export const markComplete = (dataFolder: string): Promise<void> => writeWhole(completeFile(dataFolder), "");

/** Whether every file of the town was loaded to its end. */
export const isAllLoaded = (dataFolder: string): boolean => existsSync(loadedFile(dataFolder));
export const markAllLoaded = (dataFolder: string): Promise<void> => writeWhole(loadedFile(dataFolder), "");

/** As if the made-up place had asked the national service again today: nobody else keeps its list of opt-outs from ageing. */
export async function renewOptOuts(dataFolder: string, now: Date): Promise<void> {
  const file = join(exportsFolder(dataFolder), OPT_OUTS_FILE);
  if (existsSync(file)) await utimes(file, now, now);
}

/** Under another name first, so that the file is there whole or not at all. */
async function writeWhole(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.unfinished`, text, { flush: true });
  await rename(`${file}.unfinished`, file);
}
