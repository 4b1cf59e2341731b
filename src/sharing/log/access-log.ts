import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createInterface } from "node:readline/promises";
import { failed, succeeded, type Clock, type Outcome } from "#base";
import { appendCheckpoint } from "./checkpoint-file.ts";
import { signCheckpoint, type Checkpoint } from "./checkpoint.ts";
import { chainAll } from "./chaining.ts";
import { exportLine, readExportLine } from "./export-form.ts";
import type { Verification } from "./finding.ts";
import type { AccessLogStore } from "./store.ts";
import { createVerifier, type Signed, type UnplacedRows } from "./verification.ts";

/** Where checkpoints go, and what signs them. */
export type Signing = {
  /** Ed25519, PEM. */
  readonly privateKey: string;
  /** The file to which each is added. */
  readonly file: string;
};

/** Places read at a time: what is held of a log of any length. */
const PAGE = 5000;
/** Rows without a place that are named; more are counted. */
const NAMED = 1000;

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

    /** The same of an export, without a database. */
    verifyFile: (path: string, signed: Signed): Promise<Outcome<Verification>> => verifyExport(path, signed),

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
    const reached = { at: clock(), position: end.position, hash: end.hash.toString("hex") };
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

async function verifyExport(path: string, signed: Signed): Promise<Outcome<Verification>> {
  const verifier = createVerifier(signed);
  const unplaced = { events: [] as UnplacedRows["events"][number][], passed: 0, waiting: 0 };
  let lines = 0;
  let ended: number | undefined;
  let places = 0;
  try {
    for await (const text of createInterface({ input: createReadStream(path, "utf8"), crlfDelay: Infinity })) {
      const line = readExportLine(text);
      lines++;
      if (line?.kind === "place") {
        places++;
        verifier.look(line.place);
      } else if (line?.kind === "unplaced") {
        unplaced[line.isPassed ? "passed" : "waiting"]++;
        if (line.isPassed && unplaced.events.length < NAMED) unplaced.events.push(line);
      } else if (line?.kind === "ends") ended = line.places;
      else if (line?.kind !== "begins" || lines !== 1) verifier.tell({ kind: "bad line", line: lines });
    }
  } catch {
    return failed({ kind: "not-found", message: `${path} cannot be read.`, remedy: "Name an export of the log." });
  }
  if (ended !== places) verifier.tell({ kind: "cut short" });
  return succeeded(verifier.end(unplaced));
}
