import type { OdsCode, PatientId, PersonId } from "#base";
import { sql, type Database, type RawBuilder } from "#db";
import type { Row } from "../matching/table.ts";
import type { Link, LinkMethod } from "../patient.ts";
import { likenessStore, planned } from "./likeness-store.ts";
import type { ComparedRegistration, HeldLikeness, HeldLink, Registration, Verdict } from "./registration.ts";
import { withTracedNumber } from "./said.ts";

export type LinkingStore = ReturnType<typeof linkingStore>;

type RegistrationRow = {
  patient: PatientId;
  source: OdsCode;
  active: boolean;
  said: Row;
  number: string | null;
  same_as: PatientId[];
  identity: number | null;
  since: Date | null;
  person: PersonId | null;
  method: LinkMethod | null;
  weight: number | null;
  reason: string | null;
  earlier: number;
  claimed: PersonId[] | null;
  claimed_since: Date[] | null;
};

type AroundRow = RegistrationRow & {
  likenesses: Omit<HeldLikeness, "one">[];
  verdicts: Omit<Verdict, "one">[];
  holders: PatientId[];
};

/** What linking asks of the tables, and writes there. */
export function linkingStore(db: Database) {
  return {
    ...likenessStore(db),

    /** One linker at a time: two that read the same links could both write them. Held until the transaction ends. */
    async lockLinks(): Promise<void> {
      await db.query(sql`select pg_advisory_xact_lock(hashtext('people.link'))`, { name: "people-lock-links" });
    },

    /** What these registrations say, to be compared. */
    async compared(patients: readonly PatientId[]): Promise<readonly ComparedRegistration[]> {
      const rows = await db.query(
        sql<{ patient: PatientId; said: Row; number: string | null }>`
        select id as patient, said, traced_number as number from people.patient where id = any(${patients}::uuid[])`,
        { name: "people-compared" },
      );
      return rows.map(({ patient, said, number }) => ({ patient, row: withTracedNumber(said, number) }));
    },

    /** What every registration says, by its id. */
    async allCompared(): Promise<readonly ComparedRegistration[]> {
      const rows = await db.query(sql<{ patient: PatientId; said: Row; number: string | null }>`
        select id as patient, said, traced_number as number from people.patient order by id`);
      return rows.map(({ patient, said, number }) => ({ patient, row: withTracedNumber(said, number) }));
    },

    /**
     * All registrations on which it depends who these are: whoever one of them is like, or is said to be the same as, or
     * shares a person with, and so on from those; among them such as are out of sight.
     */
    async concerned(patients: readonly PatientId[]): Promise<readonly PatientId[]> {
      const rows = await db.query(
        sql<{ patient: PatientId }>`with recursive ${concernedBy(patients)} select patient from concerned`,
        { name: "people-concerned" },
      );
      return rows.map((row) => row.patient);
    },

    /** The same registrations, by id, with what is known of who among them is who. */
    async knownAround(patients: readonly PatientId[]): Promise<KnownAround> {
      const rows = await db.query(
        sql<AroundRow>`
        with recursive ${concernedBy(patients)}
        select ${registrationColumns},
          array(
            select json_build_object('other', other, 'weight', weight, 'together', together)
            from people.likeness where one = patient.id
          ) as likenesses,
          array(
            select json_build_object('other', other, 'verdict', verdict)
            from people.verdict where one = patient.id and verdict in ('same', 'different')
          ) as verdicts,
          array(select holder.patient from people.link holder where holder.person = any(past.claimed)) as holders
        from concerned join people.patient on patient.id = concerned.patient ${besidesPatient}
        order by patient.id`,
        { name: "people-known-around" },
      );
      return {
        registrations: rows.map(registrationFrom),
        likenesses: rows.flatMap(({ patient: one, likenesses }) => likenesses.map((each) => ({ one, ...each }))),
        verdicts: rows.flatMap(({ patient: one, verdicts }) => verdicts.map((each) => ({ one, ...each }))),
        holders: [...new Set(rows.flatMap(({ holders }) => holders))],
      };
    },

    /** Registrations with their links, by id. `patients`: undefined for all. */
    async registrations(patients: readonly PatientId[] | undefined): Promise<readonly Registration[]> {
      const among = patients === undefined ? sql`true` : sql`patient.id = any(${patients}::uuid[])`;
      const rows = await db.query(
        sql<RegistrationRow>`
        select ${registrationColumns} from people.patient ${besidesPatient} where ${among} order by patient.id`,
        patients === undefined ? {} : { name: "people-registrations" },
      );
      return rows.map(registrationFrom);
    },

    /** Whether one of the two is protected and the other not, or by another identity. */
    async areProtectedApart(one: PatientId, other: PatientId): Promise<boolean> {
      const rows = await db.query(sql<{ patient: PatientId; identity: number }>`
        select patient, identity from people.protected_identity where patient in (${one}, ${other})`);
      const identity = (patient: PatientId) => rows.find((row) => row.patient === patient)?.identity;
      return identity(one) !== identity(other);
    },

    /** What people decided, and counts. */
    async allVerdicts(): Promise<readonly Verdict[]> {
      return db.query(
        sql<Verdict>`select one, other, verdict from people.verdict where verdict in ('same', 'different')`,
      );
    },

    /**
     * Writes links that changed; today's rows become past ones. Persons left without patients lead to where they went.
     * In the order of patients: whoever holds links while they are written does so too, so that neither waits for the
     * other in a circle.
     */
    async saveLinks(links: readonly Link[], decidedBy: string, at: Date): Promise<void> {
      const column = <T>(value: (one: Link) => T) => links.map(value);
      await db.query(
        sql`
        with given as (
          select * from unnest(
            ${column((one) => one.patient)}::uuid[], ${column((one) => one.person)}::uuid[],
            ${column((one) => one.method)}::text[], ${column((one) => one.weight ?? null)}::real[],
            ${column((one) => one.reason)}::text[]
          ) given (patient, person, method, weight, reason)
        ), past as (
          insert into people.link_past (patient, person, method, weight, reason, decided_by, since, until)
          select link.patient, link.person, link.method, link.weight, link.reason, link.decided_by, link.since,
            ${at}::timestamptz
          from people.link join given using (patient)
        ), persons as (
          insert into people.person (id) select distinct person from given
          on conflict (id) do update set became = null
        )
        insert into people.link (patient, person, method, weight, reason, decided_by, since)
        select patient, person, method, weight, reason, ${decidedBy}, ${at}::timestamptz from given order by patient
        on conflict (patient) do update set person = excluded.person, method = excluded.method,
          weight = excluded.weight, reason = excluded.reason, decided_by = excluded.decided_by,
          since = case when link.person = excluded.person then link.since else excluded.since end`,
        { name: "people-save-links" },
      );
    },

    async leadOn(from: readonly PersonId[], to: readonly PersonId[]): Promise<void> {
      if (from.length === 0) return;
      await db.query(
        sql`
        update people.person set became = moved.later
        from unnest(${from}::uuid[], ${to}::uuid[]) moved (earlier, later)
        where person.id = moved.earlier
          and not exists (select from people.link where link.person = person.id)`,
        { name: "people-lead-on" },
      );
    },
  };
}

