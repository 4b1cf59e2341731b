import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { mustSucceed, patientIdOf, type ActorId, type OdsCode, type PatientId } from "#base";
import { sql } from "#db";
import type { Verdict } from "#people";
import { emptied } from "../builders/governance.ts";
import {
  aClock,
  aHouse,
  COUNCIL,
  HOSPITAL,
  LINKER,
  NURSE,
  OTHER_PRACTICE,
  PRACTICE,
  SECOND_LINKER,
  type House,
} from "../builders/house.ts";
import { linkedAfresh, partitionOf } from "../builders/linked-afresh.ts";
import { madeUpNumber } from "../builders/made-up-number.ts";
import { aPatient, type PatientInMaking } from "../builders/patient.ts";
import { supplied } from "../builders/resources.ts";

const HOME = ["4 Mill Lane", "ZZ99 3VZ"] as const;

const time = aClock("2026-05-03T10:00:00Z");
let house: House;
let delivery = 0;
beforeAll(async () => {
  house = await aHouse({ clock: time.clock });
});
beforeEach(() => emptied(house));

const tick = (): void => {
  delivery += 1;
  time.set(new Date(Date.UTC(2026, 4, 3) + delivery * 1000).toISOString());
};

async function register(source: OdsCode, ...patients: readonly PatientInMaking[]): Promise<void> {
  tick();
  const entries = patients.map((one, nth) => supplied(one.resource, { recorded: time.clock(), line: nth + 1 }));
  await house.save(source, delivery, entries);
}

const amina = (id: string) => aPatient(id).called("Amina", "Okafor");
const [gp, council, hospital] = [patientIdOf(PRACTICE, "g"), patientIdOf(COUNCIL, "c"), patientIdOf(HOSPITAL, "h")];

async function decide(one: PatientId, other: PatientId, verdict: Verdict, actor: ActorId = LINKER) {
  tick();
  return house.people.review.decide(await house.mayLink(actor), { one, other, verdict, reason: "Looked at both." });
}
const undo = async (id: number) => {
  tick();
  return house.people.review.undo(await house.mayLink(), id);
};
const confirm = async (id: number, actor: ActorId) => {
  tick();
  return house.people.review.confirm(await house.mayLink(actor), id);
};
const queue = async () => house.people.review.queue(await house.mayReview(), { most: 50, skip: 0 });

const linksNow = () =>
  house.db.query(sql<{ patient: PatientId; person: string; method: string }>`
    select patient, person, method from people.link order by patient`);
const areOne = async (...patients: readonly PatientId[]) => {
  const persons = (await linksNow()).filter((one) => patients.includes(one.patient)).map((one) => one.person);
  return new Set(persons).size === 1;
};

describe("the review queue", () => {
  it("holds two persons who may be one, until somebody decides", async () => {
    await register(PRACTICE, amina("g").born("1947-03-31").tracedAs(madeUpNumber(1)));
    await register(COUNCIL, aPatient("c").giving(madeUpNumber(1)));
    expect(await areOne(gp, council)).toBe(false);
    const [pair, ...others] = await queue();
    expect(others).toEqual([]);
    expect(pair).toMatchObject({ reason: "apart" });
    expect([pair?.one.patient, pair?.other.patient].sort()).toEqual([gp, council].sort());
    await decide(gp, council, "different");
    expect(await queue()).toEqual([]);
  });

  it("holds a person who was joined on little", async () => {
    await register(PRACTICE, amina("g").livingAt(...HOME));
    await register(
      COUNCIL,
      aPatient("c")
        .called("A", "Okafor")
        .livingAt(...HOME),
    );
    expect(await areOne(gp, council)).toBe(true);
    const [pair, ...others] = await queue();
    expect(others).toEqual([]);
    expect(pair?.reason).toBe("joined");
    expect(pair?.weight).toBeLessThan(6.6);
  });

  it("puts by a pair of which nobody can say, and shows it again after three months", async () => {
    await register(PRACTICE, amina("g").born("1947-03-31").tracedAs(madeUpNumber(1)));
    await register(COUNCIL, aPatient("c").giving(madeUpNumber(1)));
    await decide(gp, council, "cannot-say");
    expect(await queue()).toEqual([]);
    time.set("2026-09-01T10:00:00Z");
    expect(await queue()).toHaveLength(1);
  });

  it("logs each person whom it shows, for its own purpose", async () => {
    await register(PRACTICE, amina("g").born("1947-03-31").tracedAs(madeUpNumber(1)));
    await register(COUNCIL, aPatient("c").giving(madeUpNumber(1)));
    await house.db.execute(sql`delete from sharing.access_event`);
    await queue();
    const log = await house.db.query(sql<{ person: string; purpose: string; actor: string }>`
      select person, purpose, actor from sharing.access_event`);
    expect(log.map((row) => row.person).sort()).toEqual((await linksNow()).map((row) => row.person).sort());
    expect(log.every((row) => row.purpose === "linkage" && row.actor === LINKER)).toBe(true);
  });

  it("is refused to whoever does not look after links", async () => {
    const asking = { actor: NURSE, what: "review queue" } as const;
    expect(await house.sharing.mayList({ ...asking, purpose: "linkage" })).toMatchObject({ ok: false });
    expect(await house.sharing.mayLink(asking)).toMatchObject({ ok: false, problem: { kind: "refused" } });
  });
});

