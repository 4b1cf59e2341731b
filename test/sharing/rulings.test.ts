import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { entryIdOf, mustSucceed, patientIdOf, type ActorId, type EntryId, type PersonId } from "#base";
import { sql } from "#db";
import type { Ruling } from "#sharing";
import { isInForce } from "#sharing";
import { governanceOf } from "../builders/governance.ts";
import { aClock, COUNCIL, GOVERNANCE_LEAD, HOSPITAL, NURSE, PRACTICE, SECOND_LINKER } from "../builders/house.ts";
import { represent } from "../builders/logged.ts";
import { madeUpNumber } from "../builders/made-up-number.ts";
import { aPatient } from "../builders/patient.ts";
import { anObservation, aRegistration, supplied } from "../builders/resources.ts";
import {
  AGNES,
  aRulingHouse,
  GP,
  HOSPITAL_GP,
  KINDS,
  observation,
  ROWAN,
  SECOND_GP,
} from "../builders/ruling-world.ts";

const START = "2026-05-03T10:00:00Z";
const DAY = 86_400_000;
const time = aClock(START);
const inDays = (days: number): Date => new Date(Date.parse(START) + days * DAY);
const after = (days: number): void => time.set(inDays(days).toISOString());

let world: Awaited<ReturnType<typeof aRulingHouse>>;
let person: PersonId;
beforeAll(async () => {
  world = await aRulingHouse(time.clock);
  ({ person } = world);
});
beforeEach(async () => {
  time.set(START);
  await world.house.db.execute(sql`truncate sharing.ruling`);
});

const KEPT = observation("kept");
const PLAIN = observation("plain");

/** Entries that somebody is shown, on every surface: the record, as it was known at a moment, and one by one. */
async function shownTo(actor: ActorId, of: PersonId = person): Promise<Record<string, readonly EntryId[]>> {
  const { record } = world.house;
  const now = { knownAt: undefined, resultsSince: undefined };
  const headings = async (wanted: Parameters<typeof record.headings>[1]) =>
    (await record.headings(await world.reading(actor, of), wanted)).headings.map(({ id }) => id).sort();
  const found: EntryId[] = [];
  for (const id of ALL) if ((await record.versions(await world.reading(actor, of), id)).ok) found.push(id);
  const listed = await headings(now);
  return {
    record: listed.filter((id) => ALL.includes(id)),
    before: (await headings({ ...now, knownAt: time.clock() })).filter((id) => ALL.includes(id)),
    entry: found.sort(),
    relationships: (await world.house.sharing.relationshipsOf(await world.reading(actor, of)))
      .map(({ groundEntry }) => groundEntry)
      .filter((id) => ALL.includes(id)),
  };
}

const REFERRAL = entryIdOf(PRACTICE, "ServiceRequest", "f1");
const ALL: readonly EntryId[] = [KEPT, PLAIN, REFERRAL, ...KINDS.map(observation)];

/** Whether they are shown an entry: the same on every surface, or the test fails. */
async function isShown(actor: ActorId, entry: EntryId, of: PersonId = person): Promise<boolean> {
  const { relationships = [], ...surfaces } = await shownTo(actor, of);
  const answers = new Set(Object.values(surfaces).map((ids) => ids.includes(entry)));
  expect(answers.size).toBe(1);
  if (entry === REFERRAL) expect(answers.has(relationships.includes(entry))).toBe(true);
  return answers.has(true);
}

const ask = async (entry: EntryId = KEPT, actor: ActorId = GP): Promise<number> =>
  mustSucceed(await world.ask(entry, {}, actor));

async function headingsOf(of: PersonId, actor: ActorId): Promise<readonly EntryId[]> {
  const wanted = { knownAt: undefined, resultsSince: undefined };
  return (await world.house.record.headings(await world.reading(actor, of), wanted)).headings.map(({ id }) => id);
}

