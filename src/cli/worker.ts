import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Loading } from "#web";
import type { Settings } from "./settings.ts";

/** The process that makes and loads the demonstration. */
export type Worker = {
  /** What it told last. */
  readonly loading: () => Loading;
  /** Its exit code, or undefined where it was killed. */
  readonly ended: Promise<number | undefined>;
  stop(): Promise<void>;
};

const PROGRAM = fileURLToPath(new URL("./main.ts", import.meta.url));

/** Milliseconds that it may take to keep its batch after being told to stop. */
const PATIENCE = 15_000;

/** Its own heap; what is made and loaded streams through. */
const HEAP = "--max-old-space-size=400";

/** Starts the process; `listen` hears how far it is. */
export function startWorker({ dataFolder }: Settings, people: number, listen: (loading: Loading) => void): Worker {
  let loading: Loading = {
    state: "waiting",
    words: "Getting ready.",
    people: { done: 0, total: people },
    files: { done: 0, total: undefined },
    rows: { done: 0, total: undefined },
    entries: 0,
    rejections: 0,
  };
  const child = fork(PROGRAM, ["make-demonstration", "--data", dataFolder], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    execArgv: [...process.execArgv, HEAP],
  });
  child.on("message", (message) => {
    loading = message as Loading;
    listen(loading);
  });
  let stopping = false;
  const ended = once(child, "exit").then(([code]: unknown[]) => {
    const done = code === 0 || stopping;
    const words = done ? "Everything is loaded." : "Stop the program and start it again: it goes on where it stopped.";
    loading = { ...loading, state: done ? "done" : "failed", words };
    return typeof code === "number" ? code : undefined;
  });
  return {
    loading: () => loading,
    ended,
    stop: () => {
      stopping = true;
      return end(child, ended);
    },
  };
}

async function end(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill("SIGTERM");
  const giveUp = setTimeout(() => child.kill("SIGKILL"), PATIENCE);
  await ended;
  clearTimeout(giveUp);
}
