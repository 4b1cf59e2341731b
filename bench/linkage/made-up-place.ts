import { createReadStream } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Patient } from "fhir/r4.js";
import { mustSucceed, odsCode, systemClock } from "#base";
import { REGISTRATION_COLUMNS, registrationRow, tableOf, type Row } from "#people";
import { readPlaceFile, type FeedSettings } from "#place";
import { soundAdapter } from "../../test/builders/sound-files.ts";
import { truePeopleOf } from "../../test/builders/truth.ts";
import { madeUpExports } from "../made-up.ts";
import type { DataSet } from "./data-set.ts";

/** A registration as its source's files give it, and who it is of in truth. */
type Registration = { readonly source: string; readonly row: Row; readonly person: string };

/**
 * The registrations of a made-up place, with all its faults. Those that carry a date of birth, and with the voluntary
 * organisation's, which know names and addresses only.
 */
export async function madeUpDataSets(people: number): Promise<Readonly<Record<string, DataSet>>> {
  const registrations = await registrationsOf(people);
  const isVoluntary = ({ source }: Registration): boolean => source.startsWith("XV");
  return {
    [`made_up_${String(people)}`]: dataSetOf(registrations.filter((one) => !isVoluntary(one))),
    [`made_up_${String(people)}_with_voluntary`]: dataSetOf(registrations),
  };
}

const dataSetOf = (registrations: readonly Registration[]): DataSet => ({
  table: tableOf(
    REGISTRATION_COLUMNS,
    registrations.map((one) => one.row),
  ),
  truth: registrations.map((one) => one.person),
});

/** Reading the files of a large place takes minutes: what they say of patients is kept beside them. */
async function registrationsOf(people: number): Promise<readonly Registration[]> {
  const folder = await madeUpExports(people);
  const kept = `${folder}-registrations.json`;
  const before = await readFile(kept, "utf8").catch(() => undefined);
  if (before !== undefined) return JSON.parse(before) as readonly Registration[];
  const truth = new Map<string, string>();
  for (const { person, sources } of await truePeopleOf(folder)) {
    for (const { source, patient, former } of sources) {
      // Who somebody was before an adoption or a gender recognition is another person to everyone.
      truth.set(`${source}|${patient}`, `${String(person)}${former ? " before" : ""}`);
    }
  }
  const registrations = [...(await patientsIn(folder))].flatMap(([key, versions]): readonly Registration[] => {
    const person = truth.get(key);
    return person === undefined ? [] : [{ source: key.split("|")[0] ?? "", row: registrationRow(versions), person }];
  });
  await writeFile(kept, JSON.stringify(registrations));
  return registrations;
}

/** Every version of every patient, by "source|id". */
async function patientsIn(folder: string): Promise<ReadonlyMap<string, readonly Patient[]>> {
  const patients = new Map<string, Patient[]>();
  for (const { path, feed, source } of await filesIn(folder)) {
    for await (const patient of patientsOf(path, feed, source)) {
      const key = `${source}|${patient.id ?? ""}`;
      const versions = patients.get(key);
      if (versions) versions.push(patient);
      else patients.set(key, [patient]);
    }
  }
  return patients;
}

type ExportedFile = { readonly path: string; readonly feed: FeedSettings; readonly source: string };

async function filesIn(folder: string): Promise<readonly ExportedFile[]> {
  const place = mustSucceed(await readPlaceFile(join(folder, "place.json")));
  const files: ExportedFile[] = [];
  for (const feed of place.feeds) {
    for (const source of await readdir(join(folder, feed.folder))) {
      const names = await readdir(join(folder, feed.folder, source));
      files.push(...names.map((name) => ({ path: join(folder, feed.folder, source, name), feed, source })));
    }
  }
  return files;
}

async function* patientsOf(path: string, feed: FeedSettings, source: string): AsyncGenerator<Patient> {
  const now = systemClock();
  const facts = { feed: feed.id, source: odsCode(source), fileName: basename(path), received: now, now };
  for await (const { entries } of soundAdapter(feed)(createReadStream(path), facts, 0)) {
    for (const { resource, ended } of entries) if (resource.resourceType === "Patient" && !ended) yield resource;
  }
}
