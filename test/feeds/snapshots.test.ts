import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sql } from "#db";
import { aFile } from "../builders/files.ts";
import { aClock, aHouse, COUNCIL, type House } from "../builders/house.ts";
import { aServiceRow, aSocialCareFile } from "../builders/social-care-file.ts";

const time = aClock("2026-05-03T10:00:00Z");
let house: House;
beforeAll(async () => {
  house = await aHouse({ clock: time.clock });
});
beforeEach(async () => {
  time.set("2026-05-03T10:00:00Z");
  await empty();
});

/** What a council reports up to the end of a quarter: packages of care by the day on which they began. */
const report = (periodEnd: string, ...starts: readonly string[]): string =>
  aSocialCareFile(starts.map((start) => aServiceRow({ periodStart: "2024-04-01", periodEnd, start })));

/** The same with a row besides of which nothing can be taken. */
const spoilt = (periodEnd: string, ...starts: readonly string[]): string =>
  `${report(periodEnd, ...starts)}this row,breaks off\r\n`;

/** So many days of May, June and July: more than twenty, of which a fifth says something. */
const days = (count: number, from = 0): readonly string[] =>
  Array.from({ length: count }, (_, n) => new Date(Date.UTC(2024, 4, 1 + from + n)).toISOString().slice(0, 10));

const [JUNE, SEPTEMBER, DECEMBER] = ["2024-06-30", "2024-09-30", "2024-12-31"] as const;

async function empty(): Promise<void> {
  await house.db.execute(sql`
    truncate people.patient, people.person, people.link, people.link_past, people.block_key, people.likeness, people.decision, record.entry, record.earlier, record.change,
      sharing.relationship, sharing.access_event, feeds.delivery, feeds.rejection, feeds.snapshot_entry, feeds.message,
      feeds.completeness restart identity`);
}

async function load(text: string) {
  const file = await aFile(house, "social-care", COUNCIL, "CLD.csv", text);
  const { deliveries, failures } = await house.feeds.load([file], () => undefined);
  expect(failures).toEqual([]);
  return deliveries[0];
}

/** The days on which packages began that are not ended. */
async function standing(): Promise<readonly string[]> {
  const rows = await house.db.query(sql<{ start: string }>`
    select to_char(event_from, 'YYYY-MM-DD') as start from record.entry
    where type = 'CarePlan' and not ended order by start`);
  return rows.map((row) => row.start);
}

