import type { ActorId, OdsCode, PersonId } from "#base";
import { sql, type Database, type RawBuilder } from "#db";
import { mustBeIssued, type ActPermit } from "../../permit.ts";
import { actingOf } from "../writing-store.ts";
import type { DayLook, Unusual, UnusualKind } from "./actor-day.ts";

export type ActorLook = DayLook & { readonly actor: ActorId; readonly organisation: OdsCode };

/** How many persons somebody looked at on each day, and how many of their looks were at night. */
export type Usual = {
  readonly actor: ActorId;
  readonly persons: readonly number[];
  readonly nightShare: number;
};

export type UnusualOutcome = "proper" | "not proper" | "unclear";

/** Something that stood out, and what was found of it. */
export type UnusualAccess = Unusual & {
  readonly id: number;
  readonly day: string;
  readonly actor: ActorId;
  readonly organisation: OdsCode;
  readonly review?: {
    readonly by: ActorId;
    readonly at: Date;
    readonly outcome: UnusualOutcome;
    readonly words: string;
  };
};

type UnusualRow = Omit<UnusualAccess, "review"> & {
  readonly reviewedBy: ActorId | null;
  readonly reviewedAt: Date | null;
  readonly outcome: UnusualOutcome | null;
  readonly review: string | null;
};

const UNUSUAL = sql<UnusualRow>`
  id, rule, day, actor, organisation, person, seq, rows, words, reviewed_by as "reviewedBy",
  reviewed_at as "reviewedAt", outcome, review`;

/** One row of an actor's day. */
export type LookOfDay = {
  readonly seq: number;
  readonly at: Date;
  readonly what: string;
  readonly reason: string;
  readonly isRefused: boolean;
  /** Whom they looked at, counted in the order of the day; null where it was nobody. */
  readonly person: number | null;
};

/** The first moment of a day in England. */
const startOf = (day: string): RawBuilder<Date> => sql<Date>`(${day}::date::timestamp at time zone 'Europe/London')`;
const afterDay = (day: string): RawBuilder<Date> =>
  sql<Date>`((${day}::date + 1)::timestamp at time zone 'Europe/London')`;

/** Looks at one person by staff, and refusals; people who read their own record are no concern of this. */
const BY_STAFF = sql`kind in ('person', 'refusal') and actor is not null and purpose <> 'own-record'`;
const HOUR = sql<number>`extract(hour from at at time zone 'Europe/London')::int`;

/** Days before with which a day is compared. */
const BEFORE = 28;

