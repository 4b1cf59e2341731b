import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { REGISTRATION_COLUMNS, tableOf } from "#people";
import { DEFAULT_SETTINGS, writeExports } from "#synthetic";
import { benchFolder, madeUpExports } from "../made-up.ts";
import type { DataSet } from "./data-set.ts";
import { registrationsIn, type Registration } from "./registrations.ts";

/**
 * The registrations of a made-up place, with all its faults. Those that carry a date of birth, and with the voluntary
 * organisation's, which know names and addresses only.
 */
export async function madeUpDataSets(people: number): Promise<Readonly<Record<string, DataSet>>> {
  const registrations = await townRegistrations(people, 0);
  return {
    [`made_up_${String(people)}`]: dataSetOf(registrations.filter((one) => !isVoluntary(one))),
    [`made_up_${String(people)}_with_voluntary`]: dataSetOf(registrations),
  };
}

const isVoluntary = ({ source }: Registration): boolean => source.startsWith("XV");

/** People of a made-up place whose linkage is measured. */
export const PEOPLE_OF_A_TOWN = 100_000;

/**
 * So many registrations that carry a date of birth: of several made-up towns, of which each has the same streets,
 * postcodes and names, so that namesakes and neighbours are as many as in one place of that size, and people and NHS
 * numbers of its own.
 */
export const madeUpTowns = async (registrations: number): Promise<DataSet> =>
  dataSetOf(await registrationsOfTowns(registrations));

/** The same, one by one. */
export async function registrationsOfTowns(registrations: number): Promise<readonly Registration[]> {
  const all: Registration[] = [];
  for (let town = 0; all.length < registrations; town++) {
    for (const one of await townRegistrations(PEOPLE_OF_A_TOWN, town)) {
      if (!isVoluntary(one) && all.length < registrations) all.push(ofTown(one, town));
    }
  }
  return all;
}

const NHS_NUMBERS: ReadonlySet<number> = new Set(
  REGISTRATION_COLUMNS.flatMap(({ kind }, at) => (kind === "nhs-number" || kind === "traced-number" ? [at] : [])),
);

/** Every town has the same NHS numbers to give: a digit before them makes them its own. */
const ofTown = ({ source, row, person }: Registration, town: number): Registration => ({
  source,
  row: row.map((texts, column) => (NHS_NUMBERS.has(column) ? texts.map((text) => `${String(town)}${text}`) : texts)),
  person: `${String(town)} ${person}`,
});

const dataSetOf = (registrations: readonly Registration[]): DataSet => ({
  table: tableOf(
    REGISTRATION_COLUMNS,
    registrations.map((one) => one.row),
  ),
  truth: registrations.map((one) => one.person),
});

/** Writing and reading the files of a large place takes minutes: what they say of patients is kept. */
async function townRegistrations(people: number, town: number): Promise<readonly Registration[]> {
  const folder = town === 0 ? undefined : benchFolder(`town-${String(people)}-${String(town)}`);
  const kept = `${folder ?? (await madeUpExports(people))}-registrations.json`;
  const before = await readFile(kept, "utf8").catch(() => undefined);
  if (before !== undefined) return JSON.parse(before) as readonly Registration[];
  if (folder !== undefined) await writeTown(people, town, folder);
  const registrations = await registrationsIn(folder ?? (await madeUpExports(people)));
  await writeFile(kept, JSON.stringify(registrations));
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  return registrations;
}

async function writeTown(people: number, town: number, folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const practices = Math.max(2, Math.round(people / 1000));
  await writeExports({ ...DEFAULT_SETTINGS, people, practices, seed: DEFAULT_SETTINGS.seed + town }, folder);
}