describe("a pair that is looked at", () => {
  it("says column by column what agrees, and the parts add up to the weight", async () => {
    await register(
      PRACTICE,
      amina("g")
        .born("1947-03-31")
        .tracedAs(madeUpNumber(1))
        .livingAt(...HOME),
    );
    await register(
      COUNCIL,
      aPatient("c")
        .called("Mina", "Okafor")
        .born("1947-03-13")
        .livingAt(...HOME),
    );
    await register(
      HOSPITAL,
      aPatient("h")
        .called("Joseph", "Okafor")
        .born("1950-01-02")
        .livingAt(...HOME),
    );
    const pair = mustSucceed(await house.people.review.pair(await house.mayReview(), gp, council));
    const sum = pair.columns.reduce((total, { bits }) => total + bits, pair.prior);
    expect(sum).toBeCloseTo(pair.weight, 6);
    const born = pair.columns.find(({ column }) => column === "date of birth");
    expect(born).toMatchObject({ level: "a digit or two swapped" });
    expect(pair.household.map(({ patient }) => patient)).toEqual([hospital]);
  });

  it("is said to be at one practice where that practice keeps both running under different numbers", async () => {
    const atOnePractice = async (one: PatientId, other: PatientId) =>
      mustSucceed(await house.people.review.pair(await house.mayReview(), one, other)).bothAtOnePractice;
    const again = patientIdOf(PRACTICE, "again");
    const mother = amina("g")
      .born("1947-03-31")
      .livingAt(...HOME);
    await register(
      PRACTICE,
      mother.tracedAs(madeUpNumber(1)),
      amina("again")
        .born("1947-03-31")
        .livingAt(...HOME),
    );
    await register(
      COUNCIL,
      amina("c")
        .born("1947-03-31")
        .livingAt(...HOME),
    );
    expect(await atOnePractice(gp, again)).toBe(true);
    expect(await atOnePractice(gp, council)).toBe(false);
    // One says the number that the other gave up: to the practice they are one patient.
    await register(PRACTICE, mother.tracedAs(madeUpNumber(2)).formerly(madeUpNumber(1)));
    await register(PRACTICE, amina("again").born("1947-03-31").giving(madeUpNumber(1)));
    expect(await atOnePractice(gp, again)).toBe(false);
  });

  it("is nobody's where one of them is not there", async () => {
    await register(PRACTICE, amina("g"));
    expect(await house.people.review.pair(await house.mayReview(), gp, council)).toMatchObject({ ok: false });
  });
});

