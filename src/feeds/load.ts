import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { entryIdOf, failed, succeeded, type Clock, type OdsCode, type Outcome, type Problem } from "#base";
import type { Directory, FeedSettings } from "#place";
import type { Record } from "#record";
import type { Sharing, SupplyPermit } from "#sharing";
import type { Reading } from "./adapter.ts";
import type { Delivery } from "./delivery.ts";
import { lossesOf } from "./fault.ts";
import { labellerOf } from "./labels/place-rules.ts";
import { adapterFor } from "./formats.ts";
import { readAhead } from "./read-ahead.ts";
import { endAbsent } from "./snapshots.ts";
import { stepOf } from "./step.ts";
import type { FeedsStore } from "./store.ts";

/** A file to load, of a feed, from a source. */
export type FileToLoad = { readonly path: string; readonly feed: FeedSettings; readonly source: OdsCode };

/** How far a delivery has come. */
export type LoadProgress = {
  readonly name: string;
  readonly source: OdsCode;
  readonly rowsRead: number;
  readonly entries: number;
  readonly rejections: number;
};

/** What a load needs of the rest of the house. */
export type LoadParts = {
  readonly store: FeedsStore;
  readonly record: Record;
  readonly sharing: Sharing;
  readonly directory: Directory;
  readonly clock: Clock;
};

/**
 * Loads one file: records it, reads it, saves what can be read, keeps what cannot as rejections. A file loaded before
 * changes nothing; one that was stopped on the way goes on after the last row that was committed. Fails where the file
 * cannot be opened, or the source is not of the place.
 */
export async function loadFile(
  parts: LoadParts,
  file: FileToLoad,
  onProgress: (progress: LoadProgress) => void,
): Promise<Outcome<Delivery>> {
  const arrived = await arrive(parts, file);
  if (!arrived.ok) return arrived;
  const delivery = arrived.value;
  if (delivery.state !== "received") return arrived;
  const permit = await parts.sharing.maySupply(file.source, delivery.id);
  if (!permit.ok) {
    await parts.store.finish(delivery.id, "refused", parts.clock());
    return permit;
  }
  const isOurs = await readInto(parts, file, delivery, permit.value, onProgress);
  const now = (await parts.store.delivery(delivery.id)) ?? delivery;
  return isOurs || now.state === "loaded" ? succeeded(now) : failed(underWay(file.path));
}

const underWay = (path: string): Problem => ({
  kind: "conflict",
  message: `${path} is being loaded by another program; it goes on there.`,
  remedy: "Load it again if that program stops on the way.",
});

/** Records that a file has come. Fails in words where it cannot be opened. */
export async function arrive(
  { store, clock }: LoadParts,
  { path, feed, source }: FileToLoad,
): Promise<Outcome<Delivery>> {
  try {
    const found = await stat(path);
    // Whoever opens a pipe or a device may wait for ever.
    if (!found.isFile()) return failed(noFile(path));
    const { size } = found;
    const sha256 = await sha256Of(path);
    const received = clock();
    return succeeded(
      await store.recordArrival({ feed: feed.id, source, name: basename(path), path, sha256, bytes: size, received }),
    );
  } catch (error) {
    if (!isFileError(error)) throw error;
    return failed({
      kind: "invalid",
      message: `The file ${path} cannot be read (${error.code}).`,
      remedy: "See that it exists and that this program may read it.",
    });
  }
}

const noFile = (path: string): Problem => ({
  kind: "invalid",
  message: `${path} is not a file.`,
  remedy: "A delivery is one file: a folder, a pipe or a link that leads nowhere cannot be read.",
});

const isFileError = (error: unknown): error is Error & { code: string } =>
  error instanceof Error && "syscall" in error && "code" in error;

/**
 * A piece becomes one string before it is cut into lines. V8 keeps strings of about a megabyte outside its heap, where
 * nothing presses it to collect them: pieces stay well below.
 */
const PIECE_BYTES = 1 << 18;

async function sha256Of(path: string): Promise<string> {
  const sum = createHash("sha256");
  for await (const piece of createReadStream(path, { highWaterMark: PIECE_BYTES })) sum.update(piece as Buffer);
  return sum.digest("hex");
}

/** False where another program is reading the same delivery and came first. */
async function readInto(
  parts: LoadParts,
  file: FileToLoad,
  delivery: Delivery,
  permit: SupplyPermit,
  onProgress: (progress: LoadProgress) => void,
): Promise<boolean> {
  const { id, received } = delivery;
  const { feed, source, path } = file;
  const sourceKind = parts.directory.organisation(source)?.kind;
  const labeller = labellerOf(parts.directory.place);
  const facts = { feed: feed.id, source, sourceKind, labeller, fileName: delivery.name, received, now: parts.clock() };
  const bytes = createReadStream(path, { highWaterMark: PIECE_BYTES });
  let rowsRead = delivery.rowsRead;
  const progress = { name: delivery.name, source, entries: delivery.entries, rejections: rejectionsOf(delivery) };
  try {
    for await (const reading of readAhead(adapterFor(feed, parts.record, permit)(bytes, facts, delivery.rowsRead))) {
      if (!(await saveReading(parts, file, { ...delivery, rowsRead }, permit, reading))) return false;
      rowsRead = Math.max(rowsRead, reading.line);
      progress.entries += reading.entries.length;
      const { rows, fields } = lossesOf(reading.rejections);
      progress.rejections += rows + fields;
      onProgress({ ...progress, rowsRead: reading.line });
    }
  } finally {
    bytes.destroy();
  }
  return parts.store.inTransaction(async () => {
    if (!(await parts.store.isStillAt(id, rowsRead))) return false;
    if (feed.deliveries === "snapshot") await endAbsent(parts, delivery, permit);
    await parts.store.finish(id, "loaded", parts.clock());
    return true;
  });
}

const rejectionsOf = (delivery: Delivery): number => delivery.rowsRejected + delivery.fieldsRejected;

async function saveReading(
  { store, record }: LoadParts,
  { feed, source }: FileToLoad,
  delivery: Delivery,
  permit: SupplyPermit,
  reading: Reading,
): Promise<boolean> {
  const { entries } = reading;
  return store.inTransaction(async () => {
    if (!(await store.isStillAt(delivery.id, delivery.rowsRead))) return false;
    const counts = await record.save(permit, { source, delivery: delivery.id, received: delivery.received, entries });
    if (feed.deliveries === "snapshot") {
      const ids = entries.map(({ resource }) => entryIdOf(source, resource.resourceType, resource.id));
      await store.rememberSnapshot(delivery.id, ids);
    }
    await store.advance(delivery.id, stepOf(reading, counts, delivery.received));
    return true;
  });
}
