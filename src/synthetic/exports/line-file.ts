import { mkdir, open, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";

const CHUNK = 1 << 20;

/** A text file that is written line by line, a megabyte at a time: whoever writes waits for the disk in `flushed`. */
export class LineFile {
  readonly path: string;
  lines = 0;
  #handle: FileHandle;
  #waiting = "";

  private constructor(path: string, handle: FileHandle) {
    this.path = path;
    this.#handle = handle;
  }

  /** Makes the file, and its folder, anew. */
  static async create(path: string): Promise<LineFile> {
    await mkdir(dirname(path), { recursive: true });
    return new LineFile(path, await open(path, "w"));
  }

  /** Returns the number of the line, from 1. */
  add(line: string): number {
    this.#waiting += line;
    this.#waiting += "\n";
    return ++this.lines;
  }

  /** Writes what has gathered, once it is worth it. To be awaited often: nothing else bounds what gathers. */
  async flushed(): Promise<void> {
    if (this.#waiting.length >= CHUNK) await this.#write();
  }

  async close(): Promise<void> {
    await this.#write();
    await this.#handle.close();
  }

  async #write(): Promise<void> {
    const text = this.#waiting;
    this.#waiting = "";
    await this.#handle.appendFile(text, "utf8");
  }
}
