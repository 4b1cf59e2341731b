import type { DeliveryId, FeedId, OdsCode } from "#base";
import { problemOf, sql, type Database } from "#db";
import type { Channel } from "./channel.ts";
import type { FreshMessage, JournalRow } from "./journal.ts";

/** A day's messages of a source, as one delivery. */
export type DayArrival = {
  readonly feed: FeedId;
  readonly source: OdsCode;
  readonly name: string;
  /** Tells the day apart from others of the same feed and source. */
  readonly key: string;
  readonly received: Date;
};

/** What messages are looked for by. */
export type Wanted = { readonly sha256: readonly string[]; readonly controlIds: readonly string[] };

export type JournalStore = ReturnType<typeof journalStore>;

export function journalStore(db: Database) {
  return {
    /** Whether an error says that the database cannot be reached. */
    isAway: (error: unknown): boolean => problemOf(error) !== undefined,

    /** The delivery that takes a day's messages, made where missing; one that was finished is opened again. */
    async openDay({ feed, source, name, key, received }: DayArrival): Promise<DeliveryId> {
      const rows = await db.query(sql<{ id: DeliveryId }>`
        insert into feeds.delivery (feed, source, name, path, sha256, bytes, received, state)
        values (${feed}, ${source}, ${name}, 'MLLP', ${key}, 0, ${received}, 'open')
        on conflict (feed, source, sha256) do update set state = 'open', finished = null
        returning id`);
      const [row] = rows;
      if (!row) throw new Error("A day's delivery was neither recorded nor found.");
      return row.id;
    },

    /** The deliveries of a feed to which messages are still added. */
    async openDeliveries(feed: FeedId): Promise<readonly { id: DeliveryId; received: Date }[]> {
      return db.query(sql<{ id: DeliveryId; received: Date }>`
        select id, received from feeds.delivery where feed = ${feed} and state = 'open'`);
    },

    /** How many messages open deliveries of a feed hold, and when the last of each came. Counts only. */
    async openCounts(feed: FeedId): Promise<readonly { since: Date; messages: number; last: Date | null }[]> {
      return db.query(sql<{ since: Date; messages: number; last: Date | null }>`
        select received as since, rows_read as messages, (
          select message.received from feeds.message where message.delivery = delivery.id order by line desc limit 1
        ) as last
        from feeds.delivery where feed = ${feed} and state = 'open'`);
    },

    /** How many messages a delivery holds; held so until the transaction ends. */
    async lines(delivery: DeliveryId): Promise<number> {
      const rows = await db.query(
        sql<{ lines: number }>`select rows_read as lines from feeds.delivery where id = ${delivery} for update`,
        { name: "feeds-journal-lines" },
      );
      return rows[0]?.lines ?? 0;
    },

    /**
     * Messages of a feed and source with one of these digests, and one of this delivery for each of these ids. Each
     * part can be answered by one index only: of a table that is growing the planner knows too little to choose.
     */
    async known({ feed, source }: Channel, delivery: DeliveryId, wanted: Wanted): Promise<readonly JournalRow[]> {
      const digests = wanted.sha256.map(digestText);
      const keys = wanted.controlIds.map((id) => `${String(delivery)} ${storable(id)}`);
      return db.query(
        sql<JournalRow>`
        with same as materialized (
          select delivery, line, sha256, control_id, fate, words from feeds.message
          where sha256 = any(${digests}::bytea[])
        ), owner as materialized (
          select held.* from unnest(${keys}::text[]) key cross join lateral (
            select delivery, line, sha256, control_id, fate, words from feeds.message
            where delivery::text || ' ' || control_id = key limit 1
          ) held
        )
        select same.delivery, line, encode(same.sha256, 'hex') as sha256, control_id as "controlId", fate, words
        from same join feeds.delivery on delivery.id = same.delivery
        where delivery.feed = ${feed.id} and delivery.source = ${source}
        union all
        select delivery, line, encode(sha256, 'hex'), control_id, fate, words from owner`,
        { name: "feeds-journal-known" },
      );
    },

    async keep(delivery: DeliveryId, messages: readonly FreshMessage[]): Promise<void> {
      const column = <T>(value: (one: FreshMessage) => T) => messages.map(value);
      const bytes = messages.reduce((sum, { read }) => sum + read.size, 0);
      await db.query(
        sql`
        with grown as (update feeds.delivery set bytes = bytes + ${bytes} where id = ${delivery})
        insert into feeds.message (delivery, line, received, sha256, control_id, type, fate, words)
        select ${delivery}::integer, * from unnest(
          ${column((one) => one.line)}::integer[], ${column((one) => one.read.received)}::timestamptz[],
          ${column((one) => digestText(one.read.sha256))}::bytea[], ${column((one) => storable(one.read.controlId))}::text[],
          ${column((one) => storable(one.read.type))}::text[], ${column((one) => one.verdict.fate)}::text[],
          ${column((one) => storable(one.verdict.words))}::text[])`,
        { name: "feeds-journal-keep" },
      );
    },

    /** These came again, and were answered as before. */
    async countAgain(rows: readonly JournalRow[]): Promise<void> {
      await db.query(sql`
        update feeds.message set times = message.times + again.times
        from (
          select delivery, line, count(*)::integer as times
          from unnest(${rows.map((one) => one.delivery)}::integer[], ${rows.map((one) => one.line)}::integer[])
            given (delivery, line) group by delivery, line
        ) again
        where message.delivery = again.delivery and message.line = again.line`);
    },
  };
}

/** A digest as the database reads it. */
const digestText = (hexadecimal: string): string => `\\x${hexadecimal}`;

const LONGEST = 250;

/** No longer than is sensible, and without what the database's text cannot hold. */
const storable = (text: string): string => text.slice(0, LONGEST).replaceAll("\0", "\uFFFD").toWellFormed();
