import { copyRows, sql, type Database, type RawBuilder } from "#db";
import { FIELDS, type EventFields } from "./access-event.ts";
import { START, type ChainEnd, type Place } from "./chain.ts";

type EventRow = Readonly<Record<(typeof FIELDS)[number], string | null>>;

/** The fields of a row of the log, aliased event, as text: to the microsecond, which a JavaScript date cannot hold. */
const EVENT: RawBuilder<EventRow> = sql`
  event.seq::text as seq, event.tx::text as tx,
  to_char(event.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
  event.kind, event.permit::text as permit, event.actor, event.organisation, event.purpose,
  event.person::text as person, event.delivery::text as delivery, event.what, event.reason`;

/** Hexadecimal digits as COPY takes them for bytes. */
const bytes = (digits: string): string => `\\x${digits}`;

const fieldsOf = (row: EventRow): EventFields => FIELDS.map((field) => row[field]);

/** How far the chain is drawn: every row up to this transaction and number has its place. */
export type DrawnTo = { readonly tx: string; readonly seq: string };

/** A place of the chain as it stands, with the row that stands in the log under its number. */
export type PlaceWithEvent = Place & { readonly event: EventFields | undefined };

/** A row of the log that has no place in the chain. `isPassed`: the chain was drawn past it, and will not come back. */
export type Unplaced = { readonly event: EventFields; readonly isPassed: boolean };

export type ChainStore = ReturnType<typeof chainStore>;

export function chainStore(db: Database) {
  return {
    /** Does the work as the only one who draws the chain, in one transaction; undefined where somebody else does. */
    async aloneOrNot<T>(work: () => Promise<T>): Promise<T | undefined> {
      return db.inTransaction(async () => {
        const [lock] = await db.query(sql<{ held: boolean }>`
          select pg_try_advisory_xact_lock(hashtext('sharing.chain')) as held`);
        return lock?.held === true ? work() : undefined;
      });
    },

    /** The same, once whoever else draws the chain is done. */
    async alone<T>(work: () => Promise<T>): Promise<T> {
      return db.inTransaction(async () => {
        await db.query(sql`select pg_advisory_xact_lock(hashtext('sharing.chain'))`);
        return work();
      });
    },

    async chainEnd(): Promise<ChainEnd> {
      const [end] = await db.query(sql<ChainEnd>`
        select position, encode(hash, 'hex') as hash from sharing.chained_event order by position desc limit 1`);
      return end ?? START;
    },

    /**
     * How far the chain is drawn, and the first transaction that may not be over for everyone. Where the chain is drawn
     * past it, the database has come from another server, whose transactions were numbered otherwise.
     */
    async drawnTo(): Promise<DrawnTo & { readonly horizon: string; readonly isFromElsewhere: boolean }> {
      const [found] = await db.query(sql<DrawnTo & { horizon: string; isFromElsewhere: boolean }>`
        select tx::text as tx, seq::text as seq, horizon::text as horizon, tx >= horizon as "isFromElsewhere"
        from sharing.chain_end, pg_snapshot_xmin(pg_current_snapshot()) horizon`);
      if (!found) throw new Error("The log has no chain.");
      return found;
    },

    /**
     * The next rows that have no place, in the order of transactions: of those alone that are over for everyone, since
     * no row can come before them any more.
     */
    async nextUnplaced({ tx, seq }: DrawnTo, most: number): Promise<readonly EventFields[]> {
      const rows = await db.query(
        sql<EventRow>`
        select ${EVENT} from sharing.access_event event
        where (event.tx, event.seq) > (${tx}::xid8, ${seq}::bigint)
          and event.tx < pg_snapshot_xmin(pg_current_snapshot())
          and not exists (select from sharing.chained_event placed where placed.seq = event.seq)
        order by event.tx, event.seq limit ${most}`,
        { name: "sharing-next-unplaced" },
      );
      return rows.map(fieldsOf);
    },

    /** Rows of the whole log that have no place, whatever their transactions' numbers. */
    async anyUnplaced(most: number): Promise<readonly EventFields[]> {
      const rows = await db.query(sql<EventRow>`
        select ${EVENT} from sharing.access_event event
        where not exists (select from sharing.chained_event placed where placed.seq = event.seq)
        order by event.seq limit ${most}`);
      return rows.map(fieldsOf);
    },

    async savePlaces(places: readonly Place[]): Promise<void> {
      await db.copyIn(
        "sharing.chained_event (position, seq, form, digest, hash)",
        copyRows(
          places.map(({ position, seq, form, digest, hash }) => [position, seq, form, bytes(digest), bytes(hash)]),
        ),
      );
    },

    async saveDrawnTo({ tx, seq }: DrawnTo): Promise<void> {
      await db.query(sql`update sharing.chain_end set tx = ${tx}::xid8, seq = ${seq}::bigint`, {
        name: "sharing-save-drawn-to",
      });
    },

    /** Does the work over one unmoving state of the log and its chain. */
    inOneState: <T>(work: () => Promise<T>): Promise<T> => db.inTransaction(work, { snapshot: true }),

    /** The places after a position, each with the row that stands in the log under its number. */
    async placesAfter(position: number, most: number): Promise<readonly PlaceWithEvent[]> {
      const rows = await db.query(
        sql<Omit<Place, "seq"> & EventRow & { placedSeq: string }>`
        select placed.position, placed.seq::text as "placedSeq", placed.form::int as form, encode(placed.digest, 'hex') as digest,
          encode(placed.hash, 'hex') as hash, ${EVENT}
        from (
          select * from sharing.chained_event where position > ${position} order by position limit ${most}
        ) placed left join sharing.access_event event on event.seq = placed.seq
        order by placed.position`,
        { name: "sharing-places-after" },
      );
      return rows.map((row) => ({
        ...{ position: row.position, seq: row.placedSeq, form: row.form, digest: row.digest, hash: row.hash },
        event: row.seq === null ? undefined : fieldsOf(row),
      }));
    },

    /** Rows without a place, those that the chain was drawn past first: at most so many, and how many there are of each. */
    async unplaced(most: number): Promise<{ events: readonly Unplaced[]; passed: number; waiting: number }> {
      const isPassed = sql`(event.tx, event.seq) <= (drawn.tx, drawn.seq)
        and drawn.tx < pg_snapshot_xmin(pg_current_snapshot())`;
      const without = sql`
        from sharing.access_event event, sharing.chain_end drawn
        where not exists (select from sharing.chained_event placed where placed.seq = event.seq)`;
      const rows = await db.query(sql<EventRow & { isPassed: boolean }>`
        select ${EVENT}, ${isPassed} as "isPassed" ${without} order by ${isPassed} desc, event.seq limit ${most}`);
      const [counts] = await db.query(sql<{ passed: number; waiting: number }>`
        select count(*) filter (where ${isPassed}) as passed, count(*) filter (where not (${isPassed})) as waiting
        ${without}`);
      return {
        events: rows.map((row) => ({ event: fieldsOf(row), isPassed: row.isPassed })),
        ...(counts ?? { passed: 0, waiting: 0 }),
      };
    },
  };
}
