/** Whether the program was asked to stop. */
export type Stopping = {
  readonly asked: () => boolean;
  /** Resolves when the program is asked to stop. */
  readonly whenAsked: Promise<undefined>;
};

/** Milliseconds in which being asked twice is being asked once: npm passes on a Ctrl-C that was heard already. */
const ONCE = 1000;

/** Listens for Ctrl-C and for being told to end, and says so. Asked again a while later, the program ends at once. */
export function listenForStop(words: string): Stopping {
  let askedAt: number | undefined;
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const stop = (): void => {
    const now = performance.now();
    if (askedAt !== undefined && now - askedAt > ONCE) process.exit(130);
    if (askedAt !== undefined) return;
    askedAt = now;
    if (words) console.error(words);
    resolve(undefined);
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  return { asked: () => askedAt !== undefined, whenAsked: promise };
}
