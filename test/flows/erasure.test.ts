import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { mustSucceed, patientIdOf } from "#base";
import { backup, restore, sql } from "#db";
import type { Delivery } from "#feeds";
import { aBareDatabase } from "../builders/database.ts";
import { aFile, aFolder, ndjson } from "../builders/files.ts";
import { emptied, governanceOf, tablesHolding } from "../builders/governance.ts";
import { aClock, aHouse, aHouseOver, COUNCIL, PRACTICE, type House } from "../builders/house.ts";
import { madeUpNumber } from "../builders/made-up-number.ts";
import { modules } from "../builders/modules.ts";
import { aPatient } from "../builders/patient.ts";
import { aCondition, anObservation, aReferral, aRegistration, supplied } from "../builders/resources.ts";

/** Stands in everything that the practice sends of the person to be erased, and nowhere else. */
const MARK = "quillfeather";

const time = aClock("2026-05-03T10:00:00Z");
let house: House;
let governance: ReturnType<typeof governanceOf>;
let files = 0;
beforeAll(async () => {
  house = await aHouse({ clock: time.clock });
  governance = governanceOf(house);
});
beforeEach(async () => {
  time.set("2026-05-03T10:00:00Z");
  await emptied(house);
  await house.db.execute(sql`truncate feeds.delivery, feeds.blanking restart identity cascade`);
});

async function load(text: string, name = `export-${++files}.ndjson`): Promise<Delivery> {
  const file = await aFile(house, "gp", PRACTICE, name, text);
  const { deliveries, failures } = await house.feeds.load([file], () => undefined);
  expect(failures).toEqual([]);
  const [delivery] = deliveries;
  if (!delivery) throw new Error("Nothing was loaded.");
  const { entries, created, updated, earlier, unchanged, barred } = delivery;
  expect(created + updated + earlier + unchanged + barred).toBe(entries);
  return delivery;
}

const agnes = aPatient("agnes").called("Agnes", MARK).born("1947-03-31").tracedAs(madeUpNumber(1));
const note = (words = "") => ({ note: [{ text: `${MARK} ${words}` }] });
const written = (day: string) => ({ meta: { lastUpdated: `${day}T09:00:00Z` } });
const ofAgnes = (day: string, words = "") => [
  { ...agnes.livingAt(`1 ${MARK} Lane`, "ZZ1 0AA").resource, ...written(day) },
  { ...aRegistration("r1", "agnes", PRACTICE), ...written(day) },
  { ...anObservation("o1", "agnes", "2025-02-03"), ...note(words), ...written(day) },
  { ...aCondition("c1", "agnes", "2019"), ...note(words), ...written(day) },
  { ...aReferral("q1", "agnes", COUNCIL), ...note(words), ...written(day) },
];
const others = [
  {
    ...aPatient("ben").called("Ben", "Okafor").born("1950-01-01").tracedAs(madeUpNumber(2)).resource,
    ...written("2026-01-01"),
  },
  { ...anObservation("o2", "ben", "2025-02-03"), ...written("2026-01-01") },
];

const seenOfBen = async () => {
  const permit = await house.mayRead(await house.personOf(PRACTICE, "ben"));
  return (await house.record.headings(permit, { knownAt: undefined, resultsSince: undefined })).headings.length;
};

