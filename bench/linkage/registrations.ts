import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Patient } from "fhir/r4.js";
import { mustSucceed, odsCode, systemClock } from "#base";
import { registrationRow, type Row } from "#people";
import { readPlaceFile, type FeedSettings } from "#place";
import { soundAdapter } from "../../test/builders/sound-files.ts";
import { truePeopleOf } from "../../test/builders/truth.ts";

/** A registration as its source's files give it, and who it is of in truth. */
export type Registration = { readonly source: string; readonly row: Row; readonly person: string };

/** What the files of a made-up place say of its people, each source's patients by all that it ever said of them. */
export async function registrationsIn(folder: string): Promise<readonly Registration[]> {
  const truth = new Map<string, string>();
  for (const { person, sources } of await truePeopleOf(folder)) {
    for (const { source, patient, former } of sources) {
      // Who somebody was before an adoption or a gender recognition is another person to everyone.
      truth.set(`${source}|${patient}`, `${String(person)}${former ? " before" : ""}`);
    }
  }
  return [...(await patientsIn(folder))].flatMap(([key, versions]): readonly Registration[] => {
    const person = truth.get(key);
    return person === undefined ? [] : [{ source: key.split("|")[0] ?? "", row: registrationRow(versions), person }];
  });
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
