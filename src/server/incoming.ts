import { randomBytes } from "node:crypto";
import { link, mkdir, open, rm, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { failed, succeeded, type Outcome, type Problem } from "#base";

/** A file that is sent to us: what its sender calls it, its bytes, and where files of its feed and source wait. */
export type SentFile = {
  readonly name: string;
  readonly bytes: Readable;
  readonly folder: string;
  readonly mostBytes: number;
};

/** Bytes. A town's month of records is a few hundred megabytes. */
export const MOST_SENT = 4 * 1024 ** 3;

/**
 * Keeps a sent file in the folder where it is taken in from: whole and on the disk before anybody is told that it has
 * come, or not at all. Returns its path.
 */
export async function keepSentFile({ name, bytes, folder, mostBytes }: SentFile): Promise<Outcome<string>> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // Hidden until it is whole: what begins with a dot is not taken in.
  const partial = join(folder, `.${randomBytes(12).toString("hex")}.part`);
  const file = await open(partial, "wx", 0o600);
  try {
    const written = await write(file, bytes, mostBytes);
    if (!written.ok) return written;
    await file.sync();
    return succeeded(await publish(partial, folder, fileName(name)));
  } finally {
    await file.close();
    await rm(partial, { force: true });
  }
}

async function write(file: FileHandle, bytes: Readable, mostBytes: number): Promise<Outcome<undefined>> {
  let size = 0;
  try {
    for await (const piece of bytes) {
      const buffer = piece as Buffer;
      size += buffer.length;
      if (size > mostBytes) return failed(tooLarge(mostBytes));
      await file.writeFile(buffer);
    }
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOSPC") return failed(NO_ROOM);
    return failed(BROKEN_OFF);
  }
  return size === 0 ? failed(EMPTY) : succeeded(undefined);
}

const EMPTY: Problem = { kind: "invalid", message: "The file is empty.", remedy: "Send the file itself as the body." };
const BROKEN_OFF: Problem = { kind: "invalid", message: "The file broke off on the way.", remedy: "Send it again." };
const NO_ROOM: Problem = {
  kind: "unavailable",
  message: "There is no room left for the file.",
  remedy: "Try again later.",
};
const tooLarge = (most: number): Problem => ({
  kind: "invalid",
  message: "The file is too large.",
  remedy: `Send at most ${Math.floor(most / 1024 ** 2).toString()} MB at a time.`,
});

/** Gives it its name, or the next free one like it: two files of one name are two files. */
async function publish(partial: string, folder: string, name: string): Promise<string> {
  const dot = name.lastIndexOf(".");
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ""];
  for (let nth = 1; ; nth++) {
    const path = join(folder, nth === 1 ? name : `${stem}-${nth.toString()}${ending}`);
    try {
      await link(partial, path);
      return path;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
  }
}

/** What a sender calls a file, as a name that is safe in a folder. */
export function fileName(given: string): string {
  const last = given.split(/[/\\]/).at(-1) ?? "";
  const plain = last
    .replace(/[^A-Za-z0-9._ -]/g, "_")
    .replace(/^[. ]+/, "")
    .slice(-100)
    .trim();
  return plain === "" ? "file" : plain;
}