/** Everything on which it depends who some registrations are. */
export type KnownAround = {
  readonly registrations: readonly Registration[];
  readonly likenesses: readonly HeldLikeness[];
  readonly verdicts: readonly Verdict[];
  /** Who is today whom one of them was before. */
  readonly holders: readonly PatientId[];
};

const concernedBy = (patients: readonly PatientId[]): RawBuilder<unknown> => sql`
  concerned (patient) as (
    select id from people.patient where id = any(${planned(patients)})
    union
    select next.patient from concerned, lateral (
      select other as patient from people.likeness where one = concerned.patient
      union all select one from people.likeness where other = concerned.patient
      union all select other from people.decision where one = concerned.patient and undone_at is null
      union all select one from people.decision where other = concerned.patient and undone_at is null
      union all select unnest(same_as) from people.patient where id = concerned.patient
      union all select id from people.patient where same_as <> '{}' and same_as @> array[concerned.patient]
      union all select fellow.patient from people.link own join people.link fellow using (person)
        where own.patient = concerned.patient
    ) next
  )`;

const registrationColumns = sql`
  patient.id as patient, patient.source, patient.active, patient.said, patient.traced_number as number, patient.same_as,
  protected.identity, link.since, link.person, link.method, link.weight, link.reason, past.earlier, past.claimed,
  past.claimed_since`;

/** A registration's link, protection, and whom it was linked to before. */
const besidesPatient = sql`
  left join people.link on link.patient = patient.id
  left join people.protected_identity protected on protected.patient = patient.id
  left join lateral (
    select sum(links)::integer as earlier, array_agg(person) filter (where since is not null) as claimed,
      array_agg(since) filter (where since is not null) as claimed_since
    from (
      select person, count(*) as links, min(since) filter (where not erased) as since
      from people.link_past where link_past.patient = patient.id group by person
    ) each
  ) past on true`;

function registrationFrom(row: RegistrationRow): Registration {
  const { patient, source, active, since, person, method, reason } = row;
  const held: HeldLink | undefined =
    person !== null && method !== null && reason !== null
      ? { person, method, reason, weight: row.weight ?? undefined }
      : undefined;
  const past = (row.claimed ?? []).flatMap((one, nth) => {
    const from = row.claimed_since?.[nth];
    return from === undefined ? [] : [{ person: one, since: from }];
  });
  return {
    ...{ patient, source, active, held },
    row: withTracedNumber(row.said, row.number),
    sameAs: row.same_as,
    identity: row.identity ?? undefined,
    claims: held && since ? withHeld(past, held.person, since) : past,
    earlierLinks: row.earlier,
  };
}

/** Each person once, with the moment when the registration first was theirs. */
function withHeld(past: readonly { person: PersonId; since: Date }[], person: PersonId, since: Date) {
  const before = past.find((one) => one.person === person);
  if (before && before.since <= since) return past;
  return [...past.filter((one) => one !== before), { person, since }];
}
