import type { ActorId, EntryId } from "#base";
import { sql, type Database, type RawBuilder } from "#db";
import { actingOf, readingOfEach } from "../log/writing-store.ts";
import { mustBeIssued, type ActPermit, type ListPermit, type PersonPermit } from "../permit.ts";
import type { AskedRuling, Ruling, RulingAnswer, RulingGround, RulingKind } from "./ruling.ts";

type RulingRow = {
  id: number;
  entry: EntryId;
  kind: RulingKind;
  ground: RulingGround;
  reason: string;
  until: Date | null;
  holds_until: Date | null;
  asked_by: ActorId;
  asked_at: Date;
  agreed: boolean | null;
  decided_by: ActorId | null;
  decided_at: Date | null;
  answer: string | null;
  ended_by: ActorId | null;
  ended_at: Date | null;
  end_reason: string | null;
};

/** Rulings are logged about nobody: a row with the person would tell them that something is kept from them. */
const NOBODY = sql`select null::uuid where false`;

/** What is read: an entry, or a relationship, which is seen by whoever sees the entry that grounds it. */
const ROWS = {
  entry: { entry: sql.raw("entry.id"), cell: sql.raw("entry.cell") },
  relationship: { entry: sql.raw("relationship.ground_entry"), cell: sql.raw("relationship.ground_cell") },
} as const;

/**
 * Whether a row is open to whoever holds this permit, as a condition to stand in the statement that reads it: by the
 * cells that the permit opens; of what is for people themselves and whom they let in, copies too that staff take for
 * them, less what rulings keep from them; for people themselves, with what rulings release. Staff pay for their cells
 * alone. It is another statement than for people: see `planFor`.
 */
export function openedTo(permit: PersonPermit, row: keyof typeof ROWS): RawBuilder<boolean> {
  const { cells, onceReleased, at } = permit;
  const { entry, cell } = ROWS[row];
  const byCell = sql<boolean>`${cell} = any(${cells}::integer[])`;
  if (!isForPeople(permit)) return byCell;
  return sql<boolean>`(
    (${byCell} or (${cell} = any(${onceReleased}::integer[]) and exists (
      select from sharing.ruling
      where ruling.entry = ${entry} and kind = 'release' and agreed and ended_at is null)))
    and not exists (
      select from sharing.ruling
      where ruling.entry = ${entry} and kind = 'withhold' and ended_at is null and agreed is not false
        and until > ${at}::timestamptz and (agreed or holds_until > ${at}::timestamptz)))`;
}

/** The name under which a statement with such a condition is prepared. */
export const planFor = (permit: PersonPermit, name: string): string => (isForPeople(permit) ? `${name}-own` : name);

/** Staff take copies only for the person. */
const isForPeople = ({ asker, what }: PersonPermit): boolean => asker !== "staff" || what === "copy";

/** What of single entries is kept from people, and shown to them. */
export function rulingStore(db: Database) {
  return {
    inTransaction: <T>(work: () => Promise<T>): Promise<T> => db.inTransaction(work),

    /** Of one entry, the newest first. */
    async rulingsOn(permit: PersonPermit, entry: EntryId): Promise<readonly Ruling[]> {
      mustBeIssued(permit);
      const rows = await db.query(
        sql<RulingRow>`select * from sharing.ruling where entry = ${entry} order by id desc`,
        { name: "sharing-rulings-on" },
      );
      return rows.map(rulingFrom);
    },

    /** Nobody else rules on this entry until the transaction ends. */
    async lockRulingsOn(entry: EntryId): Promise<void> {
      await db.query(sql`select pg_advisory_xact_lock(hashtext('sharing.ruling'), hashtext(${entry}))`);
    },

    /** Keeps what was asked, and the log row of it. */
    async askRuling(
      permit: ActPermit,
      entry: EntryId,
      asked: AskedRuling & { readonly holdsUntil: Date | undefined },
    ): Promise<number> {
      const { kind, ground, reason, until, holdsUntil } = asked;
      const [row] = await db.query(sql<{ id: number }>`
        with access as (${actingOf(permit, "ruling asked for", NOBODY)})
        insert into sharing.ruling (entry, kind, ground, reason, until, holds_until, asked_by, asked_at)
        values (${entry}, ${kind}, ${ground}, ${reason}, ${until ?? null}, ${holdsUntil ?? null}, ${permit.actor.id},
          ${permit.at})
        returning id`);
      if (!row) throw new Error("A ruling was not kept.");
      return row.id;
    },

    /** Keeps what a second person said, and the log row of it. */
    async decideRuling(permit: ActPermit, id: number, { agreed, reason, until }: RulingAnswer): Promise<void> {
      await db.query(sql`
        with access as (${actingOf(permit, "ruling decided", NOBODY)})
        update sharing.ruling set agreed = ${agreed}, answer = ${reason}, decided_by = ${permit.actor.id},
          decided_at = ${permit.at}, until = coalesce(${until ?? null}::timestamptz, until)
        where id = ${id}`);
    },

    async endRuling(permit: ActPermit, id: number, reason: string): Promise<void> {
      await db.query(sql`
        with access as (${actingOf(permit, "ruling ended", NOBODY)})
        update sharing.ruling set ended_by = ${permit.actor.id}, ended_at = ${permit.at}, end_reason = ${reason}
        where id = ${id}`);
    },

    /** What waits for a second person, the oldest first, and the log row of looking: of nobody. */
    async rulingsWaiting(permit: ListPermit, most: number): Promise<readonly Ruling[]> {
      const rows = await db.query(sql<RulingRow>`
        with access as (${readingOfEach(permit, sql`select null::uuid as person where false`)})
        select * from sharing.ruling
        where agreed is null and ended_at is null and (until is null or until > ${permit.at}::timestamptz)
        order by id limit ${most}`);
      return rows.map(rulingFrom);
    },

    /** Entries that were erased: nothing is kept of why, but that they would be kept from the person if they came again. */
    async blankRulingsOn(entries: readonly EntryId[]): Promise<void> {
      await db.query(sql`
        update sharing.ruling
        set reason = '', answer = case when answer is not null then '' end,
          end_reason = case when end_reason is not null then '' end
        where entry = any(${entries}::uuid[])`);
    },
  };
}

function rulingFrom(row: RulingRow): Ruling {
  const { id, entry, kind, ground, reason, until, holds_until, agreed } = row;
  const decision = saidBy(row.decided_by, row.decided_at, row.answer);
  const ended = saidBy(row.ended_by, row.ended_at, row.end_reason);
  return {
    ...{ id, entry, kind, ground, reason, askedBy: row.asked_by, askedAt: row.asked_at },
    ...(until && { until }),
    ...(holds_until && { holdsUntil: holds_until }),
    ...(agreed !== null && decision && { decision: { ...decision, agreed } }),
    ...(ended && { ended }),
  };
}

const saidBy = (by: ActorId | null, at: Date | null, reason: string | null) =>
  by && at ? { by, at, reason: reason ?? "" } : undefined;
