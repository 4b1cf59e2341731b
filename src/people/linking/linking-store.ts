import type { OdsCode, PatientId, PersonId } from "#base";
import { copyRows, sql, type Database } from "#db";
import { LARGEST_BLOCK } from "../matching/block-key.ts";
import type { Row } from "../matching/table.ts";
import type { Link, LinkMethod } from "../patient.ts";
import type { ComparedRegistration, HeldLink, Likeness, Registration, Verdict } from "./registration.ts";
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

/** What linking asks of the tables, and writes there. */
export function linkingStore(db: Database) {
  return {
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
     * Gives each registration these keys and no others. Returns whoever else must be compared anew, because a key that
     * they share is too common for comparing only now, or no longer is.
     */
    async replaceKeys(keys: ReadonlyMap<PatientId, readonly string[]>): Promise<readonly PatientId[]> {
      const pairs = [...keys].flatMap(([patient, own]) => own.map((key) => ({ patient, key })));
      const rows = await db.query(
        sql<{ patient: PatientId }>`
        with given as (
          select distinct hashtextextended(key, 0) as key, patient
          from unnest(${pairs.map((one) => one.key)}::text[], ${pairs.map((one) => one.patient)}::uuid[]) given (key, patient)
        ), gone as (
          delete from people.block_key held where patient = any(${[...keys.keys()]}::uuid[])
            and not exists (select from given where given.key = held.key and given.patient = held.patient)
          returning key
        ), come as (
          insert into people.block_key select * from given on conflict do nothing returning key
        ), moved as (
          select key, sum(change) as change
          from (select key, 1 as change from come union all select key, -1 from gone) each group by key
        ), crossed as (
          select key from moved, lateral (
            select count(*) as before from (
              select from people.block_key held where held.key = moved.key limit ${2 * LARGEST_BLOCK}
            ) member
          ) held
          where (before > ${LARGEST_BLOCK}) <> (before + change > ${LARGEST_BLOCK})
        )
        select distinct patient from people.block_key join crossed using (key)`,
        { name: "people-replace-keys" },
      );
      return rows.map((row) => row.patient);
    },

    /**
     * The keys that these registrations share with others, with all who share each; those that too many share are left
     * out, and counted.
     */
    async blocksOf(
      patients: readonly PatientId[],
    ): Promise<{ readonly blocks: readonly (readonly PatientId[])[]; readonly passedOver: number }> {
      const rows = await db.query(
        sql<{ members: PatientId[] }>`
        with own as (select distinct key from people.block_key where patient = any(${patients}::uuid[]))
        select block.members from own, lateral (
          select array_agg(member.patient) as members from (
            select patient from people.block_key held where held.key = own.key limit ${LARGEST_BLOCK + 1}
          ) member
        ) block
        where array_length(block.members, 1) > 1`,
        { name: "people-blocks-of" },
      );
      const blocks = rows.map((row) => row.members).filter((members) => members.length <= LARGEST_BLOCK);
      return { blocks, passedOver: rows.length - blocks.length };
    },

    /** Who has one of these keys; those that too many share are left out. */
    async sharing(keys: readonly string[]): Promise<readonly PatientId[]> {
      const rows = await db.query(
        sql<{ members: PatientId[] }>`
        with own as (select distinct hashtextextended(key, 0) as key from unnest(${keys}::text[]) key)
        select block.members from own, lateral (
          select array_agg(member.patient) as members from (
            select patient from people.block_key held where held.key = own.key limit ${LARGEST_BLOCK + 1}
          ) member
        ) block
        where array_length(block.members, 1) <= ${LARGEST_BLOCK}`,
        { name: "people-sharing" },
      );
      return [...new Set(rows.flatMap((row) => row.members))];
    },

    /** Writes whom these registrations are like now. Returns whom they were like before. */
    async replaceLikenesses(
      patients: readonly PatientId[],
      likenesses: readonly Likeness[],
    ): Promise<readonly PatientId[]> {
      const gone = await db.query(
        sql<{ one: PatientId; other: PatientId }>`
        delete from people.likeness
        where one = any(${patients}::uuid[]) or other = any(${patients}::uuid[]) returning one, other`,
        { name: "people-drop-likenesses" },
      );
      if (likenesses.length > 0) await writeLikenesses(likenesses);
      return [...new Set(gone.flatMap(({ one, other }) => [one, other]))];
    },

    /** Writes all likenesses that there are. */
    async replaceAllLikenesses(likenesses: readonly Likeness[]): Promise<void> {
      await db.query(sql`delete from people.likeness`);
      await writeLikenesses(likenesses);
    },

    /**
     * All registrations on which it depends who these are: whoever one of them is like, or is said to be the same as, or
     * shares a person with, and so on from those; among them such as are out of sight.
     */
    async concerned(patients: readonly PatientId[]): Promise<readonly PatientId[]> {
      const rows = await db.query(
        sql<{ patient: PatientId }>`
        with recursive concerned (patient) as (
          select id from people.patient where id = any(${patients}::uuid[])
          union
          select next.patient from concerned, lateral (
            select other as patient from people.likeness where one = concerned.patient
            union all select one from people.likeness where other = concerned.patient
            union all select other from people.decision where one = concerned.patient and undone_at is null
            union all select one from people.decision where other = concerned.patient and undone_at is null
            union all select unnest(same_as) from people.patient where id = concerned.patient
            union all select id from people.patient where same_as @> array[concerned.patient]
            union all select fellow.patient from people.link own join people.link fellow using (person)
              where own.patient = concerned.patient
          ) next
        )
        select patient from concerned`,
        { name: "people-concerned" },
      );
      return rows.map((row) => row.patient);
    },

    /** Registrations with their links, by id. `patients`: undefined for all. */
    async registrations(patients: readonly PatientId[] | undefined): Promise<readonly Registration[]> {
      const among = patients === undefined ? sql`true` : sql`patient.id = any(${patients}::uuid[])`;
      const rows = await db.query(
        sql<RegistrationRow>`
        select patient.id as patient, patient.source, patient.active, patient.said, patient.traced_number as number, patient.same_as,
          protected.identity, link.since, link.person, link.method, link.weight, link.reason, past.earlier,
          past.claimed, past.claimed_since
        from people.patient
        left join people.link on link.patient = patient.id
        left join people.protected_identity protected on protected.patient = patient.id
        left join lateral (
          select sum(links)::integer as earlier, array_agg(person) filter (where since is not null) as claimed,
            array_agg(since) filter (where since is not null) as claimed_since
          from (
            select person, count(*) as links, min(since) filter (where not erased) as since
            from people.link_past where link_past.patient = patient.id group by person
          ) each
        ) past on true
        where ${among} order by patient.id`,
        patients === undefined ? {} : { name: "people-registrations" },
      );
      return rows.map(registrationFrom);
    },

    async likenessesAmong(patients: readonly PatientId[]): Promise<readonly Likeness[]> {
      return db.query(
        sql<Likeness>`
        select one, other, weight from people.likeness
        where one = any(${patients}::uuid[]) and other = any(${patients}::uuid[])`,
        { name: "people-likenesses-among" },
      );
    },

    /** Whether one of the two is protected and the other not, or by another identity. */
    async areProtectedApart(one: PatientId, other: PatientId): Promise<boolean> {
      const rows = await db.query(sql<{ patient: PatientId; identity: number }>`
        select patient, identity from people.protected_identity where patient in (${one}, ${other})`);
      const identity = (patient: PatientId) => rows.find((row) => row.patient === patient)?.identity;
      return identity(one) !== identity(other);
    },

    /** What people decided, and counts, of pairs of these. `patients`: undefined for all. */
    async verdictsAmong(patients: readonly PatientId[] | undefined): Promise<readonly Verdict[]> {
      const among = patients === undefined ? sql`true` : sql`one = any(${patients}::uuid[])`;
      return db.query(
        sql<Verdict>`
        select one, other, verdict from people.verdict where verdict in ('same', 'different') and ${among}`,
        patients === undefined ? {} : { name: "people-verdicts-among" },
      );
    },

    /** Who of all but these patients is one of these persons today. */
    async holders(persons: readonly PersonId[], but: readonly PatientId[]): Promise<readonly PatientId[]> {
      const rows = await db.query(
        sql<{ patient: PatientId }>`
        select patient from people.link where person = any(${persons}::uuid[]) and patient <> all(${but}::uuid[])`,
        { name: "people-holders" },
      );
      return rows.map((row) => row.patient);
    },

    /** Writes links that changed; today's rows become past ones. Persons left without patients lead to where they went. */
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
        select patient, person, method, weight, reason, ${decidedBy}, ${at}::timestamptz from given
        on conflict (patient) do update set person = excluded.person, method = excluded.method,
          weight = excluded.weight, reason = excluded.reason, decided_by = excluded.decided_by,
          since = case when link.person = excluded.person then link.since else excluded.since end`,
        { name: "people-save-links" },
      );
    },

    /** Keeps beside each likeness of these whether both are one person now. */
    async markTogether(patients: readonly PatientId[]): Promise<void> {
      await db.query(
        sql`
        update people.likeness set together = not together
        from people.link mine, people.link theirs
        where likeness.one = any(${patients}::uuid[]) and mine.patient = likeness.one and theirs.patient = likeness.other
          and together <> (mine.person = theirs.person)`,
        { name: "people-mark-together" },
      );
    },

    async leadOn(from: readonly PersonId[], to: readonly PersonId[]): Promise<void> {
      if (from.length === 0) return;
      await db.query(sql`
        update people.person set became = moved.later
        from unnest(${from}::uuid[], ${to}::uuid[]) moved (earlier, later)
        where person.id = moved.earlier
          and not exists (select from people.link where link.person = person.id)`);
    },
  };

  async function writeLikenesses(likenesses: readonly Likeness[]): Promise<void> {
    await db.copyIn(
      "people.likeness (one, other, weight)",
      copyRows(likenesses.map(({ one, other, weight }) => [one, other, weight])),
    );
  }
}

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
