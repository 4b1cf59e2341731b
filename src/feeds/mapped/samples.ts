import { randomBytes } from "node:crypto";
import { copyFile, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { failed, succeeded, type ActorId, type Clock, type Outcome, type Problem } from "#base";
import type { Directory, FeedSettings } from "#place";
import { mustBeIssued, type ListPermit } from "#sharing";
import { labellerOf } from "../labels/place-rules.ts";
import { columnsNamed } from "./heading.ts";
import { draftOf, mappingOf, type MappingDraft } from "./draft.ts";
import { guessMapping } from "./guess.ts";
import { readSampleTable, type SampleTable } from "./sample-table.ts";
import { tryMapping, type Trial } from "./trial.ts";

/** A file that somebody sent to make a mapping by it, with what they have made so far. Not in the record. */
export type Sample = {
  /** Names it in addresses; says nothing about it. */
  readonly token: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly path: string;
  readonly table: SampleTable;
  readonly draft: MappingDraft;
  readonly feed: FeedDraft;
  /** The feed that is changed, as it stood when this was begun; none for a new one. */
  readonly before: FeedSettings | undefined;
};

/** What is said of the feed so far. */
export type FeedDraft = Partial<
  Pick<FeedSettings, "id" | "name" | "folder" | "organisations" | "deliveries" | "expectedEveryDays">
>;

export type SampleChange = Partial<Pick<Sample, "draft" | "feed" | "before">>;

export type Samples = ReturnType<typeof createSamples>;

/** Milliseconds after which a sample that nobody looked at is gone; between two looks whether any is. */
const KEPT = 3_600_000;
const LOOK = 60_000;
/** Samples at a time, of all who make mappings. Beyond them, the one longest left alone goes. */
const MOST_SAMPLES = 20;

/** The largest sample, in bytes: as large as the largest workbook. */
export const LARGEST_SAMPLE = 50 * 1024 * 1024;

type Held = Sample & { readonly actor: ActorId; readonly used: number };

const PREFIX = "wholestory-samples-";

/**
 * Files on the desk of those who make mappings: each for whoever sent it alone, in a folder that nobody else can read,
 * and gone when it is done with, or after an hour.
 */
export function createSamples({ directory, clock }: { readonly directory: Directory; readonly clock: Clock }) {
  const held = new Map<string, Held>();
  let folder: Promise<string> | undefined;

  async function remove({ token, path }: Sample): Promise<void> {
    held.delete(token);
    await rm(path, { force: true });
  }

  async function sweep(): Promise<void> {
    const before = clock().getTime() - KEPT;
    await Promise.all([...held.values()].filter(({ used }) => used < before).map(remove));
  }
  setInterval(() => void sweep(), LOOK).unref();

  async function makeRoom(): Promise<void> {
    await sweep();
    const oldest = [...held.values()].sort((a, b) => a.used - b.used);
    await Promise.all(oldest.slice(0, Math.max(0, held.size - MOST_SAMPLES + 1)).map(remove));
  }

  function find(permit: ListPermit, token: string): Held | undefined {
    mustBeIssued(permit);
    const sample = held.get(token);
    if (sample?.actor !== permit.actor.id || sample.used < clock().getTime() - KEPT) return undefined;
    return hold(sample);
  }

  function hold(sample: Held): Held {
    const used = { ...sample, used: clock().getTime() };
    held.set(sample.token, used);
    return used;
  }

  return {
    /** Keeps a copy of a file, looks at it, and guesses how it is to be read, or takes what its feed says already. */
    async keep(
      permit: ListPermit,
      file: { readonly path: string; readonly name: string; readonly bytes: number },
      before: FeedSettings | undefined,
    ): Promise<Outcome<Sample>> {
      mustBeIssued(permit);
      const known = before?.mapping;
      const table = await tableOf(file.path, known ? draftOf(known) : undefined);
      if (!table.ok) return table;
      await makeRoom();
      const token = randomBytes(16).toString("hex");
      const path = join(await (folder ??= aFolder()), token);
      await copyFile(file.path, path);
      const draft = known ? draftOf(known) : guessMapping(table.value.columns, clock().getUTCFullYear());
      const feed = before ?? {};
      const used = clock().getTime();
      const sample = { token, path, table: table.value, draft, feed, before, used, actor: permit.actor.id };
      return succeeded(hold({ ...sample, fileName: file.name, bytes: file.bytes }));
    },

    /** The sample of this token, of whoever asks; none where it is gone, or another's. */
    find: (permit: ListPermit, token: string): Sample | undefined => find(permit, token),

    /** Keeps what was made so far; looks at the file, and guesses, anew where another sheet is to be read. */
    async change(permit: ListPermit, token: string, change: SampleChange): Promise<Outcome<Sample>> {
      const sample = find(permit, token);
      if (!sample) return failed(GONE);
      const { draft = sample.draft } = change;
      if (draft.sheet === sample.draft.sheet) return succeeded(hold({ ...sample, ...change }));
      const table = await tableOf(sample.path, draft);
      if (!table.ok) return table;
      const { sheet } = draft;
      const guessed = {
        ...guessMapping(table.value.columns, clock().getUTCFullYear()),
        ...(sheet !== undefined && { sheet }),
      };
      return succeeded(hold({ ...sample, ...change, table: table.value, draft: sample.before ? draft : guessed }));
    },

    /** What the file would become, read by the draft as it is. The feed must be said whole. */
    async tryOut(permit: ListPermit, token: string): Promise<Outcome<Trial>> {
      const sample = find(permit, token);
      if (!sample) return failed(GONE);
      const feed = feedOf(sample);
      const [source] = feed?.organisations ?? [];
      if (!feed || source === undefined) return failed(UNFINISHED);
      const now = clock();
      const labeller = labellerOf(directory.place);
      const sourceKind = directory.organisation(source)?.kind;
      const facts = { feed: feed.id, source, sourceKind, labeller, fileName: sample.fileName, received: now, now };
      return succeeded(await tryMapping(sample.path, feed, facts));
    },

    /** Removes a sample that is done with. */
    async drop(permit: ListPermit, token: string): Promise<void> {
      const sample = find(permit, token);
      if (sample) await remove(sample);
    },
  };
}

export const GONE: Problem = {
  kind: "not-found",
  message: "The file that you sent is not kept any more.",
  remedy: "Files are kept for an hour, until their mapping is saved. Send it again.",
};

const UNFINISHED: Problem = {
  kind: "invalid",
  message: "The feed is not said whole yet.",
  remedy: "Go back and say what it is called and who sends it.",
};

/** The feed with its mapping as it would be saved; undefined while something is not said. */
export function feedOf({ feed, draft }: Pick<Sample, "feed" | "draft">): FeedSettings | undefined {
  const { id, name, folder, organisations, deliveries, expectedEveryDays } = feed;
  if (!id || !name || !folder || !organisations || !deliveries || !expectedEveryDays) return undefined;
  const mapping = mappingOf(draft);
  return { id, name, format: "mapped", folder, organisations, deliveries, expectedEveryDays, mapping };
}

async function tableOf(path: string, draft: MappingDraft | undefined): Promise<Outcome<SampleTable>> {
  const known = draft ? columnsNamed(mappingOf(draft)).map(({ column }) => column) : [];
  const table = await readSampleTable(path, draft?.sheet, known);
  if (table.ok) return table;
  const { reason, accepted } = table.problem;
  return failed({ kind: "invalid", message: reason, remedy: `Accepted: ${accepted}.` });
}

/** A folder of this program's own; those of programs that were killed are removed on the way. */
async function aFolder(): Promise<string> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1] ?? NaN);
    if (!Number.isNaN(pid) && !isRunning(pid)) await rm(join(tmpdir(), name), { recursive: true, force: true });
  }
  return mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
