import type { DeliveryId, EntryId, Stretch } from "#base";
import { sql, type Database } from "#db";

/** A delivery that holds all that its source has to say of a stretch of time. */
export type Snapshot = {
  readonly id: DeliveryId;
  /** When the source wrote the newest row of it. */
  readonly asAt: Date;
  readonly covers: Stretch;
  /** Rows of which nothing could be taken. */
  readonly rowsLost: number;
};

type SnapshotRow = { id: DeliveryId; asAt: Date; from: Date; to: Date; rowsLost: number };

/** Where an entry that the older of two snapshots held stands in the newer. */
export type Standing =
  | "present"
  | "newly-absent"
  /** Left out before, by a snapshot that lost no row. */
  | "absent-again";

/** What the last snapshot of a source held, and the one that is being read. */
export function snapshotStore(db: Database) {
  return {
    async rememberSnapshot(delivery: DeliveryId, entries: readonly EntryId[]): Promise<void> {
      await db.query(sql`
        insert into feeds.snapshot_entry (delivery, entry)
        select ${delivery}, entry from unnest(${entries}::uuid[]) entry on conflict do nothing`);
    },

    /** What a snapshot says of itself once it is read; nothing where its rows name no time for which they speak. */
    async snapshot(delivery: DeliveryId): Promise<Snapshot | undefined> {
      const rows = await db.query(sql<SnapshotRow>`
        select id, as_at as "asAt", covers_from as "from", covers_to as "to", rows_rejected as "rowsLost" from feeds.delivery
        where id = ${delivery} and as_at is not null and covers_from is not null`);
      return rows.map(snapshotFrom)[0];
    },

    /** The newest snapshot of the same feed and source that was loaded before. */
    async snapshotBefore(delivery: DeliveryId): Promise<Snapshot | undefined> {
      const rows = await db.query(sql<SnapshotRow>`
        select held.id, held.as_at as "asAt", held.covers_from as "from", held.covers_to as "to",
          held.rows_rejected as "rowsLost"
        from feeds.delivery given join feeds.delivery held using (feed, source)
        where given.id = ${delivery} and held.id <> given.id and held.state = 'loaded'
          and held.as_at is not null and held.covers_from is not null
          and exists (select from feeds.snapshot_entry where delivery = held.id)
        order by held.as_at desc, held.id desc limit 1`);
      return rows.map(snapshotFrom)[0];
    },

    /** What the older of two snapshots held, and how it stands in the newer. */
    async heldBy(older: DeliveryId, newer: DeliveryId): Promise<ReadonlyMap<EntryId, Standing>> {
      const rows = await db.query(sql<{ entry: EntryId; standing: Standing }>`
        select older.entry, case when newer.entry is not null then 'present' when older.missed then 'absent-again'
          else 'newly-absent' end as standing
        from feeds.snapshot_entry older
          left join feeds.snapshot_entry newer on newer.delivery = ${newer} and newer.entry = older.entry
        where older.delivery = ${older}`);
      return new Map(rows.map(({ entry, standing }) => [entry, standing]));
    },

    async countEnded(delivery: DeliveryId, ended: number): Promise<void> {
      await db.query(sql`update feeds.delivery set ended = ended + ${ended} where id = ${delivery}`);
    },

    /** Has the newer of two snapshots hold on to what only the older one held. `missed`: the newer one lost no row. */
    async keepAbsent(newer: DeliveryId, older: DeliveryId, absent: readonly EntryId[], missed: boolean): Promise<void> {
      await db.query(sql`
        insert into feeds.snapshot_entry (delivery, entry, missed)
        select ${newer}, entry, missed or ${missed} from feeds.snapshot_entry
        where delivery = ${older} and entry = any(${absent}::uuid[])`);
      await db.query(sql`
        update feeds.delivery set absent_kept = absent_kept + ${absent.length} where id = ${newer}`);
    },

    async forgetSnapshot(delivery: DeliveryId): Promise<void> {
      await db.query(sql`delete from feeds.snapshot_entry where delivery = ${delivery}`);
    },
  };
}

const snapshotFrom = ({ id, asAt, from, to, rowsLost }: SnapshotRow): Snapshot => ({
  ...{ id, asAt, rowsLost },
  covers: { from, to },
});
