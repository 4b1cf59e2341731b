import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { actId, entryIdOf, mustSucceed, patientIdOf, type EntryId, type OdsCode, type PersonId } from "#base";
import { sql } from "#db";
import { emptied, everythingKept, governanceOf, tablesHolding } from "../builders/governance.ts";
import { aClock, aHouse, COUNCIL, GOVERNANCE_LEAD, HOSPITAL, NURSE, PRACTICE, type House } from "../builders/house.ts";
import { madeUpNumber } from "../builders/made-up-number.ts";
import { aPatient } from "../builders/patient.ts";
import { aCondition, anObservation, aReferral, supplied } from "../builders/resources.ts";

const time = aClock("2026-01-01T00:00:00Z");
let house: House;
let governance: ReturnType<typeof governanceOf>;
let deliveries = 0;
let last = 0;
/** Everybody here has names of their own. */
let a: string;
let b: string;
beforeAll(async () => {
  house = await aHouse({ clock: time.clock });
  governance = governanceOf(house);
});
beforeEach(async () => {
  await emptied(house);
  last += 1;
  [a, b] = [`a${last}`, `b${last}`];
  await deliver(PRACTICE, [known(a, last * 10), "2025-01-05"], [known(b, last * 10 + 5), "2025-01-05"]);
});

const known = (id: string, number: number) => aPatient(id).born("1947-03-31").tracedAs(madeUpNumber(number)).resource;
type Line = readonly [resource: Parameters<typeof supplied>[0], recorded: string];

/** Saves as one more delivery, a minute after the last. */
async function deliver(source: OdsCode, ...lines: readonly Line[]) {
  deliveries += 1;
  time.set(new Date(Date.UTC(2026, 0, 1, 0, deliveries)).toISOString());
  const entries = lines.map(([resource, recorded], nth) => supplied(resource, { recorded, line: nth + 1 }));
  return house.save(source, deliveries, entries);
}

const deletionOf = (type: string, id: string, recorded: string) => {
  deliveries += 1;
  return house.save(PRACTICE, deliveries, [supplied({ resourceType: type, id } as never, { recorded, ended: true })]);
};

const ALL = { knownAt: undefined, resultsSince: undefined };

/** The titles and values of what a reader sees of a patient's person, Patient entries left out. */
async function seen(source: OdsCode, patient: string, knownAt?: Date): Promise<readonly string[]> {
  const permit = await house.mayRead(await house.personOf(source, patient));
  const { headings } = await house.record.headings(permit, { ...ALL, knownAt });
  return headings.filter((one) => one.type !== "Patient").map((one) => `${one.title} ${one.detail ?? ""}`.trim());
}

const weightOf = (id: string, patient: string, kilograms: number) =>
  anObservation(id, patient, "2024-05-03", kilograms);
const sealWeight = (id: string, patient: string, cause: "wrong-person" | "erasure-order" = "wrong-person") =>
  governance.entry("seal", cause, PRACTICE, patient, "Observation", id);

const changesOf = (entry: EntryId) =>
  house.db.query(sql<{ patient: string; kind: string }>`
    select patient, kind from record.change where entry = ${entry} order by seq`);

