import type { NhsNumber, OdsCode, PatientId, PersonId } from "#base";
import { sql, type Database, type RawBuilder } from "#db";
import { readingOf, readingOfEach, type Among, type ListPermit, type PersonPermit } from "#sharing";
import type { Row } from "./matching/table.ts";
import type { LinkMethod, Patient } from "./patient.ts";
import type { Search } from "./find.ts";
import { planned } from "./linking/likeness-store.ts";
import { linkingStore } from "./linking/linking-store.ts";
import { modelStore } from "./linking/model-store.ts";
import { reportStore } from "./report/report-store.ts";
import { reviewStore } from "./review/review-store.ts";
import { sampleStore } from "./review/sample-store.ts";
import { studyStore } from "./study-store.ts";
import { supersededStore } from "./superseded-store.ts";
import { withdrawalStore } from "./withdrawal-store.ts";

export type PatientRow = {
  person: PersonId;
  method: LinkMethod;
  reason: string;
  id: PatientId;
  source: OdsCode;
  source_id: string;
  family: string | null;
  given: string | null;
  title: string | null;
  gender: Patient["gender"] | null;
  born: string | null;
  died: string | null;
  deceased: boolean;
  nhs_number: NhsNumber | null;
  nhs_number_verified: boolean;
  active: boolean;
  address: string | null;
  postcode: string | null;
  phone: string | null;
  practice: OdsCode | null;
  recorded: Date;
};

/** A patient with what is compared of it, now and before. */
export type SaidPatient = Patient & { readonly said: Row };

export type HeldSaid = { readonly said: Row; readonly sameAs: readonly PatientId[] };

export type LinkCountRow = { source: OdsCode; method: LinkMethod; reason: string; patients: number };

export type PeopleStore = ReturnType<typeof peopleStore>;

