import { beforeAll, describe, expect, it } from "vitest";
import { deliveryId, entryIdOf, mustSucceed, patientIdOf, type Stretch } from "#base";
import { sql } from "#db";
import { holds } from "#record";
import { aClock, aHouse, COUNCIL, HOSPITAL, PRACTICE, type House } from "../builders/house.ts";
import { madeUpNumber } from "../builders/made-up-number.ts";
import { aPatient } from "../builders/patient.ts";
import { aCondition, anObservation, aPackage, aStay, supplied } from "../builders/resources.ts";

const time = aClock("2026-01-01T00:00:00Z");
let house: House;
let deliveries = 0;
beforeAll(async () => {
  house = await aHouse({ clock: time.clock });
});

type Entry = Parameters<typeof supplied>;

/** Saves as one more delivery, a minute after the last. */
async function deliver(source: typeof PRACTICE, ...entries: readonly Entry[]) {
  deliveries += 1;
  time.set(new Date(Date.UTC(2026, 0, 1, 0, deliveries)).toISOString());
  return house.save(
    source,
    deliveries,
    entries.map(([resource, given], nth) => supplied(resource, { line: nth + 1, ...given })),
  );
}

const JANUARY = { recorded: "2025-01-05" };
const FEBRUARY = { recorded: "2025-02-05" };
const ALL = { knownAt: undefined, resultsSince: undefined };

async function headingsOf(
  source: typeof PRACTICE,
  patient: string,
  wanted: Partial<typeof ALL> | { knownAt: Date } = {},
) {
  const permit = await house.mayRead(await house.personOf(source, patient));
  return (await house.record.headings(permit, { ...ALL, ...wanted })).headings.filter((one) => one.type !== "Patient");
}

describe("a record", () => {
  it("is of all of a person's patients, whoever sent them, and says from whom and of what kind", async () => {
    const known = (id: string) => aPatient(id).born("1947-03-31").tracedAs(madeUpNumber(1)).resource;
    await deliver(PRACTICE, [known("a"), JANUARY], [aCondition("c1", "a", "2019"), JANUARY]);
    await deliver(HOSPITAL, [known("b"), JANUARY], [aStay("s1", "b", "2024-05-03", "2024-05-06"), JANUARY]);
    expect((await headingsOf(PRACTICE, "a")).map((one) => [one.source, one.category, one.title, one.date])).toEqual([
      [HOSPITAL, "admissions", "inpatient", "2024-05-03"],
      [PRACTICE, "problems", "Type 2 diabetes", "2019"],
    ]);
  });

  it("never shows anything of another person", async () => {
    await deliver(PRACTICE, [aPatient("mine").resource, JANUARY], [aCondition("mine", "mine", "2019"), JANUARY]);
    await deliver(PRACTICE, [aPatient("theirs").resource, JANUARY], [aCondition("theirs", "theirs", "2019"), JANUARY]);
    const permit = await house.mayRead(await house.personOf(PRACTICE, "mine"));
    expect((await headingsOf(PRACTICE, "mine")).map((one) => one.id)).toEqual([
      entryIdOf(PRACTICE, "Condition", "mine"),
    ]);
    expect((await house.record.versions(permit, entryIdOf(PRACTICE, "Condition", "theirs"))).ok).toBe(false);
  });

  it("leaves out measurements from before a day, those without a date by when they were written", async () => {
    const undated = (({ effectiveDateTime: _no, ...rest }) => rest)(anObservation("o3", "o", "2020"));
    await deliver(
      PRACTICE,
      [aPatient("o").resource, JANUARY],
      [anObservation("o1", "o", "2020-05-03"), JANUARY],
      [anObservation("o2", "o", "2024-05-03"), JANUARY],
      [undated, JANUARY],
      [aCondition("o4", "o", "1990"), JANUARY],
    );
    const permit = await house.mayRead(await house.personOf(PRACTICE, "o"));
    const { headings } = await house.record.headings(permit, { ...ALL, resultsSince: new Date("2024-01-01") });
    const shown = new Set(headings.map((one) => one.id));
    const idOf = (type: string, id: string) => entryIdOf(PRACTICE, type, id);
    expect(shown.has(idOf("Observation", "o1"))).toBe(false);
    expect(shown.has(idOf("Observation", "o2"))).toBe(true);
    expect(shown.has(idOf("Observation", "o3"))).toBe(true);
    expect(shown.has(idOf("Condition", "o4"))).toBe(true);
  });

  it("gives an entry's versions, the current one first", async () => {
    await deliver(PRACTICE, [aPatient("v").resource, JANUARY], [anObservation("v", "v", "2024-05-03", 80), JANUARY]);
    await deliver(PRACTICE, [anObservation("v", "v", "2024-05-03", 81), FEBRUARY]);
    await deliver(PRACTICE, [anObservation("v", "v", "2024-05-03", 79), { recorded: "2025-01-01" }]);
    const permit = await house.mayRead(await house.personOf(PRACTICE, "v"));
    const versions = mustSucceed(await house.record.versions(permit, entryIdOf(PRACTICE, "Observation", "v")));
    expect(versions.map((one) => [one.quantity, one.version])).toEqual([
      [81, 2],
      [80, 1],
      [79, 3],
    ]);
    expect(JSON.parse(versions[0]?.content ?? "")).toMatchObject({ valueQuantity: { value: 81 } });
  });

  it("is logged once for the person and delivery that wrote it, and once for the reader's request", async () => {
    await house.db.execute(sql`delete from sharing.access_event`);
    await deliver(PRACTICE, [aPatient("l").resource, JANUARY], [aCondition("l1", "l", "2019"), JANUARY]);
    const permit = await house.mayRead(await house.personOf(PRACTICE, "l"));
    await house.record.headings(permit, ALL);
    await house.record.headings(permit, { ...ALL, knownAt: time.clock() });
    await house.record.versions(permit, entryIdOf(PRACTICE, "Condition", "l1"));
    await house.people.get(permit);
    const rows = await house.db.query(sql<{ kind: string; person: string }>`
      select kind, person from sharing.access_event order by seq`);
    expect(rows).toEqual(["supply", "person"].map((kind) => ({ kind, person: permit.person })));
  });
});

