import { rm } from "node:fs/promises";
import { relative } from "node:path";
import { isoDay, type Day } from "../../lives/day.ts";
import type { WrittenFile } from "../agency.ts";
import { LineFile, type Writing } from "../line-file.ts";
import { headerOf, TABLE_NAMES, type Style, type TableName } from "./tables.ts";

/** The files of one delivery, one a table. */
export type TableFiles = Readonly<Record<TableName, LineFile>>;

/** As suppliers' files come: one in another character set, one with other line ends, one with a mark before it. */
const WRITINGS: Readonly<Partial<Record<TableName, Writing>>> = {
  observation: { encoding: "latin1" },
  drug_issue: { lineEnd: "\r\n" },
};
const MARKED: TableName = "patient";
const MARK = "\uFEFF";

/** Opens the files of a delivery: `FOLDER/ISO DAY_table.csv`. */
export async function openTables(folder: string, day: Day, style: Style): Promise<TableFiles> {
  const open = async (table: TableName): Promise<readonly [TableName, LineFile]> => {
    const file = await LineFile.create(`${folder}/${isoDay(day)}_${table}.csv`, WRITINGS[table] ?? {});
    file.add(`${table === MARKED ? MARK : ""}${headerOf(table, style)}`);
    return [table, file];
  };
  const opened = await Promise.all(TABLE_NAMES.map(open));
  return Object.fromEntries(opened) as Record<TableName, LineFile>;
}

/** Closes them; a table without rows is not sent. */
export async function closeTables(tables: TableFiles, exportsFolder: string): Promise<readonly WrittenFile[]> {
  const written: WrittenFile[] = [];
  for (const table of TABLE_NAMES) {
    const { path, lines } = tables[table];
    await tables[table].close();
    if (lines === 1) await rm(path);
    else written.push({ path: relative(exportsFolder, path), lines, entries: lines - 1 });
  }
  return written;
}