describe("a snapshot", () => {
  it("ends what the one before it held and it does not", async () => {
    await load(report(JUNE, "2024-05-01", "2024-05-17"));
    expect(await load(report(SEPTEMBER, "2024-05-17", "2024-08-01"))).toMatchObject({ ended: 1, unchanged: 2 });
    expect(await standing()).toEqual(["2024-05-17", "2024-08-01"]);
  });

  it("ends nothing from before the time for which it speaks", async () => {
    await load(
      aSocialCareFile([
        aServiceRow({ periodStart: "2023-04-01", periodEnd: JUNE, start: "2023-05-01", end: "2023-06-01" }),
      ]),
    );
    expect(await load(report(SEPTEMBER, "2024-08-01"))).toMatchObject({ ended: 0 });
    expect(await standing()).toEqual(["2023-05-01", "2024-08-01"]);
  });

  it("ends nothing where it does not say for which time it speaks", async () => {
    await load(report(JUNE, "2024-05-01"));
    const silent = aSocialCareFile([aServiceRow({ periodStart: "", periodEnd: SEPTEMBER, start: "2024-08-01" })]);
    expect(await load(silent)).toMatchObject({ ended: 0 });
    expect(await load(report(DECEMBER, "2024-08-01"))).toMatchObject({ ended: 1 });
    expect(await standing()).toEqual(["2024-08-01"]);
  });

  it("ends nothing where nothing of it could be read", async () => {
    await load(report(JUNE, "2024-05-01"));
    expect(await load("not,a,file,of,this,kind\n")).toMatchObject({ ended: 0, rowsRejected: 1 });
    expect(await standing()).toEqual(["2024-05-01"]);
  });

  it("brings back what an earlier one had ended, also one sent anew for the same quarter", async () => {
    await load(report(JUNE, "2024-05-01", "2024-05-17"));
    await load(report(SEPTEMBER, "2024-05-17"));
    expect(await standing()).toEqual(["2024-05-17"]);
    await load(report(SEPTEMBER, "2024-05-01", "2024-05-17"));
    expect(await standing()).toEqual(["2024-05-01", "2024-05-17"]);
    await load(report(SEPTEMBER, "2024-05-17") + "\r\n");
    expect(await standing()).toEqual(["2024-05-17"]);
  });

  it("that comes late ends nothing that the newer one holds, and leaves what would have stood in order", async () => {
    const reports = [
      report(JUNE, "2024-05-01", "2024-05-17"),
      report(SEPTEMBER, "2024-05-17", "2024-08-01", "2024-08-02"),
      report(DECEMBER, "2024-05-17", "2024-08-02", "2024-10-01"),
    ] as const;
    for (const one of reports) await load(one);
    const inOrder = await standing();
    expect(inOrder).toEqual(["2024-05-17", "2024-08-02", "2024-10-01"]);
    await empty();
    for (const nth of [0, 2, 1] as const) await load(reports[nth]);
    expect(await standing()).toEqual(inOrder);
  });

  it("stopped before its end, even after its last row, ends the same when it goes on", async () => {
    await load(report(JUNE, "2024-05-01", "2024-05-17"));
    const file = await aFile(house, "social-care", COUNCIL, "CLD.csv", report(SEPTEMBER, "2024-05-17"));
    const stopped = house.feeds.load([file], () => {
      throw new Error("Somebody pulled the plug.");
    });
    await expect(stopped).rejects.toThrow("pulled the plug");
    expect(await standing()).toEqual(["2024-05-01", "2024-05-17"]);
    expect((await house.feeds.load([file], () => undefined)).deliveries[0]).toMatchObject({
      state: "loaded",
      ended: 1,
    });
    expect(await standing()).toEqual(["2024-05-17"]);
  });

  it("keeps in mind the entries of the newest one only", async () => {
    for (const end of [JUNE, SEPTEMBER, DECEMBER]) await load(report(end, "2024-05-17", "2024-05-18"));
    const kept = await house.db.query(sql<{ delivery: number }>`select distinct delivery from feeds.snapshot_entry`);
    expect(kept).toEqual([{ delivery: 3 }]);
  });
});