describe("a decision", () => {
  beforeEach(async () => {
    await register(
      PRACTICE,
      amina("g")
        .born("1947-03-31")
        .tracedAs(madeUpNumber(1))
        .livingAt(...HOME),
    );
    await register(
      COUNCIL,
      amina("c")
        .born("1947-03-31")
        .livingAt(...HOME),
    );
    await register(HOSPITAL, aPatient("h").called("Joan", "Whitfield").born("1982-11-05").tracedAs(madeUpNumber(2)));
  });

  it("that two are different parts them, and undone they are one again under the old id", async () => {
    const before = await linksNow();
    const decision = mustSucceed(await decide(gp, council, "different"));
    // What is as good as sure takes two people.
    expect(decision.needsSecond).toBe(true);
    expect(await linksNow()).toEqual(before);
    expect(mustSucceed(await confirm(decision.id, SECOND_LINKER)).confirmedBy).toBe(SECOND_LINKER);
    expect(await areOne(gp, council)).toBe(false);
    mustSucceed(await undo(decision.id));
    expect(await linksNow()).toEqual(before);
  });

  it("that two are the same who have nothing in common counts only when a second person says so", async () => {
    const decision = mustSucceed(await decide(gp, hospital, "same"));
    expect(decision.needsSecond).toBe(true);
    expect(await areOne(gp, hospital)).toBe(false);
    expect(await confirm(decision.id, LINKER)).toMatchObject({ ok: false, problem: { kind: "refused" } });
    mustSucceed(await confirm(decision.id, SECOND_LINKER));
    expect(await areOne(gp, council, hospital)).toBe(true);
    expect((await linksNow()).find((one) => one.patient === hospital)?.method).toBe("decided");
    expect(await confirm(decision.id, SECOND_LINKER)).toMatchObject({ ok: false, problem: { kind: "conflict" } });
  });

  it("stands, whatever the sources say afterwards", async () => {
    const decision = mustSucceed(await decide(gp, hospital, "same"));
    mustSucceed(await confirm(decision.id, SECOND_LINKER));
    await register(HOSPITAL, aPatient("h").called("Jo", "Whitfield").born("1982-11-06").tracedAs(madeUpNumber(3)));
    expect(await areOne(gp, hospital)).toBe(true);
  });

  it("gives way to a later one of the same pair", async () => {
    mustSucceed(await confirm(mustSucceed(await decide(gp, hospital, "same")).id, SECOND_LINKER));
    mustSucceed(await decide(gp, hospital, "different"));
    expect(await areOne(gp, hospital)).toBe(false);
    const decisions = await house.people.review.decisions(await house.mayReview());
    expect(decisions.map(({ verdict, undoneAt }) => [verdict, undoneAt !== undefined])).toEqual([
      ["different", false],
      ["same", true],
    ]);
  });

  it("cannot join whoever is protected with anybody else", async () => {
    mustSucceed(await house.people.protect(await house.mayLink(), [hospital], "Adoption."));
    expect(await decide(gp, hospital, "same")).toMatchObject({ ok: false, problem: { kind: "refused" } });
  });

  it("needs a reason, and two registrations", async () => {
    const permit = await house.mayLink();
    const given = { one: gp, other: council, verdict: "same", reason: " " } as const;
    expect(await house.people.review.decide(permit, given)).toMatchObject({ ok: false, problem: { kind: "invalid" } });
    expect(await decide(gp, gp, "same")).toMatchObject({ ok: false, problem: { kind: "invalid" } });
    expect(await decide(gp, patientIdOf(COUNCIL, "nobody"), "same")).toMatchObject({ ok: false });
  });

  it("is counted, with how far people and matching agree", async () => {
    mustSucceed(await decide(gp, hospital, "different"));
    mustSucceed(await decide(council, hospital, "cannot-say"));
    expect(await house.people.review.workload()).toMatchObject({
      decided: { same: 0, different: 1, "cannot-say": 1 },
      waitingForSecond: 0,
    });
  });
});

describe("a protected identity", () => {
  it("is joined with nobody, whatever they say afterwards, until the protection is lifted", async () => {
    await register(
      PRACTICE,
      amina("g")
        .born("1947-03-31")
        .tracedAs(madeUpNumber(1))
        .livingAt(...HOME),
    );
    await register(
      COUNCIL,
      amina("c")
        .born("1947-03-31")
        .livingAt(...HOME),
    );
    const before = await linksNow();
    const identity = mustSucceed(await house.people.protect(await house.mayLink(), [council], "Gender recognition."));
    expect(await areOne(gp, council)).toBe(false);
    await register(
      COUNCIL,
      amina("c")
        .born("1947-03-31")
        .tracedAs(madeUpNumber(1))
        .livingAt(...HOME),
    );
    await register(
      HOSPITAL,
      amina("h")
        .born("1947-03-31")
        .tracedAs(madeUpNumber(1))
        .livingAt(...HOME),
    );
    expect(await areOne(gp, hospital)).toBe(true);
    expect(await areOne(gp, council)).toBe(false);
    expect((await queue()).length).toBe(0);
    mustSucceed(await house.people.liftProtection(await house.mayLink(), identity));
    expect(await areOne(gp, council, hospital)).toBe(true);
    expect((await linksNow()).find((one) => one.patient === council)?.person).toBe(before[0]?.person);
    expect(await house.people.liftProtection(await house.mayLink(), identity)).toMatchObject({ ok: false });
  });
});