describe("of their own record people are shown", () => {
  it("what is most private about them; not what tells of others, abuse or safeguarding, whoever they let in neither", async () => {
    const own = (await shownTo(AGNES))["record"];
    expect(own).toEqual(
      [KEPT, PLAIN, REFERRAL, ...(["sexual-health", "fertility", "gender"] as const).map(observation)].sort(),
    );
    expect((await shownTo(ROWAN))["record"]).toEqual([KEPT, PLAIN, REFERRAL].sort());
    expect((await shownTo(GP))["record"]).toEqual([...ALL].sort());
  });

  it("not what was asked to be kept, from that moment on; staff still are, with what was ruled", async () => {
    await ask();
    for (const actor of [AGNES, ROWAN]) expect(await isShown(actor, KEPT)).toBe(false);
    for (const actor of [AGNES, ROWAN]) expect(await isShown(actor, PLAIN)).toBe(true);
    for (const actor of [GP, NURSE, GOVERNANCE_LEAD]) expect(await isShown(actor, KEPT)).toBe(true);
    const reader = await world.reading(SECOND_GP);
    const [current] = mustSucceed(await world.house.record.versions(reader, KEPT));
    if (!current) throw new Error("Staff see it.");
    const [ruling] = await world.house.sharing.rulingsOn(reader, current);
    expect(ruling).toMatchObject({ askedBy: GP, ground: "serious-harm", mayDecide: true, mayEnd: true });
    expect(await world.house.sharing.rulingsOn(await world.reading(AGNES), current)).toEqual([]);
  });

  it("nor in a copy of it, whoever takes the copy", async () => {
    const copied = async (actor: ActorId, purpose: "own-record" | "legal-disclosure") => {
      const permit = mustSucceed(await world.house.sharing.mayCopy({ actor, purpose }, person));
      const copy = await world.house.record.copy(permit);
      let bundle = "";
      for await (const piece of copy.bundle()) bundle += piece;
      const listed = copy.headings.some(({ id }) => id === KEPT);
      expect(bundle.includes(KEPT)).toBe(listed);
      return listed;
    };
    const takers = [[AGNES, "own-record"] as const, [GOVERNANCE_LEAD, "legal-disclosure"] as const];
    for (const [actor, purpose] of takers) expect(await copied(actor, purpose)).toBe(true);
    await ask();
    for (const [actor, purpose] of takers) expect(await copied(actor, purpose)).toBe(false);
  });

  it("no relationship that an entry shows which is kept from them", async () => {
    expect(await isShown(AGNES, REFERRAL)).toBe(true);
    await ask(REFERRAL);
    expect(await isShown(AGNES, REFERRAL)).toBe(false);
    const sights = await world.house.sharing.seenBy(await world.reading(AGNES));
    expect(sights.find(({ organisation }) => organisation === COUNCIL)?.because).toEqual([]);
  });
});

