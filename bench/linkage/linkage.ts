import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { promisify } from "node:util";
import { matchAll } from "#people";
import type { BenchOptions, Figures } from "../main.ts";
import { DATA_SET_NAMES, readDataSet, type DataSet } from "./data-set.ts";
import { figuresOf } from "./figures.ts";
import { A_MILLION } from "./link-one.ts";
import { madeUpDataSets, madeUpTowns, PEOPLE_OF_A_TOWN } from "./made-up-place.ts";

const SEED = 2013;

type Options = Pick<BenchOptions, "people" | "registrations">;

/**
 * Matches public data sets, where they are on this machine, and a made-up place, all with the same defaults: how far
 * what comes of it agrees with who is who, and what it cost; then a million registrations at once, and one at a time
 * against them. The truth is counted with afterwards, never learnt from. With a number of people, the public data and a
 * place of so many alone; with a number of registrations, so many of a larger place alone.
 */
export async function benchLinkage({ people, registrations }: Options): Promise<Figures> {
  if (registrations !== undefined) return figuresOfTowns(registrations);
  const figures = await figuresOfDataSets(people ?? PEOPLE_OF_A_TOWN);
  if (people !== undefined) return figures;
  return { ...figures, ...(await figuresOfTowns(A_MILLION)), ...(await figuresOfOneAtATime()) };
}

const figuresOfTowns = async (registrations: number): Promise<Figures> =>
  figuresFor(`made_up_${String(registrations)}_registrations`, await madeUpTowns(registrations));

/** In a process of its own: one that has matched a million at once holds too much to answer as a server does. */
async function figuresOfOneAtATime(): Promise<Figures> {
  const bench = new URL("../main.ts", import.meta.url).pathname;
  const own = promisify(execFile)(process.execPath, [...process.execArgv, bench, "link-one", "--json"]);
  const { bench: _, ...figures } = JSON.parse((await own).stdout) as Figures;
  return Object.fromEntries(Object.entries(figures).map(([figure, value]) => [`one_at_a_time.${figure}`, value]));
}

async function figuresOfDataSets(people: number): Promise<Figures> {
  let figures: Figures = {};
  for (const name of DATA_SET_NAMES) {
    const data = await readDataSet(name);
    figures = { ...figures, ...(data ? figuresFor(name, data) : { [name]: "not on this machine" }) };
  }
  for (const [name, data] of Object.entries(await madeUpDataSets(people))) {
    figures = { ...figures, ...figuresFor(name, data) };
  }
  return figures;
}

function figuresFor(name: string, { table, truth }: DataSet): Figures {
  forgetPeak();
  const begin = performance.now();
  const cpu = process.cpuUsage();
  const matching = matchAll(table, SEED);
  const seconds = (performance.now() - begin) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const peakMegabytes = peakMemory();
  const figures = figuresOf(truth, matching);
  const own = {
    registrations: table.size,
    pairs: matching.compared.pairs,
    blocksPassedOver: matching.compared.passedOver.length,
    ...figures,
    mergedOf10000: (10_000 * figures.mergedPersons) / new Set(truth).size,
    seconds,
    processorSeconds: (user + system) / 1e6,
    peakMegabytes,
  };
  return Object.fromEntries(
    Object.entries(own).map(([figure, value]) => [`${name}.${figure}`, Math.round(value * 10_000) / 10_000]),
  );
}

/** From now on the most memory that this process had is counted anew (Linux). */
const forgetPeak = (): void => writeFileSync("/proc/self/clear_refs", "5");

/** The most memory that this process had since, in megabytes: all threads, and what it held before. */
const peakMemory = (): number =>
  Math.round(Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? 0) / 1024);