describe("a sealed entry", () => {
  const id = () => `w-${a}`;
  beforeEach(async () => {
    await deliver(PRACTICE, [weightOf(id(), a, 80), "2025-01-05"]);
    await deliver(PRACTICE, [weightOf(id(), a, 81), "2025-02-05"]);
  });

  it("is seen by nobody, now or as it was known before", async () => {
    const before = time.clock();
    expect(await seen(PRACTICE, a, before)).toHaveLength(1);
    const counted = await house.record.counts();
    await sealWeight(id(), a);
    expect(await seen(PRACTICE, a)).toEqual([]);
    expect(await seen(PRACTICE, a, before)).toEqual([]);
    const permit = await house.mayRead(await house.personOf(PRACTICE, a));
    expect((await house.record.versions(permit, entryIdOf(PRACTICE, "Observation", id()))).ok).toBe(false);
    const total = (counts: typeof counted) => counts.reduce((sum, one) => sum + one.entries, 0);
    expect(total(await house.record.counts())).toBe(total(counted) - 1);
  });

  it("is told to whoever follows the record as withdrawn, and as restored when it is given back", async () => {
    const act = await sealWeight(id(), a);
    await governance.undo(act);
    const patient = patientIdOf(PRACTICE, a);
    expect(await changesOf(entryIdOf(PRACTICE, "Observation", id()))).toEqual(
      ["created", "updated", "withdrawn", "restored"].map((kind) => ({ patient, kind })),
    );
  });

  it.each([
    ["the same again", 81, "2025-02-05"],
    ["a newer version", 82, "2025-09-01"],
    ["an older version", 79, "2024-01-01"],
  ])("does not come back by %s", async (_what, kilograms, recorded) => {
    await sealWeight(id(), a);
    const counts = await deliver(PRACTICE, [weightOf(id(), a, kilograms), recorded]);
    expect(counts).toEqual({ created: 0, updated: 0, earlier: 0, unchanged: 0, barred: 1 });
    expect(await seen(PRACTICE, a)).toEqual([]);
  });

  it("does not come back by its deletion, which changes nothing", async () => {
    const act = await sealWeight(id(), a);
    const before = await everythingKept(house);
    expect(await deletionOf("Observation", id(), "2025-09-01")).toMatchObject({ barred: 1, created: 0 });
    expect(await everythingKept(house)).toEqual(before);
    expect(await governance.find(act)).toMatchObject({ barred: 1, lastBarred: time.clock() });
  });

  it("leaves others of the same delivery be", async () => {
    await sealWeight(id(), a);
    const counts = await deliver(
      PRACTICE,
      [weightOf(id(), a, 82), "2025-09-01"],
      [aCondition(`c-${a}`, a, "2019"), "2025-09-01"],
    );
    expect(counts).toMatchObject({ created: 1, barred: 1 });
    expect(await seen(PRACTICE, a)).toEqual(["Type 2 diabetes"]);
  });

  it("is given back to the byte, with all its versions", async () => {
    const before = await everythingKept(house);
    const act = await sealWeight(id(), a);
    expect((await everythingKept(house))["sealed"]).toHaveLength(2);
    await governance.undo(act);
    expect(await everythingKept(house)).toEqual(before);
    expect(await seen(PRACTICE, a)).toEqual(["Body weight 81 kg"]);
  });

  it("can be erased for good afterwards, and still bars", async () => {
    const act = await sealWeight(id(), a);
    const erased = await governance.eraseSealed(act);
    expect((await everythingKept(house))["sealed"]).toEqual([]);
    expect(await governance.find(act)).toMatchObject({ undoneBy: erased });
    expect(await deliver(PRACTICE, [weightOf(id(), a, 82), "2025-09-01"])).toMatchObject({ barred: 1 });
  });

  it("cannot be given back twice", async () => {
    const act = await sealWeight(id(), a);
    await governance.undo(act);
    const again = await house.record.undo(await house.mayAct(), act, "Once more.");
    expect(again).toMatchObject({ ok: false, problem: { kind: "conflict" } });
  });
});

