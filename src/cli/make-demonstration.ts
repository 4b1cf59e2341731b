import { join } from "node:path";
import type { App } from "#app";
import { odsCode, succeeded, type Outcome } from "#base";
import type { FileToLoad } from "#feeds";
import { writeExports, type ExportProgress, type Settings as MadeUpTown } from "#synthetic";
import type { Loading } from "#web";
import { isComplete, markAllLoaded, markComplete, townIn } from "./demonstration.ts";
import { createLoader, type Loader, type LoadTotals } from "./loader.ts";
import { openAppOnceWritten } from "./open-app.ts";
import { exportsFolder, type Settings } from "./settings.ts";
import { listenForStop, type Stopping } from "./stopping.ts";

/**
 * The demonstration's work, in a process of its own so that pages stay quick: writes the town's files and loads each
 * as soon as it is whole, telling the server how far it is. Stops after a batch when told to, or when the server goes.
 */
export async function makeDemonstration(settings: Settings): Promise<Outcome<number>> {
  const stopping = listenForStop("");
  process.once("disconnect", () => process.emit("SIGTERM"));
  const { dataFolder } = settings;
  const town = await townIn(dataFolder);
  if (!town) throw new Error("No town was begun in this folder.");
  const writing = isComplete(dataFolder) ? undefined : startWriting(town, dataFolder);
  const opened = await openAppOnceWritten(settings, join(exportsFolder(dataFolder), "place.json"));
  if (!opened.ok) return opened;
  const { app, db } = opened.value;
  try {
    const failures = await loadTown({ app, town, dataFolder, writing, stopping });
    if (failures.length === 0 && !stopping.asked()) await markAllLoaded(dataFolder);
    return succeeded(failures.length > 0 ? 1 : 0);
  } finally {
    await db.close();
  }
}

/** Files that are whole, told of from the first on even to those who listen later. */
type Writing = {
  readonly done: Promise<unknown>;
  follow(listener: (progress: ExportProgress) => void): void;
};

function startWriting(town: MadeUpTown, dataFolder: string): Writing {
  const told: ExportProgress[] = [];
  const listeners: ((progress: ExportProgress) => void)[] = [];
  const onProgress = (progress: ExportProgress) => {
    told.push(progress);
    for (const listener of listeners) listener(progress);
  };
  const done = writeExports(town, exportsFolder(dataFolder), { onProgress, keepPlace: true });
  // Whoever awaits it hears of a failure; until then it must not end the program.
  done.catch(() => undefined);
  return {
    done,
    follow(listener) {
      told.forEach(listener);
      listeners.push(listener);
    },
  };
}

type Task = {
  readonly app: App;
  readonly town: MadeUpTown;
  readonly dataFolder: string;
  /** None where every file was written before. */
  readonly writing: Writing | undefined;
  readonly stopping: Stopping;
};

/** Loads all files, those that are being written as they come. Returns what could not be loaded at all. */
async function loadTown(task: Task): Promise<readonly string[]> {
  const { app, town, writing, stopping } = task;
  const teller = createTeller(town, writing === undefined);
  const loader = createLoader(app, stopping.asked, teller.loaded);
  void stopping.whenAsked.then(loader.wake);
  const [{ failures }] = await Promise.all([loader.done(), addFiles(task, loader, teller)]);
  for (const failure of failures) console.error(`wholestory: ${failure}`);
  return failures;
}

async function addFiles(task: Task, loader: Loader, teller: Teller): Promise<void> {
  const { app, dataFolder, writing, stopping } = task;
  const folder = exportsFolder(dataFolder);
  if (writing) {
    writing.follow((progress) => {
      if (progress.kind === "people") teller.madeUp(progress.done);
      else {
        teller.fileWritten(progress.entries);
        loader.add(fileAt(app, folder, progress.path));
      }
    });
    await Promise.race([writing.done, stopping.whenAsked]);
    if (!stopping.asked()) await markComplete(dataFolder);
  } else {
    for (const file of await app.feeds.filesIn(folder)) loader.add(file);
  }
  teller.written();
  loader.finish();
}

/** A file at FEED'S FOLDER/ODS CODE/NAME. */
function fileAt(app: App, folder: string, path: string): FileToLoad {
  const [feedFolder, source] = path.split(/[/\\]/);
  const feed = app.directory.place.feeds.find((one) => one.folder === feedFolder);
  if (!feed || source === undefined) throw new Error(`No feed of the place has the file ${path}.`);
  return { path: join(folder, path), feed, source: odsCode(source) };
}

/** Milliseconds between two messages to the server. */
const BETWEEN_MESSAGES = 200;

type Teller = ReturnType<typeof createTeller>;

/** Tells the server how far the work is, a few times a second. */
function createTeller(town: MadeUpTown, isWritten: boolean) {
  let people = isWritten ? town.people : 0;
  let allWritten = isWritten;
  let rowsWritten = 0;
  let totals: LoadTotals = { filesDone: 0, filesKnown: 0, rows: 0, entries: 0, rejections: 0, failures: [] };
  let last = 0;

  function tell(): void {
    const now = performance.now();
    if (now - last < BETWEEN_MESSAGES || !process.connected) return;
    last = now;
    const loading: Loading = {
      state: allWritten ? "loading" : "making",
      words: allWritten
        ? "Everybody is made up; the last files are being loaded."
        : "Files are loaded as they are written.",
      people: { done: people, total: town.people },
      files: { done: totals.filesDone, total: allWritten ? totals.filesKnown : undefined },
      rows: { done: totals.rows, total: allWritten && rowsWritten > 0 ? rowsWritten : undefined },
      entries: totals.entries,
      rejections: totals.rejections,
    };
    process.send?.(loading);
  }

  return {
    madeUp(done: number): void {
      people = done;
      tell();
    },
    fileWritten(rows: number): void {
      rowsWritten += rows;
      tell();
    },
    written(): void {
      people = town.people;
      allWritten = true;
      tell();
    },
    loaded: (so: LoadTotals): void => {
      totals = so;
      tell();
    },
  };
}
