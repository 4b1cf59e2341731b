import { deliveryId, mustSucceed, patientIdOf, type ActorId, type Clock, type OdsCode, type PersonId } from "#base";
import { checkPlace } from "#app";
import { sql, type Database } from "#db";
import { createFeeds, createSamples, feedsStore } from "#feeds";
import { createIdentity, identityStore } from "#identity";
import { createPeople, peopleStore } from "#people";
import { createPlaceKeeper, directoryOf, type Place } from "#place";
import { createRecord, recordStore, type SaveCounts, type SuppliedEntry } from "#record";
import {
  accessLogStore,
  cohortStore,
  createAccessLog,
  createCohorts,
  createLogReading,
  createLogWatch,
  createSharing,
  sharingStore,
  type ListPermit,
  type PersonPermit,
} from "#sharing";
import { aDatabase } from "./database.ts";
import { letIn, letInToAll } from "./let-in.ts";
import { aPlace, GOVERNANCE_LEAD, LINKER, NURSE } from "./place.ts";

export {
  aPlace,
  COUNCIL,
  GOVERNANCE_LEAD,
  HOSPITAL,
  LINKER,
  NURSE,
  SECOND_LINKER,
  OTHER_PRACTICE,
  PRACTICE,
} from "./place.ts";
export type House = Awaited<ReturnType<typeof aHouse>>;

/** The floors from sharing to feeds, wired over a database of their own. */
export const aHouse = async (settings: HouseSettings) => aHouseOver(await aDatabase(), settings);

/** `placeFile`: the file that the place stands in, where a test changes it. */
type HouseSettings = { clock: Clock; place?: Place; placeFile?: string };

/** As aHouse, over a database that something else uses too. */
export function aHouseOver(db: Database, { clock, place = aPlace(), placeFile }: HouseSettings) {
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
    key: Buffer.alloc(32, 7),
  });
  const record = createRecord({ store: recordStore(db), people, sharing, directory, clock });
  const feeds = createFeeds({ store: feedsStore(db), record, sharing, directory, clock });
  const samples = createSamples({ directory, clock });
  const keeper = createPlaceKeeper({ directory, path: placeFile, check: checkPlace });
  const parts = {
    db,
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
  };
  return { ...parts, ...shortcuts(parts) };
}

type Parts = {
  readonly db: Database;
  readonly sharing: ReturnType<typeof createSharing>;
  readonly record: ReturnType<typeof createRecord>;
  readonly clock: Clock;
};

function shortcuts({ db, sharing, record, clock }: Parts) {
  const asking = { actor: NURSE, purpose: "direct-care", what: "record" } as const;
  return {
    /** Saves what a source sent in one batch of a delivery. */
    async save(source: OdsCode, delivery: number, entries: readonly SuppliedEntry[]): Promise<SaveCounts> {
      const permit = mustSucceed(await sharing.maySupply(source, deliveryId(delivery)));
      return record.save(permit, { source, delivery: deliveryId(delivery), received: clock(), entries });
    },
    async mayRead(person: PersonId): Promise<PersonPermit> {
      await letIn(db, NURSE, person);
      return mustSucceed(await sharing.mayRead(asking, person));
    },
    async mayList(): Promise<ListPermit> {
      await letInToAll(db, NURSE);
      return mustSucceed(await sharing.mayList({ ...asking, what: "search" }));
    },
    mayReview: async () =>
      mustSucceed(await sharing.mayList({ actor: LINKER, purpose: "linkage", what: "review queue" })),
    mayLink: async (actor: ActorId = LINKER) =>
      mustSucceed(await sharing.mayLink({ actor, what: "decision about links" })),
    mayAct: async () => mustSucceed(await sharing.mayAct({ actor: GOVERNANCE_LEAD, what: "acts" })),
    /** Which person a source's patient is today. */
    async personOf(source: OdsCode, patient: string): Promise<PersonId> {
      const rows = await db.query(sql<{ person: PersonId }>`
        select person from people.current_patient where patient = ${patientIdOf(source, patient)}`);
      if (!rows[0]) throw new Error(`${source} has no patient ${patient}.`);
      return rows[0].person;
    },
  };
}

/** A clock that is set by hand. */
export function aClock(start: string): { readonly clock: Clock; readonly set: (instant: string) => void } {
  let now = new Date(start);
  return {
    clock: () => new Date(now),
    set: (instant) => {
      now = new Date(instant);
    },
  };
}
