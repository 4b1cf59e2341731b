import { fork } from "node:child_process";
import { once } from "node:events";
import { stat } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { App } from "#app";
import type { FileToLoad } from "#feeds";

/** A folder whose files (FEED'S FOLDER/ODS CODE/files) are loaded as they come. */
export type IntakeFolder = {
  readonly path: string;
  /** Whether a file is ours to remove once it is in the record: what was sent to us, not what lies in somebody's folder. */
  readonly isOurs: boolean;
};

/** What is told to the process that loads. */
export type IntakeTask = { readonly files: readonly IntakeFile[] };
export type IntakeFile = {
  readonly path: string;
  readonly feed: string;
  readonly source: string;
  readonly isOurs: boolean;
};

/** What the process that loads says of a file when it is done with it. */
export type IntakeReport = { readonly path: string };

export type Intake = {
  /** Looks at once, rather than with the next look. */
  readonly nudge: () => void;
  /** Whether files are being read. */
  readonly isBusy: () => boolean;
  readonly stop: () => Promise<void>;
};

/** Milliseconds between two looks; a file must stay the same for one of them, unless it came to us whole. */
const LOOK = 2000;
/** Milliseconds before files are tried again on which the loading process ended early. */
const TRY_AGAIN = 30_000;

const PROGRAM = fileURLToPath(new URL("./main.ts", import.meta.url));

/**
 * Watches folders and loads what comes, in a process of its own so that pages stay quick. What was stopped on the way,
 * by whatever, goes on with the next look. `flags` lead the process to the same data and place.
 */
export function startIntake(app: App, folders: readonly IntakeFolder[], flags: readonly string[]): Intake {
  const stopping = new AbortController();
  /** What was read, by path: the size and time that the file had. */
  const settled = new Map<string, string>();
  const seen = new Map<string, string>();
  let nudged = Promise.withResolvers<undefined>();
  let isBusy = false;

  async function look(): Promise<readonly IntakeFile[]> {
    const ready: IntakeFile[] = [];
    for (const { path: folder, isOurs } of folders) {
      for (const file of await app.feeds.filesIn(folder)) {
        const version = await versionOf(file);
        if (version === undefined || settled.get(file.path) === version) continue;
        const isWhole = isOurs || seen.get(file.path) === version;
        seen.set(file.path, version);
        if (isWhole) ready.push({ path: file.path, feed: file.feed.id, source: file.source, isOurs });
      }
    }
    return ready;
  }

  async function takeIn(files: readonly IntakeFile[]): Promise<void> {
    isBusy = true;
    const child = fork(PROGRAM, ["take-in", ...flags], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
    const stop = () => child.kill("SIGTERM");
    stopping.signal.addEventListener("abort", stop, { once: true });
    child.on("message", ({ path }: IntakeReport) => {
      const version = seen.get(path);
      if (version !== undefined) settled.set(path, version);
    });
    child.send({ files } satisfies IntakeTask);
    const [code] = (await once(child, "exit")) as [number | null];
    stopping.signal.removeEventListener("abort", stop);
    isBusy = false;
    if (code !== 0) await pause(TRY_AGAIN);
  }

  const pause = (ms: number) => setTimeout(ms, undefined, { signal: stopping.signal }).catch(() => undefined);

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      const files = await look();
      if (files.length > 0) await takeIn(files);
      await Promise.race([pause(LOOK), nudged.promise]);
      nudged = Promise.withResolvers<undefined>();
    }
  }

  const watching = watch();
  return {
    nudge: () => {
      nudged.resolve(undefined);
    },
    isBusy: () => isBusy,
    stop: async () => {
      stopping.abort();
      await watching;
    },
  };
}

/** Size and time of a file; undefined where it went away, or is no file. */
async function versionOf({ path }: FileToLoad): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ? `${found.size.toString()} ${found.mtimeMs.toString()}` : undefined;
}
