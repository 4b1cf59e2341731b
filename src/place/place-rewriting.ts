import { randomUUID } from "node:crypto";
import { copyFile, readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { isMap, isSeq, parseDocument, type Document, type YAMLMap } from "yaml";
import { failed, succeeded, type Outcome, type Problem } from "#base";
import { readPlace } from "./place-file.ts";
import type { Place } from "./place.ts";

/** A part of a place's file as it is written there. */
export type Written = Readonly<Record<string, unknown>>;

/** Lists of the file whose items have an id. */
type ListName = "feeds" | "agreements" | "staff";

/**
 * What becomes of an item of a list: `item` stands in place of the one that has these members, or beside the others where
 * there is none; without an item, that one is taken out.
 */
export type Edit = { readonly inPlaceOf: Written; readonly item?: Written };

/**
 * Rewrites the place's file, YAML or JSON as it is: comments stay, the version before is kept beside it (.before), and
 * the file is there whole at any moment. `known` is the place as the program read it: where the file has changed since,
 * nothing is written, and the answer is a conflict. Nor is anything written with which the program would not start
 * again. Returns the place as it is now.
 */
export async function rewritePlace(
  path: string,
  known: Place,
  rewritten: (text: string) => string,
): Promise<Outcome<Place>> {
  const file = await realpath(path).catch(() => path);
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return failed(gone(path));
  const onDisk = readPlace(text, path);
  // The table of areas and the list of opt-outs are other files.
  const { areaTable: _areas, optOutList: _optOuts, ...knownHere } = known;
  if (!onDisk.ok || !isDeepStrictEqual(onDisk.value, knownHere)) return failed(CHANGED_ON_DISK);
  const written = rewritten(text);
  const place = readPlace(written, path);
  if (!place.ok) return place;
  const isWritten = await replace(file, text, written);
  return isWritten.ok ? place : isWritten;
}

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

/** The text of a place's file with this item in one of its lists, in place of the one of its id. */
export const withItem = (text: string, list: ListName, item: Written): string =>
  withEdits(text, list, [{ inPlaceOf: { id: item["id"] }, item }]);

/** The text of a place's file with these edits made to one of its lists. */
export const withEdits = (text: string, list: ListName, edits: readonly Edit[]): string =>
  /^\s*\{/.test(text) ? inJson(text, list, edits) : inYaml(text, list, edits);

const hasMembers = (one: Written, members: Written): boolean =>
  Object.entries(members).every(([name, value]) => one[name] === value);

function inJson(text: string, list: ListName, edits: readonly Edit[]): string {
  const place = JSON.parse(text) as Partial<Record<ListName, Written[]>>;
  const items = (place[list] ??= []);
  for (const { inPlaceOf, item } of edits) {
    const at = items.findIndex((one) => hasMembers(one, inPlaceOf));
    if (at < 0) items.push(...(item ? [item] : []));
    else items.splice(at, 1, ...(item ? [item] : []));
  }
  return `${JSON.stringify(place, undefined, 2)}\n`;
}

function inYaml(text: string, list: ListName, edits: readonly Edit[]): string {
  const document = parseDocument(text);
  const items = document.get(list, true);
  if (!isSeq(items)) throw new Error(`A place's file that was read has a list of ${list}.`);
  for (const { inPlaceOf, item } of edits) {
    const at = items.items.findIndex((one) => isMap(one) && hasMembers(one.toJS(document) as Written, inPlaceOf));
    const present = items.items[at];
    if (isMap(present) && item) update(document, present, item);
    else if (isMap(present)) items.delete(at);
    else if (item) {
      // An empty list is written [], and would have to hold all of the item on one line.
      if (items.items.length === 0) items.flow = false;
      const node = document.createNode(item);
      // Staff are many: a line each.
      if (list === "staff" && isMap(node)) node.flow = true;
      items.add(node);
    }
  }
  return document.toString({ lineWidth: 0 });
}

/** Member by member, so that what is the same keeps its comments and its looks. */
function update(document: Document, present: YAMLMap, item: Written): void {
  const before = present.toJS(document) as Written;
  for (const name of Object.keys(before)) if (!(name in item)) present.delete(name);
  for (const [name, value] of Object.entries(item)) {
    if (isDeepStrictEqual(before[name], value)) continue;
    if (updateEach(document, present.get(name), value)) continue;
    present.set(name, document.createNode(value));
    // What has parts of its own does not fit onto the line of an item that is written on one.
    if (name === "mapping" || name === "changes") present.flow = false;
  }
}

/** A list of as many or more items, each with members of its own: one by one. Answers whether it was such a list. */
function updateEach(document: Document, present: unknown, value: unknown): boolean {
  if (!isSeq(present) || !Array.isArray(value) || value.length < present.items.length) return false;
  const items = value as readonly Written[];
  if (!present.items.every(isMap) || !items.every((one) => typeof one === "object")) return false;
  for (const [nth, item] of items.entries()) {
    const old = present.items[nth];
    if (isMap(old)) update(document, old, item);
    else present.add(document.createNode(item));
  }
  return true;
}
