import { createApp, type App } from "#app";
import { mustSucceed, systemClock, type PersonId } from "#base";
import { openDatabase, sql, type Database } from "#db";
import { readPlaceFile } from "#place";
import { benchLoad } from "./load.ts";
import { benchFolder, madeUpExports } from "./made-up.ts";

/** A made-up place in its database; whoever asks for it closes it. */
export type LoadedPlace = {
  readonly app: App;
  readonly db: Database;
  readonly persons: readonly PersonId[];
  readonly dataFolder: string;
  readonly placeFile: string;
};

/** The made-up place that the load bench left behind; loads it first where there is none, or one of another version. */
export async function loadedPlace(people: number): Promise<LoadedPlace> {
  const dataFolder = benchFolder(`load-${String(people)}`);
  const placeFile = `${await madeUpExports(people)}/place.json`;
  const found = await open(dataFolder, placeFile);
  if (found) return found;
  await benchLoad({ people });
  const loaded = await open(dataFolder, placeFile);
  if (!loaded) throw new Error("Nobody was loaded.");
  return loaded;
}

async function open(dataFolder: string, placeFile: string): Promise<LoadedPlace | undefined> {
  const db = mustSucceed(await openDatabase({ dataFolder }));
  const place = mustSucceed(await readPlaceFile(placeFile));
  const app = await createApp({ db, place, clock: systemClock });
  const rows = app.ok
    ? await db.query(sql<{ person: PersonId }>`select distinct person from people.link order by person`)
    : [];
  if (app.ok && rows.length > 0) {
    return { app: app.value, db, persons: rows.map(({ person }) => person), dataFolder, placeFile };
  }
  await db.close();
  return undefined;
}
