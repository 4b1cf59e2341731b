import { mkdir, writeFile } from "node:fs/promises";
import { relative } from "node:path";
import { isoDay } from "../lives/day.ts";
import { householdAt, practiceLeftBy } from "../lives/household.ts";
import { lifeOf } from "../lives/life.ts";
import type { Settings } from "../lives/settings.ts";
import { COUNCILS, townOf, type Practice, type Town } from "../lives/town.ts";
import { clientOf, CouncilFiles } from "./council/submissions.ts";
import { FAULT_RATES } from "./fault-rates.ts";
import { openPracticeFiles, viewAt, writePatient, type PracticeFiles } from "./gp/practice-files.ts";
import { LineFile } from "./line-file.ts";
import { placeOf } from "./place-file.ts";
import { sourceOf, truthAbout } from "./truth.ts";

/** What writing tells of as it goes: a file is told of once it is whole, and can be read from then on. */
export type ExportProgress =
  | { readonly kind: "file"; readonly path: string; readonly source: string; readonly entries: number }
  | { readonly kind: "people"; readonly done: number; readonly of: number };

/** What was written. Counts by source and type; paths are relative to the folder. */
export type ExportSummary = {
  readonly settings: Settings;
  readonly people: number;
  /** Registrations of people by the sources: the same person counts once for each. */
  readonly patients: number;
  readonly entries: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly rows: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly files: readonly { readonly path: string; readonly source: string; readonly lines: number }[];
  readonly faultRates: typeof FAULT_RATES;
  readonly spoiledLines: number;
  readonly effect: {
    readonly share: number;
    readonly joined: Readonly<Record<string, string>>;
    readonly admissions: number;
    readonly spared: number;
  };
};

type Writing = {
  readonly town: Town;
  readonly folder: string;
  readonly councils: readonly CouncilFiles[];
  readonly people: LineFile;
  readonly faults: LineFile;
  readonly tell: (progress: ExportProgress) => void;
  readonly files: { path: string; source: string; lines: number }[];
  readonly entries: Record<string, Record<string, number>>;
  readonly counts: { people: number; patients: number; admissions: number; spared: number; spoiled: number };
};

/**
 * Writes what the agencies of a made-up town export, and the truth about it, into a folder. Practice after practice:
 * each one's files are whole before the next one's begin; the councils' are whole at the end. One household is in
 * memory at a time.
 */
export async function writeExports(
  settings: Settings,
  folder: string,
  onProgress: (progress: ExportProgress) => void = () => {},
): Promise<ExportSummary> {
  const town = townOf(settings);
  const writing = await begin(town, folder, onProgress);
  for (const practice of town.practices) await writePractice(writing, practice);
  for (const council of writing.councils) await closeCouncil(writing, council);
  await writing.people.close();
  await writing.faults.close();
  const summary = summaryOf(writing);
  await writeFile(`${folder}/truth/summary.json`, `${JSON.stringify(summary, undefined, 2)}\n`);
  return summary;
}

async function begin(town: Town, folder: string, tell: Writing["tell"]): Promise<Writing> {
  await mkdir(`${folder}/truth`, { recursive: true });
  await writeFile(`${folder}/place.json`, `${JSON.stringify(placeOf(town), undefined, 2)}\n`);
  return {
    town,
    folder,
    councils: await Promise.all(COUNCILS.map(({ code }) => CouncilFiles.open(town, code, folder))),
    people: await LineFile.create(`${folder}/truth/people.ndjson`),
    faults: await LineFile.create(`${folder}/truth/faults.ndjson`),
    tell,
    files: [],
    entries: {},
    counts: { people: 0, patients: 0, admissions: 0, spared: 0, spoiled: 0 },
  };
}

async function writePractice(writing: Writing, practice: Practice): Promise<void> {
  const { town } = writing;
  const files = await openPracticeFiles(town, practice, writing.folder);
  for (let index = practice.firstHousehold; index < practice.endHousehold; index++) {
    await writeHousehold(writing, files, index);
  }
  for (const index of householdsThatLeft(town, practice)) await writeLeavers(writing, files, index);
  await closePractice(writing, files);
}