describe("an entry under the wrong person", () => {
  const id = () => `x-${a}`;
  const corrected = (recorded: string) => deliver(PRACTICE, [weightOf(id(), b, 70), recorded]);
  beforeEach(async () => {
    await deliver(PRACTICE, [weightOf(id(), a, 80), "2025-02-05"]);
  });

  it("comes under the right one once its source corrects whom it is about; what was sealed stays sealed", async () => {
    const act = await sealWeight(id(), a);
    expect(await corrected("2025-03-05")).toMatchObject({ created: 1, barred: 0 });
    expect([await seen(PRACTICE, a), await seen(PRACTICE, b)]).toEqual([[], ["Body weight 70 kg"]]);
    expect(await changesOf(entryIdOf(PRACTICE, "Observation", id()))).toMatchObject([
      { kind: "created" },
      { kind: "withdrawn", patient: patientIdOf(PRACTICE, a) },
      { kind: "created", patient: patientIdOf(PRACTICE, b) },
    ]);
    expect(await deliver(PRACTICE, [weightOf(id(), a, 80), "2025-02-05"])).toMatchObject({ barred: 1 });
    await governance.undo(act);
    expect([await seen(PRACTICE, a), await seen(PRACTICE, b)]).toEqual([[], ["Body weight 70 kg"]]);
    const permit = await house.mayRead(await house.personOf(PRACTICE, b));
    const versions = mustSucceed(await house.record.versions(permit, entryIdOf(PRACTICE, "Observation", id())));
    expect(versions.map((one) => one.version)).toEqual([2]);
  });

  it("does not come under somebody by what its source had written before", async () => {
    await sealWeight(id(), a);
    expect(await corrected("2025-01-05")).toMatchObject({ barred: 1 });
    expect(await seen(PRACTICE, b)).toEqual([]);
  });

  it("ends with its deletion once it is the right one's", async () => {
    await sealWeight(id(), a);
    await corrected("2025-03-05");
    expect(await deletionOf("Observation", id(), "2025-04-05")).toMatchObject({ updated: 1, barred: 0 });
  });

  it("can be the wrong one's twice, and each seal is undone for itself", async () => {
    const first = await sealWeight(id(), a);
    await corrected("2025-03-05");
    const second = await sealWeight(id(), b);
    expect([await seen(PRACTICE, a), await seen(PRACTICE, b)]).toEqual([[], []]);
    await governance.undo(first);
    expect(await seen(PRACTICE, a)).toEqual(["Body weight 80 kg"]);
    await governance.undo(second);
    expect([await seen(PRACTICE, a), await seen(PRACTICE, b)]).toEqual([[], ["Body weight 70 kg"]]);
  });

  it("erased, comes back by no version of anybody under whom it once was, but by a correction", async () => {
    await deliver(PRACTICE, [weightOf(id(), b, 75), "2025-02-09"]);
    await governance.entry("erase", "wrong-person", PRACTICE, b, "Observation", id());
    expect(await deliver(PRACTICE, [weightOf(id(), a, 80), "2025-02-05"])).toMatchObject({ barred: 1 });
    expect(await deliver(PRACTICE, [weightOf(id(), b, 75), "2025-09-01"])).toMatchObject({ barred: 1 });
    const c = `c${last}`;
    await deliver(PRACTICE, [known(c, last * 10 + 7), "2025-01-05"]);
    expect(await deliver(PRACTICE, [weightOf(id(), c, 80), "2025-02-05"])).toMatchObject({ created: 1 });
  });
});

describe("relationships", () => {
  const related = async () => {
    const permit = await house.mayRead(await house.personOf(PRACTICE, a));
    return (await house.sharing.relationshipsOf(permit)).map((one) => `${one.kind} ${one.organisation}`);
  };

  it("go with the sealed entry on which they stand, and come back with it", async () => {
    await deliver(PRACTICE, [aReferral(`q-${a}`, a, COUNCIL), "2025-02-05"]);
    const act = await governance.entry("seal", "erasure-order", PRACTICE, a, "ServiceRequest", `q-${a}`);
    expect(await related()).toEqual([]);
    await deliver(PRACTICE, [aReferral(`q-${a}`, a, HOSPITAL), "2025-09-01"]);
    expect(await related()).toEqual([]);
    await governance.undo(act);
    expect(await related()).toEqual([`referral ${COUNCIL}`]);
  });
});

