import { join, relative } from "node:path";
import type { App } from "#app";
import { succeeded, type Outcome } from "#base";
import { openDatabase } from "#db";
import { showRequest, type RequestLine } from "#server";
import type { Settings as MadeUpTown } from "#synthetic";
import type { Loading } from "#web";
import { demonstrationAccountLines } from "./demonstration-accounts.ts";
import { letDemonstrationPersonIn } from "./demonstration-person.ts";
import { isAllLoaded, isComplete, renewOptOuts, townFor } from "./demonstration.ts";
import { openAppOver, placeOnceWritten, type OpenApp } from "./open-app.ts";
import { startServing, type Serving } from "./serve.ts";
import { exportsFolder, readCount, type Flags, type Settings } from "./settings.ts";
import { listenForStop, type Stopping } from "./stopping.ts";
import { counted, showDuration, showNumber } from "./words.ts";
import { startWorker, type Worker } from "./worker.ts";

export type DemoOptions = Flags & { readonly people?: string; readonly practices?: string; readonly seed?: string };

/** What runs while the demonstration is open. */
type Demonstration = { readonly opened: OpenApp; readonly serving: Serving; readonly worker: Worker | undefined };

/** Makes a demonstration place, or opens the one that is there, and serves it at once, while it is being loaded. */
export async function demo(settings: Settings, options: DemoOptions): Promise<Outcome<number>> {
  const started = performance.now();
  const stopping = listenForStop("Stopping.");
  const town = await townWanted(settings, options);
  if (!town.ok) return town;
  const running = await start(settings, town.value, started);
  if (!running.ok) return running;
  const { serving, worker, opened } = running.value;
  sayWhere(settings, opened.app, serving.address, started);
  for (const line of await demonstrationAccountLines(opened.app)) console.log(line);
  if (worker) void worker.ended.then((code) => sayEnd(opened.app, code, stopping, started));
  else {
    await letDemonstrationPersonIn(opened.app);
    console.log("Everything is loaded already. Ctrl-C stops.");
  }
  await stopping.whenAsked;
  await Promise.all([serving.close(), worker?.stop()]);
  await opened.db.close();
  return succeeded(0);
}

async function townWanted({ dataFolder }: Settings, options: DemoOptions): Promise<Outcome<MadeUpTown>> {
  const { people, practices, seed } = options;
  const read = [
    people === undefined ? succeeded(undefined) : readCount("people", people, 1),
    practices === undefined ? succeeded(undefined) : readCount("practices", practices, 1),
    seed === undefined ? succeeded(undefined) : readCount("seed", seed, 0),
  ] as const;
  for (const one of read) if (!one.ok) return one;
  const [p, q, s] = read.map((one) => (one.ok ? one.value : undefined));
  return townFor(dataFolder, { people: p, practices: q, seed: s }, new Date());
}

async function start(settings: Settings, town: MadeUpTown, started: number): Promise<Outcome<Demonstration>> {
  const db = await openDatabase({ ...settings.database, log: (line) => console.log(`  ${line}`) });
  if (!db.ok) return db;
  const work = (): Worker => startWorker(settings, town.people, progressLines(started));
  const writer = isComplete(settings.dataFolder) ? undefined : work();
  await renewOptOuts(settings.dataFolder, new Date());
  const placeFile = join(exportsFolder(settings.dataFolder), "place.json");
  const place = await placeOnceWritten(placeFile);
  if (!place.ok) {
    await writer?.stop();
    await db.value.close();
    return place;
  }
  const opened = await openAppOver(db.value, place.value, placeFile);
  if (!opened.ok) {
    await writer?.stop();
    return opened;
  }
  const worker = writer ?? ((await isLoaded(opened.value.app, settings)) ? undefined : work());
  const loading = () => worker?.loading();
  const serving = await startServing(opened.value, { ...settings, place: placeFile }, { log: faultsOnly, loading });
  if (serving.ok) return succeeded({ opened: opened.value, serving: serving.value, worker });
  await worker?.stop();
  await db.value.close();
  return serving;
}

/** Whether every file of the exports was loaded to its end, into this database. */
async function isLoaded(app: App, { dataFolder }: Settings): Promise<boolean> {
  const states = await app.feeds.states();
  const hasCome = states.some((one) => one.deliveries > 0);
  return isAllLoaded(dataFolder) && hasCome && states.every((one) => one.unfinished === 0);
}

const faultsOnly = (line: RequestLine): void => {
  if (line.status >= 500) console.error(showRequest(line));
};

function sayWhere({ dataFolder }: Settings, app: App, address: string, started: number): void {
  const took = showDuration(performance.now() - started);
  console.log(`${app.directory.place.name}: open ${address} (ready after ${took}).`);
  console.log(`Everybody in it is made up. Its data is in ${relative(process.cwd(), dataFolder) || "."}.`);
}

async function sayEnd(app: App, code: number | undefined, stopping: Stopping, started: number): Promise<void> {
  if (stopping.asked()) return;
  if (code !== 0) {
    console.error("wholestory: The load stopped on the way. Stop and start again: it goes on where it stopped.");
    return;
  }
  await letDemonstrationPersonIn(app);
  const { persons, patients } = await app.people.counts();
  const took = showDuration(performance.now() - started);
  console.log(
    `Everything is loaded after ${took}: ${counted(persons, "person", "people")} from ` +
      `${counted(patients, "registration")}. Ctrl-C stops.`,
  );
}

const BETWEEN_LINES = 5000;

/** Says how far the work is, every five seconds. */
function progressLines(started: number): (loading: Loading) => void {
  let said = started;
  return ({ people, files, entries }) => {
    const now = performance.now();
    if (now - said < BETWEEN_LINES) return;
    said = now;
    const made = `${showNumber(people.done)} of ${showNumber(people.total)} people made up`;
    console.log(`  ${made}, ${counted(files.done, "file")} loaded, ${counted(entries, "entry", "entries")}`);
  };
}
