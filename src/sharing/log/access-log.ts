import { open } from "node:fs/promises";
import { failed, succeeded, type Clock, type Outcome } from "#base";
import { appendCheckpoint } from "./checkpoint-file.ts";
import { signCheckpoint, type Checkpoint } from "./checkpoint.ts";
import { chainAll } from "./chaining.ts";
import { exportLine } from "./export-form.ts";
import type { Verification } from "./finding.ts";
import type { AccessLogStore } from "./store.ts";
import { createVerifier, NAMED, type Signed } from "./verification.ts";

/** Where checkpoints go, and what signs them. */
export type Signing = {
  /** Ed25519, PEM. */
  readonly privateKey: string;
  /** The file to which each is added. */
  readonly file: string;
};

/** Places read at a time: what is held of a log of any length. */
const PAGE = 5000;

export type AccessLog = ReturnType<typeof createAccessLog>;

/** The log as a whole: its chain, its checkpoints, and whether both hold. Tells of no person. */
export function createAccessLog({ store, clock }: { store: AccessLogStore; clock: Clock }) {
  return {
    /** Gives each row that was committed its place in the chain; answers how many. One program at a time does. */
    chain: (): Promise<number> => chainAll(store),

    lastCheckpoint: () => store.lastCheckpoint(),

    checkpoints: () => store.checkpoints(),

    /** Chains what there is, and signs where the chain has come to; undefined where that is signed already. */
    checkpoint: (signing: Signing): Promise<Outcome<Checkpoint | undefined>> => makeCheckpoint(store, clock, signing),

    /** Computes the whole chain anew from the rows, and holds it against checkpoints. */
    async verify(signed: Signed): Promise<Verification> {
      const verifier = createVerifier(signed);
      return store.inOneState(async () => {
        for await (const page of pagesOf(store)) page.forEach(verifier.look);
        return verifier.end(await store.unplaced(NAMED));
      });
    },

    /** Writes the whole log with its chain into a new file that its owner alone may read; answers how many rows. */
    async export(path: string): Promise<Outcome<number>> {
      await chainAll(store);
      return writeExport(store, path);
    },
  };
}

async function makeCheckpoint(
  store: AccessLogStore,
  clock: Clock,
  { privateKey, file }: Signing,
): Promise<Outcome<Checkpoint | undefined>> {
  await chainAll(store);
  return store.alone(async () => {
    const end = await store.chainEnd();
    const last = await store.lastCheckpoint();
    if (end.position === (last?.position ?? 0)) return succeeded(undefined);
    const reached = { at: clock(), position: end.position, hash: end.hash };
    const checkpoint = signCheckpoint(privateKey, reached);
    const appended = await appendCheckpoint(file, checkpoint);
    if (!appended.ok) return appended;
    await store.saveCheckpoint(checkpoint);
    return succeeded(checkpoint);
  });
}

async function* pagesOf(store: AccessLogStore) {
  let position = 0;
  for (;;) {
    const page = await store.placesAfter(position, PAGE);
    const last = page.at(-1);
    if (!last) return;
    yield page;
    position = last.position;
  }
}

async function writeExport(store: AccessLogStore, path: string): Promise<Outcome<number>> {
  const file = await open(path, "wx", 0o600).catch(() => undefined);
  if (!file) {
    const message = `${path} cannot be written.`;
    return failed({ kind: "invalid", message, remedy: "Name a file that does not exist yet." });
  }
  try {
    return await store.inOneState(async () => {
      let places = 0;
      await file.appendFile(exportLine({ kind: "begins" }));
      for await (const page of pagesOf(store)) {
        places += page.length;
        await file.appendFile(page.map((place) => exportLine({ kind: "place", place })).join(""));
      }
      const { events } = await store.unplaced(Number.MAX_SAFE_INTEGER);
      const rest = events.map((one) => exportLine({ kind: "unplaced", ...one }));
      await file.appendFile(`${rest.join("")}${exportLine({ kind: "ends", places })}`);
      return succeeded(places + events.length);
    });
  } finally {
    await file.close();
  }
}
