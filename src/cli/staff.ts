import { createReadStream } from "node:fs";
import { access, readFile } from "node:fs/promises";
import { basename, extname } from "node:path";
import { civilDay, failed, odsCode, succeeded, systemClock, type Outcome } from "#base";
import { openRows } from "#feeds";
import {
  directoryOf,
  readStaffScim,
  readStaffTable,
  saveStaff,
  staffNews,
  type Directory,
  type ListFault,
  type StaffList,
  type TableRow,
} from "#place";
import { placeFor } from "./open-app.ts";
import type { Flags, Settings } from "./settings.ts";
import { listFaultWords, staffNewsWords } from "./staff-words.ts";

export type StaffImportOptions = Flags & {
  readonly file: string;
  /** An organisation of which the list names everybody. */
  readonly whole?: string;
  readonly apply?: boolean;
};

/** Says what a list of staff would change in the place file, or changes it; nothing where any line of it cannot be taken. */
export async function staffImport(
  settings: Settings,
  { file, whole, apply }: StaffImportOptions,
): Promise<Outcome<number>> {
  const place = await placeFor(settings);
  if (!place.ok) return place;
  const directory = directoryOf(place.value);
  const all = whole === undefined ? undefined : odsCode(whole);
  if (all !== undefined && directory.organisation(all) === undefined) return failed(noOrganisation(all));
  const list = await readList(file, directory);
  if (!list.ok) return list;
  if (!list.value.ok) {
    console.error(listFaultWords(basename(file), list.value.problem));
    return succeeded(1);
  }
  const today = civilDay(systemClock());
  const news = staffNews(place.value.staff, list.value.value, { today, whole: all });
  if (!news.ok) return news;
  const { changes } = news.value;
  console.log(staffNewsWords(news.value, directory));
  if (changes.length === 0) return succeeded(0);
  if (!apply) {
    console.log("Nothing is written yet: add --apply to write it to the place file.");
    return succeeded(0);
  }
  const saved = await saveStaff(settings.place ?? "", changes, place.value);
  if (!saved.ok) return saved;
  console.log(`Written to ${settings.place ?? ""}. A program that serves this place takes it up when it starts again.`);
  return succeeded(0);
}

const noOrganisation = (ods: string) => ({
  kind: "not-found" as const,
  message: `The place file lists no organisation ${ods}.`,
  remedy: "Name it by its ODS code, as the place file does.",
});

type ReadList = Outcome<StaffList, readonly ListFault[]>;

/** The list in a file: JSON is a list of SCIM users, anything else a table. */
async function readList(file: string, directory: Directory): Promise<Outcome<ReadList>> {
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (!isThere) {
    return failed({ kind: "not-found", message: `${file} cannot be read.`, remedy: "Name a file that exists." });
  }
  if (extname(file).toLowerCase() === ".json") {
    return succeeded(readStaffScim(await readFile(file, "utf8"), directory));
  }
  const { rows, foreign } = openRows(createReadStream(file));
  const table: TableRow[] = [];
  for await (const { line, fields } of rows) table.push({ line, fields });
  const fault = foreign();
  if (fault)
    return failed({ kind: "invalid", message: `${file}: ${fault.reason}`, remedy: `Accepted: ${fault.accepted}` });
  return succeeded(readStaffTable(table, directory));
}
