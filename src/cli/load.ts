import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { feedId, failed, odsCode, succeeded, type Outcome } from "#base";
import type { App } from "#app";
import type { FileToLoad } from "#feeds";
import { createLoader, type LoadTotals } from "./loader.ts";
import { openApp } from "./open-app.ts";
import type { Flags, Settings } from "./settings.ts";
import { listenForStop, type Stopping } from "./stopping.ts";
import { counted, showDuration, showNumber } from "./words.ts";

export type LoadOptions = Flags & { readonly path: string; readonly feed?: string; readonly source?: string };

const STOPPED = 130;

/** Loads an exports folder, or one file of a feed. Rows that were refused are no failure of the load. */
export async function load(given: Settings, options: LoadOptions): Promise<Outcome<number>> {
  const stopping = listenForStop("Stopping after this batch.");
  const opened = await openApp(withPlaceBeside(given, options));
  if (!opened.ok) return opened;
  const { app, db } = opened.value;
  try {
    const files = await filesToLoad(app, options);
    return files.ok ? succeeded(await loadFiles(app, files.value, stopping)) : files;
  } finally {
    await db.close();
  }
}

/** An exports folder may carry its place with it. */
function withPlaceBeside(settings: Settings, { path, place }: LoadOptions): Settings {
  const beside = join(path, "place.json");
  return place === undefined && existsSync(beside) ? { ...settings, place: beside } : settings;
}

async function filesToLoad(app: App, { path, feed, source }: LoadOptions): Promise<Outcome<readonly FileToLoad[]>> {
  const found = await stat(path).catch(() => undefined);
  if (!found) return invalid(`There is no ${path}.`, "Name a folder of exports, or a file.");
  if (found.isDirectory()) return filesIn(app, path);
  if (feed === undefined || source === undefined) {
    return invalid("A single file needs its feed and its source.", "Add --feed ID and --source ODS.");
  }
  const file = app.feeds.fileOf(path, feedId(feed), odsCode(source));
  return file.ok ? succeeded([file.value]) : file;
}

async function filesIn(app: App, folder: string): Promise<Outcome<readonly FileToLoad[]>> {
  const files = await app.feeds.filesIn(folder);
  const passedOver = await app.feeds.passedOverIn(folder);
  if (passedOver.length > 0) {
    console.log(`Passed over, since they stand in no FEED'S FOLDER/ODS CODE of this place: ${passedOver.join(", ")}.`);
  }
  if (files.length > 0) return succeeded(files);
  const expected = app.directory.place.feeds.map((feed) => `${feed.folder}/ODS CODE/`).join(", ");
  return invalid(`${folder} holds no files of this place's feeds.`, `They are looked for in ${expected}.`);
}

const invalid = (message: string, remedy: string) => failed({ kind: "invalid" as const, message, remedy });

async function loadFiles(app: App, files: readonly FileToLoad[], stopping: Stopping): Promise<number> {
  const started = performance.now();
  const before = await entriesIn(app);
  const loader = createLoader(app, stopping.asked, progressLines(started));
  void stopping.whenAsked.then(loader.wake);
  for (const file of files) loader.add(file);
  loader.finish();
  const totals = await loader.done();
  const entries = (await entriesIn(app)) - before;
  const ms = performance.now() - started;
  const rate = `${showNumber(entries / (ms / 1000))} entries a second`;
  console.log(
    `${counted(totals.filesDone, "file")} read, ${counted(entries, "new entry", "new entries")} ` +
      `in ${showDuration(ms)} (${rate}).`,
  );
  if (totals.rejections > 0) {
    console.log(`${counted(totals.rejections, "row or field was", "rows or fields were")} refused: see Feeds for why.`);
  }
  for (const failure of totals.failures) console.error(`wholestory: ${failure}`);
  if (stopping.asked()) {
    console.log("Stopped. Run the same command again: it goes on where it stopped.");
    return STOPPED;
  }
  return totals.failures.length > 0 ? 1 : 0;
}

async function entriesIn(app: App): Promise<number> {
  return (await app.feeds.states()).reduce((sum, state) => sum + state.entries, 0);
}

const BETWEEN_LINES = 2000;

/** Says how far the load is, every two seconds. */
export function progressLines(started: number): (totals: LoadTotals) => void {
  let said = started;
  return ({ filesDone, filesKnown, rows, entries, rejections }) => {
    const now = performance.now();
    if (now - said < BETWEEN_LINES) return;
    said = now;
    const rate = entries / ((now - started) / 1000);
    console.log(
      `  ${showNumber(filesDone)} of ${counted(filesKnown, "file")}, ${counted(rows, "row")}, ` +
        `${counted(entries, "entry", "entries")} (${showNumber(rate)} a second), ${showNumber(rejections)} refused`,
    );
  };
}