async function writeHousehold(writing: Writing, files: PracticeFiles, index: number): Promise<void> {
  const { town, counts } = writing;
  const household = householdAt(town.settings, index);
  const council = writing.councils.find(({ code }) => code === household.council);
  for (const person of household.people) {
    const life = lifeOf(town.settings, person);
    const sources = formerSources(town, person, files.practice);
    const view = viewAt(town, files.practice, person);
    if (view) {
      sources.push(sourceOf(files.practice.ods, view.id, view.stated));
      await writePatient(files, view, life.practice, life.hospital);
    }
    if (council && life.care.requests.length > 0) {
      const client = clientOf(town, household, files.practice, person);
      if ((await council.writeClient(client, life.care)) > 0)
        sources.push(sourceOf(council.code, client.id, client.stated));
    }
    writing.people.add(truthAbout(person, sources, life.hospital));
    counts.people++;
    counts.patients += sources.length;
    counts.admissions += life.hospital.stays.filter(({ method }) => method.startsWith("2")).length;
    counts.spared += life.hospital.spared;
  }
  await writing.people.flushed();
  if (index % 400 === 399) writing.tell({ kind: "people", done: counts.people, of: town.settings.people });
}

/** As whom the practice that someone came from knows them. */
function formerSources(town: Town, person: Parameters<typeof viewAt>[2], now: Practice) {
  const before = town.practices.filter(
    ({ ods }) => ods !== now.ods && person.registrations.some((registration) => registration.ods === ods),
  );
  return before.flatMap((practice) => {
    const view = viewAt(town, practice, person);
    return view ? [sourceOf(practice.ods, view.id, view.stated)] : [];
  });
}

/** Households that are on the next practice's list now, and were on this one's before. */
function householdsThatLeft(town: Town, practice: Practice): readonly number[] {
  const next = town.practices[(practice.index + 1) % town.practices.length];
  const left: number[] = [];
  if (!next || next === practice) return left;
  for (let index = next.firstHousehold; index < next.endHousehold; index++) {
    if (practiceLeftBy(town, index)?.practice === practice) left.push(index);
  }
  return left;
}

async function writeLeavers({ town }: Writing, files: PracticeFiles, index: number): Promise<void> {
  for (const person of householdAt(town.settings, index).people) {
    const view = viewAt(town, files.practice, person);
    if (!view) continue;
    const life = lifeOf(town.settings, person);
    await writePatient(files, view, life.practice, life.hospital);
  }
}

async function closePractice(writing: Writing, { practice, files, deliveries }: PracticeFiles): Promise<void> {
  writing.entries[practice.ods] = deliveries.counts;
  for (const fault of deliveries.spoiled) {
    writing.counts.spoiled++;
    writing.faults.add(JSON.stringify({ ...fault, path: relative(writing.folder, fault.path) }));
  }
  for (const file of files) await closeFile(writing, file, practice.ods, file.lines);
}

async function closeCouncil(writing: Writing, council: CouncilFiles): Promise<void> {
  for (const fault of council.spoiled) {
    writing.counts.spoiled++;
    writing.faults.add(JSON.stringify({ ...fault, path: relative(writing.folder, fault.path) }));
  }
  for (const { file } of council.submissions) await closeFile(writing, file, council.code, file.lines - 1);
}

async function closeFile(writing: Writing, file: LineFile, source: string, entries: number): Promise<void> {
  await file.close();
  const path = relative(writing.folder, file.path);
  writing.files.push({ path, source, lines: file.lines });
  writing.tell({ kind: "file", path, source, entries });
}

function summaryOf({ town, councils, counts, entries, files }: Writing): ExportSummary {
  const { settings, practices } = town;
  return {
    settings,
    people: counts.people,
    patients: counts.patients,
    entries,
    rows: Object.fromEntries(councils.map((council) => [council.code, council.counts])),
    files,
    faultRates: FAULT_RATES,
    spoiledLines: counts.spoiled,
    effect: {
      share: settings.effect,
      joined: Object.fromEntries(
        practices.flatMap(({ ods, joined }) => (joined === undefined ? [] : [[ods, isoDay(joined)]])),
      ),
      admissions: counts.admissions,
      spared: counts.spared,
    },
  };
}
