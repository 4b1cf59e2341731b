import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { feedId, mustSucceed, type OdsCode } from "#base";
import type { FileToLoad } from "#feeds";
import type { House } from "./house.ts";

const folders: string[] = [];

/** A folder of one's own, gone when the test file is done. */
export async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "wholestory-files-"));
  folders.push(folder);
  return folder;
}

afterAll(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** A file of a feed, from a source, with this text. */
export async function aFile(
  house: House,
  feed: string,
  source: OdsCode,
  name: string,
  text: string,
): Promise<FileToLoad> {
  const folder = join(await aFolder(), source);
  await mkdir(folder);
  await writeFile(join(folder, name), text);
  return mustSucceed(house.feeds.fileOf(join(folder, name), feedId(feed), source));
}

/** One resource a line. */
export const ndjson = (...resources: readonly object[]): string =>
  resources.map((one) => `${JSON.stringify(one)}\n`).join("");
