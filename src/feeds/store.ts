import type { DeliveryId, FeedId, OdsCode, Stretch } from "#base";
import { sql, type Database, type RawBuilder } from "#db";
import type { SaveCounts } from "#record";
import type { ListPermit } from "#sharing";
import { readingOfEach } from "#sharing";
import type { Rejection } from "./adapter.ts";
import { blankingStore } from "./blanking-store.ts";
import type { Delivery, RejectionLine } from "./delivery.ts";
import { lossesOf } from "./fault.ts";
import type { FieldCount } from "./quality/key-field.ts";
import type { DeliveryFigures, FieldFigures } from "./quality/quality.ts";
import type { LagCounts } from "./quality/lag.ts";
import { journalStore } from "./hl7/journal-store.ts";
import { snapshotStore } from "./snapshot-store.ts";

/** What a delivery says of itself before it is read. */
export type Arrival = {
  readonly feed: FeedId;
  readonly source: OdsCode;
  readonly name: string;
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly received: Date;
};

/** What one step of reading adds to a delivery. */
export type Step = {
  readonly rowsRead: number;
  readonly entries: number;
  readonly counts: SaveCounts;
  /** When the source wrote the newest of these rows. */
  readonly asAt: Date | undefined;
  /** Of a snapshot: the time for which these rows speak. */
  readonly covers: Stretch | undefined;
  readonly rejections: readonly Rejection[];
  /** How often key fields were filled, and how late these entries came. */
  readonly fields: readonly FieldCount[];
  readonly lags: LagCounts;
};

export type DeliveryRow = {
  id: DeliveryId;
  feed: FeedId;
  source: OdsCode;
  name: string;
  bytes: number;
  received: Date;
  state: Delivery["state"];
  finished: Date | null;
  as_at: Date | null;
  rows_read: number;
  entries: number;
  created: number;
  updated: number;
  earlier: number;
  unchanged: number;
  barred: number;
  ended: number;
  absent_kept: number;
  rows_rejected: number;
  fields_rejected: number;
};

export type RejectionGroupRow = {
  field: string;
  reason: string;
  accepted: string;
  lost: "row" | "field";
  times: number;
  lines: number[];
  line: number;
  value: string | null;
  row: string | null;
};

export type RejectionLineRow = RejectionLine & { nth: number };

/** What a feed has brought, by source. */
export type FeedSourceRow = {
  feed: FeedId;
  source: OdsCode;
  deliveries: number;
  entries: number;
  rows_rejected: number;
  fields_rejected: number;
  barred: number;
  last_received: Date;
  as_at: Date | null;
  absent_kept: number;
  unfinished: number;
};

const deliveryColumns =
  sql.raw(`id, feed, source, name, bytes, received, state, finished, as_at, rows_read, entries, created,
  updated, earlier, unchanged, barred, ended, absent_kept, rows_rejected, fields_rejected`);

export type FeedsStore = ReturnType<typeof feedsStore>;

