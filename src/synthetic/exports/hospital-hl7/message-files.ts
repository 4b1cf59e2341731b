import { createReadStream } from "node:fs";
import { mkdir, open, rm } from "node:fs/promises";
import { relative } from "node:path";
import { createInterface } from "node:readline";
import { isoDay, type Day } from "../../lives/day.ts";
import { ACUTE_TRUST, PLACE_ORGANISATION, type Town } from "../../lives/town.ts";
import type { TruthKeeper, WrittenFile } from "../agency.ts";
import { LineFile } from "../line-file.ts";
import { hl7Time, segment } from "./segment.ts";
import { DAYS_TOLD, type HospitalMessage } from "./teller.ts";

export const HOSPITAL_HL7_FOLDER = "hospital-hl7";

const DAYS_A_FILE = 7;

/** A message as it waits for its turn: when it is sent, and what it holds. */
type Waiting = { readonly at: number; readonly nth: number; readonly message: HospitalMessage };

/**
 * The hospital's files, one for each week. People are told one after the other, messages are sent in the order of time:
 * those of each week wait in a file of their own until all are told, and are sorted then, a week at a time.
 */
export class MessageFiles {
  readonly counts: Record<string, number> = {};
  readonly #town: Town;
  readonly #folder: string;
  readonly #truth: TruthKeeper;
  readonly #waiting: ReadonlyMap<Day, LineFile>;
  #nth = 0;

  private constructor(town: Town, folder: string, truth: TruthKeeper, waiting: ReadonlyMap<Day, LineFile>) {
    this.#town = town;
    this.#folder = folder;
    this.#truth = truth;
    this.#waiting = waiting;
  }

  static async open(town: Town, folder: string, truth: TruthKeeper): Promise<MessageFiles> {
    const waiting = new Map<Day, LineFile>();
    for (let end = town.asAt; end > town.asAt - DAYS_TOLD; end -= DAYS_A_FILE) {
      waiting.set(end, await LineFile.create(`${waitingFolder(folder)}/${isoDay(end)}`));
    }
    return new MessageFiles(town, folder, truth, waiting);
  }

  async add(messages: readonly HospitalMessage[]): Promise<void> {
    for (const message of messages) {
      const at = message.day * 1440 + message.minute;
      const day = Math.floor(at / 1440);
      const end = this.#town.asAt - Math.floor((this.#town.asAt - day) / DAYS_A_FILE) * DAYS_A_FILE;
      const file = this.#waiting.get(end);
      if (!file) throw new Error(`No file holds messages of ${isoDay(day)}.`);
      file.add(JSON.stringify({ at, nth: this.#nth++, message } satisfies Waiting));
      await file.flushed();
    }
  }

  async close(): Promise<readonly WrittenFile[]> {
    const written: WrittenFile[] = [];
    for (const [end, file] of [...this.#waiting].reverse()) {
      await file.close();
      written.push(await this.#write(end, await inOrder(file.path)));
    }
    await rm(waitingFolder(this.#folder), { recursive: true });
    return written;
  }

  /** Weeks differ in how their lines end; a tenth of messages end theirs in another way. */
  async #write(end: Day, messages: readonly Waiting[]): Promise<WrittenFile> {
    const folder = `${this.#folder}/${HOSPITAL_HL7_FOLDER}/${ACUTE_TRUST.code}`;
    await mkdir(folder, { recursive: true });
    const path = `${folder}/${isoDay(end)}.hl7`;
    const handle = await open(path, "w");
    const own = LINE_ENDS[Math.abs(end) % LINE_ENDS.length] ?? "\r";
    const header = frame(`FHS|^~\\&|PAS|${ACUTE_TRUST.code}`, `BHS|^~\\&|PAS|${ACUTE_TRUST.code}`, own);
    let lines = 2;
    await handle.appendFile(header);
    for (const [nth, { at, message }] of messages.entries()) {
      const control = `${isoDay(end).replaceAll("-", "")}-${nth.toString()}`;
      const segments = [headerOf(message, at, control), ...message.segments];
      if (message.fault !== undefined) {
        this.#truth.fault({ path: relative(this.#folder, path), line: lines + 1, kind: message.fault });
      }
      const lineEnd = nth % 10 === 3 ? (LINE_ENDS[nth % LINE_ENDS.length] ?? own) : own;
      await handle.appendFile(encoded(segments, lineEnd, isLatin(segments)));
      lines += segments.length;
      this.counts[message.type] = (this.counts[message.type] ?? 0) + 1;
    }
    await handle.appendFile(frame(`BTS|${messages.length.toString()}`, "FTS|1", own));
    await handle.close();
    return { path: relative(this.#folder, path), lines: lines + 2, entries: messages.length };
  }
}

const waitingFolder = (folder: string): string => `${folder}/.waiting-messages`;

const LINE_ENDS = ["\r", "\r\n", "\n"] as const;

const frame = (one: string, other: string, end: string): string => `${one}${end}${other}${end}`;

async function inOrder(path: string): Promise<readonly Waiting[]> {
  const messages: Waiting[] = [];
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    messages.push(JSON.parse(line) as Waiting);
  }
  return messages.sort((one, other) => one.at - other.at || one.nth - other.nth);
}

/** The laboratory's system is older than the others: it writes Latin-1, where letters allow it. */
const isLatin = (segments: readonly string[]): boolean => segments[0]?.includes("|8859/1") === true;

function encoded(segments: readonly string[], lineEnd: string, latin: boolean): Buffer {
  return Buffer.from(segments.map((text) => text + lineEnd).join(""), latin ? "latin1" : "utf8");
}

function headerOf({ type, application, segments }: HospitalMessage, at: number, control: string): string {
  const isOld =
    application === "LIMS" && segments.every((text) => Buffer.from(text, "latin1").toString("latin1") === text);
  return segment("MSH", {
    ...{ 1: "^~\\&", 2: application, 3: ACUTE_TRUST.code, 4: "WHOLESTORY", 5: PLACE_ORGANISATION.code },
    ...{ 6: hl7Time(Math.floor(at / 1440), at % 1440), 8: type, 9: control, 10: "P", 11: isOld ? "2.4" : "2.5" },
    17: isOld ? "8859/1" : "UNICODE UTF-8",
  });
}
