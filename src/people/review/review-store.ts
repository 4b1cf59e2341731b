import type { ActorId, OdsCode, PatientId, PersonId } from "#base";
import { sql, type Database, type RawBuilder } from "#db";
import { actingOf, readingOf, readingOfEach, type LinkPermit, type ListPermit, type PersonPermit } from "#sharing";
import { RIVAL_WITHIN, SURE } from "../linking/likelihood.ts";
import type { Gender, LinkMethod } from "../patient.ts";
import type { Decision, LinkMove, Protection, QueueReason, ReviewedRegistration, Verdict } from "./pair.ts";

export type ReviewStore = ReturnType<typeof reviewStore>;

/** A pair of which nobody could say is shown again after so many days. */
const DAYS_OF_REST = 90;

type RegistrationRow = {
  patient: PatientId;
  person: PersonId;
  source: OdsCode;
  source_id: string;
  given: string | null;
  family: string | null;
  gender: Gender | null;
  born: string | null;
  nhs_number: string | null;
  nhs_number_verified: boolean;
  address: string | null;
  postcode: string | null;
  phone: string | null;
  active: boolean;
  recorded: Date;
  method: LinkMethod;
  reason: string;
};

type DecisionRow = {
  id: number;
  one: PatientId;
  other: PatientId;
  verdict: Verdict;
  reason: string;
  needs_second: boolean;
  decided_by: ActorId;
  decided_at: Date;
  confirmed_by: ActorId | null;
  confirmed_at: Date | null;
  undone_by: ActorId | null;
  undone_at: Date | null;
  weight: number | null;
  sample: number | null;
};

/** A pair that waits because of what matching thinks of it. */
export type QueueRow = { one: PatientId; other: PatientId; weight: number; reason: Exclude<QueueReason, "sample"> };

/** For each two persons of whom nothing is decided the likest pair, with how much there is to win or lose. */
const waiting = (now: Date): RawBuilder<QueueRow & { value: number }> => sql`
  with decided as (
    select decision.one, decision.other, least(mine.person, theirs.person) as lesser,
      greatest(mine.person, theirs.person) as greater
    from people.decision
    join people.link mine on mine.patient = decision.one
    join people.link theirs on theirs.patient = decision.other
    where undone_at is null and (verdict <> 'cannot-say'
      or decided_at > ${now}::timestamptz - ${`${DAYS_OF_REST} days`}::interval)
  )
  select one, other, weight, reason, value from (
    select distinct on (least(mine.person, theirs.person), greatest(mine.person, theirs.person))
      pair.one, pair.other, pair.weight,
      case when pair.together then 'joined'
        when pair.weight >= least(mine.weight, theirs.weight) - ${RIVAL_WITHIN} then 'rival'
        else 'apart' end as reason,
      case when pair.together then 3 * (1 - likely.share) else likely.share end as value
    from people.likeness pair
    join people.link mine on mine.patient = pair.one
    join people.link theirs on theirs.patient = pair.other,
    lateral (select 1 / (1 + power(2::double precision, -greatest(-60, least(60, pair.weight)))) as share) likely
    where (not pair.together
        or pair.together and pair.weight < ${SURE} and (
          mine.method = 'matching' and mine.weight = pair.weight
          or theirs.method = 'matching' and theirs.weight = pair.weight))
      and ${sameIdentity(sql`pair.one`, sql`pair.other`)}
      and not exists (select from decided where decided.one = pair.one and decided.other = pair.other)
      and not exists (select from people.open_sample drawn where drawn.one = pair.one and drawn.other = pair.other)
      and not exists (select from decided where lesser <> greater
        and lesser = least(mine.person, theirs.person) and greater = greatest(mine.person, theirs.person))
    order by least(mine.person, theirs.person), greatest(mine.person, theirs.person), pair.weight desc
  ) queued`;