export function peopleStore(db: Database) {
  return {
    ...withdrawalStore(db),
    ...supersededStore(db),
    ...studyStore(db),
    linking: linkingStore(db),
    models: modelStore(db),
    review: reviewStore(db),
    report: reportStore(db),
    samples: sampleStore(db),
    inTransaction: <T>(work: () => Promise<T>): Promise<T> => db.inTransaction(work),

    /** What these registrations say as it is compared, as far as they are held already. */
    async said(patients: readonly PatientId[]): Promise<ReadonlyMap<PatientId, HeldSaid>> {
      const rows = await db.query(
        sql<HeldSaid & { id: PatientId }>`
        select id, said, same_as as "sameAs" from people.patient where id = any(${planned(patients)})`,
        { name: "people-said" },
      );
      return new Map(rows.map(({ id, said, sameAs }) => [id, { said, sameAs }]));
    },

    async saveSaid(patients: readonly { readonly id: PatientId; readonly said: Row }[]): Promise<void> {
      await db.query(sql`
        update people.patient set said = given.said
        from unnest(${patients.map(({ id }) => id)}::uuid[], ${patients.map(({ said }) => JSON.stringify(said))}::json[])
          given (id, said)
        where patient.id = given.id`);
    },

    /** Superseded numbers are not followed yet: see traces and retrace. */
    async savePatients(patients: readonly SaidPatient[]): Promise<void> {
      const column = <T>(value: (one: SaidPatient) => T) => patients.map(value);
      await db.query(
        sql`
        insert into people.patient (id, source, source_id, family, given, title, gender, ethnicity, born, died, nhs_number,
          nhs_number_verified, active, deceased, traced_number, address, postcode, phone, practice, recorded,
          said, same_as)
        select given.id, given.source, given.source_id, given.family, given.given, given.title, given.gender, given.ethnicity,
          given.born, given.died, given.nhs_number, given.verified, given.active, given.deceased, given.nhs_number,
          given.address, given.postcode, given.phone, given.practice, given.recorded, given.said,
          array(select jsonb_array_elements_text(given.same_as)::uuid)
        from unnest(
          ${column((one) => one.id)}::uuid[], ${column((one) => one.source)}::text[],
          ${column((one) => one.sourceId)}::text[], ${column((one) => one.family ?? null)}::text[],
          ${column((one) => one.given ?? null)}::text[], ${column((one) => one.title ?? null)}::text[],
          ${column((one) => one.gender ?? null)}::text[], ${column((one) => one.ethnicity ?? null)}::text[],
          ${column((one) => one.born ?? null)}::date[],
          ${column((one) => one.died ?? null)}::date[], ${column((one) => one.nhsNumber ?? null)}::text[],
          ${column((one) => one.nhsNumberVerified)}::boolean[], ${column((one) => one.active)}::boolean[], ${column((one) => one.deceased)}::boolean[],
          ${column((one) => one.address ?? null)}::text[],
          ${column((one) => one.postcode ?? null)}::text[], ${column((one) => one.phone ?? null)}::text[],
          ${column((one) => one.practice ?? null)}::text[], ${column((one) => one.recorded)}::timestamptz[],
          ${column((one) => JSON.stringify(one.said))}::json[], ${column((one) => JSON.stringify(one.sameAs))}::jsonb[]
        ) given (id, source, source_id, family, given, title, gender, ethnicity, born, died, nhs_number, verified, active,
          deceased, address, postcode, phone, practice, recorded, said, same_as)
        on conflict (id) do update set
          family = excluded.family, given = excluded.given, title = excluded.title, gender = excluded.gender, ethnicity = excluded.ethnicity,
          born = excluded.born, died = excluded.died, nhs_number = excluded.nhs_number,
          nhs_number_verified = excluded.nhs_number_verified, active = excluded.active,
          deceased = excluded.deceased, traced_number = excluded.traced_number, address = excluded.address, postcode = excluded.postcode, phone = excluded.phone,
          practice = excluded.practice, recorded = excluded.recorded, said = excluded.said,
          same_as = excluded.same_as`,
        { name: "people-save-patients" },
      );
    },

    /** A code for each home of these persons, made with this salt from its postcode. */
    async homesOf(persons: readonly PersonId[], salt: string): Promise<ReadonlyMap<PersonId, readonly string[]>> {
      const rows = await db.query(sql<{ person: PersonId; homes: readonly string[] }>`
        select person, array_agg(distinct encode(sha256(convert_to(${salt} || upper(replace(postcode, ' ', '')), 'UTF8')), 'hex'))
          as homes
        from people.current_patient join people.patient on patient.id = current_patient.patient
        where person = any(${persons}::uuid[]) and postcode <> ''
        group by person`);
      return new Map(rows.map(({ person, homes }) => [person, homes]));
    },

    /** Where a person's id leads today: itself, its successor, or nowhere. */
    async presentId(person: PersonId): Promise<PersonId | undefined> {
      const rows = await db.query(sql<{ id: PersonId }>`
        with recursive trail as (
          select id, became, 0 as steps from people.person where id = ${person}
          union all
          select next.id, next.became, steps + 1
          from trail join people.person next on next.id = trail.became where steps < 100
        )
        select id from trail where became is null`);
      return rows[0]?.id;
    },

    /** Every id that leads to this person today, their own among them. */
    async idsOf(person: PersonId): Promise<readonly PersonId[]> {
      const rows = await db.query(
        sql<{ id: PersonId }>`
        with recursive own (id) as (
          select ${person}::uuid
          union
          select former.id from own join people.person former on former.became = own.id
        )
        select id from own`,
        { name: "people-ids-of" },
      );
      return rows.map(({ id }) => id);
    },

    /** A person's registrations, and the log row of looking. */
    async patientsOf(permit: PersonPermit): Promise<readonly PatientRow[]> {
      return db.query(
        sql<PatientRow>`
        with access as (${readingOf(permit)})
        select ${patientColumns}
        from people.link join people.patient on patient.id = link.patient
        where link.person = ${permit.person} and patient.source = any(${permit.sources}::text[])`,
        { name: "people-patients-of" },
      );
    },

    /** The persons whose registrations these are. Ids only: who of them may be shown is asked next. */
    async personsOf(patients: readonly PatientId[]): Promise<readonly PersonId[]> {
      const rows = await db.query(sql<{ person: PersonId }>`
        select distinct person from people.link where patient = any(${patients}::uuid[])`);
      return rows.map((row) => row.person);
    },

    /** Persons of whom one of these sources has a registration like this. Ids only, in their own order. */
    async matching(permit: ListPermit, search: Search, most: number): Promise<readonly PersonId[]> {
      const rows = await db.query(sql<{ person: PersonId }>`
        select distinct link.person
        from people.patient join people.link on link.patient = patient.id
        where ${matching(search)} and patient.source = any(${permit.sources}::text[])
        order by link.person limit ${most}`);
      return rows.map((row) => row.person);
    },

    /**
     * Living persons who are known to most organisations, those known to one of `beyond` first. Ids only. Looks at every
     * link: for a demonstration.
     */
    async mostJoined(beyond: readonly OdsCode[], most: number): Promise<readonly PersonId[]> {
      const rows = await db.query(sql<{ person: PersonId }>`
        select link.person
        from people.link join people.patient on patient.id = link.patient
        where link.method <> 'alone'
        group by link.person
        having bool_and(patient.died is null)
        order by count(distinct patient.source) filter (where patient.source = any(${beyond}::text[])) desc,
          count(distinct patient.source) desc, min(patient.born), link.person
        limit ${most}`);
      return rows.map((row) => row.person);
    },

    /** The registrations that may be shown of each of these persons, and the log rows of showing them. */
    async shown(permit: ListPermit, { shown }: Among): Promise<readonly PatientRow[]> {
      const pairs = [...shown].flatMap(([person, sources]) => sources.map((source) => ({ person, source })));
      return db.query(sql<PatientRow>`
        with allowed as (
          select * from unnest(${pairs.map((one) => one.person)}::uuid[], ${pairs.map((one) => one.source)}::text[])
            allowed (person, source)
        ), shown as (
          select ${patientColumns}
          from allowed join people.link using (person)
          join people.patient on patient.id = link.patient and patient.source = allowed.source
        ), access as (${readingOfEach(permit, sql`select distinct person from shown`)})
        select * from shown`);
    },

    /** How many persons, patients, and links by method. Counts only: no person is shown. */
    async counts(): Promise<{ persons: number; patients: number; links: Readonly<Record<string, number>> }> {
      const rows = await db.query(sql<{ method: string; links: number }>`
        select method, count(*) as links from people.link group by method order by method`);
      const [total] = await db.query(sql<{ persons: number; patients: number }>`
        select (select count(distinct person) from people.link) as persons,
          (select count(*) from people.patient) as patients`);
      const links = Object.fromEntries(rows.map((row) => [row.method, row.links]));
      return { persons: total?.persons ?? 0, patients: total?.patients ?? 0, links };
    },

    /** Persons whom a source registered more than once, by source. Counts only. */
    async registeredTwice(): Promise<readonly { source: OdsCode; persons: number }[]> {
      return db.query(sql<{ source: OdsCode; persons: number }>`
        select source, count(*) as persons from (
          select patient.source from people.patient join people.link on link.patient = patient.id
          where patient.active group by patient.source, link.person having count(*) > 1
        ) twice group by source`);
    },

    /** Patients by source, and by how and why each is linked, or is not. Counts only. */
    async linkCounts(): Promise<readonly LinkCountRow[]> {
      return db.query(sql<LinkCountRow>`
        select patient.source, link.method, link.reason, count(*) as patients
        from people.patient join people.link on link.patient = patient.id
        group by patient.source, link.method, link.reason
        order by patient.source, patients desc, link.reason`);
    },
  };
}

const patientColumns = sql`link.person, link.method, link.reason, patient.id, patient.source, patient.source_id,
  patient.family, patient.given, patient.title, patient.gender, patient.born, patient.died, patient.nhs_number,
  patient.nhs_number_verified, patient.active, patient.deceased, patient.address, patient.postcode, patient.phone, patient.practice, patient.recorded`;

function matching(search: Search): RawBuilder<boolean> {
  if (search.by === "nhs-number") {
    return sql<boolean>`patient.traced_number = (
      with recursive connected (number) as (
        select ${search.number}::char(10)
        union
        select case when old = number then new else old end
        from connected join people.superseded_number on old = number or new = number
      )
      select min(number) from connected)`;
  }
  const { family, born, given, postcode } = search;
  const alsoGiven = given ? sql`and starts_with(lower(patient.given), lower(${given}))` : sql``;
  const alsoPostcode = postcode ? sql`and starts_with(replace(patient.postcode, ' ', ''), ${postcode})` : sql``;
  return sql<boolean>`patient.born = ${born}::date and lower(patient.family) = lower(${family})
    ${alsoGiven} ${alsoPostcode}`;
}
