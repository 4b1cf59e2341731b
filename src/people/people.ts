import { randomUUID } from "node:crypto";
import { failed, succeeded, type Clock, type OdsCode, type Outcome, type PersonId } from "#base";
import type { Directory } from "#place";
import type { Among, CohortPermit, Group, ListPermit, PersonPermit, Sharing } from "#sharing";
import type { Search } from "./find.ts";
import { createModelKeeper } from "./linking/model-keeper.ts";
import { createLinkage } from "./linkage.ts";
import { createMatch } from "./match.ts";
import type { LinkMethod, Patient } from "./patient.ts";
import { personOf, type Person, type PersonRegistration } from "./person.ts";
import type { PatientRow, PeopleStore } from "./store.ts";

/** Who was found. */
export type FoundPersons = {
  readonly persons: readonly Person[];
  /** There were others beyond the fifty. */
  readonly more: boolean;
  /** Others are like this, and may not be shown: why not, and who, by an id that says nothing of them. */
  readonly hidden: Among["hidden"];
};

/** How many registrations are linked, or not, by the same method for the same reason. */
export type LinkCount = { readonly method: LinkMethod; readonly reason: string; readonly patients: number };

/** A source's registrations: all, those linked to another one, and how many for which reason, most first. */
export type SourceLinks = {
  readonly source: OdsCode;
  readonly patients: number;
  readonly linked: number;
  readonly links: readonly LinkCount[];
};

const MOST_SHOWN = 50;
const MOST_EXAMPLES = 10;
/** For examples: as long a list as a caseload. */
const MOST_LOOKED_THROUGH = 500;

export type People = ReturnType<typeof createPeople>;

/** Patients, persons, and the links between them. */
export function createPeople({
  store,
  sharing,
  directory,
  clock,
}: {
  store: PeopleStore;
  sharing: Sharing;
  directory: Directory;
  clock: Clock;
}) {
  const isPractice = (source: Patient["source"]) => directory.organisation(source)?.kind === "gp-practice";

  /** The persons of these registrations, by name. */
  const personsIn = (rows: readonly PatientRow[]): readonly Person[] =>
    [...Map.groupBy(rows, (row) => row.person)]
      .map(([id, own]) => personOf(id, own.map(registrationFrom), isPractice))
      .sort((a, b) => a.family.localeCompare(b.family) || a.given.localeCompare(b.given));

  const models = createModelKeeper(store.models);

  /** Those who may be shown, by what may be shown of them. */
  async function show(permit: ListPermit, persons: readonly PersonId[]): Promise<Omit<FoundPersons, "more">> {
    const among = await sharing.among(permit, persons);
    return { persons: personsIn(await store.shown(permit, among)), hidden: among.hidden };
  }

  async function examples(permit: ListPermit): Promise<FoundPersons> {
    const others = directory.place.organisations.filter((one) => one.kind !== "gp-practice");
    const persons = await store.mostJoined(
      others.map((one) => one.ods),
      MOST_LOOKED_THROUGH,
    );
    const { shown } = await sharing.among(permit, persons);
    const known = persons.filter((one) => shown.has(one)).slice(0, MOST_EXAMPLES);
    return { ...(await show(permit, known)), more: false };
  }

  return {
    ...createLinkage({ store, models, sharing, clock, isPractice, areas: () => directory.place.areaTable }),
    ...createMatch({
      linkingStore: store.linking,
      models,
      personsOf: async (permit, patients) => (await show(permit, await store.personsOf(patients))).persons,
    }),

    /** No link changes until this transaction ends but by itself. */
    lockLinks: () => store.linking.lockLinks(),

    /** Persons who have a registration like this: at most fifty, by name. Each one shown is logged. */
    async find(permit: ListPermit, search: Search): Promise<FoundPersons> {
      const found = await store.matching(permit, search, MOST_SHOWN + 1);
      return { ...(await show(permit, found.slice(0, MOST_SHOWN))), more: found.length > MOST_SHOWN };
    },

    /**
     * A few people to begin with whom the asker may see, known to several organisations: for a demonstration, where nobody
     * knows a name.
     */
    examples,

    /** Who the person is, from all their registrations. */
    async get(permit: PersonPermit): Promise<Outcome<Person>> {
      const rows = await store.patientsOf(permit);
      if (rows.length === 0) return failed({ kind: "not-found", message: "There is no record of this person." });
      return succeeded(personOf(permit.person, rows.map(registrationFrom), isPractice));
    },

    /** Where each of a group is registered, and by which NHS numbers: for sharing, to ask who opted out. */
    registrationsOf: (permit: CohortPermit, group: Group) => store.registrationsOf(permit, group),
    counts: () => store.counts(),

    /** Who lives where another of these does: a code for each home's postcode, another one each time. */
    homesOf: (persons: readonly PersonId[]) => store.homesOf(persons, randomUUID()),

    /** How many persons each source has registered more than once, as far as their registrations are linked. */
    registeredTwice: () => store.registeredTwice(),

    /** The registrations of each source, and why they are linked or not. */
    async countsBySource(): Promise<readonly SourceLinks[]> {
      const rows = await store.linkCounts();
      return [...Map.groupBy(rows, (row) => row.source)].map(([source, own]) => ({
        source,
        patients: total(own),
        linked: total(own.filter((one) => one.method !== "alone")),
        links: own.map(({ method, reason, patients }) => ({ method, reason, patients })),
      }));
    },
  };
}

const total = (counts: readonly LinkCount[]): number => counts.reduce((sum, one) => sum + one.patients, 0);

function registrationFrom(row: PatientRow): PersonRegistration {
  const { id, source, recorded, method, reason } = row;
  return {
    ...{ id, source, sourceId: row.source_id, recorded, method, reason },
    nhsNumberVerified: row.nhs_number_verified,
    active: row.active,
    deceased: row.deceased,
    supersededNumbers: [],
    sameAs: [],
    ...(row.family !== null && { family: row.family }),
    ...(row.given !== null && { given: row.given }),
    ...(row.title !== null && { title: row.title }),
    ...(row.gender !== null && row.gender !== undefined && { gender: row.gender }),
    ...(row.born !== null && { born: row.born }),
    ...(row.died !== null && { died: row.died }),
    ...(row.nhs_number !== null && { nhsNumber: row.nhs_number }),
    ...(row.address !== null && { address: row.address }),
    ...(row.postcode !== null && { postcode: row.postcode }),
    ...(row.phone !== null && { phone: row.phone }),
    ...(row.practice !== null && { practice: row.practice }),
  };
}