/** What the queue asks of the tables, and decisions as they are kept. */
export function reviewStore(db: Database) {
  return {
    /** Pairs to be looked at, those by which most is won or lost first. */
    async queue(
      reason: QueueRow["reason"] | undefined,
      most: number,
      skip: number,
      now: Date,
    ): Promise<readonly QueueRow[]> {
      const which = reason === undefined ? sql`true` : sql`reason = ${reason}`;
      return db.query(sql<QueueRow>`
        select one, other, weight, reason from (${waiting(now)}) queued where ${which}
        order by value desc, one, other limit ${most} offset ${skip}`);
    },

    async queueCounts(now: Date): Promise<readonly { reason: QueueRow["reason"]; pairs: number }[]> {
      return db.query(sql<{ reason: QueueRow["reason"]; pairs: number }>`
        select reason, count(*) as pairs from (${waiting(now)}) queued group by reason`);
    },

    /** Registrations as whoever decides sees them, and the log rows of showing them. */
    async registrations(
      permit: ListPermit,
      patients: readonly PatientId[],
    ): Promise<ReadonlyMap<PatientId, ReviewedRegistration>> {
      const rows = await db.query(sql<RegistrationRow>`
        with shown as (
          select ${columns} from people.patient join people.link on link.patient = patient.id
          where patient.id = any(${patients}::uuid[]) and patient.source = any(${permit.sources}::text[])
        ), access as (${readingOfEach(permit, sql`select distinct person from shown`)})
        select * from shown`);
      return new Map(rows.map((row) => [row.patient, registrationFrom(row)]));
    },

    /** A person's registrations, and the log row of looking. */
    async registrationsOf(permit: PersonPermit): Promise<readonly ReviewedRegistration[]> {
      const rows = await db.query(sql<RegistrationRow>`
        with access as (${readingOf(permit)})
        select ${columns} from people.patient join people.link on link.patient = patient.id
        where link.person = ${permit.person} and patient.source = any(${permit.sources}::text[])
        order by patient.source, patient.id`);
      return rows.map(registrationFrom);
    },

    /**
     * Registrations that came to a person or left, newest first, and the log row of looking. Nobody is led across a
     * protection: of an identity that is apart now, nothing is said to the others, nor of the others to it.
     */
    async history(permit: PersonPermit): Promise<readonly LinkMove[]> {
      const rows = await db.query(sql<{
        patient: PatientId;
        at: Date;
        from: PersonId | null;
        to: PersonId;
        decided_by: string;
        reason: string;
      }>`
        with access as (${readingOf(permit)}), step as (
          select patient, person, since, decided_by, reason, until from people.link_past where not erased
          and patient in (
            select patient from people.link where person = ${permit.person}
            union select patient from people.link_past where person = ${permit.person})
          union all
          select patient, person, since, decided_by, reason, null from people.link
          where patient in (
            select patient from people.link where person = ${permit.person}
            union select patient from people.link_past where person = ${permit.person})
        ), ordered as (
          select step.*, lag(person) over (partition by patient order by coalesce(until, 'infinity')) as "from"
          from step
          where (select identity from people.protected_identity held where held.patient = step.patient)
            is not distinct from (
              select max(identity) from people.protected_identity join people.link using (patient)
              where link.person = ${permit.person})
        )
        select patient, since as at, "from", person as to, decided_by, reason from ordered
        where "from" is distinct from person and (person = ${permit.person} or "from" = ${permit.person})
          and (select source from people.patient where patient.id = ordered.patient) = any(${permit.sources}::text[])
        order by since desc, patient limit 100`);
      return rows.map(({ from, decided_by, ...row }) => ({ ...row, from: from ?? undefined, decidedBy: decided_by }));
    },

    /** Who is like one of these, best first, others than these themselves; nobody across a protection. */
    async likest(
      patients: readonly PatientId[],
      most: number,
    ): Promise<readonly { like: PatientId; patient: PatientId; weight: number; together: boolean }[]> {
      return db.query(sql<{ like: PatientId; patient: PatientId; weight: number; together: boolean }>`
        select "like", patient, weight, together from (
          select one as "like", other as patient, weight, together from people.likeness
          where one = any(${patients}::uuid[])
          union all
          select other, one, weight, together from people.likeness where other = any(${patients}::uuid[])
        ) each
        where patient <> all(${patients}::uuid[]) and ${sameIdentity(sql`patient`, sql`"like"`)}
        order by weight desc, patient limit ${most}`);
    },

    /** Who is registered at the address of one of these, others than these themselves; nobody across a protection. */
    async household(patients: readonly PatientId[], most: number): Promise<readonly PatientId[]> {
      const rows = await db.query(sql<{ patient: PatientId }>`
        select distinct fellow.id as patient
        from people.patient own join people.patient fellow
          on fellow.postcode = own.postcode and lower(fellow.address) = lower(own.address)
        where own.id = any(${patients}::uuid[]) and fellow.id <> all(${patients}::uuid[])
          and ${sameIdentity(sql`fellow.id`, sql`own.id`)}
        order by 1 limit ${most}`);
      return rows.map((row) => row.patient);
    },

    /** What was ever decided of these, newest first. `patients`: undefined for all. */
    async decisions(patients: readonly PatientId[] | undefined, most: number): Promise<readonly Decision[]> {
      const among =
        patients === undefined ? sql`true` : sql`one = any(${patients}::uuid[]) and other = any(${patients}::uuid[])`;
      const rows = await db.query(sql<DecisionRow>`
        select * from people.decision where ${among} order by id desc limit ${most}`);
      return rows.map(decisionFrom);
    },

    async findDecision(id: number): Promise<Decision | undefined> {
      const rows = await db.query(sql<DecisionRow>`select * from people.decision where id = ${id} for update`);
      return rows.map(decisionFrom)[0];
    },

    /** The decision of a pair that was not undone, waiting for a second person or not. */
    async standing(one: PatientId, other: PatientId): Promise<Decision | undefined> {
      const rows = await db.query(sql<DecisionRow>`
        select * from people.decision where one = ${one} and other = ${other} and undone_at is null`);
      return rows.map(decisionFrom)[0];
    },

    /** Keeps a decision, and the log rows of it. `was`: one of the same pair, which it takes the place of. */
    async decide(
      permit: LinkPermit,
      decision: Pick<Decision, "one" | "other" | "verdict" | "reason" | "needsSecond" | "weight" | "sample">,
      was: Decision | undefined,
    ): Promise<number> {
      const { one, other, verdict, reason, needsSecond, weight, sample } = decision;
      const { actor, at } = permit;
      if (was) await this.undo(permit, was);
      const rows = await db.query(sql<{ id: number }>`
        with access as (${actingOf(permit, "decision about links", personsOf([one, other]))})
        insert into people.decision (one, other, verdict, reason, needs_second, decided_by, decided_at, weight, sample)
        values (${one}, ${other}, ${verdict}, ${reason}, ${needsSecond}, ${actor.id}, ${at}, ${weight ?? null},
          ${sample ?? null})
        returning id`);
      const [row] = rows;
      if (!row) throw new Error("A decision was not kept.");
      return row.id;
    },

    /** A second person says so too. */
    async confirm(permit: LinkPermit, { id, one, other }: Decision): Promise<void> {
      await db.query(sql`
        with access as (${actingOf(permit, "decision about links confirmed", personsOf([one, other]))})
        update people.decision set confirmed_by = ${permit.actor.id}, confirmed_at = ${permit.at} where id = ${id}`);
    },

    async undo(permit: LinkPermit, { id, one, other }: Decision): Promise<void> {
      await db.query(sql`
        with access as (${actingOf(permit, "decision about links undone", personsOf([one, other]))})
        update people.decision set undone_by = ${permit.actor.id}, undone_at = ${permit.at} where id = ${id}`);
    },

    /** Keeps these registrations apart from all others, and the log rows of it. Returns the identity's number. */
    async protect(permit: LinkPermit, patients: readonly PatientId[], reason: string): Promise<number> {
      const rows = await db.query(sql<{ id: number }>`
        with access as (${actingOf(permit, "identity protected", personsOf(patients))})
        insert into people.protection (reason, decided_by, decided_at)
        values (${reason}, ${permit.actor.id}, ${permit.at}) returning id`);
      const [row] = rows;
      if (!row) throw new Error("A protection was not kept.");
      await db.query(sql`
        insert into people.protected_identity (patient, identity)
        select patient, ${row.id} from unnest(${patients}::uuid[]) patient
        on conflict (patient) do update set identity = excluded.identity`);
      return row.id;
    },

    /** Ends a protection, and says so on the log. Returns whom it kept apart. */
    async liftProtection(permit: LinkPermit, identity: number): Promise<readonly PatientId[]> {
      const rows = await db.query(sql<{ patient: PatientId }>`
        delete from people.protected_identity where identity = ${identity} returning patient`);
      const patients = rows.map((row) => row.patient);
      await db.query(sql`
        with access as (${actingOf(permit, "protection of an identity lifted", personsOf(patients))})
        update people.protection set lifted_by = ${permit.actor.id}, lifted_at = ${permit.at}
        where id = ${identity} and lifted_at is null`);
      return patients;
    },

    async protections(): Promise<readonly Protection[]> {
      return db.query(sql<Protection>`
        select id as identity, count(patient) as registrations, reason, decided_by as "decidedBy",
          decided_at as "decidedAt"
        from people.protection join people.protected_identity on identity = id
        group by id order by id desc`);
    },

    /** The protected identity of which one of these is, if any. */
    async protectionOf(patients: readonly PatientId[]): Promise<number | undefined> {
      const rows = await db.query(sql<{ identity: number }>`
        select identity from people.protected_identity where patient = any(${patients}::uuid[]) limit 1`);
      return rows[0]?.identity;
    },

    async decisionCounts(): Promise<
      readonly { verdict: Verdict; waiting: boolean; undone: boolean; agrees: boolean | null; decisions: number }[]
    > {
      return db.query(sql<{
        verdict: Verdict;
        waiting: boolean;
        undone: boolean;
        agrees: boolean | null;
        decisions: number;
      }>`
        select verdict, needs_second and confirmed_at is null as waiting, undone_at is not null as undone,
          case verdict when 'same' then weight >= 0 when 'different' then weight < 0 end as agrees,
          count(*) as decisions
        from people.decision group by 1, 2, 3, 4`);
    },

    async patientsOfPerson(person: PersonId): Promise<readonly PatientId[]> {
      const rows = await db.query(sql<{ patient: PatientId }>`
        select patient from people.link where person = ${person} order by 1`);
      return rows.map((row) => row.patient);
    },

    /** Registrations of the persons of these: all whom a decision about these concerns. */
    async fellows(patients: readonly PatientId[]): Promise<readonly PatientId[]> {
      const rows = await db.query(sql<{ patient: PatientId }>`
        select distinct fellow.patient from people.link own join people.link fellow using (person)
        where own.patient = any(${patients}::uuid[]) order by 1`);
      return rows.map((row) => row.patient);
    },
  };
}

