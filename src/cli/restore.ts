import { MODULES } from "#app";
import { succeeded, type Outcome } from "#base";
import { migrate, openDatabase, restore as restoreDatabase } from "#db";
import type { Flags, Settings } from "./settings.ts";
import { counted, showNumber } from "./words.ts";

export type RestoreOptions = Flags & { readonly folder: string; readonly replace?: boolean };

/** Puts a backup back, whole or not at all. */
export async function restore(settings: Settings, { folder, replace }: RestoreOptions): Promise<Outcome<number>> {
  const db = await openDatabase(settings.database);
  if (!db.ok) return db;
  try {
    const done = await restoreDatabase(db.value, folder, MODULES, {
      replace: replace ?? false,
      progress: ({ table, rows, number, of }) => {
        console.log(`  ${number} of ${of}  ${table}: ${counted(rows, "row")}`);
      },
    });
    if (!done.ok) return done;
    const migrated = await migrate(db.value, MODULES);
    if (!migrated.ok) return migrated;
    const rows = done.value.tables.reduce((sum, table) => sum + table.rows, 0);
    console.log(`Restored ${showNumber(rows)} rows of the backup made ${done.value.made}.`);
    return succeeded(0);
  } finally {
    await db.value.close();
  }
}
