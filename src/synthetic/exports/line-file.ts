import { mkdir, open, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";

const CHUNK = 1 << 20;

/** How a file is written, where it is not UTF-8 with line feeds. Latin-1 equals Windows-1252 for letters. */
export type Writing = { readonly encoding?: "utf8" | "latin1"; readonly lineEnd?: "\n" | "\r\n" };

/** A text file that is written line by line, a megabyte at a time: whoever writes waits for the disk in `flushed`. */
export class LineFile {
  readonly path: string;
  lines = 0;
  readonly #handle: FileHandle;
  readonly #encoding: "utf8" | "latin1";
  readonly #lineEnd: string;
  #waiting = "";

  private constructor(path: string, handle: FileHandle, { encoding = "utf8", lineEnd = "\n" }: Writing) {
    this.path = path;
    this.#handle = handle;
    this.#encoding = encoding;
    this.#lineEnd = lineEnd;
  }

  /** Makes the file, and its folder, anew. */
  static async create(path: string, writing: Writing = {}): Promise<LineFile> {
    await mkdir(dirname(path), { recursive: true });
    return new LineFile(path, await open(path, "w"), writing);
  }

  /** Returns the number of the line, from 1. */
  add(line: string): number {
    this.#waiting += line;
    this.#waiting += this.#lineEnd;
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
    await this.#handle.appendFile(text, this.#encoding);
  }
}