export function feedsStore(db: Database) {
  return {
    ...blankingStore(db),
    journal: journalStore(db),
    ...snapshotStore(db),

    /** Work that collided with other work is done again. */
    inTransaction: <T>(work: () => Promise<T>): Promise<T> => db.inTransaction(work, { retry: true }),

    /** Records a delivery, or finds the one that had the same bytes. One that was refused may come again. */
    async recordArrival(arrival: Arrival): Promise<Delivery> {
      const { feed, source, name, path, sha256, bytes, received } = arrival;
      const rows = await db.query(sql<DeliveryRow>`
        insert into feeds.delivery (feed, source, name, path, sha256, bytes, received, state)
        values (${feed}, ${source}, ${name}, ${path}, ${sha256}, ${bytes}, ${received}, 'received')
        on conflict (feed, source, sha256) do update set path = excluded.path,
          repeats = delivery.repeats + (delivery.state = 'loaded' and delivery.path <> excluded.path)::integer,
          state = case delivery.state when 'refused' then 'received' else delivery.state end
        returning ${deliveryColumns}`);
      const [row] = rows;
      if (!row) throw new Error("A delivery was neither recorded nor found.");
      return deliveryFrom(row);
    },

    /** Whether a delivery is being read and stands where its reader left it; held so until the transaction ends. */
    async isStillAt(delivery: DeliveryId, rowsRead: number): Promise<boolean> {
      const rows = await db.query(
        sql`
        select from feeds.delivery where id = ${delivery} and state = 'received' and rows_read = ${rowsRead} for update`,
        { name: "feeds-is-still-at" },
      );
      return rows.length > 0;
    },

    /** Adds one step, in the transaction that saves its entries. */
    async advance(delivery: DeliveryId, step: Step): Promise<void> {
      const { rowsRead, entries, counts, asAt, covers, rejections, fields, lags } = step;
      const lost = lossesOf(rejections);
      const column = <T>(value: (one: FieldCount) => T) => fields.map(value);
      await db.query(
        sql`
        with filled as (
          insert into feeds.completeness as held (delivery, type, field, entries, present)
          select ${delivery}::integer, * from unnest(
            ${column((one) => one.type)}::text[], ${column((one) => one.field)}::text[],
            ${column((one) => one.entries)}::integer[], ${column((one) => one.present)}::integer[])
          on conflict (delivery, type, field) do update
            set entries = held.entries + excluded.entries, present = held.present + excluded.present
        )
        update feeds.delivery set rows_read = greatest(rows_read, ${rowsRead}), entries = entries + ${entries},
          created = created + ${counts.created}, updated = updated + ${counts.updated},
          earlier = earlier + ${counts.earlier}, unchanged = unchanged + ${counts.unchanged},
          barred = barred + ${counts.barred},
          rows_rejected = rows_rejected + ${lost.rows}, fields_rejected = fields_rejected + ${lost.fields},
          as_at = greatest(as_at, ${asAt ?? null}::timestamptz),
          lags = (select array_agg(held + more order by nth)
            from unnest(lags, ${lags}::integer[]) with ordinality class (held, more, nth)),
          covers_from = least(covers_from, ${covers?.from ?? null}::timestamptz),
          covers_to = greatest(covers_to, ${covers?.to ?? null}::timestamptz)
        where id = ${delivery}`,
        { name: "feeds-advance" },
      );
      if (rejections.length > 0) await this.keepRejections(delivery, rejections);
    },

    async keepRejections(delivery: DeliveryId, rejections: readonly Rejection[]): Promise<void> {
      const column = <T>(value: (one: Rejection) => T) => rejections.map(value);
      await db.query(sql`
        insert into feeds.rejection (delivery, line, field, reason, accepted, value, row, lost)
        select ${delivery}, * from unnest(
          ${column((one) => one.line)}::integer[], ${column((one) => one.field)}::text[],
          ${column((one) => one.reason)}::text[], ${column((one) => one.accepted)}::text[],
          ${column((one) => storable(one.value))}::text[], ${column((one) => storable(one.row))}::text[],
          ${column((one) => one.lost)}::text[])`);
    },

    async finish(delivery: DeliveryId, state: "loaded" | "refused", at: Date): Promise<void> {
      await db.query(sql`update feeds.delivery set state = ${state}, finished = ${at} where id = ${delivery}`);
    },

    async delivery(id: DeliveryId): Promise<Delivery | undefined> {
      const rows = await db.query(sql<DeliveryRow>`select ${deliveryColumns} from feeds.delivery where id = ${id}`);
      return rows[0] && deliveryFrom(rows[0]);
    },

    /** A feed's deliveries, the newest first. */
    async deliveries(feed: FeedId, most: number): Promise<readonly Delivery[]> {
      const rows = await db.query(sql<DeliveryRow>`
        select ${deliveryColumns} from feeds.delivery where feed = ${feed} order by received desc, id desc limit ${most}`);
      return rows.map(deliveryFrom);
    },

    /** What could not be taken, grouped, with an example row of each: personal data, so the looking is logged. */
    async rejectionGroups(permit: ListPermit, delivery: DeliveryId): Promise<readonly RejectionGroupRow[]> {
      return db.query(sql<RejectionGroupRow>`
        with access as (${readingOfEach(permit, sql`select null::uuid as person where false`)})
        select field, reason, min(accepted) as accepted, lost, count(*) as times,
          (array_agg(line order by line))[1:10] as lines, min(line) as line,
          (array_agg(value order by line))[1] as value, (array_agg(row order by line))[1] as row
        from feeds.rejection where delivery = ${delivery} and ${openTo(permit)}
        group by field, reason, lost
        order by times desc, field, reason limit 200`);
    },

    /**
     * Which lines were refused and why, in the order in which they were met, some at a time. With the first of them the
     * looking is logged.
     */
    async rejectionLines(
      permit: ListPermit,
      delivery: DeliveryId,
      after: number,
      most: number,
    ): Promise<readonly RejectionLineRow[]> {
      const access = readingOfEach(permit, sql`select null::uuid as person where false`);
      return db.query(sql<RejectionLineRow>`
        ${after === 0 ? sql`with access as (${access})` : sql``}
        select nth, line, field, reason, accepted, lost from feeds.rejection
        where delivery = ${delivery} and nth > ${after} and ${openTo(permit)} order by nth limit ${most}`);
    },

    async saveSenderKey(key: { digest: string; feed: FeedId; source: OdsCode; made: Date; by: string }): Promise<void> {
      await db.query(sql`
        insert into feeds.sender_key (digest, feed, source, made, made_by)
        values (${key.digest}, ${key.feed}, ${key.source}, ${key.made}, ${key.by})`);
    },

    /** Takes back every key of a feed and source; returns how many were in use. */
    async withdrawSenderKeys(feed: FeedId, source: OdsCode, at: Date): Promise<number> {
      const rows = await db.query(sql`
        update feeds.sender_key set withdrawn = ${at}
        where feed = ${feed} and source = ${source} and withdrawn is null returning digest`);
      return rows.length;
    },

    /** For which feed and source a key in use is good. */
    async holderOfKey(digest: string): Promise<{ feed: FeedId; source: OdsCode } | undefined> {
      const rows = await db.query(sql<{ feed: FeedId; source: OdsCode }>`
        select feed, source from feeds.sender_key where digest = ${digest} and withdrawn is null`);
      return rows[0];
    },

    /** What quality asks of a feed's deliveries. Counts only. */
    async deliveryFigures(feed: FeedId): Promise<readonly DeliveryFigures[]> {
      return db.query(sql<DeliveryFigures>`
        select id, source, received, as_at as "asAt", rows_read as "rowsRead", entries, unchanged,
          rows_rejected as "rowsRejected", repeats, lags
        from feeds.delivery where feed = ${feed} and state <> 'refused' order by received, id`);
    },

    /** How often key fields were filled in each of a feed's deliveries. Counts only. */
    async fieldFigures(feed: FeedId): Promise<readonly FieldFigures[]> {
      return db.query(sql<FieldFigures>`
        select completeness.delivery, completeness.type, completeness.field, completeness.entries, completeness.present
        from feeds.completeness join feeds.delivery on delivery.id = completeness.delivery
        where delivery.feed = ${feed} and delivery.state <> 'refused'
        order by completeness.type, completeness.field`);
    },

    /** How complete what each feed has brought is, over all key fields. Counts only. */
    async completenessByFeed(): Promise<readonly { feed: FeedId; entries: number; present: number }[]> {
      return db.query(sql<{ feed: FeedId; entries: number; present: number }>`
        select delivery.feed, sum(completeness.entries)::bigint as entries, sum(completeness.present)::bigint as present
        from feeds.completeness join feeds.delivery on delivery.id = completeness.delivery
        where delivery.state <> 'refused' group by delivery.feed`);
    },

    /** By feed and source, what has come. Counts only. */
    async bySource(): Promise<readonly FeedSourceRow[]> {
      return db.query(sql<FeedSourceRow>`
        select feed, source, count(*) as deliveries, sum(entries)::bigint as entries,
          sum(rows_rejected)::bigint as rows_rejected, sum(fields_rejected)::bigint as fields_rejected,
          sum(barred)::bigint as barred,
          max(coalesce(
            (select message.received from feeds.message where message.delivery = delivery.id order by line desc limit 1),
            delivery.received)) as last_received, max(as_at) as as_at,
          coalesce((array_agg(absent_kept order by as_at desc, id desc)
            filter (where state = 'loaded' and as_at is not null and covers_from is not null))[1], 0) as absent_kept,
          count(*) filter (where state = 'received') as unfinished
        from feeds.delivery group by feed, source order by feed, source`);
    },
  };
}

/** PostgreSQL's text holds no NUL: a row that had one is shown with the sign for an unreadable character. */
const storable = (text: string | undefined): string | null =>
  text === undefined ? null : text.replaceAll("\0", "\uFFFD").toWellFormed();

function deliveryFrom(row: DeliveryRow): Delivery {
  return {
    ...{ id: row.id, feed: row.feed, source: row.source, name: row.name, bytes: row.bytes, received: row.received },
    state: row.state,
    ...(row.finished && { finished: row.finished }),
    ...(row.as_at && { asAt: row.as_at }),
    ...{ rowsRead: row.rows_read, entries: row.entries, created: row.created, updated: row.updated },
    ...{
      earlier: row.earlier,
      unchanged: row.unchanged,
      barred: row.barred,
      ended: row.ended,
      absentKept: row.absent_kept,
    },
    ...{ rowsRejected: row.rows_rejected, fieldsRejected: row.fields_rejected },
  };
}

/** Rows of a delivery whose source's facts are open to whoever asks. */
const openTo = ({ sources }: ListPermit): RawBuilder<boolean> => sql<boolean>`
  (select source from feeds.delivery where delivery.id = rejection.delivery) = any(${sources}::text[])`;