describe("a source's registration", () => {
  const number = () => last * 10;
  beforeEach(async () => {
    await deliver(
      COUNCIL,
      [known(`k${a}`, number()), "2025-01-05"],
      [aReferral(`kq-${a}`, `k${a}`, HOSPITAL), "2025-01-06"],
    );
    await deliver(PRACTICE, [weightOf(`w-${a}`, a, 80), "2025-02-05"]);
  });
  const personal = async (id: PersonId) => house.people.get(await house.mayRead(id));

  it("is sealed whole: its entries, what it says of the person, and its link; the rest of the person stays", async () => {
    const person = await house.personOf(PRACTICE, a);
    expect(await house.personOf(COUNCIL, `k${a}`)).toBe(person);
    const before = await everythingKept(house);
    const act = await governance.registration("seal", COUNCIL, `k${a}`);
    expect(await governance.find(act)).toMatchObject({ kind: "seal", entries: 2, registrations: 1 });
    const left = mustSucceed(await personal(person));
    expect(left.registrations.map((one) => [one.source, one.method])).toEqual([[PRACTICE, "alone"]]);
    expect(await seen(PRACTICE, a)).toEqual(["Body weight 80 kg"]);
    expect((await everythingKept(house))["relationships"]).toEqual([]);
    await governance.undo(act);
    expect(await everythingKept(house)).toEqual(before);
  });

  it("is kept out, with all that is new of it, until it is given back", async () => {
    const act = await governance.registration("seal", COUNCIL, `k${a}`);
    const counts = await deliver(
      COUNCIL,
      [known(`k${a}`, number()), "2025-09-05"],
      [aReferral(`new-${a}`, `k${a}`, HOSPITAL), "2025-09-06"],
    );
    expect(counts).toEqual({ created: 0, updated: 0, earlier: 0, unchanged: 0, barred: 2 });
    await governance.undo(act);
    expect(await deliver(COUNCIL, [aReferral(`new-${a}`, `k${a}`, HOSPITAL), "2025-09-06"])).toMatchObject({
      created: 1,
    });
  });

  it("leaves no record of a person of whom nothing else is known; given back, they are who they were", async () => {
    const person = await house.personOf(PRACTICE, b);
    const act = await governance.registration("seal", PRACTICE, b);
    expect(await house.people.presentId(person)).toBe(person);
    expect(await personal(person)).toMatchObject({
      ok: false,
      problem: { message: "There is no record of this person." },
    });
    const search = { by: "nhs-number", number: madeUpNumber(last * 10 + 5) } as const;
    expect((await house.people.find(await house.mayList(), search)).persons).toEqual([]);
    await governance.undo(act);
    expect((await house.people.find(await house.mayList(), search)).persons.map((one) => one.id)).toEqual([person]);
  });

  it("erased is nowhere, and cannot be given back: at most let come again, as somebody not mistaken for another", async () => {
    const person = await house.personOf(COUNCIL, `k${a}`);
    const act = await governance.registration("erase", COUNCIL, `k${a}`);
    expect(await tablesHolding(house, `k${a}`)).toEqual([]);
    expect(await deliver(COUNCIL, [known(`k${a}`, number()), "2025-09-05"])).toMatchObject({ barred: 1 });
    await governance.undo(act);
    expect(await seen(PRACTICE, a)).toEqual(["Body weight 80 kg"]);
    await deliver(COUNCIL, [aPatient(`k${a}`).born("1999-09-09").resource, "2025-09-05"]);
    expect(await house.personOf(COUNCIL, `k${a}`)).not.toBe(person);
  });

  it("that founded a person who goes on without it founds another when it may come again", async () => {
    const person = await house.personOf(PRACTICE, a);
    const act = await governance.registration("erase", PRACTICE, a);
    expect(await house.personOf(COUNCIL, `k${a}`)).toBe(person);
    await governance.undo(act);
    await deliver(PRACTICE, [aPatient(a).born("1999-09-09").resource, "2025-09-05"]);
    expect(await house.personOf(PRACTICE, a)).not.toBe(person);
    expect(mustSucceed(await personal(person)).registrations).toHaveLength(1);
  });

  it("takes with it what was sealed of it before, and that cannot be given back any more", async () => {
    const first = await sealWeight(`w-${a}`, a);
    await governance.registration("erase", PRACTICE, a);
    await governance.undo(first);
    expect((await everythingKept(house))["sealed"]).toEqual([]);
    expect(await tablesHolding(house, `w-${a}`)).toEqual([]);
    expect(await deliver(PRACTICE, [weightOf(`w-${a}`, a, 80), "2025-02-05"])).toMatchObject({ barred: 1 });
  });

  it("erased once it was sealed, takes with it what another act sealed of it", async () => {
    await deliver(PRACTICE, [weightOf(`x-${a}`, b, 71.25), "2025-02-05"]);
    await deliver(PRACTICE, [weightOf(`x-${a}`, a, 80.5), "2025-03-05"]);
    const first = await governance.registration("seal", PRACTICE, a);
    const second = await governance.registration("seal", PRACTICE, b);
    expect(await tablesHolding(house, "71.25")).not.toEqual([]);
    await governance.eraseSealed(second);
    expect(await tablesHolding(house, "71.25")).toEqual([]);
    await governance.undo(first);
    expect(await seen(PRACTICE, a)).toContain("Body weight 80.5 kg");
    expect(await tablesHolding(house, "71.25")).toEqual([]);
  });

  it("holds on to an entry that another act had sealed, when that one is undone", async () => {
    const first = await sealWeight(`w-${a}`, a);
    const second = await governance.registration("seal", PRACTICE, a);
    await governance.undo(first);
    expect((await everythingKept(house))["sealed"]).not.toEqual([]);
    expect(await house.db.query(sql`select from record.entry where patient = ${patientIdOf(PRACTICE, a)}`)).toEqual([]);
    await governance.undo(second);
    expect(await seen(PRACTICE, a)).toContain("Body weight 80 kg");
  });
});