describe("an entry that its source moves to somebody else", () => {
  it("is theirs from then on, and was the first one's before", async () => {
    await deliver(PRACTICE, [aPatient("m1").resource, JANUARY], [aPatient("m2").resource, JANUARY]);
    await deliver(PRACTICE, [anObservation("m", "m1", "2024-05-03"), JANUARY]);
    const before = time.clock();
    await deliver(PRACTICE, [anObservation("m", "m2", "2024-05-03"), FEBRUARY]);
    const after = time.clock();
    const shown = async (patient: string, knownAt?: Date) =>
      (await headingsOf(PRACTICE, patient, knownAt && { knownAt })).length;
    expect([await shown("m1"), await shown("m2")]).toEqual([0, 1]);
    expect([await shown("m1", after), await shown("m2", after)]).toEqual([0, 1]);
    expect([await shown("m1", before), await shown("m2", before)]).toEqual([1, 0]);
  });

  it("is told to both by the changes", async () => {
    const changes = await house.db.query(sql<{ patient: string; kind: string }>`
      select patient, kind from record.change where entry = ${entryIdOf(PRACTICE, "Observation", "m")} order by seq`);
    expect(changes.map((one) => [one.patient, one.kind])).toEqual([
      [patientIdOf(PRACTICE, "m1"), "created"],
      [patientIdOf(PRACTICE, "m1"), "moved"],
      [patientIdOf(PRACTICE, "m2"), "updated"],
    ]);
  });
});