describe("a snapshot that may not be whole", () => {
  const absentKept = async () => (await house.feeds.states())[1]?.sources.map((one) => one.absentKept);

  it("ends nothing where a row of it was lost, and says so; the next whole one ends what is still absent", async () => {
    await load(report(JUNE, "2024-05-01", "2024-05-17", "2024-06-03"));
    const lossy = await load(spoilt(SEPTEMBER, "2024-05-17"));
    expect(lossy).toMatchObject({ ended: 0, absentKept: 2, rowsRejected: 1 });
    expect(await absentKept()).toEqual([2]);
    expect(await standing()).toEqual(["2024-05-01", "2024-05-17", "2024-06-03"]);
    expect(await load(report(DECEMBER, "2024-05-17", "2024-06-03"))).toMatchObject({ ended: 1, absentKept: 0 });
    expect(await standing()).toEqual(["2024-05-17", "2024-06-03"]);
    expect(await absentKept()).toEqual([0]);
  });

  it("is held back as long as rows are lost, and by as many as are still absent", async () => {
    await load(report(JUNE, "2024-05-01", "2024-05-17", "2024-06-03"));
    await load(spoilt(SEPTEMBER, "2024-05-17"));
    expect(await load(spoilt(DECEMBER, "2024-05-17", "2024-06-03"))).toMatchObject({ ended: 0, absentKept: 1 });
    expect(await load(report("2025-03-31", "2024-06-03"))).toMatchObject({ ended: 2, absentKept: 0 });
    expect(await standing()).toEqual(["2024-06-03"]);
  });

  it("ends nothing where more than a fifth is absent, unless the next leaves it out as well", async () => {
    await load(report(JUNE, ...days(50)));
    expect(await load(report(SEPTEMBER, ...days(20)))).toMatchObject({ ended: 0, absentKept: 30, rowsRejected: 0 });
    expect(await standing()).toEqual(days(50));
    expect(await load(report(DECEMBER, ...days(25)))).toMatchObject({ ended: 25, absentKept: 0 });
    expect(await standing()).toEqual(days(25));
  });

  it("does not speak twice by being spoilt first and cut short then", async () => {
    await load(report(JUNE, ...days(50)));
    expect(await load(spoilt(SEPTEMBER, ...days(20)))).toMatchObject({ ended: 0, absentKept: 30 });
    expect(await load(report(DECEMBER, ...days(20)))).toMatchObject({ ended: 0, absentKept: 30 });
    expect(await load(report("2025-03-31", ...days(20)))).toMatchObject({ ended: 30, absentKept: 0 });
  });

  it("counts what is absent within the time for which it speaks, of events only", async () => {
    const old = days(30).map((start) =>
      aServiceRow({ periodStart: "2023-04-01", periodEnd: JUNE, start, end: "2024-08-01" }),
    );
    const going = days(10, 30).map((start) => aServiceRow({ periodStart: "2023-04-01", periodEnd: JUNE, start }));
    await load(aSocialCareFile([...old, ...going]));
    const later = days(9, 30).map((start) =>
      aServiceRow({ periodStart: "2024-10-01", periodEnd: DECEMBER, start, person: "P1" }),
    );
    expect(await load(aSocialCareFile(later))).toMatchObject({ ended: 1, absentKept: 0 });
    expect(await standing()).toEqual(days(39));
  });

  it("is asked about what an older one held that comes late, and ends nothing then either", async () => {
    await load(report(JUNE, "2024-05-01", "2024-05-17"));
    await load(spoilt(DECEMBER, "2024-05-17"));
    expect(await load(report(SEPTEMBER, "2024-05-17", "2024-08-01"))).toMatchObject({ ended: 0, absentKept: 0 });
    expect(await standing()).toEqual(["2024-05-01", "2024-05-17", "2024-08-01"]);
    expect(await absentKept()).toEqual([2]);
    expect(await load(report("2025-03-31", "2024-05-17"))).toMatchObject({ ended: 2 });
    expect(await standing()).toEqual(["2024-05-17"]);
  });

  it("that comes late itself takes nothing from the newer one, which is whole", async () => {
    await load(report(JUNE, "2024-05-01", "2024-05-17"));
    await load(report(DECEMBER, "2024-05-17"));
    expect(await load(spoilt(SEPTEMBER, "2024-05-17", "2024-08-01"))).toMatchObject({ ended: 1, absentKept: 0 });
    expect(await standing()).toEqual(["2024-05-17"]);
  });

  it("stopped before its end still knows, when it goes on, that it lost a row", async () => {
    await load(report(JUNE, "2024-05-01", "2024-05-17"));
    const file = await aFile(house, "social-care", COUNCIL, "CLD.csv", spoilt(SEPTEMBER, "2024-05-17"));
    const stopped = house.feeds.load([file], () => {
      throw new Error("Somebody pulled the plug.");
    });
    await expect(stopped).rejects.toThrow("pulled the plug");
    const { deliveries } = await house.feeds.load([file], () => undefined);
    expect(deliveries[0]).toMatchObject({ state: "loaded", ended: 0, absentKept: 1, rowsRejected: 1 });
    expect(await standing()).toEqual(["2024-05-01", "2024-05-17"]);
  });
});
