import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { mustSucceed, odsCode, patientIdOf, type OdsCode } from "#base";
import { sql } from "#db";
import { checkRetention } from "#record";
import { emptied, governanceOf, tablesHolding } from "../builders/governance.ts";
import { aClock, aHouse, aPlace, COUNCIL, GOVERNANCE_LEAD, HOSPITAL, PRACTICE, type House } from "../builders/house.ts";
import { aPatient } from "../builders/patient.ts";
import { aCondition, anObservation, aPackage, aStay, supplied } from "../builders/resources.ts";

const time = aClock("2026-05-03T10:00:00Z");
let house: House;
let deliveries = 0;
beforeAll(async () => {
  house = await aHouse({ clock: time.clock });
});
beforeEach(async () => {
  time.set("2026-05-03T10:00:00Z");
  await emptied(house);
});

type Resource = Parameters<typeof supplied>[0];

/** Saves as one more delivery what was all written on a day. */
const deliver = (source: OdsCode, day: string, ...resources: readonly Resource[]) =>
  house.save(
    source,
    ++deliveries,
    resources.map((one, nth) => supplied(one, { recorded: day, line: nth + 1 })),
  );

const born = (id: string, day: string) => aPatient(id).called(id, `${id}-Family`).born(day);
const counts = () => house.record.retentionCounts();
const shown = async (from = house) => {
  const asking = { actor: GOVERNANCE_LEAD, purpose: "records-management", what: "retention" } as const;
  return from.record.retentionDue(mustSucceed(await from.sharing.mayList(asking)));
};
const erase = async (wanted: { source?: OdsCode; rule?: string } = {}) =>
  mustSucceed(await house.record.eraseDue(await house.mayAct(), { ...wanted, reason: "Their time is over." }));

describe("what is due", () => {
  it("is counted by source and rule, without any person", async () => {
    await deliver(
      COUNCIL,
      "2015-01-01",
      born("c1", "1940-01-01").resource,
      aPackage("k1", "c1", "2014-02-01", "2015-02-01"),
    );
    await deliver(
      COUNCIL,
      "2016-01-01",
      born("c2", "1940-01-01").resource,
      aPackage("k2", "c2", "2014-02-01", "2016-02-01"),
    );
    await deliver(
      HOSPITAL,
      "2015-01-01",
      born("h1", "1940-01-01").resource,
      aStay("s1", "h1", "2015-02-01", "2015-02-03"),
    );
    expect(await counts()).toEqual([
      {
        source: HOSPITAL,
        rule: "adult-health",
        scope: "registration",
        registrations: 1,
        entries: 2,
        since: "2023-02-03",
      },
      {
        source: COUNCIL,
        rule: "adult-social-care",
        scope: "registration",
        registrations: 2,
        entries: 4,
        since: "2023-02-01",
      },
    ]);
  });

  it("is not what is newer, goes on, was written since, or is of somebody alive whose practice it is", async () => {
    await deliver(
      COUNCIL,
      "2015-01-01",
      born("new", "1940-01-01").resource,
      aPackage("k1", "new", "2014-02-01", "2019-02-01"),
    );
    await deliver(COUNCIL, "2015-01-01", born("on", "1940-01-01").resource, aPackage("k2", "on", "2014-02-01"));
    await deliver(
      COUNCIL,
      "2025-01-01",
      born("late", "1940-01-01").resource,
      aPackage("k3", "late", "2014-02-01", "2015-02-01"),
    );
    await deliver(
      HOSPITAL,
      "2015-01-01",
      born("child", "2010-01-01").resource,
      aStay("s1", "child", "2015-02-01", "2015-02-03"),
    );
    await deliver(
      HOSPITAL,
      "2015-01-01",
      aPatient("unknown").resource,
      aStay("s2", "unknown", "2015-02-01", "2015-02-03"),
    );
    await deliver(PRACTICE, "1995-01-01", born("g", "1940-01-01").resource, anObservation("o", "g", "1995-01-01"));
    expect(await counts()).toEqual([]);
  });

  it("is a practice's record ten years after the death that it tells of", async () => {
    const gone = born("g", "1940-01-01").died("2016-05-03").resource;
    await deliver(PRACTICE, "2016-05-03", gone, anObservation("o", "g", "2016-01-01"));
    time.set("2026-05-02T10:00:00Z");
    expect(await counts()).toEqual([]);
    time.set("2026-05-03T10:00:00Z");
    expect(await counts()).toMatchObject([{ rule: "gp-after-death", since: "2026-05-03" }]);
  });

  it("is shown with whose it is, those due longest first, and each person shown is logged", async () => {
    await deliver(
      COUNCIL,
      "2016-01-01",
      born("later", "1940-01-01").resource,
      aPackage("k2", "later", "2014-02-01", "2016-02-01"),
    );
    await deliver(
      COUNCIL,
      "2015-01-01",
      born("first", "1940-01-01").resource,
      aPackage("k1", "first", "2014-02-01", "2015-02-01"),
    );
    const persons = [await house.personOf(COUNCIL, "first"), await house.personOf(COUNCIL, "later")];
    await house.db.execute(sql`delete from sharing.access_event`);
    expect((await shown()).map(({ person, entries }) => ({ person, entries }))).toEqual(
      persons.map((person) => ({ person, entries: 2 })),
    );
    const log = await house.db.query(sql<{ person: string }>`
      select person from sharing.access_event where kind = 'list' order by person`);
    expect(log.map((row) => row.person)).toEqual([...persons].sort());
  });
});

