import { randomBytes } from "node:crypto";
import { failed, succeeded, type Clock, type Outcome } from "#base";
import { migrate, type Database, type Module } from "#db";
import {
  checkLabelRules,
  checkMappings,
  createFeeds,
  createSamples,
  feedsStore,
  type Feeds,
  type Samples,
} from "#feeds";
import { createIdentity, identityStore, type Identity } from "#identity";
import { createPeople, peopleStore, type People } from "#people";
import { createPlaceKeeper, directoryOf, type Directory, type Place, type PlaceKeeper } from "#place";
import { checkRetention, createRecord, recordStore, type Record } from "#record";
import {
  accessLogStore,
  cohortStore,
  createAccessLog,
  createCohorts,
  createLogReading,
  createLogWatch,
  createSharing,
  sharingStore,
  type AccessLog,
  type Cohorts,
  type LogReading,
  type LogWatch,
  type Sharing,
  agreementsOf,
} from "#sharing";

/** The modules that keep tables, lowest floor first. */
export const MODULES: readonly Module[] = ["identity", "sharing", "people", "record", "feeds"].map((module) => ({
  module,
  folder: new URL(`./${module}/migrations/`, import.meta.url),
}));

/** Everything that pages and commands may use, wired. */
export type App = {
  readonly directory: Directory;
  readonly identity: Identity;
  readonly sharing: Sharing;
  /** The log of who read what as a whole: its chain, its checkpoints, and whether both hold. */
  readonly accessLog: AccessLog;
  /** What people read of it, what they ask, and what officers answer. */
  readonly logReading: LogReading;
  /** What stands out among looks, for privacy officers to look into. */
  readonly logWatch: LogWatch;
  /** Groups of people to be studied without names. */
  readonly cohorts: Cohorts;
  readonly people: People;
  readonly record: Record;
  readonly feeds: Feeds;
  /** Files by which mappings are made. */
  readonly samples: Samples;
  /** Changes the place's file. */
  readonly keeper: PlaceKeeper;
  readonly clock: Clock;
};

/** What the modules hold a place to: when the program starts, and before its file is changed. */
export function checkPlace(place: Place): Outcome<unknown> {
  const checks = [checkLabelRules, agreementsOf, checkMappings, checkRetention];
  return checks.map((check) => check(place)).find(({ ok }) => !ok) ?? succeeded(undefined);
}

/** Brings the database up to date and wires the modules. Fails in words where a migration or the place will not do. */
export async function createApp(settings: {
  db: Database;
  place: Place;
  /** The file that the place was read from, where it may be changed. */
  placeFile?: string | undefined;
  clock: Clock;
}): Promise<Outcome<App>> {
  const { db, place, placeFile, clock } = settings;
  if (!place.demonstration) {
    return failed({
      kind: "refused",
      message: `${place.name} is not marked as a demonstration.`,
      remedy:
        "It is not assured for real people yet: load made-up people, and say 'demonstration: true' in the place file.",
    });
  }
  const checked = checkPlace(place);
  if (!checked.ok) return checked;
  const migrated = await migrate(db, MODULES);
  if (!migrated.ok) return migrated;
  const directory = directoryOf(place);
  const identity = createIdentity({ store: identityStore(db), clock });
  const sharing = createSharing({ store: sharingStore(db), directory, clock });
  const logParts = { store: accessLogStore(db), directory, clock };
  const accessLog = createAccessLog(logParts);
  const logWatch = createLogWatch(logParts);
  const people = createPeople({ store: peopleStore(db), sharing, directory, clock });
  const logReading = createLogReading({ ...logParts, idsOf: people.idsOf });
  const cohorts = createCohorts({
    ...{ store: sharingStore(db), studies: cohortStore(db), directory, clock },
    registrationsOf: people.registrationsOf,
    // Kept nowhere: what was handed out before a restart cannot be joined with what is after it.
    key: randomBytes(32),
  });
  const record = createRecord({ store: recordStore(db), people, sharing, directory, clock });
  const feeds = createFeeds({ store: feedsStore(db), record, sharing, directory, clock });
  const samples = createSamples({ directory, clock });
  const keeper = createPlaceKeeper({ directory, path: placeFile, check: checkPlace });
  return succeeded({
    directory,
    identity,
    sharing,
    accessLog,
    logReading,
    logWatch,
    cohorts,
    people,
    record,
    feeds,
    samples,
    keeper,
    clock,
  });
}
