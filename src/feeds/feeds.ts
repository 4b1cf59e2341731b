import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { failed, odsCode, succeeded, type DeliveryId, type FeedId, type OdsCode, type Outcome } from "#base";
import type { FeedSettings } from "#place";
import type { ListPermit } from "#sharing";
import { createBlanking } from "./blanking.ts";
import type { Delivery, RejectionGroup, RejectionLine } from "./delivery.ts";
import { createFeedStates } from "./feed-states.ts";
import type { ReasonedLabel } from "./labels/labeller.ts";
import { createMessages } from "./hl7/messages.ts";
import { labellerOf } from "./labels/place-rules.ts";
import type { LabelRule } from "./labels/rule.ts";
import { arrive, loadFile, type FileToLoad, type LoadParts, type LoadProgress } from "./load.ts";
import { qualityOf, type SourceQuality } from "./quality/quality.ts";
import { digestOfKey, newSenderKey } from "./sender-key.ts";

/** What a load of several files did. */
export type LoadSummary = { readonly deliveries: readonly Delivery[]; readonly failures: readonly string[] };

const LINES_AT_A_TIME = 1000;

export type Feeds = ReturnType<typeof createFeeds>;

/** Files in: deliveries, what they brought, what they could not. */
export function createFeeds(parts: LoadParts) {
  const { store, directory, clock } = parts;

  return {
    ...createBlanking(parts),
    ...createMessages(parts),
    ...createFeedStates(parts),

    /**
     * Every file under an exports folder (FEED'S FOLDER/ODS CODE/files), feed by feed in the order of the place file,
     * each source's in the order of their names.
     */
    async filesIn(exportsFolder: string): Promise<readonly FileToLoad[]> {
      const files: FileToLoad[] = [];
      for (const feed of directory.place.feeds) {
        const folder = join(exportsFolder, feed.folder);
        for (const source of await namesIn(folder)) {
          for (const name of await namesIn(join(folder, source))) {
            files.push({ path: join(folder, source, name), feed, source: odsCode(source) });
          }
        }
      }
      return files;
    },

    /** What lies in an exports folder but where no feed looks: folders of other names, and files too high up. */
    async passedOverIn(exportsFolder: string): Promise<readonly string[]> {
      const folders = new Set(directory.place.feeds.map((feed) => feed.folder));
      const { areas, nationalOptOuts } = directory.place;
      const known = new Set([...folders, "place.json", areas, nationalOptOuts?.file]);
      const strange = (await namesIn(exportsFolder)).filter((name) => !known.has(name));
      const tooHigh = await Promise.all([...folders].map(async (folder) => filesRightIn(exportsFolder, folder)));
      return [...strange, ...tooHigh.flat()];
    },

    /** One file as a delivery of a feed and source; fails in words where the place does not know them. */
    fileOf(path: string, feed: FeedId, source: OdsCode): Outcome<FileToLoad> {
      const settings = directory.feed(feed);
      if (settings) return succeeded({ path, feed: settings, source });
      const known = directory.place.feeds.map((one) => one.id).join(", ");
      return failed({
        kind: "invalid",
        message: `This place has no feed ${feed}.`,
        remedy: `Its feeds are: ${known}.`,
      });
    },

    /** Records that a file has come, before it is read: the delivery that it is, new or known by its bytes. */
    announce: (file: FileToLoad): Promise<Outcome<Delivery>> => arrive(parts, file),

    /** A key with which a source's program may post files of a feed. Shown once: only its digest is kept. */
    async makeSenderKey(feed: FeedId, source: OdsCode, by: string): Promise<Outcome<string>> {
      const file = this.fileOf("", feed, source);
      if (!file.ok) return file;
      if (!directory.organisation(source)) {
        return failed({
          kind: "invalid",
          message: `${source} is not an organisation of this place.`,
          remedy: "Name one by its ODS code, as the place file does.",
        });
      }
      const { text, digest } = newSenderKey();
      await store.saveSenderKey({ digest, feed, source, made: clock(), by });
      return succeeded(text);
    },

    /** Takes back every key of a feed and source; returns how many there were. */
    withdrawSenderKeys: (feed: FeedId, source: OdsCode) => store.withdrawSenderKeys(feed, source, clock()),

    /** Whom a key lets send, and for which feed; nothing for a key that is unknown or was taken back. */
    senderOf: (key: string) => store.holderOfKey(digestOfKey(key)),

    /** Loads files: those of one source in turn, of different sources side by side. */
    async load(files: readonly FileToLoad[], onProgress: (progress: LoadProgress) => void): Promise<LoadSummary> {
      // Many files take long however small they are: begun last, such a source would load alone at the end.
      const queues = [...Map.groupBy(files, (file) => file.source).values()].sort((a, b) => b.length - a.length);
      const deliveries: Delivery[] = [];
      const failures: string[] = [];
      const loadNextQueue = async (): Promise<void> => {
        for (let queue = queues.shift(); queue; queue = queues.shift()) {
          for (const file of queue) {
            const loaded = await loadFile(parts, file, onProgress);
            if (loaded.ok) deliveries.push(loaded.value);
            else failures.push([loaded.problem.message, loaded.problem.remedy].filter(Boolean).join(" "));
          }
        }
      };
      // Two at a time: while the database writes for one, the other is read.
      await Promise.all([loadNextQueue(), loadNextQueue()]);
      return { deliveries, failures };
    },

    /** How good what a feed brings is, by source: how complete, how late, how often twice, and how it changes. */
    async quality(feed: FeedSettings): Promise<readonly SourceQuality[]> {
      const [deliveries, figures] = await Promise.all([store.deliveryFigures(feed.id), store.fieldFigures(feed.id)]);
      return qualityOf(deliveries, figures, { deliveries: feed.deliveries, lateAfterDays: feed.expectedEveryDays });
    },

    deliveries: (feed: FeedId, most = 100) => store.deliveries(feed, most),

    async delivery(id: DeliveryId): Promise<Outcome<Delivery>> {
      const found = await store.delivery(id);
      return found ? succeeded(found) : failed({ kind: "not-found", message: "There is no such delivery." });
    },

    /** By which rules entries are labelled here, in the order in which they are asked. */
    labelRules: (): readonly LabelRule[] => labellerOf(directory.place).rules,

    /** The label that today's rules give to a resource of a source, and which of them gave it. */
    labelOf: (resource: { readonly [member: string]: unknown }, source: OdsCode): ReasonedLabel =>
      labellerOf(directory.place).labelOf(resource, directory.organisation(source)?.kind),

    /** What could not be taken of a delivery, by reason, with an example row of each. */
    async rejections(permit: ListPermit, delivery: DeliveryId): Promise<readonly RejectionGroup[]> {
      const rows = await store.rejectionGroups(permit, delivery);
      return rows.map(({ field, reason, accepted, lost, times, lines, line, value, row }) => ({
        ...{ field, reason, accepted, lost, times, lines },
        example: { line, ...(value !== null && { value }), ...(row !== null && { row }) },
      }));
    },

    /** Every refusal of a delivery, line by line, some at a time: however many there are, few are held. */
    async *rejectionLines(permit: ListPermit, delivery: DeliveryId): AsyncGenerator<readonly RejectionLine[]> {
      let after: number | undefined = 0;
      while (after !== undefined) {
        const rows = await store.rejectionLines(permit, delivery, after, LINES_AT_A_TIME);
        after = rows.length < LINES_AT_A_TIME ? undefined : rows.at(-1)?.nth;
        if (rows.length > 0) yield rows;
      }
    },
  };
}

async function filesRightIn(exportsFolder: string, folder: string): Promise<readonly string[]> {
  const names = await namesIn(join(exportsFolder, folder));
  const found = await Promise.all(names.map((name) => stat(join(exportsFolder, folder, name)).catch(() => undefined)));
  return names.filter((_, at) => found[at]?.isFile()).map((name) => join(folder, name));
}

/** The names in a folder, in order; none where there is no such folder. Hidden files are no deliveries. */
async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    const names = await readdir(folder);
    return names.filter((name) => !name.startsWith(".")).sort();
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return [];
    throw error;
  }
}
