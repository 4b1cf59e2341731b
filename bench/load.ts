import { rm } from "node:fs/promises";
import { mustSucceed, systemClock } from "#base";
import { createApp } from "#app";
import { openDatabase } from "#db";
import { readPlaceFile, type FeedSettings } from "#place";
import type { BenchOptions, Figures } from "./main.ts";
import { benchFolder, madeUpExports, PEOPLE } from "./made-up.ts";
import { databaseServerOf, memoryOf, processorSecondsOf } from "./processes.ts";

type Moment = { readonly seconds: number; readonly entries: number };

/** Loads a made-up place into an empty database: entries a second, and whether the end is as quick as the beginning. */
export async function benchLoad(
  { people = PEOPLE }: Pick<BenchOptions, "people">,
  isWanted: (feed: FeedSettings) => boolean = () => true,
): Promise<Figures> {
  const folder = await madeUpExports(people);
  const dataFolder = benchFolder(`load-${String(people)}`);
  await rm(dataFolder, { recursive: true, force: true });
  const db = mustSucceed(await openDatabase({ dataFolder }));
  const place = mustSucceed(await readPlaceFile(`${folder}/place.json`));
  const app = mustSucceed(await createApp({ db, place, clock: systemClock }));
  const files = (await app.feeds.filesIn(folder)).filter(({ feed }) => isWanted(feed));

  const moments: Moment[] = [];
  const read = new Map<string, number>();
  let peak = 0;
  const servers = databaseServerOf(dataFolder);
  const roots = [process.pid, ...servers];
  const processor = () => [process.cpuUsage(), servers.reduce((sum, pid) => sum + processorSecondsOf(pid), 0)] as const;
  const [programBefore, databaseBefore] = processor();
  const watch = setInterval(() => (peak = Math.max(peak, memoryOf(roots))), 2000);
  const start = performance.now();
  const { deliveries, failures } = await app.feeds.load(files, (progress) => {
    read.set(`${progress.source} ${progress.name}`, progress.entries);
    const entries = [...read.values()].reduce((sum, one) => sum + one, 0);
    moments.push({ seconds: (performance.now() - start) / 1000, entries });
  });
  const seconds = (performance.now() - start) / 1000;
  clearInterval(watch);
  const [programAfter, databaseAfter] = processor();
  const program = programAfter.user + programAfter.system - programBefore.user - programBefore.system;
  const entries = deliveries.reduce((sum, one) => sum + one.entries, 0);
  const counts = await app.people.counts();
  await db.close();
  return {
    people,
    deliveries: deliveries.length,
    failures: failures.length,
    entries,
    rowsRejected: deliveries.reduce((sum, one) => sum + one.rowsRejected, 0),
    fieldsRejected: deliveries.reduce((sum, one) => sum + one.fieldsRejected, 0),
    persons: counts.persons,
    patients: counts.patients,
    seconds: round(seconds),
    entriesPerSecond: Math.round(entries / seconds),
    firstTenthPerSecond: Math.round(rateBetween(moments, 0, entries / 10)),
    lastTenthPerSecond: Math.round(rateBetween(moments, (entries * 9) / 10, entries)),
    programMicrosecondsAnEntry: round(program / entries),
    databaseMicrosecondsAnEntry: round(((databaseAfter - databaseBefore) * 1e6) / entries),
    peakMegabytes: peak,
    cores: navigator.hardwareConcurrency,
  };
}

/** Entries a second between two counts of entries. */
function rateBetween(moments: readonly Moment[], from: number, to: number): number {
  const first = moments.find((one) => one.entries >= from) ?? { seconds: 0, entries: 0 };
  const last = moments.find((one) => one.entries >= to) ?? moments.at(-1) ?? first;
  const begin = from === 0 ? { seconds: 0, entries: 0 } : first;
  return (last.entries - begin.entries) / (last.seconds - begin.seconds);
}

const round = (value: number): number => Math.round(value * 10) / 10;
