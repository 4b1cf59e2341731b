import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { mustSucceed, stoppedAt, type PersonId } from "#base";
import { openDatabase, sql } from "#db";
import { accessLogStore, createAccessLog, readingOf } from "#sharing";
import { FIELDS } from "../../src/sharing/log/access-event.ts";
import { chainRows } from "../builders/chained.ts";
import { aHouse, type House } from "../builders/house.ts";

const CLOCK = stoppedAt("2026-05-03T10:00:00Z");
const PERSON = "11111111-1111-4111-8111-111111111111" as PersonId;

let house: House;
beforeAll(async () => {
  house = await aHouse({ clock: CLOCK });
});
beforeEach(async () => {
  await house.db.execute(sql`
    truncate sharing.access_event, sharing.chained_event, sharing.log_checkpoint restart identity`);
  await house.db.execute(sql`update sharing.chain_end set tx = '0', seq = 0`);
});

const look = async () => house.db.query(readingOf(await house.mayRead(PERSON)));
const places = () =>
  house.db.query(sql<{ position: number; seq: number }>`
    select position, seq from sharing.chained_event order by position`);

describe("the chain", () => {
  it("takes every column that a row of the log has", async () => {
    const columns = await house.db.query(sql<{ name: string }>`
      select column_name as name from information_schema.columns
      where table_schema = 'sharing' and table_name = 'access_event'`);
    expect(columns.map((one) => one.name).sort()).toEqual([...FIELDS].sort());
  });

  it("gives each row one place, in the order in which transactions were begun, and rewrites no row", async () => {
    for (let n = 0; n < 5; n++) await look();
    const before = await house.db.query(
      sql`select event.*, event.xmin::text from sharing.access_event event order by seq`,
    );
    expect(await chainRows(house.accessLog, 5)).toBe(5);
    expect(await house.accessLog.chain()).toBe(0);
    expect((await places()).map((one) => one.position)).toEqual([1, 2, 3, 4, 5]);
    expect(
      await house.db.query(sql`select event.*, event.xmin::text from sharing.access_event event order by seq`),
    ).toEqual(before);
  });

  it("takes more rows than go into one transaction", async () => {
    await house.db.execute(sql`
      insert into sharing.access_event (kind, organisation, purpose, what, reason)
      select 'list', 'X99001', 'direct-care', 'search', 'Why.' from generate_series(1, 4321)`);
    expect(await chainRows(house.accessLog, 4321)).toBe(4321);
    expect((await places()).map((one) => one.seq)).toEqual(Array.from({ length: 4321 }, (_, n) => n + 1));
  });

  it("waits for a transaction that was begun earlier and is not over, and passes none of its rows over", async () => {
    const slow = Promise.withResolvers<undefined>();
    const begun = Promise.withResolvers<undefined>();
    const writing = house.db.inTransaction(async () => {
      await look();
      begun.resolve(undefined);
      await slow.promise;
    });
    await begun.promise;
    await look();
    const meanwhile = await house.accessLog.chain();
    slow.resolve(undefined);
    await writing;
    expect(meanwhile).toBe(0);
    expect(await chainRows(house.accessLog, 2)).toBe(2);
    expect((await places()).map((one) => one.seq)).toEqual([1, 2]);
  });

  it("takes rows that were numbered early and committed late, after those that came before them", async () => {
    // The number is drawn first, the transaction's own number later.
    const [early] = await house.db.query(sql<{ seq: number }>`
      select nextval(pg_get_serial_sequence('sharing.access_event', 'seq')) as seq`);
    await look();
    await chainRows(house.accessLog, 1);
    await house.db.execute(sql`
      insert into sharing.access_event (seq, kind, organisation, purpose, what, reason) overriding system value
      values (${early?.seq}, 'list', 'X99001', 'direct-care', 'search', 'Why.')`);
    expect(await chainRows(house.accessLog, 1)).toBe(1);
    expect((await places()).map((one) => one.seq)).toEqual([2, 1]);
  });

  it("is drawn by one program at a time", async () => {
    const other = mustSucceed(await openDatabase({ url: house.db.url, dataFolder: "" }));
    const log = createAccessLog({ store: accessLogStore(other), clock: CLOCK });
    for (let n = 0; n < 40; n++) await look();
    let count = 0;
    while (count < 40) {
      const done = await Promise.all([house.accessLog.chain(), log.chain(), house.accessLog.chain(), log.chain()]);
      count += done.reduce((sum, one) => sum + one, 0);
    }
    await other.close();
    expect(count).toBe(40);
    expect((await places()).map((one) => one.position)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
  });

  it("goes on in a database that came from a server whose transactions were numbered higher", async () => {
    await look();
    await chainRows(house.accessLog, 1);
    // As after a restore: the rows keep numbers that this server will come to only much later.
    await house.db.execute(sql`update sharing.access_event set tx = '900000000000'`);
    await house.db.execute(sql`update sharing.chain_end set tx = '900000000000', seq = 1`);
    await house.db.execute(sql`
      insert into sharing.access_event (kind, organisation, purpose, what, reason, tx)
      values ('list', 'X99001', 'direct-care', 'search', 'Why.', '900000000001')`);
    await look();
    expect(await chainRows(house.accessLog, 2)).toBe(2);
    await look();
    expect(await chainRows(house.accessLog, 1)).toBe(1);
    expect((await places()).map((one) => one.seq)).toEqual([1, 2, 3, 4]);
  });
});