describe("what one person asks to be kept", () => {
  it("is shown after 14 days where nobody agreed, until somebody does", async () => {
    const id = await ask();
    after(13.9);
    expect(await isShown(AGNES, KEPT)).toBe(false);
    after(14);
    expect(await isShown(AGNES, KEPT)).toBe(true);
    mustSucceed(await world.decide(KEPT, id, true));
    expect(await isShown(AGNES, KEPT)).toBe(false);
  });

  it("is kept until its day where another agreed, who may give another day", async () => {
    const id = await ask();
    mustSucceed(await world.decide(KEPT, id, true, SECOND_GP, inDays(50)));
    after(49.9);
    expect(await isShown(AGNES, KEPT)).toBe(false);
    after(50);
    expect(await isShown(AGNES, KEPT)).toBe(true);
  });

  it("is shown at once where another did not agree; asked for anew, it is kept only by two", async () => {
    mustSucceed(await world.decide(KEPT, await ask(), false));
    expect(await isShown(AGNES, KEPT)).toBe(true);
    const again = await ask(KEPT, NURSE);
    expect(await isShown(AGNES, KEPT)).toBe(true);
    mustSucceed(await world.decide(KEPT, again, true, GP));
    expect(await isShown(AGNES, KEPT)).toBe(false);
  });

  it("is never agreed to by whoever asked, nor by whom it does not concern", async () => {
    const harm = await ask();
    for (const actor of [GP, GOVERNANCE_LEAD]) {
      expect(await world.decide(KEPT, harm, true, actor)).toMatchObject({ ok: false, problem: { kind: "refused" } });
    }
    const other = mustSucceed(await world.ask(PLAIN, { ground: "third-party" }, NURSE));
    expect(await world.decide(PLAIN, other, true, SECOND_GP)).toMatchObject({ ok: false });
    mustSucceed(await world.decide(PLAIN, other, true, GOVERNANCE_LEAD));
  });

  it("is decided once, and asked for once at a time", async () => {
    const id = await ask();
    expect(await world.ask(KEPT, {}, NURSE)).toMatchObject({ ok: false, problem: { kind: "conflict" } });
    mustSucceed(await world.decide(KEPT, id, true));
    expect(await world.decide(KEPT, id, false, NURSE)).toMatchObject({ ok: false, problem: { kind: "conflict" } });
  });

  it("is shown again once it was ended, and that is kept with why", async () => {
    const id = await ask();
    mustSucceed(await world.decide(KEPT, id, true));
    mustSucceed(await world.end(KEPT, id));
    expect(await isShown(AGNES, KEPT)).toBe(true);
    expect(await world.end(KEPT, id)).toMatchObject({ ok: false, problem: { kind: "conflict" } });
  });

  it("is not who the person is, and needs a reason and a day", async () => {
    const patient = entryIdOf(PRACTICE, "Patient", "p1");
    expect(await world.ask(patient)).toMatchObject({ ok: false, problem: { kind: "invalid" } });
    expect(await world.ask(KEPT, { reason: " " })).toMatchObject({ ok: false, problem: { kind: "invalid" } });
    expect(await world.ask(KEPT, { until: inDays(183) })).toMatchObject({ ok: false, problem: { kind: "invalid" } });
    expect(await world.ask(entryIdOf(PRACTICE, "Observation", "none"))).toMatchObject({ ok: false });
  });

  it("is asked by nobody who was let in by their own word, or does not care for them", async () => {
    mustSucceed(await world.house.sharing.claim({ actor: HOSPITAL_GP, kind: "claimed" }, person, "Why."));
    for (const actor of [AGNES, ROWAN, GOVERNANCE_LEAD, HOSPITAL_GP]) {
      expect(await world.ask(KEPT, {}, actor)).toMatchObject({ ok: false, problem: { kind: "refused" } });
    }
  });
});

describe("what is closed to people by its kind", () => {
  it("is shown to the person alone, entry by entry, once another agreed", async () => {
    const entry = observation("third-party");
    const id = mustSucceed(await world.ask(entry, { kind: "release", ground: "agreed" }));
    expect(await isShown(AGNES, entry)).toBe(false);
    mustSucceed(await world.decide(entry, id, true, GOVERNANCE_LEAD));
    expect(await isShown(AGNES, entry)).toBe(true);
    expect(await isShown(ROWAN, entry)).toBe(false);
    expect(await isShown(AGNES, observation("abuse"))).toBe(false);
    mustSucceed(await world.end(entry, id));
    expect(await isShown(AGNES, entry)).toBe(false);
  });

  it("cannot be kept a second time, nor shown for a reason that is not of its kind", async () => {
    expect(await world.ask(observation("abuse"))).toMatchObject({ ok: false, problem: { kind: "invalid" } });
    const agreed = { kind: "release", ground: "agreed" } as const;
    expect(await world.ask(observation("abuse"), agreed)).toMatchObject({ ok: false, problem: { kind: "invalid" } });
    expect(await world.ask(KEPT, agreed)).toMatchObject({ ok: false, problem: { kind: "invalid" } });
  });
});

