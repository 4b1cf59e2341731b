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
  await house.db.execute(sql`
    truncate people.patient, people.person, people.link, people.link_past, record.entry, record.earlier, record.change,
      sharing.relationship, sharing.access_event, feeds.delivery, feeds.rejection, feeds.snapshot_entry restart identity`);
});

/** What a council reports up to the end of a quarter: packages of care by the day on which they began. */
const report = (periodEnd: string, ...starts: readonly string[]): string =>
  aSocialCareFile(starts.map((start) => aServiceRow({ periodStart: "2024-04-01", periodEnd, start })));

const [JUNE, SEPTEMBER, DECEMBER] = ["2024-06-30", "2024-09-30", "2024-12-31"] as const;

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
    await house.db.execute(sql`
      truncate people.patient, people.person, people.link, record.entry, record.earlier, record.change,
        feeds.delivery, feeds.rejection, feeds.snapshot_entry restart identity`);
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