export function unusualStore(db: Database) {
  return {
    /** A day's looks, in the order of the log. */
    async looksOn(day: string): Promise<readonly ActorLook[]> {
      return db.query(sql<ActorLook>`
        select seq, at, ${HOUR} as hour, kind = 'refusal' as "isRefused", person, actor, organisation
        from sharing.access_event
        where at >= ${startOf(day)} and at < ${afterDay(day)} and ${BY_STAFF} order by seq`);
    },

    /** What each of these actors did on the days before, where they looked at anybody. */
    async usualBefore(day: string, actors: readonly ActorId[]): Promise<ReadonlyMap<ActorId, Usual>> {
      const rows = await db.query(sql<Usual>`
        select actor, array_agg(persons) as persons, (sum(at_night)::float8 / sum(looks)::float8) as "nightShare"
        from (
          select actor, count(distinct person) as persons, count(*) as looks, count(*) filter (where ${HOUR} < 6) as at_night
          from sharing.access_event
          where at >= ${startOf(day)} - make_interval(days => ${BEFORE}) and at < ${startOf(day)}
            and ${BY_STAFF} and kind <> 'refusal' and actor = any(${actors}::text[])
          group by actor, (at at time zone 'Europe/London')::date
        ) day group by actor`);
      return new Map(rows.map((row) => [row.actor, row]));
    },

    /** Which persons these actors are themselves, where the record knows. */
    async personsOfActors(actors: readonly ActorId[]): Promise<readonly { actor: ActorId; person: PersonId }[]> {
      return db.query(sql<{ actor: ActorId; person: PersonId }>`
        select distinct actor, person from sharing.representation where kind = 'self' and actor = any(${actors}::text[])`);
    },

    /** Keeps what was found; what was found before stays as it is. Answers how many are new. */
    async saveUnusual(
      found: readonly (Unusual & { day: string; actor: ActorId; organisation: OdsCode })[],
      at: Date,
    ): Promise<number> {
      if (found.length === 0) return 0;
      const column = <T>(value: (one: (typeof found)[number]) => T) => found.map(value);
      return db.execute(sql`
        insert into sharing.unusual_access (rule, day, actor, organisation, person, seq, rows, words, found_at)
        select found.*, ${at}::timestamptz from unnest(
          ${column((one) => one.rule)}::text[], ${column((one) => one.day)}::date[], ${column((one) => one.actor)}::text[],
          ${column((one) => one.organisation)}::text[], ${column((one) => one.person)}::uuid[],
          ${column((one) => one.seq)}::bigint[], ${column((one) => one.rows)}::int[],
          ${column((one) => one.words)}::text[]) found
        on conflict do nothing`);
    },

    /** What waits, the oldest first, or what was looked into last; each person is logged. */
    async unusual(permit: ActPermit, which: "waiting" | "reviewed", most: number): Promise<readonly UnusualAccess[]> {
      const [chosen, order] =
        which === "reviewed"
          ? [sql`reviewed_at is not null`, sql`order by reviewed_at desc, id desc`]
          : [sql`reviewed_at is null`, sql`order by day, id`];
      const persons = sql`select distinct person from chosen where person is not null`;
      const rows = await db.query(sql<UnusualRow>`
        with chosen as (
          select * from sharing.unusual_access where ${chosen} ${order} limit ${most}
        ),
        access as (${actingOf(permit, "unusual looks", persons)})
        select ${UNUSUAL} from chosen ${order}`);
      return rows.map(unusualFrom);
    },

    /** The number of the oldest that waits for this officer: nobody looks into their own. */
    async nextUnusual(permit: ActPermit): Promise<number | undefined> {
      mustBeIssued(permit);
      const [row] = await db.query(sql<{ id: number }>`
        select id from sharing.unusual_access where reviewed_at is null and actor <> ${permit.actor.id}
        order by day, id limit 1`);
      return row?.id;
    },

    async findUnusual(permit: ActPermit, id: number): Promise<UnusualAccess | undefined> {
      const [row] = await db.query(sql<UnusualRow>`
        with chosen as (select * from sharing.unusual_access where id = ${id}),
        access as (${actingOf(permit, "unusual look", sql`select person from chosen where person is not null`)})
        select ${UNUSUAL} from chosen`);
      return row && unusualFrom(row);
    },

    /** Everything that its actor looked at on its day, in order, at most so much; of nobody named, and logged so. */
    async looksOfDay(
      permit: ActPermit,
      { actor, day }: Pick<UnusualAccess, "actor" | "day">,
      most: number,
    ): Promise<readonly LookOfDay[]> {
      return db.query(sql<LookOfDay>`
        with access as (${actingOf(permit, "looks of a day", sql`select null::uuid where false`)})
        select seq, at, what, reason, kind = 'refusal' as "isRefused",
          (case when person is not null then dense_rank() over (order by case when person is not null then first end) end)::integer as person
        from (
          select *, min(seq) over (partition by person) as first from sharing.access_event
          where actor = ${actor} and at >= ${startOf(day)} and at < ${afterDay(day)}
            and kind <> 'supply' and purpose <> 'own-record'
        ) look order by seq limit ${most}`);
    },

    /** Returns whether it waited. Nobody looks into their own. */
    async reviewUnusual(permit: ActPermit, id: number, outcome: UnusualOutcome, words: string): Promise<boolean> {
      const reviewed = await db.query(sql`
        with reviewed as (
          update sharing.unusual_access
          set reviewed_by = ${permit.actor.id}, reviewed_at = ${permit.at}, outcome = ${outcome}, review = ${words}
          where id = ${id} and reviewed_at is null and actor <> ${permit.actor.id} returning person
        ), access as (${actingOf(
          permit,
          "unusual look reviewed",
          sql`select person from reviewed where person is not null`,
        )})
        select from reviewed`);
      return reviewed.length > 0;
    },

    /** A month (YYYY-MM) in counts. */
    async monthOf(permit: ActPermit, month: string): Promise<MonthRow> {
      mustBeIssued(permit);
      const from = startOf(`${month}-01`);
      const until = sql`((${`${month}-01`}::date + interval '1 month')::timestamp at time zone 'Europe/London')`;
      const within = (column: string) => sql`${sql.ref(column)} >= ${from} and ${sql.ref(column)} < ${until}`;
      const [row] = await db.query(sql<MonthRow>`
        select
          (select count(*) from sharing.access_event where ${within("at")} and kind in ('person', 'list')) as looks,
          (select count(distinct person) from sharing.access_event
            where ${within("at")} and kind in ('person', 'list')) as persons,
          (select count(*) from sharing.access_event where ${within("at")} and kind = 'refusal') as refusals,
          (select count(*) from sharing.access_event
            where ${within("at")} and kind = 'act' and what = 'break-glass') as emergencies,
          (select count(*) from sharing.log_case where ${within("opened_at")}) as "casesOpened",
          (select count(*) from sharing.log_case where ${within("answered_at")}) as "casesAnswered",
          (select count(*) from sharing.withheld_access where ${within("asked_at")}) as "heldBack",
          coalesce((select json_agg(found) from (
            select rule, outcome, count(*)::int as count from sharing.unusual_access
            where day >= ${`${month}-01`}::date and day < ${`${month}-01`}::date + interval '1 month'
            group by rule, outcome order by rule, outcome
          ) found), '[]') as unusual`);
      if (!row) throw new Error("A month has one row.");
      return row;
    },
  };
}

/** What a month came to: counts alone. */
export type MonthRow = {
  readonly looks: number;
  readonly persons: number;
  readonly refusals: number;
  readonly emergencies: number;
  readonly casesOpened: number;
  readonly casesAnswered: number;
  readonly heldBack: number;
  /** By rule and what was found; null for what waits. */
  readonly unusual: readonly {
    readonly rule: UnusualKind;
    readonly outcome: UnusualOutcome | null;
    readonly count: number;
  }[];
};

function unusualFrom({ reviewedBy, reviewedAt, outcome, review, ...rest }: UnusualRow): UnusualAccess {
  if (!reviewedBy || !reviewedAt || !outcome) return rest;
  return { ...rest, review: { by: reviewedBy, at: reviewedAt, outcome, words: review ?? "" } };
}