describe("a deletion", () => {
  const gone = (id: string): Entry => [{ resourceType: "Observation", id } as never, { ...FEBRUARY, ended: true }];

  it("ends what is held with the content that it had, now and at any later moment", async () => {
    await deliver(PRACTICE, [aPatient("d").resource, JANUARY], [anObservation("d", "d", "2024-05-03"), JANUARY]);
    const before = time.clock();
    await deliver(PRACTICE, gone("d"));
    const now = await headingsOf(PRACTICE, "d");
    expect(now.map((one) => [one.title, one.ended, holds(one)])).toEqual([["Body weight", true, false]]);
    expect((await headingsOf(PRACTICE, "d", { knownAt: time.clock() })).map(holds)).toEqual([false]);
    expect((await headingsOf(PRACTICE, "d", { knownAt: before })).map(holds)).toEqual([true]);
  });

  it("of what was never held is kept, so that nothing older brings back what it took away, and the newer does", async () => {
    await deliver(PRACTICE, [aPatient("n").resource, JANUARY]);
    const never: Entry = [
      { resourceType: "Observation", id: "never" } as never,
      { ...FEBRUARY, patient: "n", ended: true },
    ];
    expect(await deliver(PRACTICE, never)).toMatchObject({ created: 1 });
    expect(await deliver(PRACTICE, never)).toMatchObject({ created: 0, unchanged: 1 });
    expect(await deliver(PRACTICE, [anObservation("never", "n", "2024-05-03"), JANUARY])).toMatchObject({ earlier: 1 });
    expect((await headingsOf(PRACTICE, "n")).map(holds)).toEqual([false]);
    await deliver(PRACTICE, [anObservation("never", "n", "2024-05-03"), { recorded: "2026-03-05" }]);
    expect((await headingsOf(PRACTICE, "n")).map(holds)).toEqual([true]);
  });

  it("only of what is held is forgotten where nothing is, and ends what is", async () => {
    const perhaps: Entry = [gone("perhaps")[0], { ...FEBRUARY, ended: true, onlyIfHeld: true }];
    expect(await deliver(PRACTICE, perhaps)).toMatchObject({ created: 0, unchanged: 1 });
    await deliver(
      PRACTICE,
      [aPatient("held").resource, JANUARY],
      [anObservation("perhaps", "held", "2024-05-03"), JANUARY],
    );
    expect((await headingsOf(PRACTICE, "held")).map(holds)).toEqual([true]);
    expect(await deliver(PRACTICE, perhaps)).toMatchObject({ updated: 1 });
    expect((await headingsOf(PRACTICE, "held")).map(holds)).toEqual([false]);
  });

  it("reaches nothing of another source", async () => {
    await deliver(HOSPITAL, [aPatient("h").resource, JANUARY], [anObservation("h", "h", "2024-05-03"), JANUARY]);
    await deliver(PRACTICE, gone("h"));
    expect((await headingsOf(HOSPITAL, "h")).map(holds)).toEqual([true]);
  });
});

describe("ending what a source no longer reports", () => {
  const within: Stretch = { from: new Date("2025-01-01"), to: new Date("2025-04-01") };
  const end = async (...entries: readonly (readonly [type: string, id: string])[]) => {
    const permit = mustSucceed(await house.sharing.maySupply(COUNCIL, deliveryId(++deliveries)));
    return house.record.end(
      permit,
      entries.map(([type, id]) => entryIdOf(COUNCIL, type, id)),
      { delivery: deliveryId(deliveries), received: time.clock(), recorded: within.to, within },
    );
  };
  const standing = async (patient: string) => (await headingsOf(COUNCIL, patient)).filter(holds).map((one) => one.id);

  it("ends visits, requests and packages within the time, and keeps all else", async () => {
    await deliver(
      COUNCIL,
      [aPatient("e").resource, JANUARY],
      [aPackage("in", "e", "2025-02-01"), JANUARY],
      [aPackage("on-from-before", "e", "2024-01-01"), JANUARY],
      [aPackage("over-before", "e", "2024-01-01", "2024-12-31"), JANUARY],
      [aPackage("not-yet", "e", "2025-04-01"), JANUARY],
      [anObservation("a-fact", "e", "2025-02-01"), JANUARY],
    );
    const all = ["in", "on-from-before", "over-before", "not-yet"].map((id) => ["CarePlan", id] as const);
    expect(await end(...all, ["Observation", "a-fact"], ["CarePlan", "never-held"])).toBe(2);
    expect(new Set(await standing("e"))).toEqual(
      new Set([
        entryIdOf(COUNCIL, "CarePlan", "over-before"),
        entryIdOf(COUNCIL, "CarePlan", "not-yet"),
        entryIdOf(COUNCIL, "Observation", "a-fact"),
      ]),
    );
  });

  it("ends nothing twice, nothing of another source, and nothing that was written since", async () => {
    await deliver(HOSPITAL, [aPatient("f").resource, JANUARY], [aPackage("x", "f", "2025-02-01"), JANUARY]);
    await deliver(COUNCIL, [aPatient("f").resource, JANUARY]);
    await deliver(COUNCIL, [aPackage("since", "f", "2025-02-01"), { recorded: "2025-05-01" }]);
    expect(await end(["CarePlan", "in"], ["CarePlan", "x"], ["CarePlan", "since"])).toBe(0);
    expect(await standing("f")).toEqual([entryIdOf(COUNCIL, "CarePlan", "since")]);
  });

  it("is taken back when the source reports it again", async () => {
    await deliver(COUNCIL, [aPatient("g").resource, JANUARY], [aPackage("back", "g", "2025-02-01"), JANUARY]);
    expect(await end(["CarePlan", "back"])).toBe(1);
    await deliver(COUNCIL, [aPackage("back", "g", "2025-02-01"), { recorded: "2025-05-01" }]);
    expect(await standing("g")).toEqual([entryIdOf(COUNCIL, "CarePlan", "back")]);
  });
});
