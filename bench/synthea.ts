import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { mustSucceed, systemClock } from "#base";
import { createApp } from "#app";
import { openDatabase, sql } from "#db";
import { readPlace } from "#place";
import type { Figures } from "./main.ts";
import { benchFolder } from "./made-up.ts";

const CASES = new URL("../../shared/cases/fhir/synthea/", import.meta.url).pathname;

/** It ships no types. */
const bzip = createRequire(import.meta.url)("seek-bzip") as { decode(bytes: Buffer): Buffer };

const PLACE = `
name: Synthea
demonstration: true
organisations: [{ ods: SYNTHEA, name: Synthea, kind: gp-practice }]
staff: []
feeds:
  - { id: fhir, name: FHIR, format: fhir-r4, folder: fhir, organisations: [SYNTHEA], deliveries: increments, expectedEveryDays: 31 }
`;

/** Loads the 122 Synthea bundles, where they are present: all references resolved, nothing refused, entries a second. */
export async function benchSynthea(): Promise<Figures> {
  if (!existsSync(CASES)) return { skipped: "the Synthea bundles are not on this machine" };
  const folder = benchFolder("synthea");
  await rm(folder, { recursive: true, force: true });
  await unpackInto(`${folder}/exports/fhir/SYNTHEA`);
  const db = mustSucceed(await openDatabase({ dataFolder: folder }));
  const place = mustSucceed(readPlace(PLACE, "the bench's place"));
  const app = mustSucceed(await createApp({ db, place, clock: systemClock }));
  const files = await app.feeds.filesIn(`${folder}/exports`);
  const start = performance.now();
  const { deliveries, failures } = await app.feeds.load(files, () => undefined);
  const seconds = (performance.now() - start) / 1000;
  const [references] = await db.query(sql<{ all: number; resolved: number }>`
    select count(*) as all, count(target.id) as resolved
    from record.entry, unnest(entry.refs) reference left join record.entry target on target.id = reference`);
  await db.close();
  const entries = deliveries.reduce((sum, one) => sum + one.entries, 0);
  return {
    bundles: deliveries.length,
    failures: failures.length,
    entries,
    rejections: deliveries.reduce((sum, one) => sum + one.rowsRejected + one.fieldsRejected, 0),
    references: references?.all ?? 0,
    referencesResolved: references?.resolved ?? 0,
    seconds: Math.round(seconds * 10) / 10,
    entriesPerSecond: Math.round(entries / seconds),
    cores: navigator.hardwareConcurrency,
  };
}

/** Hospitals and practitioners come first, since the others name them: their names begin with 0. */
async function unpackInto(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(CASES)) {
    if (!name.endsWith(".bz2")) continue;
    await writeFile(`${folder}/${name.slice(0, -4)}`, bzip.decode(await readFile(`${CASES}${name}`)));
  }
}