/** Neither is protected, or both as one identity. */
const sameIdentity = (one: RawBuilder<unknown>, other: RawBuilder<unknown>): RawBuilder<boolean> => sql<boolean>`
  (select identity from people.protected_identity held where held.patient = ${one})
    is not distinct from (select identity from people.protected_identity held where held.patient = ${other})`;

const personsOf = (patients: readonly PatientId[]): RawBuilder<unknown> =>
  sql`select distinct person from people.link where patient = any(${patients}::uuid[])`;

const columns = sql`patient.id as patient, link.person, patient.source, patient.source_id, patient.given,
  patient.family, patient.gender, patient.born, patient.nhs_number, patient.nhs_number_verified, patient.address,
  patient.postcode, patient.phone, patient.active, patient.recorded, link.method, link.reason`;

function registrationFrom(row: RegistrationRow): ReviewedRegistration {
  const { patient, person, source, active, recorded, method, reason } = row;
  return {
    ...{ patient, person, source, active, recorded, method, reason },
    sourceId: row.source_id,
    given: row.given ?? undefined,
    family: row.family ?? undefined,
    gender: row.gender ?? undefined,
    born: row.born ?? undefined,
    nhsNumber: row.nhs_number ?? undefined,
    nhsNumberVerified: row.nhs_number_verified,
    address: row.address ?? undefined,
    postcode: row.postcode ?? undefined,
    phone: row.phone ?? undefined,
  };
}

function decisionFrom(row: DecisionRow): Decision {
  const { id, one, other, verdict, reason } = row;
  return {
    ...{ id, one, other, verdict, reason },
    needsSecond: row.needs_second,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    confirmedBy: row.confirmed_by ?? undefined,
    confirmedAt: row.confirmed_at ?? undefined,
    undoneBy: row.undone_by ?? undefined,
    undoneAt: row.undone_at ?? undefined,
    weight: row.weight ?? undefined,
    sample: row.sample ?? undefined,
  };
}