describe("whoever looks at a person beside a protected identity", () => {
  const both = [amina("g"), amina("c")].map((one) => one.born("1947-03-31").livingAt(...HOME));
  const movesOf = async (source: OdsCode, id: string) =>
    (await house.people.linksOf(await house.mayRead(await house.personOf(source, id)))).history.map(
      ({ patient, to }) => ({ patient, to }),
    );

  it("is not led from one to the other by who came and who left", async () => {
    await register(PRACTICE, ...both.slice(0, 1));
    await register(COUNCIL, ...both.slice(1));
    expect(await areOne(gp, council)).toBe(true);
    const identity = mustSucceed(await house.people.protect(await house.mayLink(), [council], "Adoption."));
    const [present, former] = [await house.personOf(PRACTICE, "g"), await house.personOf(COUNCIL, "c")];
    expect(present).not.toBe(former);
    for (const { patient, to } of await movesOf(PRACTICE, "g")) expect([patient, to]).toEqual([gp, present]);
    for (const { patient } of await movesOf(COUNCIL, "c")) expect(patient).toBe(council);
    // Nor by a pair with somebody else who is like them both.
    await register(
      HOSPITAL,
      amina("h")
        .born("1947-03-31")
        .livingAt(...HOME),
    );
    const pair = mustSucceed(await house.people.review.pair(await house.mayReview(), gp, hospital));
    const others = [...pair.candidates.map(({ registration }) => registration), ...pair.household];
    expect(others.map(({ patient }) => patient)).not.toContain(council);
    mustSucceed(await house.people.liftProtection(await house.mayLink(), identity));
    expect((await movesOf(PRACTICE, "g")).map(({ patient }) => patient)).toContain(council);
  });

  it("finds the protection listed by its reason, without anybody's name, until it is lifted", async () => {
    await register(PRACTICE, ...both.slice(0, 1));
    const identity = mustSucceed(await house.people.protect(await house.mayLink(), [gp], "Adoption."));
    const listed = await house.people.protections(await house.mayReview());
    expect(listed).toMatchObject([{ identity, registrations: 1, reason: "Adoption.", decidedBy: LINKER }]);
    mustSucceed(await house.people.liftProtection(await house.mayLink(), identity));
    expect(await house.people.protections(await house.mayReview())).toEqual([]);
  });
});

describe("whatever is decided and undone", () => {
  it("leaves links as they were, and the record untouched", { timeout: 240_000 }, async () => {
    const sources = [PRACTICE, COUNCIL, HOSPITAL, OTHER_PRACTICE, COUNCIL, HOSPITAL];
    const patients = sources.map((source, nth) => patientIdOf(source, `p${nth}`));
    await Promise.resolve();
    for (const [nth, source] of sources.entries()) {
      const name = aPatient(`p${nth}`).called(nth < 3 ? "Amina" : "Joan", nth % 2 === 0 ? "Okafor" : "Whitfield");
      await register(source, name.born(nth < 4 ? "1947-03-31" : "1982-11-05").livingAt(...HOME));
    }
    const contents = () => house.db.query(sql`select id, patient, version, content from record.entry order by id`);
    const [before, recordBefore] = [await linksNow(), await contents()];
    const anyPair = fc.uniqueArray(fc.nat(patients.length - 1), { minLength: 2, maxLength: 2 });
    const anyDecision = fc.record({ pair: anyPair, verdict: fc.constantFrom("same", "different") });
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyDecision, { minLength: 1, maxLength: 10 }),
        fc.infiniteStream(fc.nat(9)),
        async (decisions, order) => {
          const made: number[] = [];
          for (const { pair, verdict } of decisions) {
            const [one, other] = pair.map((nth) => patients[nth] ?? gp);
            if (!one || !other) continue;
            const decision = mustSucceed(await decide(one, other, verdict));
            if (decision.needsSecond) mustSucceed(await confirm(decision.id, SECOND_LINKER));
            made.push(decision.id);
            expect(partitionOf(await linksNow())).toEqual(partitionOf(await linkedAfresh(house.db)));
          }
          const undone = [...made];
          for (const next of order) {
            if (undone.length === 0) break;
            const [id] = undone.splice(next % undone.length, 1);
            const result = id === undefined ? undefined : await undo(id);
            // One that gave way to a later one is undone already.
            if (result && !result.ok) expect(result.problem.kind).toBe("conflict");
          }
          expect(await linksNow()).toEqual(before);
          expect(await contents()).toEqual(recordBefore);
        },
      ),
      { numRuns: 200 },
    );
  });
});
