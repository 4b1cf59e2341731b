import { spawn, type ChildProcess } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { mustSucceed } from "#base";
import { openDatabase, sql } from "#db";
import { connectToSend, type Sending } from "#server";
import { answerIn, messagesOfStay } from "../test/builders/messages.ts";
import type { BenchOptions, Figures } from "./main.ts";
import { benchFolder } from "./made-up.ts";
import { databaseServerOf, memoryOf, processorSecondsOf } from "./processes.ts";

const PORT = 18_081;
const MESSAGE_PORT = 18_575;
const ROOT = new URL("../", import.meta.url).pathname;
/** Seconds before the figures count: code is compiled, caches fill. */
const WARMING = 3;

const PLACE = `
name: Message bench
demonstration: true
organisations: [{ ods: X99003, name: Testborough Hospital, kind: acute-trust }]
staff: []
feeds:
  - { id: acute-hl7, name: Messages, format: hl7-v2, folder: acute, organisations: [X99003], deliveries: increments,
      expectedEveryDays: 1, mllp: { port: ${String(MESSAGE_PORT)} } }
`;

/**
 * Messages a second into the running program with its database's safety settings on: stays of made-up patients (A01,
 * three R01, A08, A03) over connections that each wait for the acknowledgement, which comes after the commit, before
 * they send the next, as hospital systems do.
 */
export async function benchMllp({ seconds, connections }: BenchOptions): Promise<Figures> {
  const dataFolder = benchFolder("mllp");
  await rm(dataFolder, { recursive: true, force: true });
  await mkdir(dataFolder, { recursive: true, mode: 0o755 });
  await writeFile(`${dataFolder}/place.yaml`, PLACE);
  const server = startServer(dataFolder);
  try {
    await ready();
    const senders = await Promise.all(
      Array.from({ length: connections }, async () => mustSucceed(await connectToSend(MESSAGE_PORT))),
    );
    const used = () =>
      [server.pid ?? 0, databaseServerOf(dataFolder)[0] ?? 0].map((pid) => processorSecondsOf(pid)) as [number, number];
    const begin = performance.now() + WARMING * 1000;
    const end = begin + seconds * 1000;
    const before = new Promise<[number, number]>((resolve) => setTimeout(() => resolve(used()), WARMING * 1000));
    const sent = await Promise.all(senders.map((sender, nth) => sendUntil(end, sender, nth, connections)));
    const [[programBefore, databaseBefore], [program, database]] = [await before, used()];
    const counted = sent.flat().filter((one) => one.at >= begin);
    const memory = memoryOf([server.pid ?? 0, ...databaseServerOf(dataFolder)]);
    await Promise.all(senders.map((one) => one.close()));
    const times = counted.map((one) => one.ms).sort((a, b) => a - b);
    return {
      ...{ connections, seconds, messages: counted.length },
      messagesPerSecond: Math.round(counted.length / seconds),
      notTaken: sent.flat().filter((one) => one.code !== "AA").length,
      p50Ms: quantile(times, 0.5),
      p95Ms: quantile(times, 0.95),
      p99Ms: quantile(times, 0.99),
      maxMs: quantile(times, 1),
      ...(await keptIn(dataFolder)),
      acknowledged: sent.flat().length,
      programMicrosecondsAMessage: Math.round(((program - programBefore) * 1e6) / counted.length),
      databaseMicrosecondsAMessage: Math.round(((database - databaseBefore) * 1e6) / counted.length),
      megabytes: memory,
      cores: navigator.hardwareConcurrency,
    };
  } finally {
    server.kill("SIGTERM");
    await new Promise((resolve) => server.once("exit", resolve));
  }
}

const startServer = (dataFolder: string): ChildProcess =>
  spawn(`${ROOT}bin/wholestory`, ["serve", "--place", `${dataFolder}/place.yaml`, "--port", String(PORT)], {
    env: { ...process.env, WHOLESTORY_DATA: dataFolder, NODE_ENV: "production" },
    stdio: ["ignore", "ignore", "inherit"],
  });

async function ready(): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const answer = await fetch(`http://127.0.0.1:${String(PORT)}/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("The server did not become ready within 30 seconds.");
}

type Sent = { readonly at: number; readonly ms: number; readonly code: string };

/** Sends one stay after another; each connection has patients of its own. */
async function sendUntil(end: number, sending: Sending, first: number, step: number): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  for (let n = first; ; n += step) {
    for (const message of messagesOfStay(n)) {
      const at = performance.now();
      if (at >= end) return sent;
      const answer = await sending.send(message);
      sent.push({ at, ms: performance.now() - at, code: answerIn(answer).code });
    }
  }
}

/** What the record holds of what was acknowledged. */
async function keptIn(dataFolder: string): Promise<Figures> {
  const db = mustSucceed(await openDatabase({ dataFolder }));
  const [kept] = await db.query(sql<{ journaled: number; entries: number; versions: number }>`
    select (select count(*) from feeds.message where fate = 'taken') as journaled,
      (select count(*) from record.entry) as entries,
      (select count(*) from record.entry) + (select count(*) from record.earlier) as versions`);
  await db.close();
  return kept ?? {};
}

const quantile = (sorted: readonly number[], share: number): number =>
  Math.round((sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN) * 10) / 10;
