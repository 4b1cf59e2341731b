import { randomUUID } from "node:crypto";
import { copyFile, readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { isMap, isSeq, parseDocument, type Document, type YAMLMap } from "yaml";
import { failed, succeeded, type Outcome, type Problem } from "#base";
import { readPlace } from "./place-file.ts";
import type { FeedSettings, Place } from "./place.ts";

/** A feed as it is to be, and as it stood when whoever changes it began; `before` is none for a new feed. */
export type FeedChange = { readonly feed: FeedSettings; readonly before: FeedSettings | undefined };

/**
 * Writes a feed into the place's file, YAML or JSON as it is: comments stay, the version before is kept beside it
 * (.before), and the file is there whole at any moment. `known` is the place as the program read it: where the file or
 * the feed has changed since, nothing is written, and the answer is a conflict. Returns the place as it is now.
 */
export async function saveFeed(path: string, change: FeedChange, known: Place): Promise<Outcome<Place>> {
  const file = await realpath(path).catch(() => path);
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return failed(gone(path));
  const onDisk = readPlace(text, path);
  if (!onDisk.ok || !isDeepStrictEqual(onDisk.value, known)) return failed(CHANGED_ON_DISK);
  if (!isDeepStrictEqual(known.feeds.find(isSame(change.feed)), change.before)) return failed(CHANGED_MEANWHILE);
  const written = withFeed(text, change.feed);
  const place = readPlace(written, path);
  if (!place.ok) return place;
  const isWritten = await replace(file, text, written);
  return isWritten.ok ? place : isWritten;
}

const isSame =
  ({ id }: Pick<FeedSettings, "id">) =>
  (one: FeedSettings): boolean =>
    one.id === id;

const gone = (path: string): Problem => ({
  kind: "unavailable",
  message: `The place file ${path} cannot be read any more.`,
  remedy: "See that it exists and that this program may read it.",
});

const CHANGED_ON_DISK: Problem = {
  kind: "conflict",
  message: "The place file was changed since this program read it; nothing was saved.",
  remedy: "Start the program again, so that it reads the file anew; then save again.",
};

const CHANGED_MEANWHILE: Problem = {
  kind: "conflict",
  message: "Somebody else changed this feed meanwhile, or has made one of this id; nothing was saved.",
  remedy: "Look at the feed as it is now, and begin again.",
};

/** Puts the new text in place of the old one, in one step, unless another program was quicker. */
async function replace(file: string, before: string, after: string): Promise<Outcome<undefined>> {
  const unfinished = `${file}.${randomUUID()}.new`;
  try {
    const { mode } = await stat(file);
    await writeFile(unfinished, after, { flag: "wx", flush: true, mode });
    if ((await readFile(file, "utf8")) !== before) return failed(CHANGED_ON_DISK);
    await copyFile(file, `${file}.before`);
    await rename(unfinished, file);
    return succeeded(undefined);
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    return failed({
      kind: "unavailable",
      message: `The place file cannot be written (${String(error.code)}).`,
      remedy: "See that this program may write it and its folder, and that there is room on the disk.",
    });
  } finally {
    await rm(unfinished, { force: true });
  }
}

/** The text of a place's file with this feed in it, in place of the one of its id. */
export function withFeed(text: string, feed: FeedSettings): string {
  const shortened = inShort(feed);
  return /^\s*\{/.test(text) ? inJson(text, shortened) : inYaml(text, shortened);
}

type Written = Readonly<Record<string, unknown>>;

function inJson(text: string, feed: Written): string {
  const place = JSON.parse(text) as { feeds: Written[] };
  const at = place.feeds.findIndex(({ id }) => id === feed["id"]);
  if (at >= 0) place.feeds[at] = feed;
  else place.feeds.push(feed);
  return `${JSON.stringify(place, undefined, 2)}\n`;
}

function inYaml(text: string, feed: Written): string {
  const document = parseDocument(text);
  const feeds = document.get("feeds", true);
  if (!isSeq(feeds)) throw new Error("A place's file that was read has a list of feeds.");
  const at = feeds.items.findIndex((item) => isMap(item) && item.get("id") === feed["id"]);
  const present = feeds.items[at];
  if (isMap(present)) update(document, present, feed);
  else {
    // An empty list is written [], and would have to hold all of the feed on one line.
    if (feeds.items.length === 0) feeds.flow = false;
    feeds.add(document.createNode(feed));
  }
  return document.toString({ lineWidth: 0 });
}

/** Member by member, so that what is the same keeps its comments and its looks. */
function update(document: Document, present: YAMLMap, feed: Written): void {
  const before = present.toJS(document) as Written;
  for (const name of Object.keys(before)) if (!(name in feed)) present.delete(name);
  for (const [name, value] of Object.entries(feed)) {
    if (isDeepStrictEqual(before[name], value)) continue;
    present.set(name, document.createNode(value));
    // A mapping does not fit onto the line of a feed that is written on one.
    if (name === "mapping") present.flow = false;
  }
}

/** As a person writes it: a column without more to say is its heading, words without a code are words. */
function inShort({ mapping, ...feed }: FeedSettings): Written {
  return { ...feed, ...(mapping && { mapping: shortened(mapping) }) };
}

function shortened(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shortened);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  const [only] = members;
  if (members.length === 1 && only && (only[0] === "column" || only[0] === "display")) return only[1];
  return Object.fromEntries(members.map(([name, member]) => [name, shortened(member)]));
}