describe("what is kept from a person", () => {
  it("stays kept in newer versions, and where the source labels it otherwise", async () => {
    await ask();
    const { house } = world;
    const heavier = supplied(anObservation("kept", "p1", "2026-01-01", 90), { recorded: "2026-05-01" });
    await house.save(PRACTICE, 2, [{ ...heavier, sensitivity: "mental-health" }]);
    expect(await isShown(AGNES, KEPT)).toBe(false);
  });

  it("goes with the entry to whom a split, or a correction, gives it", async () => {
    const { house } = world;
    const twin = (id: string) =>
      aPatient(id).called("Ida", "Quill").born("1950-01-01").tracedAs(madeUpNumber(2)).resource;
    const recorded = "2026-01-02";
    await house.save(PRACTICE, 3, [
      supplied(twin("s1"), { recorded }),
      supplied(aRegistration("s2", "s1", PRACTICE), { recorded, line: 2 }),
    ]);
    await house.save(HOSPITAL, 4, [
      supplied(twin("t1"), { recorded }),
      supplied(anObservation("t2", "t1", "2026-01-01"), { recorded, line: 2 }),
    ]);
    const entry = entryIdOf(HOSPITAL, "Observation", "t2");
    const whole = await house.personOf(PRACTICE, "s1");
    expect(await house.personOf(HOSPITAL, "t1")).toBe(whole);
    await represent(house.db, { actor: AGNES, person: whole });
    const until = inDays(100);
    const harm = { kind: "withhold", ground: "serious-harm", reason: "It would.", until } as const;
    mustSucceed(await house.record.askRuling(await world.reading(GP, whole), entry, harm));
    expect(await headingsOf(whole, GP)).toContain(entry);
    expect(await headingsOf(whole, AGNES)).not.toContain(entry);

    const [one, other] = [patientIdOf(PRACTICE, "s1"), patientIdOf(HOSPITAL, "t1")];
    const apart = { one, other, verdict: "different", reason: "Twins." } as const;
    const { id } = mustSucceed(await house.people.review.decide(await house.mayLink(), apart));
    mustSucceed(await house.people.review.confirm(await house.mayLink(SECOND_LINKER), id));
    const second = await house.personOf(HOSPITAL, "t1");
    expect(second).not.toBe(await house.personOf(PRACTICE, "s1"));
    await represent(house.db, { actor: AGNES, person: second });
    expect(await headingsOf(second, GOVERNANCE_LEAD)).toContain(entry);
    expect(await headingsOf(second, AGNES)).not.toContain(entry);

    // The source says that it was about another of its patients.
    const edna = aPatient("t9").called("Edna", "Sparrow").born("1940-01-01").resource;
    const moved = supplied(anObservation("t2", "t9", "2026-01-01"), { recorded: "2026-05-02", line: 2 });
    await house.save(HOSPITAL, 5, [supplied(edna, { recorded: "2026-05-02" }), moved]);
    const third = await house.personOf(HOSPITAL, "t9");
    await represent(house.db, { actor: AGNES, person: third });
    expect(await headingsOf(third, GOVERNANCE_LEAD)).toContain(entry);
    expect(await headingsOf(third, AGNES)).not.toContain(entry);
  });

  it("is kept still once a seal gave it back; once it was erased nothing says why", async () => {
    const { house } = world;
    const governance = governanceOf(house);
    await ask();
    const seal = await governance.entry("seal", "erasure-order", PRACTICE, "p1", "Observation", "kept");
    await governance.undo(seal);
    expect(await isShown(AGNES, KEPT)).toBe(false);
    await governance.entry("erase", "erasure-order", PRACTICE, "p1", "Observation", "kept");
    const rows = await house.db.query(sql`select reason, kind from sharing.ruling`);
    expect(rows).toEqual([{ reason: "", kind: "withhold" }]);
  });

  it("is not hinted at by the log: rulings are logged about nobody", async () => {
    const { house } = world;
    const id = await ask(PLAIN);
    mustSucceed(await world.decide(PLAIN, id, true));
    mustSucceed(await world.end(PLAIN, id));
    const rows = await house.db.query(sql<{ what: string; person: string | null }>`
      select what, person from sharing.access_event where what like 'ruling%' order by seq desc limit 3`);
    expect(rows.map(({ what }) => what)).toEqual(["ruling ended", "ruling decided", "ruling asked for"]);
    expect(rows.map(({ person: of }) => of)).toEqual([null, null, null]);
    const permit = await world.reading(AGNES);
    const told = mustSucceed(
      await house.logReading.accessesOf(permit, { from: new Date("2026-01-01"), until: inDays(1) }),
    );
    const words = told.days.flatMap(({ lines }) => lines.flatMap(({ what }) => what));
    expect(words.join()).not.toMatch(/ruling|kept|shown something/i);
  });
});

