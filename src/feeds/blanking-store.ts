import type { ActorId, DeliveryId, OdsCode } from "#base";
import { sql, type Database } from "#db";
import { actingOf, type ActPermit } from "#sharing";

export type BlankingRow = { at: Date; actor: ActorId; organisation: OdsCode; reason: string; rejections: number };

export function blankingStore(db: Database) {
  return {
    /** Removes the values and rows that are kept with what was refused of a delivery, and logs it. Returns of how many. */
    async blankRejections(permit: ActPermit, delivery: DeliveryId, reason: string): Promise<number> {
      const nobody = sql`select null::uuid as person where false`;
      const rows = await db.query(sql<{ rejections: number }>`
        with access as (${actingOf(permit, "refused rows removed", nobody)}),
        blanked as (
          update feeds.rejection set value = null, row = null
          where delivery = ${delivery} and (value is not null or row is not null) returning 1
        )
        insert into feeds.blanking (delivery, at, actor, organisation, reason, rejections)
        select ${delivery}, ${permit.at}::timestamptz, ${permit.actor.id}, ${permit.actor.organisation}, ${reason},
          count(*) from blanked
        returning rejections`);
      return rows[0]?.rejections ?? 0;
    },

    async blankings(delivery: DeliveryId): Promise<readonly BlankingRow[]> {
      return db.query(sql<BlankingRow>`
        select at, actor, organisation, reason, rejections from feeds.blanking
        where delivery = ${delivery} order by at desc`);
    },
  };
}
