import { resolve } from "node:path";
import { MODULES } from "#app";
import { succeeded, systemClock, type Outcome } from "#base";
import { backup as backupDatabase, openDatabase } from "#db";
import type { Flags, Settings } from "./settings.ts";
import { counted, showNumber } from "./words.ts";

export type BackupOptions = Flags & { readonly folder: string };

/** Writes everything that is kept into a new folder, as it stands now; others may go on working. */
export async function backup(settings: Settings, { folder }: BackupOptions): Promise<Outcome<number>> {
  const db = await openDatabase(settings.database);
  if (!db.ok) return db;
  try {
    const done = await backupDatabase(db.value, folder, MODULES, {
      clock: systemClock,
      progress: ({ table, rows, number, of }) => {
        console.log(`  ${number} of ${of}  ${table}: ${counted(rows, "row")}`);
      },
    });
    if (!done.ok) return done;
    const rows = done.value.tables.reduce((sum, table) => sum + table.rows, 0);
    console.log(
      `Backed up ${showNumber(rows)} rows to ${resolve(folder)}. It holds people's records, the hashes of passwords ` +
        "and the keys of sign-in: keep it as safe.",
    );
    return succeeded(0);
  } finally {
    await db.value.close();
  }
}
