import { copyFile } from "node:fs/promises";
import { relative } from "node:path";
import { Chance } from "../../lives/chance.ts";
import { isoDay } from "../../lives/day.ts";
import type { Town } from "../../lives/town.ts";
import type { TruthKeeper, WrittenFile } from "../agency.ts";
import type { LineFault } from "../fault-rates.ts";
import { LineFaults } from "../line-faults.ts";
import { LineFile, type Writing } from "../line-file.ts";
import type { Period } from "./periods.ts";

/** One table of a data set as a trust sends it. */
export type SubmittedTable = {
  /** As its files are called: "CYP201CareContact". */
  readonly name: string;
  readonly columns: readonly string[];
  /** What a slip can spoil in a row: a date without which the row is nothing, and a code of a list. */
  readonly spoils?: { readonly date: string; readonly code: string };
  /** How its files are written; "marked": with the byte order mark of a spreadsheet. */
  readonly writing?: Writing & { readonly marked?: boolean };
};

export type Row = Readonly<Record<string, string>>;

type Trust = { readonly code: string; readonly folder: string; readonly salt: number };

/** The files of one trust's submissions, each opened with its first row: `FOLDER/CODE/ISO DAY_Table.csv`. */
export class SubmissionFiles {
  readonly counts: Record<string, number> = {};
  readonly #folder: string;
  readonly #trust: Trust;
  readonly #truth: TruthKeeper;
  readonly #faults: LineFaults;
  readonly #files = new Map<string, LineFile>();

  constructor(
    town: Town,
    folder: string,
    trust: Trust,
    rates: Readonly<Record<LineFault, number>>,
    truth: TruthKeeper,
  ) {
    this.#folder = folder;
    this.#trust = trust;
    this.#truth = truth;
    this.#faults = new LineFaults(rates, new Chance(town.seed, "delivery-faults", trust.salt));
  }

  /** Writes a row. False where its line was spoiled so that it must be refused; `sound`: it is never spoiled. */
  async add(table: SubmittedTable, period: Period, row: Row, { sound = false } = {}): Promise<boolean> {
    const file = await this.#fileOf(table, period);
    this.counts[table.name] = (this.counts[table.name] ?? 0) + 1;
    const fault = sound || table.spoils === undefined ? undefined : this.#faults.next();
    const line = file.add(fault === undefined ? lineOf(table, row) : spoiled(table, row, fault));
    if (fault !== undefined) this.#truth.fault({ path: relative(this.#folder, file.path), line, kind: fault });
    await file.flushed();
    // What is outside a list costs its cell only.
    return fault === undefined || fault === "outsideList";
  }

  /** Closes all files, in the order of their names; the newest one of a table comes once more, to the byte. */
  async close(sentAgain: SubmittedTable): Promise<readonly WrittenFile[]> {
    const files = [...this.#files.values()].sort((one, other) => (one.path < other.path ? -1 : 1));
    for (const file of files) await file.close();
    const written = files.map(({ path, lines }) => ({ path: relative(this.#folder, path), lines, entries: lines - 1 }));
    const again = written.findLast(({ path }) => path.endsWith(`_${sentAgain.name}.csv`));
    if (!again) return written;
    const path = again.path.replace(/\.csv$/, "_again.csv");
    await copyFile(`${this.#folder}/${again.path}`, `${this.#folder}/${path}`);
    return [...written, { ...again, path }];
  }

  async #fileOf(table: SubmittedTable, { to }: Period): Promise<LineFile> {
    const { folder, code } = this.#trust;
    const path = `${this.#folder}/${folder}/${code}/${isoDay(to)}_${table.name}.csv`;
    const open = this.#files.get(path);
    if (open) return open;
    const file = await LineFile.create(path, table.writing);
    file.add(`${table.writing?.marked ? "\uFEFF" : ""}${table.columns.join(",")}`);
    this.#files.set(path, file);
    return file;
  }
}

/** One line of CSV (RFC 4180): cells with a comma, a quote or a line break are quoted. */
const lineOf = ({ columns }: SubmittedTable, row: Row): string =>
  columns.map((column) => cell(row[column] ?? "")).join(",");

const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function spoiled(table: SubmittedTable, row: Row, fault: LineFault): string {
  const { date, code } = table.spoils ?? { date: "", code: "" };
  switch (fault) {
    case "impossibleDate":
      return lineOf(table, { ...row, [date]: "2026-02-31" });
    case "outsideList":
      return lineOf(table, { ...row, [code]: "9X" });
    case "malformedLine":
      return `${lineOf(table, row)},,surplus`;
    case "halfLine": {
      const line = lineOf(table, row);
      return line.slice(0, Math.floor(line.length / 3));
    }
  }
}
