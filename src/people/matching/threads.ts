import { availableParallelism } from "node:os";
import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from "node:worker_threads";
import type { MatchTable } from "./table.ts";
import { createWork, type Ground, type Inputs, type Results, type Task, type Work } from "./work.ts";

/** What a thread is told: what to stand on, or a list from which each thread takes what is next. */
export type Asked = { readonly ground: Ground } | List<Task>;

type List<T extends Task> = {
  readonly task: T;
  readonly inputs: readonly Inputs[T][];
  readonly progress: Int32Array;
};

export type ThreadData = { readonly table: MatchTable; readonly port: MessagePort };

/** Without a result where the thread failed: whoever asked then does it, and fails in the same way. */
type Answer = { readonly nth: number; readonly result?: unknown };

/** In the progress of a list: the next that nobody has taken, and how many the other threads have answered. */
const NEXT = 0;
const ANSWERED = 1;

/** Registrations for which another thread is worth its beginning. */
const WORTH_A_THREAD = 20_000;
const MOST_THREADS = 8;
/** Milliseconds. A thread that has not answered for so long is gone, and what it took is done by another. */
const PATIENCE = 60_000;

export const threadsFor = ({ size }: Pick<MatchTable, "size">): number =>
  size < WORTH_A_THREAD ? 1 : Math.min(MOST_THREADS, availableParallelism());

/** Threads that work on one table, of which this is one. */
export type Threads = {
  readonly stand: (ground: Ground) => void;
  /** Results in the order of what was asked for, whichever thread they are from. */
  readonly run: <T extends Task>(task: T, inputs: readonly Inputs[T][]) => readonly Results[T][];
  readonly close: () => void;
};

/** What is asked of them is answered at once: while they work, this thread does its share and waits for the others'. */
export function openThreads(table: MatchTable, count: number): Threads {
  const work = createWork(table);
  const others = Array.from({ length: count - 1 }, () => openThread(table));
  return {
    stand: (ground) => {
      for (const { worker } of others) worker.postMessage({ ground } satisfies Asked);
      work.stand(ground);
    },
    run: (task, inputs) => {
      const progress = new Int32Array(new SharedArrayBuffer(8));
      for (const { worker } of others) worker.postMessage({ task, inputs, progress } satisfies Asked);
      const results = new Map<number, Results[typeof task]>();
      for (let nth = take(progress, inputs); nth !== undefined; nth = take(progress, inputs)) {
        results.set(nth, perform(work, task, inputs, nth));
      }
      awaitOthers(others, progress, inputs.length, results);
      return inputs.map((_, nth) => results.get(nth) ?? perform(work, task, inputs, nth));
    },
    close: () => {
      for (const { worker, port } of others) {
        port.close();
        void worker.terminate();
      }
    },
  };
}

type OtherThread = { readonly worker: Worker; readonly port: MessagePort };

function openThread(table: MatchTable): OtherThread {
  const { port1, port2 } = new MessageChannel();
  const data: ThreadData = { table, port: port2 };
  const worker = new Worker(new URL("./thread.ts", import.meta.url), {
    workerData: data,
    transferList: [port2],
    execArgv: [],
  });
  worker.unref();
  return { worker, port: port1 };
}

/** The number of the next that nobody has taken. */
function take(progress: Int32Array, { length }: readonly unknown[]): number | undefined {
  const nth = Atomics.add(progress, NEXT, 1);
  return nth < length ? nth : undefined;
}

function perform<T extends Task>(work: Work, task: T, inputs: readonly Inputs[T][], nth: number): Results[T] {
  const input = inputs[nth];
  if (input === undefined) throw new Error("Nothing was asked for here.");
  return work.tasks[task](input);
}

/** Gathers what the other threads took, or as much of it as they still answer. */
function awaitOthers(
  others: readonly OtherThread[],
  progress: Int32Array,
  length: number,
  results: Map<number, unknown>,
): void {
  let received = 0;
  const taken = length - results.size;
  while (received < taken) {
    const answered = Atomics.load(progress, ANSWERED);
    for (const { port } of others) {
      for (let own = receiveMessageOnPort(port); own; own = receiveMessageOnPort(port)) {
        const { nth, result } = own.message as Answer;
        if (result !== undefined) results.set(nth, result);
        received++;
      }
    }
    if (received < taken && Atomics.wait(progress, ANSWERED, answered, PATIENCE) === "timed-out") return;
  }
}

/** Another thread's share of a list. */
export function share<T extends Task>(work: Work, { task, inputs, progress }: List<T>, port: MessagePort): void {
  for (let nth = take(progress, inputs); nth !== undefined; nth = take(progress, inputs)) {
    port.postMessage(answerTo(() => perform(work, task, inputs, nth), nth));
    Atomics.add(progress, ANSWERED, 1);
    Atomics.notify(progress, ANSWERED);
  }
}

function answerTo(result: () => unknown, nth: number): Answer {
  try {
    return { nth, result: result() };
  } catch {
    return { nth };
  }
}
