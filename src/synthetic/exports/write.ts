import { existsSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { isoDay } from "../lives/day.ts";
import { householdAt, practiceLeftBy } from "../lives/household.ts";
import { lifeOf } from "../lives/life.ts";
import type { Person } from "../lives/person.ts";
import type { Settings } from "../lives/settings.ts";
import { townOf, type Practice, type Town } from "../lives/town.ts";
import { openAgencies } from "./agencies.ts";
import type { AgencyExport, TruthKeeper, WrittenFile } from "./agency.ts";
import { FAULT_RATES } from "./fault-rates.ts";
import { viewAt, type PracticeExport } from "./gp/practice-files.ts";
import { openPractice } from "./gp/systems.ts";
import { LineFile } from "./line-file.ts";
import { AREAS_FILE, areasOf } from "./areas-file.ts";
import { OPT_OUTS_FILE, optOutsOf } from "./opt-outs-file.ts";
import { placeOf } from "./place-file.ts";
import { sourceOf, truthAbout, truthOf } from "./truth.ts";

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

export type ExportOptions = {
  readonly onProgress?: (progress: ExportProgress) => void;
  /** Whether to write truth/events.ndjson too: a line for every event that an agency exported. */
  readonly events?: boolean;
  /** Whether a place file that is there already stays: somebody may have changed it since. */
  readonly keepPlace?: boolean;
};

type Writing = {
  readonly town: Town;
  readonly folder: string;
  readonly agencies: readonly AgencyExport[];
  readonly people: LineFile;
  readonly truth: OpenTruth;
  readonly tell: (progress: ExportProgress) => void;
  readonly files: { path: string; source: string; lines: number }[];
  readonly entries: Record<string, Readonly<Record<string, number>>>;
  readonly counts: { people: number; patients: number; admissions: number; spared: number };
};

/**
 * Writes what the agencies of a made-up town export, and the truth about it, into a folder. Practice after practice:
 * each one's files are whole before the next one's begin; the other agencies' are whole at the end. One household is in
 * memory at a time.
 */
export async function writeExports(
  settings: Settings,
  folder: string,
  { onProgress = () => {}, events = false, keepPlace = false }: ExportOptions = {},
): Promise<ExportSummary> {
  const writing = await begin(townOf(settings), folder, onProgress, { events, keepPlace });
  for (const practice of writing.town.practices) await writePractice(writing, practice);
  for (const agency of writing.agencies) await closeFiles(writing, agency.source, await agency.close());
  await writing.people.close();
  await writing.truth.close();
  const summary = summaryOf(writing);
  await writeFile(`${folder}/truth/summary.json`, `${JSON.stringify(summary, undefined, 2)}\n`);
  return summary;
}

async function begin(
  town: Town,
  folder: string,
  tell: Writing["tell"],
  { events, keepPlace }: { readonly events: boolean; readonly keepPlace: boolean },
): Promise<Writing> {
  await mkdir(`${folder}/truth`, { recursive: true });
  if (!keepPlace || !existsSync(`${folder}/place.json`)) await writePlace(town, folder);
  const truth = await openTruth(folder, events);
  return {
    ...{ town, folder, truth, tell },
    agencies: await openAgencies(town, folder, truth),
    people: await LineFile.create(`${folder}/truth/people.ndjson`),
    files: [],
    entries: {},
    counts: { people: 0, patients: 0, admissions: 0, spared: 0 },
  };
}

/** Under another name first, so that the file is there whole or not at all. */
async function writePlace(town: Town, folder: string): Promise<void> {
  await writeFile(`${folder}/${AREAS_FILE}`, areasOf(town));
  await writeFile(`${folder}/${OPT_OUTS_FILE}`, optOutsOf(town));
  await writeFile(`${folder}/place.json.unfinished`, `${JSON.stringify(placeOf(town), undefined, 2)}\n`);
  await rename(`${folder}/place.json.unfinished`, `${folder}/place.json`);
}

type OpenTruth = TruthKeeper & {
  readonly spoiled: () => number;
  readonly flushed: () => Promise<void>;
  readonly close: () => Promise<void>;
};

async function openTruth(folder: string, withEvents: boolean): Promise<OpenTruth> {
  const faults = await LineFile.create(`${folder}/truth/faults.ndjson`);
  const events = withEvents ? await LineFile.create(`${folder}/truth/events.ndjson`) : undefined;
  return {
    event: (event) => events?.add(truthOf(event)),
    fault: (fault) => faults.add(JSON.stringify(fault)),
    spoiled: () => faults.lines,
    flushed: async () => {
      await events?.flushed();
    },
    close: async () => {
      await faults.close();
      await events?.close();
    },
  };
}

async function writePractice(writing: Writing, practice: Practice): Promise<void> {
  const { town, folder, truth } = writing;
  const files = await openPractice(town, practice, folder, truth);
  for (let index = practice.firstHousehold; index < practice.endHousehold; index++) {
    await writeHousehold(writing, files, index);
  }
  for (const index of householdsThatLeft(town, practice)) await writeLeavers(writing, files, index);
  writing.entries[practice.ods] = files.counts;
  await closeFiles(writing, practice.ods, await files.close());
}

async function writeHousehold(writing: Writing, files: PracticeExport, index: number): Promise<void> {
  const { town, counts } = writing;
  const household = householdAt(town.settings, index);
  for (const person of household.people) {
    const life = lifeOf(town.settings, person);
    const sources = formerSources(town, person, files.practice);
    const view = viewAt(town, files.practice, person);
    if (view) {
      sources.push(sourceOf(files.practice.ods, { id: view.id, stated: view.stated, isFormer: false }));
      await files.tell(view, life);
    }
    const told = { person, household, practice: files.practice, life };
    for (const agency of writing.agencies) sources.push(...(await agency.tell(told)));
    // An agency with two feeds says twice as whom it knows them.
    const known = [...new Map(sources.toReversed().map((one) => [`${one.source} ${one.patient}`, one])).values()];
    writing.people.add(truthAbout(person, known.reverse(), life.hospital));
    counts.people++;
    counts.patients += known.length;
    counts.admissions += life.hospital.stays.filter(({ method }) => method.startsWith("2")).length;
    counts.spared += life.hospital.spared;
  }
  await writing.people.flushed();
  await writing.truth.flushed();
  if (index % 400 === 399) writing.tell({ kind: "people", done: counts.people, of: town.settings.people });
}

/** As whom the practice that someone came from knows them. */
function formerSources(town: Town, person: Person, now: Practice) {
  const before = town.practices.filter(
    ({ ods }) => ods !== now.ods && person.registrations.some((registration) => registration.ods === ods),
  );
  return before.flatMap((practice) => {
    const view = viewAt(town, practice, person);
    return view ? [sourceOf(practice.ods, { id: view.id, stated: view.stated, isFormer: false })] : [];
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

async function writeLeavers({ town }: Writing, files: PracticeExport, index: number): Promise<void> {
  for (const person of householdAt(town.settings, index).people) {
    const view = viewAt(town, files.practice, person);
    if (view) await files.tell(view, lifeOf(town.settings, person));
  }
}

async function closeFiles(writing: Writing, source: string, files: readonly WrittenFile[]): Promise<void> {
  await writing.truth.flushed();
  for (const { path, lines, entries } of files) {
    writing.files.push({ path, source, lines });
    writing.tell({ kind: "file", path, source, entries });
  }
}

function summaryOf({ town, agencies, counts, entries, files, truth }: Writing): ExportSummary {
  const { settings, practices } = town;
  const rows: Record<string, Record<string, number>> = {};
  for (const { source, counts: own } of agencies) rows[source] = { ...rows[source], ...own };
  return {
    settings,
    people: counts.people,
    patients: counts.patients,
    entries,
    rows,
    files,
    faultRates: FAULT_RATES,
    spoiledLines: truth.spoiled(),
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