describe("a person asks a practice to be forgotten, and information governance erases what it sent", () => {
  it("leaves nothing of it in any table, and nothing that comes afterwards brings it back", async () => {
    const first = ndjson(...ofAgnes("2026-01-01"), ...others);
    await load(first);
    await load(ndjson(...ofAgnes("2026-02-01", "newer")));
    expect(await tablesHolding(house, MARK)).toEqual(["people.patient", "record.earlier", "record.entry"]);
    const person = await house.personOf(PRACTICE, "agnes");

    const act = await governance.registration("erase", PRACTICE, "agnes");

    expect(await tablesHolding(house, MARK)).toEqual([]);
    expect(await house.people.get(await house.mayRead(person))).toMatchObject({ ok: false });
    expect(await seenOfBen()).toBe(2);

    const again = await load(first, "the-same-under-another-name.ndjson");
    expect(again.name).not.toBe("the-same-under-another-name.ndjson");
    expect(await load(first.replace("Okafor", "Okafor-Brown"))).toMatchObject({ entries: 7, barred: 5, updated: 1 });
    expect(await load(ndjson(...ofAgnes("2026-09-01", "newest")))).toMatchObject({ entries: 5, barred: 5 });
    expect(await load(ndjson(...ofAgnes("2020-01-01", "oldest")))).toMatchObject({ entries: 5, barred: 5 });
    const more = { ...anObservation("o9", "agnes", "2026-03-03"), ...note(), ...written("2026-03-03") };
    expect(await load(ndjson(more))).toMatchObject({ entries: 1, barred: 1 });
    expect(await tablesHolding(house, MARK)).toEqual([]);
    expect(await seenOfBen()).toBe(2);
    expect(await governance.find(act)).toMatchObject({ entries: 5, registrations: 1, barred: 16 });
  });

  it("leaves what was refused of it until that is removed from its delivery, by an act", async () => {
    const unreadable = JSON.stringify({ resourceType: "Observation", id: "bad", note: MARK, subject: 7 });
    const { id } = await load(`${ndjson(...ofAgnes("2026-01-01"))}${unreadable}\n`);
    await governance.registration("erase", PRACTICE, "agnes");
    expect(await tablesHolding(house, MARK)).toEqual(["feeds.rejection"]);
    const removed = await house.feeds.blankRejections(await house.mayAct(), id, "They asked to be forgotten.");
    const [{ times } = { times: 0 }] = await house.db.query(sql<{ times: number }>`
      select count(*) as times from feeds.rejection where delivery = ${id}`);
    expect(times).toBeGreaterThan(0);
    expect(removed).toEqual({ ok: true, value: times });
    expect(await tablesHolding(house, MARK)).toEqual([]);
    expect(await house.feeds.blankings(id)).toMatchObject([
      { reason: "They asked to be forgotten.", rejections: times },
    ]);
    const [group] = await house.feeds.rejections(await house.mayList(), id);
    expect(group).toMatchObject({ lost: "row", example: { line: 6 } });
    expect(group?.example).not.toHaveProperty("row");
    const log = await house.db.query(
      sql`select from sharing.access_event where kind = 'act' and what = 'refused rows removed'`,
    );
    expect(log).toHaveLength(1);
  });

  it("holds in a backup: restored, it is not there, and still barred", { timeout: 60_000 }, async () => {
    await load(ndjson(...ofAgnes("2026-01-01"), ...others));
    await governance.registration("erase", PRACTICE, "agnes");
    const sealed = await governance.registration("seal", PRACTICE, "ben");
    const folder = join(await aFolder(), "backup");
    mustSucceed(await backup(house.db, folder, modules, { clock: time.clock }));
    const db = await aBareDatabase();
    mustSucceed(await restore(db, folder, modules));
    const restored = aHouseOver(db, { clock: time.clock });
    expect(await tablesHolding(restored, MARK)).toEqual([]);
    const resent = [...ofAgnes("2026-09-01"), ...others].map((one, nth) =>
      supplied(one as never, { recorded: "2026-09-01", line: nth + 1 }),
    );
    expect(await restored.save(PRACTICE, 99, resent)).toMatchObject({ barred: 7 });
    mustSucceed(await restored.record.undo(await restored.mayAct(), sealed, "They are back."));
    expect(await restored.personOf(PRACTICE, "ben")).toBeDefined();
  });
});

describe("an erasure while a load runs", () => {
  const LINES = 12_000;
  const longExport = () =>
    ndjson(
      agnes.resource,
      ...Array.from({ length: LINES }, (_, n) => ({
        ...anObservation(`w${n}`, n % 2 === 0 ? "agnes" : "ben", "2025-02-03", 60 + (n % 40)),
        note: [{ text: n % 2 === 0 ? MARK : "somebody else" }],
      })),
      ...others,
    );

  it("takes what had come by then, and bars the rest of the file", { timeout: 60_000 }, async () => {
    const file = await aFile(house, "gp", PRACTICE, "long.ndjson", longExport());
    let erasing: Promise<unknown> | undefined;
    const { deliveries } = await house.feeds.load([file], ({ entries }) => {
      if (entries > LINES / 3) erasing ??= governance.registration("erase", PRACTICE, "agnes");
    });
    await erasing;
    const [delivery] = deliveries;
    expect(delivery?.entries).toBe(LINES + 3);
    expect(delivery?.barred).toBeGreaterThan(LINES / 10);
    expect((delivery?.created ?? 0) + (delivery?.barred ?? 0)).toBe(LINES + 3);
    expect(await tablesHolding(house, MARK)).toEqual([]);
    const left = await house.db.query(sql`select from record.entry where patient = ${patientIdOf(PRACTICE, "agnes")}`);
    expect(left).toEqual([]);
    expect(await seenOfBen()).toBe(LINES / 2 + 2);
  });

  it("waits for the batch that is being saved, and the batch for it", async () => {
    await load(ndjson(...ofAgnes("2026-01-01")));
    let saved = (): void => undefined;
    let goOn = (): void => undefined;
    const isSaved = new Promise<void>((done) => (saved = done));
    const mayGoOn = new Promise<void>((done) => (goOn = done));
    const late = (id: string) =>
      house.save(PRACTICE, 90, [
        supplied({ ...anObservation(id, "agnes", "2026-03-03"), ...note() }, { recorded: "2026-03-03" }),
      ]);
    const coming = house.db.inTransaction(async () => {
      await late("during");
      saved();
      await mayGoOn;
    });
    await isSaved;
    const erasing = governance.registration("erase", PRACTICE, "agnes");
    const after = new Promise((done) => setTimeout(done, 100)).then(() => late("after"));
    await new Promise((done) => setTimeout(done, 200));
    goOn();
    await Promise.all([coming, erasing]);
    expect(await after).toMatchObject({ barred: 1 });
    expect(await tablesHolding(house, MARK)).toEqual([]);
  });
});