describe("what waits for a second person", () => {
  const waitingFor = async (actor: ActorId, purpose: "direct-care" | "records-management") => {
    const asking = { actor, purpose, what: "rulings that wait" } as const;
    const permit = mustSucceed(await world.house.sharing.mayList(asking));
    return (await world.house.record.rulingsWaiting(permit)).map(({ entry }) => entry);
  };

  it("is listed for those who have to do with the person, and for information governance", async () => {
    await ask(PLAIN);
    expect(await waitingFor(SECOND_GP, "direct-care")).toEqual([PLAIN]);
    expect(await waitingFor(GOVERNANCE_LEAD, "records-management")).toEqual([PLAIN]);
  });

  it("is gone from the list once it was decided, taken back, or its day has come", async () => {
    const [decided, back] = [await ask(PLAIN), await ask(observation("gender"))];
    await ask(REFERRAL);
    mustSucceed(await world.decide(PLAIN, decided, true));
    mustSucceed(await world.end(observation("gender"), back));
    expect(await waitingFor(SECOND_GP, "direct-care")).toEqual([REFERRAL]);
    after(101);
    expect(await waitingFor(SECOND_GP, "direct-care")).toEqual([]);
  });
});

const someRuling = fc.record({
  kind: fc.constantFrom("withhold" as const, "release" as const),
  until: fc.integer({ min: -5, max: 5 }),
  holds: fc.integer({ min: -5, max: 5 }),
  agreed: fc.constantFrom(null, true, false),
  ended: fc.boolean(),
});

describe("whatever was ruled", () => {
  it("people are shown what the rule says, and the stores read no more and no less", async () => {
    const { db } = world.house;
    const kept = [PLAIN, observation("abuse")] as const;
    await fc.assert(
      fc.asyncProperty(fc.array(someRuling, { maxLength: 3 }), async (rulings) => {
        await db.execute(sql`truncate sharing.ruling`);
        for (const entry of kept) {
          for (const { kind, until, holds, agreed, ended } of rulings) {
            await db.execute(sql`
              insert into sharing.ruling (entry, kind, ground, reason, until, holds_until, asked_by, asked_at, agreed,
                decided_by, decided_at, ended_by, ended_at)
              values (${entry}, ${kind}, 'no-harm', 'Why.', ${kind === "withhold" ? inDays(until) : null},
                ${kind === "withhold" ? inDays(holds) : null}, ${GP}, ${inDays(-20)}, ${agreed},
                ${agreed === null ? null : SECOND_GP}, ${agreed === null ? null : inDays(-1)},
                ${ended ? GP : null}, ${ended ? inDays(-1) : null})`);
          }
        }
        const permit = await world.reading(GP);
        for (const entry of kept) {
          const [current] = mustSucceed(await world.house.record.versions(permit, entry));
          if (!current) throw new Error("It is there.");
          const all: readonly Ruling[] = await world.house.sharing.rulingsOn(permit, current);
          const inForce = all.filter((one) => isInForce(one, time.clock())).map(({ kind }) => kind);
          const expected = !inForce.includes("withhold") && (entry === PLAIN || inForce.includes("release"));
          expect((await world.house.record.versions(await world.reading(AGNES), entry)).ok).toBe(expected);
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
