import { failed, succeeded, type Clock, type Outcome } from "#base";
import { migrate, type Database, type Module } from "#db";
import { checkLabelRules, checkMappings, createFeeds, feedsStore, type Feeds } from "#feeds";
import { createPeople, peopleStore, type People } from "#people";
import { directoryOf, type Directory, type Place } from "#place";
import { checkRetention, createRecord, recordStore, type Record } from "#record";
import { createSharing, sharingStore, type Sharing } from "#sharing";

/** The modules that keep tables, lowest floor first. */
export const MODULES: readonly Module[] = ["sharing", "people", "record", "feeds"].map((module) => ({
  module,
  folder: new URL(`./${module}/migrations/`, import.meta.url),
}));

/** Everything that pages and commands may use, wired. */
export type App = {
  readonly directory: Directory;
  readonly sharing: Sharing;
  readonly people: People;
  readonly record: Record;
  readonly feeds: Feeds;
  readonly clock: Clock;
};

/** Brings the database up to date and wires the modules. Fails in words where a migration or the place will not do. */
export async function createApp(settings: { db: Database; place: Place; clock: Clock }): Promise<Outcome<App>> {
  const { db, place, clock } = settings;
  if (!place.demonstration) {
    return failed({
      kind: "refused",
      message: `${place.name} is not marked as a demonstration.`,
      remedy: "There is no sign-in yet: load made-up people only, and say 'demonstration: true' in the place file.",
    });
  }
  const rules = checkLabelRules(place);
  if (!rules.ok) return rules;
  const mappings = checkMappings(place);
  if (!mappings.ok) return mappings;
  const retention = checkRetention(place);
  if (!retention.ok) return retention;
  const migrated = await migrate(db, MODULES);
  if (!migrated.ok) return migrated;
  const directory = directoryOf(place);
  const sharing = createSharing({ store: sharingStore(db), directory, clock });
  const people = createPeople({ store: peopleStore(db), sharing, directory, clock });
  const record = createRecord({ store: recordStore(db), people, sharing, directory, clock });
  const feeds = createFeeds({ store: feedsStore(db), record, sharing, directory, clock });
  return succeeded({ directory, sharing, people, record, feeds, clock });
}
