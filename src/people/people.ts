import type { Patient as FhirPatient } from "fhir/r4.js";
import { failed, patientIdOf, succeeded, type Clock, type OdsCode, type Outcome, type PersonId } from "#base";
import type { Directory } from "#place";
import { mustBeIssued, type ListPermit, type PersonPermit, type Sharing, type SupplyPermit } from "#sharing";
import { patientFrom } from "./fhir.ts";
import type { Search } from "./find.ts";
import { createLinking } from "./linking/linking.ts";
import { createLearning } from "./linking/learning.ts";
import { createModelKeeper } from "./linking/model-keeper.ts";
import { saidNow, withFormer } from "./linking/said.ts";
import { createLinkReport } from "./report/report.ts";
import { createModelViews } from "./review/models.ts";
import { createPersonLinks } from "./review/person-links.ts";
import { createProtecting } from "./review/protecting.ts";
import { createReview } from "./review/review.ts";
import { registrationRow } from "./matching/registration.ts";
import { createMatch } from "./match.ts";
import type { LinkMethod, Patient } from "./patient.ts";
import { personOf, type Person, type PersonRegistration } from "./person.ts";
import type { HeldSaid, PatientRow, PeopleStore, SaidPatient } from "./store.ts";
import { createWithdrawal } from "./withdrawal.ts";

/** A Patient resource that became current. */
export type CurrentPatient = { readonly resource: FhirPatient & { readonly id: string }; readonly recorded: Date };

/** Who was found; `more` when there were others beyond the fifty. */
export type FoundPersons = { readonly persons: readonly Person[]; readonly more: boolean };

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
  const linking = createLinking({ store: store.linking, models, sharing, clock, isPractice });

  /** Follows superseded numbers; returns the patients who are known by another number for it. */
  async function followSuperseded(patients: readonly Patient[]): Promise<readonly Patient["id"][]> {
    const changed = await store.saveSuperseded(patients);
    const traces = await store.traces(
      patients.flatMap((one) => one.nhsNumber ?? []),
      changed,
    );
    return traces.length === 0 ? [] : store.retrace(traces);
  }

  return {
    ...createWithdrawal({ store, clock, linking }),
    review: createReview({
      ...{ store: store.review, linkingStore: store.linking, linking, models, clock },
      inTransaction: store.inTransaction,
    }),
    ...createProtecting({
      ...{ store: store.review, linkingStore: store.linking, linking },
      inTransaction: store.inTransaction,
    }),
    ...createMatch({
      linkingStore: store.linking,
      models,
      personsOf: async (permit, patients) => personsIn(await store.patientsOfPersonsOf(permit, patients)),
    }),
    ...createLearning({
      ...{ store: store.linking, models, linking, isPractice, clock },
      inTransaction: store.inTransaction,
    }),
    ...createPersonLinks({ store: store.review, linkingStore: store.linking, models }),
    ...createLinkReport({ store: store.report, models: store.models, clock }),
    ...createModelViews({ store: store.models, models }),

    /** No link changes until this transaction ends but by itself. */
    lockLinks: () => store.linking.lockLinks(),

    /** Takes what a source's Patient entries say now, and links. To be called in the transaction that saves them. */
    async register(permit: SupplyPermit, current: readonly CurrentPatient[]): Promise<void> {
      mustBeIssued(permit);
      if (current.length === 0) return;
      const patients = current.map((one) => patientFrom(permit.source, one.resource, one.recorded));
      await store.linking.lockLinks();
      const held = await store.said(patients.map(({ id }) => id));
      const said = patients.map((patient, nth): SaidPatient => {
        const before = held.get(patient.id)?.said;
        return { ...patient, said: saidNow(patient, current[nth]?.resource, before) };
      });
      await store.savePatients(said);
      const retraced = await followSuperseded(patients);
      const changed = said.filter((one) => saysOtherwise(one, held.get(one.id))).map(({ id }) => id);
      await linking.link([...new Set([...changed, ...retraced])]);
    },

    /**
     * Takes versions of a source's Patient entries that were overtaken before they came: names and homes of before.
     * To be called in the transaction that saves them.
     */
    async registerEarlier(permit: SupplyPermit, earlier: readonly CurrentPatient[]): Promise<void> {
      mustBeIssued(permit);
      if (earlier.length === 0) return;
      await store.linking.lockLinks();
      const patients = Map.groupBy(earlier, ({ resource }) => patientIdOf(permit.source, resource.id));
      const held = await store.said([...patients.keys()]);
      const changed = [...held].flatMap(([id, { said }]) => {
        const others = (patients.get(id) ?? []).map(({ resource }) => registrationRow([resource]));
        const all = withFormer(said, others);
        return JSON.stringify(all) === JSON.stringify(said) ? [] : [{ id, said: all }];
      });
      if (changed.length === 0) return;
      await store.saveSaid(changed);
      await linking.link(changed.map(({ id }) => id));
    },

    /** Persons who have a registration like this: at most fifty, by name. Each one shown is logged. */
    async find(permit: ListPermit, search: Search): Promise<FoundPersons> {
      const rows = await store.find(permit, search, MOST_SHOWN);
      return { persons: personsIn(rows), more: rows.some((row) => row.more) };
    },

    /** A few people to begin with, known to several organisations: for a demonstration, where nobody knows a name. */
    async examples(permit: ListPermit): Promise<FoundPersons> {
      const others = directory.place.organisations.filter((one) => one.kind !== "gp-practice");
      const rows = await store.mostJoined(
        permit,
        others.map((one) => one.ods),
        MOST_EXAMPLES,
      );
      return { persons: personsIn(rows), more: false };
    },

    /** Who the person is, from all their registrations. */
    async get(permit: PersonPermit): Promise<Outcome<Person>> {
      const rows = await store.patientsOf(permit);
      if (rows.length === 0) return failed({ kind: "not-found", message: "There is no record of this person." });
      return succeeded(personOf(permit.person, rows.map(registrationFrom), isPractice));
    },

    /** Where a person's id leads today. Old ids always resolve. */
    presentId: (person: PersonId) => store.presentId(person),
    counts: () => store.counts(),

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

/** Whether something that is compared is other than it was. */
const saysOtherwise = (now: SaidPatient, held: HeldSaid | undefined): boolean =>
  held === undefined ||
  JSON.stringify(now.said) !== JSON.stringify(held.said) ||
  [...now.sameAs].sort().join() !== [...held.sameAs].sort().join();

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
