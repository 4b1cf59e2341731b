import type { App } from "#app";
import type { FileToLoad, LoadProgress } from "#feeds";

/** What a load has done so far. */
export type LoadTotals = {
  readonly filesDone: number;
  readonly filesKnown: number;
  readonly rows: number;
  readonly entries: number;
  readonly rejections: number;
  /** What could not be loaded at all, in words. */
  readonly failures: readonly string[];
};

export type Loader = ReturnType<typeof createLoader>;

/** Thrown out of a load after a batch has been kept, so that it stops there. */
class StoppedAfterBatch extends Error {}

const WORKERS = 2;

/**
 * Loads files as they are added: those of one source in turn, of two sources side by side, so that one is read while
 * the database writes for the other. `isStopped` is asked after each batch.
 */
export function createLoader(app: App, isStopped: () => boolean, onProgress: (totals: LoadTotals) => void) {
  const queues = new Map<string, FileToLoad[]>();
  const busy = new Set<string>();
  const progressOf = new Map<string, LoadProgress>();
  const failures: string[] = [];
  let filesKnown = 0;
  let filesDone = 0;
  let complete = false;
  let broken = false;
  let added = Promise.withResolvers<undefined>();

  const isOver = (): boolean => broken || isStopped();

  const wake = (): void => {
    added.resolve(undefined);
    added = Promise.withResolvers<undefined>();
  };

  function totals(): LoadTotals {
    const all = [...progressOf.values()];
    const sum = (count: (one: LoadProgress) => number) => all.reduce((total, one) => total + count(one), 0);
    return {
      ...{ filesDone, filesKnown, failures },
      rows: sum((one) => one.rowsRead),
      entries: sum((one) => one.entries),
      rejections: sum((one) => one.rejections),
    };
  }

  /** A source with files waiting, of which none is being loaded. */
  const nextSource = (): string | undefined =>
    [...queues].find(([source, files]) => files.length > 0 && !busy.has(source))?.[0];

  async function loadNext(source: string): Promise<void> {
    const file = queues.get(source)?.shift();
    if (!file) return;
    busy.add(source);
    try {
      const summary = await app.feeds.load([file], (progress) => {
        progressOf.set(file.path, progress);
        onProgress(totals());
        if (isOver()) throw new StoppedAfterBatch();
      });
      failures.push(...summary.failures);
      filesDone++;
      onProgress(totals());
    } catch (error) {
      broken = true;
      throw error;
    } finally {
      busy.delete(source);
      wake();
    }
  }

  async function work(): Promise<void> {
    while (!isOver()) {
      const source = nextSource();
      if (source !== undefined) await loadNext(source);
      else if (complete && busy.size === 0) return;
      else await added.promise;
    }
  }

  return {
    add: (file: FileToLoad): void => {
      const { source } = file;
      queues.set(source, [...(queues.get(source) ?? []), file]);
      filesKnown++;
      wake();
    },

    /** No more files will be added. */
    finish: (): void => {
      complete = true;
      wake();
    },

    /** Stops waiting for files that will not come any more. */
    wake,

    /** Loads until there is nothing more, or until stopped. */
    done: async (): Promise<LoadTotals> => {
      const outcomes = await Promise.allSettled(Array.from({ length: WORKERS }, work));
      for (const one of outcomes) {
        if (one.status === "rejected" && !(one.reason instanceof StoppedAfterBatch)) throw one.reason;
      }
      return totals();
    },
  };
}