describe("erasing what is due", () => {
  beforeEach(async () => {
    await deliver(
      COUNCIL,
      "2015-01-01",
      born("c1", "1940-01-01").resource,
      aPackage("k1", "c1", "2014-02-01", "2015-02-01"),
    );
    await deliver(COUNCIL, "2024-01-01", born("stays", "1940-01-01").resource, aPackage("k2", "stays", "2024-02-01"));
    await deliver(
      HOSPITAL,
      "2015-01-01",
      born("h1", "1940-01-01").resource,
      aStay("s1", "h1", "2015-02-01", "2015-02-03"),
    );
  });

  it("is an act that leaves tombstones, and nothing else of it", async () => {
    const done = await erase();
    expect(done).toMatchObject({ registrations: 2, entries: 4 });
    expect(await counts()).toEqual([]);
    for (const gone of ["c1-Family", "h1-Family"]) expect(await tablesHolding(house, gone)).toEqual([]);
    expect(await tablesHolding(house, "stays-Family")).not.toEqual([]);
    const acts = await governanceOf(house).acts();
    expect(acts.map(({ kind, cause, reason, registrations }) => ({ kind, cause, reason, registrations }))).toEqual([
      { kind: "erase", cause: "retention", reason: expect.stringContaining("Their time is over."), registrations: 1 },
      { kind: "erase", cause: "retention", reason: expect.stringContaining("Their time is over."), registrations: 1 },
    ]);
    expect(await deliver(COUNCIL, "2026-01-01", born("c1", "1940-01-01").resource)).toMatchObject({ barred: 1 });
  });

  it("may be of one source, or by one rule, alone", async () => {
    expect(await erase({ source: odsCode("X99999") })).toMatchObject({ registrations: 0, acts: [] });
    expect(await erase({ source: COUNCIL })).toMatchObject({ registrations: 1 });
    expect(await erase({ rule: "adult-social-care" })).toMatchObject({ registrations: 0 });
    expect(await erase({ rule: "adult-health" })).toMatchObject({ registrations: 1 });
  });

  it("needs a reason", async () => {
    const done = await house.record.eraseDue(await house.mayAct(), { reason: " " });
    expect(done).toMatchObject({ ok: false, problem: { kind: "invalid" } });
    expect(await counts()).toHaveLength(2);
  });

  it("leaves what was found due but is not any more, since somebody came back meanwhile", async () => {
    let saved = (): void => undefined;
    let goOn = (): void => undefined;
    const isSaved = new Promise<void>((done) => (saved = done));
    const mayGoOn = new Promise<void>((done) => (goOn = done));
    const coming = house.db.inTransaction(async () => {
      await deliver(COUNCIL, "2026-05-01", aPackage("k9", "c1", "2026-05-01"));
      saved();
      await mayGoOn;
    });
    await isSaved;
    const erasing = erase({ source: COUNCIL });
    await new Promise((done) => setTimeout(done, 200));
    goOn();
    await coming;
    expect(await erasing).toMatchObject({ registrations: 0, acts: [] });
    expect(await house.personOf(COUNCIL, "c1")).toBeDefined();
  });

  it("goes through more than it reads at a time", { timeout: 60_000 }, async () => {
    const many = Array.from({ length: 1250 }, (_, nth) => `m${nth}`);
    await deliver(
      COUNCIL,
      "2015-01-01",
      ...many.flatMap((id) => [born(id, "1940-01-01").resource, aPackage(`k-${id}`, id, "2014-02-01", "2015-02-01")]),
    );
    expect(await counts()).toContainEqual(expect.objectContaining({ source: COUNCIL, registrations: 1251 }));
    expect(await shown()).toHaveLength(200);
    const done = await erase();
    expect(done.registrations).toBe(1252);
    expect(done.acts.length).toBeGreaterThan(6);
    expect(await counts()).toEqual([]);
  });
});

describe("a rule for a category", () => {
  it("is refused when the program starts where there is no such category", () => {
    const rule = { id: "x", organisations: ["council" as const], keepYears: 2, from: "last-entry" as const };
    const checked = checkRetention({ ...aPlace(), retention: [{ ...rule, category: "wizardry" }] });
    expect(checked).toMatchObject({ ok: false, problem: { message: expect.stringContaining("no category wizardry") } });
    expect(checkRetention({ ...aPlace(), retention: [{ ...rule, category: "documents" }] }).ok).toBe(true);
  });

  it("erases that category alone, and keeps the rest and who it is", async () => {
    const rules = [
      {
        id: "weights",
        organisations: ["gp-practice" as const],
        category: "results",
        keepYears: 2,
        from: "last-entry" as const,
      },
    ];
    const own = await aHouse({ clock: time.clock, place: { ...aPlace(), retention: rules } });
    const entries = [
      born("g", "1940-01-01").resource,
      anObservation("o", "g", "2015-01-01"),
      aCondition("c", "g", "2015"),
    ];
    await own.save(
      PRACTICE,
      1,
      entries.map((one, nth) => supplied(one, { recorded: "2015-01-01", line: nth + 1 })),
    );
    expect(await own.record.retentionCounts()).toMatchObject([{ scope: "results", rule: "weights", entries: 1 }]);
    expect(await shown(own)).toMatchObject([{ patient: patientIdOf(PRACTICE, "g"), since: "2017-01-01" }]);
    mustSucceed(await own.record.eraseDue(await own.mayAct(), { reason: "Two years." }));
    const permit = await own.mayRead(await own.personOf(PRACTICE, "g"));
    const { headings } = await own.record.headings(permit, { knownAt: undefined, resultsSince: undefined });
    expect(headings.map((one) => one.type).sort()).toEqual(["Condition", "Patient"]);
    expect(await own.record.retentionCounts()).toEqual([]);
  });
});