describe("an act", () => {
  it("says who, when and why, in the words given, and not what", async () => {
    await deliver(PRACTICE, [weightOf(`w-${a}`, a, 80), "2025-02-05"]);
    const act = await sealWeight(`w-${a}`, a);
    expect(await governance.find(act)).toEqual({
      ...{ id: act, at: time.clock(), kind: "seal", cause: "wrong-person", reason: "They asked us to." },
      ...{ actor: GOVERNANCE_LEAD, organisation: COUNCIL, entries: 1, registrations: 0, barred: 0 },
    });
    expect((await governance.acts())[0]?.id).toBe(act);
  });

  it("is logged for the person, with what was done but not to what", async () => {
    await deliver(PRACTICE, [weightOf(`w-${a}`, a, 80), "2025-02-05"]);
    const person = await house.personOf(PRACTICE, a);
    const act = await sealWeight(`w-${a}`, a);
    await governance.undo(act);
    await governance.registration("erase", PRACTICE, a);
    const log = await house.db.query(sql<{ actor: string; what: string; reason: string }>`
      select actor, what, reason from sharing.access_event where kind = 'act' and person = ${person} order by seq`);
    expect(log.map(({ actor, what }) => `${actor} ${what}`)).toEqual(
      ["sealed", "unsealed", "erased"].map((what) => `${GOVERNANCE_LEAD} ${what}`),
    );
    expect(JSON.stringify(log)).not.toMatch(/weight|Observation/i);
  });

  it("needs a reason, of some length", async () => {
    const person = await house.personOf(PRACTICE, a);
    const covers = { person, registration: patientIdOf(PRACTICE, a) };
    for (const reason of ["", "  \n", "x".repeat(501)]) {
      const done = await house.record.act(await house.mayAct(), {
        kind: "seal",
        cause: "erasure-order",
        reason,
        covers,
      });
      expect(done).toMatchObject({ ok: false, problem: { kind: "invalid" } });
    }
  });

  it("reaches nothing of another person, of several sources at once, or of who somebody is alone", async () => {
    await deliver(PRACTICE, [weightOf(`w-${a}`, a, 80), "2025-02-05"]);
    await deliver(
      HOSPITAL,
      [known(`h${a}`, last * 10), "2025-01-05"],
      [weightOf(`hw-${a}`, `h${a}`, 80), "2025-02-05"],
    );
    const weight = entryIdOf(PRACTICE, "Observation", `w-${a}`);
    const ours = await house.personOf(PRACTICE, a);
    const theirs = await house.personOf(PRACTICE, b);
    const tried = async (person: PersonId, ...entries: readonly EntryId[]) => {
      const order = { kind: "seal", cause: "wrong-person", reason: "Why.", covers: { person, entries } } as const;
      return (await house.record.act(await house.mayAct(), order)).ok;
    };
    expect(await tried(theirs, weight)).toBe(false);
    expect(await tried(ours, weight, entryIdOf(PRACTICE, "Observation", "none"))).toBe(false);
    expect(await tried(ours, weight, entryIdOf(HOSPITAL, "Observation", `hw-${a}`))).toBe(false);
    expect(await tried(ours, entryIdOf(PRACTICE, "Patient", a))).toBe(false);
    const covers = { person: theirs, registration: patientIdOf(PRACTICE, a) };
    const order = { kind: "erase", cause: "erasure-order", reason: "Why.", covers } as const;
    expect((await house.record.act(await house.mayAct(), order)).ok).toBe(false);
    expect(await seen(PRACTICE, a)).toHaveLength(2);
  });

  it("takes no whole registration for filed under the wrong person", async () => {
    const covers = { person: await house.personOf(PRACTICE, a), registration: patientIdOf(PRACTICE, a) };
    const order = { kind: "seal", cause: "wrong-person", reason: "Why.", covers } as const;
    expect(await house.record.act(await house.mayAct(), order)).toMatchObject({
      ok: false,
      problem: { kind: "invalid" },
    });
  });

  it("is only undone where there is something to undo", async () => {
    await deliver(PRACTICE, [weightOf(`w-${a}`, a, 80), "2025-02-05"]);
    const undone = await governance.undo(await sealWeight(`w-${a}`, a));
    const permit = await house.mayAct();
    expect(await house.record.undo(permit, undone, "Why.")).toMatchObject({ ok: false, problem: { kind: "invalid" } });
    expect(await house.record.undo(permit, actId(999_999), "Why.")).toMatchObject({
      ok: false,
      problem: { kind: "not-found" },
    });
  });

  it("is refused to whoever is not information governance", async () => {
    expect(await house.sharing.mayAct({ actor: NURSE, what: "acts" })).toMatchObject({
      ok: false,
      problem: { kind: "refused" },
    });
  });
});
