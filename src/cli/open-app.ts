import { setTimeout } from "node:timers/promises";
import { createApp, MODULES, type App } from "#app";
import { failed, succeeded, systemClock, type Outcome } from "#base";
import { openDatabase, pendingMigrations, problemOf, type Database } from "#db";
import { readPlaceFile, type Place } from "#place";
import type { Settings } from "./settings.ts";

/** The app over its database; to be closed. */
export type OpenApp = { readonly app: App; readonly db: Database };

/** The place that a command works for. */
export async function placeFor({ place }: Pick<Settings, "place">): Promise<Outcome<Place>> {
  if (place) return readPlaceFile(place);
  return failed({
    kind: "invalid",
    message: "No place is named.",
    remedy: "Add --place FILE, or set WHOLESTORY_PLACE; 'bin/wholestory demo' makes a made-up one.",
  });
}

/** Reads the place, opens the database and wires the app over both. */
export async function openApp(settings: Settings): Promise<Outcome<OpenApp>> {
  const place = await placeFor(settings);
  if (!place.ok) return place;
  const db = await openDatabase(settings.database);
  if (!db.ok) return db;
  return openAppOver(db.value, place.value, settings.place);
}

/** Wires the app over a database that is open; closes it where that will not do. `placeFile`: where the place stands. */
export async function openAppOver(db: Database, place: Place, placeFile?: string): Promise<Outcome<OpenApp>> {
  const app = await createApp({ db, place, placeFile, clock: systemClock });
  if (app.ok) return succeeded({ app: app.value, db });
  await db.close();
  return app;
}

/** Whether the database answers with the tables of this program. */
export async function readiness(db: Database): Promise<{ ready: boolean; words: string }> {
  try {
    const pending = await pendingMigrations(db, MODULES);
    if (!pending.ok) return { ready: false, words: pending.problem.message };
    const count = pending.value.length;
    return count === 0 ? { ready: true, words: "ready" } : { ready: false, words: `${count} migrations to apply` };
  } catch (error) {
    const problem = problemOf(error);
    if (!problem) throw error;
    return { ready: false, words: problem.message };
  }
}

/** Milliseconds between two looks, and after which the place is given up. */
const LOOK_AGAIN = 50;
const GIVE_UP = 30_000;

/** The place of a file that another process is about to write. */
export async function placeOnceWritten(path: string): Promise<Outcome<Place>> {
  const started = performance.now();
  for (;;) {
    const place = await readPlaceFile(path);
    if (place.ok || performance.now() - started > GIVE_UP) return place;
    await setTimeout(LOOK_AGAIN);
  }
}

/** As openApp, for a place that is about to be written. */
export async function openAppOnceWritten(settings: Settings, path: string): Promise<Outcome<OpenApp>> {
  const place = await placeOnceWritten(path);
  if (!place.ok) return place;
  const db = await openDatabase(settings.database);
  return db.ok ? openAppOver(db.value, place.value) : db;
}
