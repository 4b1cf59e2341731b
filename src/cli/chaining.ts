import { setTimeout } from "node:timers/promises";
import type { App } from "#app";
import { succeeded, traceOf, type Outcome } from "#base";
import { problemOf } from "#db";
import { dayBefore, logKeyIn, publicKeyPath, type LogKey } from "#sharing";
import type { Settings } from "./settings.ts";

export type Chaining = {
  /** Chains what there is, makes a last checkpoint, and ends. */
  readonly stop: () => Promise<void>;
};

/** Milliseconds between two looks for rows to chain. */
const LOOK = 1000;
/** Milliseconds after which where the chain has come to is signed. */
const BETWEEN_CHECKPOINTS = 3_600_000;

/**
 * Chains the rows of the access log as they are committed, signs each hour where the chain has come to, and once a day
 * looks for what stands out in the day before. Of several programs over one database, one chains at a time. A database
 * that is away is waited for.
 */
export async function startChaining(
  { accessLog, logWatch, people, clock }: Pick<App, "accessLog" | "logWatch" | "people" | "clock">,
  { log: { key: path, checkpoints: file } }: Pick<Settings, "log">,
): Promise<Outcome<Chaining>> {
  const key = await logKeyIn(path);
  if (!key.ok) return key;
  if (key.value.isNew) console.log(keyWords(key.value, path));
  const signing = { privateKey: key.value.privateKey, file };
  const stopping = new AbortController();

  async function checkpoint(): Promise<void> {
    const made = await accessLog.checkpoint(signing);
    if (!made.ok) console.error(`wholestory: ${made.problem.message}`);
  }

  let watched: string | undefined;
  async function watch(): Promise<void> {
    const day = dayBefore(clock());
    if (day === watched) return;
    await logWatch.watch(day, people.homesOf);
    watched = day;
  }

  async function chainOn(): Promise<void> {
    let last = clock().getTime();
    while (!stopping.signal.aborted) {
      await unlessAway(accessLog.chain);
      await unlessAway(watch);
      if (clock().getTime() - last >= BETWEEN_CHECKPOINTS) {
        await unlessAway(checkpoint);
        last = clock().getTime();
      }
      await setTimeout(LOOK, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  const chaining = chainOn();
  return succeeded({
    stop: async () => {
      stopping.abort();
      await chaining;
      await unlessAway(checkpoint);
    },
  });
}

/** The public key, to be written down elsewhere. */
export const keyWords = ({ publicKey, fingerprint }: LogKey, path: string): string =>
  `Checkpoints of the access log are signed with key ${fingerprint}. Keep its public half elsewhere too ` +
  `(${publicKeyPath(path)}): ${publicKey.replace(/-----[^-]+-----|\s/g, "")}`;

/** Rows are chained with the next look where the database is away; anything else is told, and tried again. */
async function unlessAway(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!problemOf(error)) console.error(`wholestory: The access log could not be kept.\n${traceOf(error)}`);
  }
}
