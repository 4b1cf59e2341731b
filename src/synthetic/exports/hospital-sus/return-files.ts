import { copyFile } from "node:fs/promises";
import { relative } from "node:path";
import { Chance } from "../../lives/chance.ts";
import { isoDay, type Day } from "../../lives/day.ts";
import { ACUTE_TRUST, type Town } from "../../lives/town.ts";
import type { TrueEvent, TruthKeeper, WrittenFile } from "../agency.ts";
import { FAULT_RATES, type LineFault } from "../fault-rates.ts";
import { LineFaults } from "../line-faults.ts";
import { LineFile, type Writing } from "../line-file.ts";
import { APPOINTMENTS, ATTENDANCES, csvLine, headerOf, SPELLS, type Naming, type Row, type Table } from "./columns.ts";

export const HOSPITAL_SUS_FOLDER = "hospital-sus";
export const DAYS_BETWEEN_RETURNS = 31;

export const TABLES = { spells: SPELLS, appointments: APPOINTMENTS, attendances: ATTENDANCES } as const;
export type TableName = keyof typeof TABLES;

/** What tables are called in the names of files, and in the summary. */
const WORDS: Readonly<Record<TableName, readonly [short: string, long: string]>> = {
  spells: ["apc", "admitted patient care"],
  appointments: ["op", "outpatients"],
  attendances: ["ecds", "emergency care"],
};

/** What each row must become, but for its event's day and its person. */
export type RowEvent = Omit<TrueEvent, "source">;

/** The last days of the first delivery, which holds all that was before, and of the second; of the late one's month. */
export const returnDays = (town: Town): readonly [Day, Day] => [town.asAt - DAYS_BETWEEN_RETURNS, town.asAt];

/** "late": one month's outpatients, sent after all else. */
export type ReturnName = "first" | "second" | "late";

/** As programs of several makers would write them: the national headings or the landed ones, marked or not. */
type Style = { readonly naming: Naming; readonly isMarked?: boolean } & Writing;

const STYLES: Readonly<Record<TableName, Readonly<Partial<Record<ReturnName, Style>>>>> = {
  spells: {
    first: { naming: "landed", isMarked: true, lineEnd: "\r\n" },
    second: { naming: "dictionary", encoding: "latin1" },
  },
  appointments: {
    first: { naming: "landed" },
    second: { naming: "dictionary", isMarked: true, lineEnd: "\r\n" },
    late: { naming: "dictionary", encoding: "latin1", lineEnd: "\r\n" },
  },
  attendances: {
    first: { naming: "landed", encoding: "latin1", lineEnd: "\r\n" },
    second: { naming: "landed" },
  },
};

/** The hospital's files while they are written. */
export class ReturnFiles {
  readonly counts: Record<string, number> = {};
  readonly #files: ReadonlyMap<string, LineFile>;
  readonly #folder: string;
  readonly #truth: TruthKeeper;
  readonly #faults: LineFaults;

  private constructor(town: Town, folder: string, files: ReadonlyMap<string, LineFile>, truth: TruthKeeper) {
    this.#folder = folder;
    this.#files = files;
    this.#truth = truth;
    this.#faults = new LineFaults(FAULT_RATES.acute, new Chance(town.seed, "hospital-returns", 4_000_000_000));
  }

  static async open(town: Town, folder: string, truth: TruthKeeper): Promise<ReturnFiles> {
    const [first, second] = returnDays(town);
    const names: Readonly<Record<ReturnName, string>> = {
      ...{ first: isoDay(first), second: isoDay(second) },
      late: `late_${isoDay(first - DAYS_BETWEEN_RETURNS)}`,
    };
    const files = new Map<string, LineFile>();
    for (const table of ["spells", "appointments", "attendances"] as const) {
      for (const name of ["first", "second", "late"] as const) {
        const style = STYLES[table][name];
        if (!style) continue;
        const path = `${folder}/${HOSPITAL_SUS_FOLDER}/${ACUTE_TRUST.code}/${names[name]}_${WORDS[table][0]}.csv`;
        const file = await LineFile.create(path, style);
        const columns: Table<string> = TABLES[table];
        file.add(headerOf(columns, style.naming, style.isMarked ?? false));
        files.set(`${table} ${name}`, file);
      }
    }
    return new ReturnFiles(town, folder, files, truth);
  }

  /** Writes a row; false where the whole line was spoiled. `maySpoil`: a row on which no other row depends. */
  add(table: TableName, name: ReturnName, row: Row<string>, maySpoil: boolean): boolean {
    const file = this.#files.get(`${table} ${name}`);
    if (!file) throw new Error(`There is no ${name} file of ${table}.`);
    const words = WORDS[table][1];
    this.counts[words] = (this.counts[words] ?? 0) + 1;
    const columns: Table<string> = TABLES[table];
    const fault = maySpoil ? this.#faults.next() : undefined;
    const line = file.add(fault === undefined ? csvLine(columns, row) : spoiled(table, row, fault));
    if (fault !== undefined) this.#truth.fault({ path: relative(this.#folder, file.path), line, kind: fault });
    return fault !== "malformedLine" && fault !== "halfLine";
  }

  async flushed(): Promise<void> {
    for (const file of this.#files.values()) await file.flushed();
  }

  /** Closes the files. One of them went out before, as a draft in which nothing was left to change. */
  async close(): Promise<readonly WrittenFile[]> {
    const written: WrittenFile[] = [];
    for (const file of this.#files.values()) {
      await file.close();
      written.push({ path: relative(this.#folder, file.path), lines: file.lines, entries: file.lines - 1 });
    }
    const repeated = this.#files.get("attendances second")?.path ?? "";
    await copyFile(repeated, repeated.replace("_ecds.csv", "_draft_ecds.csv"));
    return written;
  }
}

/** A day that costs its cell only, and a cell with a list, of each table. */
const SPOILT: Readonly<Record<TableName, readonly [day: string, listed: string, value: string]>> = {
  spells: ["began", "method", "77"],
  appointments: ["referred", "priority", "8"],
  attendances: ["left", "category", "8"],
};

function spoiled(table: TableName, row: Row<string>, fault: LineFault): string {
  const columns: Table<string> = TABLES[table];
  const [day, listed, value] = SPOILT[table];
  switch (fault) {
    case "impossibleDate":
      return csvLine(columns, { ...row, [day]: "2025-02-30" });
    case "outsideList":
      return csvLine(columns, { ...row, [listed]: value });
    case "malformedLine":
      return `${csvLine(columns, row)},,surplus`;
    case "halfLine": {
      const line = csvLine(columns, row);
      // Cut within the number of the event, before any quotation is open.
      return line.slice(0, line.split(",", 4).join(",").length + 4);
    }
  }
}
