import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { mustSucceed, patientIdOf, type ActorId, type PatientId } from "#base";
import { sql } from "#db";
import type { QueuedPair, Verdict } from "#people";
import { emptied, governanceOf } from "../builders/governance.ts";
import { aClock, aHouse, COUNCIL, LINKER, NURSE, PRACTICE, SECOND_LINKER, type House } from "../builders/house.ts";
import { madeUpNumber } from "../builders/made-up-number.ts";
import { aPatient } from "../builders/patient.ts";
import { supplied } from "../builders/resources.ts";

const FAMILIES = [
  ...["Okafor", "Whitfield", "Sowerby", "Rahman", "Campbell", "Kowalska"],
  ...["Gill", "Adebayo", "Chan", "Novak", "Thorne", "Haddad"],
];

const time = aClock("2026-05-03T10:00:00Z");
let house: House;
beforeAll(async () => {
  house = await aHouse({ clock: time.clock });
});

/** Twelve people whom practice and council both know by number, and twelve numbers that the council has of the practice's. */
beforeEach(async () => {
  await emptied(house);
  const all = FAMILIES.map((family, nth) => ({ family, nth, born: `195${nth % 10}-03-${10 + nth}` }));
  const atPractice = all.flatMap(({ family, nth, born }) => [
    aPatient(`a${nth}`).called("Amina", family).born(born).tracedAs(madeUpNumber(nth)),
    aPatient(`b${nth}`)
      .called("Joan", family)
      .born(`201${nth % 10}-01-${10 + nth}`)
      .tracedAs(madeUpNumber(100 + nth)),
  ]);
  const atCouncil = all.flatMap(({ family, nth, born }) => [
    aPatient(`c${nth}`).called("Amina", family).born(born).giving(madeUpNumber(nth)),
    aPatient(`d${nth}`).giving(madeUpNumber(100 + nth)),
  ]);
  const entries = (of: typeof atPractice) =>
    of.map((one, nth) => supplied(one.resource, { recorded: time.clock(), line: nth + 1 }));
  await house.save(PRACTICE, 1, entries(atPractice));
  await house.save(COUNCIL, 2, entries(atCouncil));
});

const draw = async (seed = 1, perStratum = 10) =>
  mustSucceed(await house.people.drawSample(await house.mayLink(), { seed, perStratum }));
const drawn = async () => house.people.review.queue(await house.mayReview(), { reason: "sample", most: 100, skip: 0 });
const usual = async () => house.people.review.queue(await house.mayReview(), { most: 100, skip: 0 });
const pairNames = (pairs: readonly QueuedPair[]) =>
  pairs.map(({ one, other }) => [one.patient, other.patient].join(" "));
const last = async () => {
  const [sample] = await house.people.samples();
  if (!sample) throw new Error("Nothing was drawn.");
  return sample;
};

async function decide(
  { one, other }: { one: { patient: PatientId }; other: { patient: PatientId } },
  verdict: Verdict,
  actor: ActorId = LINKER,
) {
  const given = { one: one.patient, other: other.patient, verdict, reason: "Looked at both." };
  return mustSucceed(await house.people.review.decide(await house.mayLink(actor), given));
}

/** Decides as is true here: who shares a number is one person; a second person says so too where it takes one. */
async function decideAll(verdict: Verdict = "same"): Promise<void> {
  for (const pair of await drawn()) {
    const { id, needsSecond } = await decide(pair, verdict);
    if (needsSecond) mustSucceed(await house.people.review.confirm(await house.mayLink(SECOND_LINKER), id));
  }
}

describe("a random check", () => {
  it("draws so many of each stratum, and keeps how many there were, the seed and the day", async () => {
    await draw(2013);
    const { strata, ...sample } = await last();
    expect(sample).toMatchObject({ seed: 2013, drawnBy: LINKER, drawnAt: "2026-05-03T10:00:00.000Z", reviewed: 0 });
    const pairs = await house.db.query(sql<{ pairs: number }>`select count(*) as pairs from people.likeness`);
    expect(strata.reduce((sum, one) => sum + one.pairs, 0)).toBe(pairs[0]?.pairs);
    expect(new Set(strata.map(({ joined }) => joined))).toEqual(new Set([true, false]));
    expect(strata.map((one) => one.drawn)).toEqual(strata.map((one) => Math.min(10, one.pairs)));
    expect(strata.some((one) => one.drawn < one.pairs)).toBe(true);
    expect(sample.drawn).toBe((await drawn()).length);
  });

  it("draws the same by the same seed, and others by another", async () => {
    await draw(1);
    const first = pairNames(await drawn());
    await draw(1);
    expect(pairNames(await drawn())).toEqual(first);
    await draw(2);
    expect(pairNames(await drawn())).not.toEqual(first);
    expect(new Set(pairNames(await drawn()))).not.toEqual(new Set(first));
  });

  it("is a list of its own, in which nobody is told what matching thinks", async () => {
    const before = await usual();
    await draw(1, 500);
    const pairs = await drawn();
    expect(before.length).toBeGreaterThan(0);
    expect(pairNames(pairs)).toEqual(expect.arrayContaining(pairNames(before)));
    expect(await usual()).toEqual([]);
    expect(pairs.every(({ weight, reason }) => weight === undefined && reason === "sample")).toBe(true);
    expect((await house.people.review.workload()).waiting).toMatchObject({ sample: pairs.length, apart: 0 });
    // In an order that does not say which are joined.
    const joined = pairs.map(({ one, other }) => one.person === other.person);
    expect(joined.slice(0, joined.filter(Boolean).length).every(Boolean)).toBe(false);
  });

  it("marks what is decided for it, and shows a pair again whose decision is undone", async () => {
    const sample = await draw();
    const [pair] = await drawn();
    if (!pair) throw new Error("Nothing was drawn.");
    const seen = async () =>
      mustSucceed(await house.people.review.pair(await house.mayReview(), pair.one.patient, pair.other.patient));
    expect((await seen()).drawn).toBe(true);
    const decision = await decide(pair, "cannot-say");
    expect(decision.sample).toBe(sample);
    expect((await seen()).drawn).toBe(false);
    expect(pairNames(await drawn())).not.toContain(pairNames([pair])[0]);
    expect(await last()).toMatchObject({ cannotSay: 1, reviewed: 0 });
    mustSucceed(await house.people.review.undo(await house.mayLink(), decision.id));
    expect((await seen()).drawn).toBe(true);
    expect(pairNames(await drawn())).toContain(pairNames([pair])[0]);
  });

  it("does not mark what is decided beside it", async () => {
    const [pair] = await usual();
    if (!pair) throw new Error("Nothing waits.");
    expect((await decide(pair, "cannot-say")).sample).toBeUndefined();
  });

  it("is finished once nothing of it waits, for a second person neither; the report then rests on it", async () => {
    await draw();
    const before = await house.people.linkReport();
    expect(before.sample).toBeUndefined();
    expect(before.sampling).toMatchObject({ finished: false, reviewed: 0 });
    const pairs = await drawn();
    for (const pair of pairs) await decide(pair, "same");
    const waiting = await last();
    expect(waiting).toMatchObject({ open: 0, finished: false });
    expect(waiting.waiting).toBeGreaterThan(0);
    expect((await house.people.linkReport()).sample).toBeUndefined();
    for (const { id, needsSecond } of await house.people.review.decisions(await house.mayReview())) {
      if (needsSecond) mustSucceed(await house.people.review.confirm(await house.mayLink(SECOND_LINKER), id));
    }
    const { sample, sampling, precision, recall } = await house.people.linkReport();
    expect(sample).toMatchObject({ finished: true, drawn: pairs.length, reviewed: pairs.length });
    expect(sampling).toBeUndefined();
    expect(precision).toEqual(sample?.precision);
    expect(precision.share).toBe(1);
    expect(precision.low).toBeGreaterThan(0.5);
    // The twelve that the council knows by number alone are one person each, and were apart.
    expect(recall.share).toBeCloseTo(0.5, 1);
    expect(recall.low).toBeLessThan(recall.share);
  });

  it("that is finished is believed until a later one is finished too", async () => {
    const first = await draw();
    await decideAll();
    time.set("2026-06-03T10:00:00Z");
    const second = await draw(2, 500);
    expect(await house.people.linkReport()).toMatchObject({ sample: { number: first }, sampling: { number: second } });
    await decideAll("different");
    expect(await house.people.linkReport()).toMatchObject({ sample: { number: second }, sampling: undefined });
    time.set("2026-05-03T10:00:00Z");
  });

  it("draws nobody whom a protected identity keeps apart, and waits for nobody who was withdrawn", async () => {
    const protectedOne = patientIdOf(PRACTICE, "b3");
    mustSucceed(await house.people.protect(await house.mayLink(), [protectedOne], "Adoption."));
    await draw(1, 500);
    const pairs = await drawn();
    expect(pairs.flatMap(({ one, other }) => [one.patient, other.patient])).not.toContain(protectedOne);
    const gone = patientIdOf(PRACTICE, "a5");
    const concerned = pairs.filter(({ one, other }) => [one.patient, other.patient].includes(gone));
    expect(concerned.length).toBeGreaterThan(0);
    await governanceOf(house).registration("erase", PRACTICE, "a5");
    expect((await drawn()).length).toBe(pairs.length - concerned.length);
    await decideAll();
    expect(await last()).toMatchObject({ finished: true, drawn: pairs.length });
  });

  it("is drawn by data quality alone, and logged; and asks for a number that makes sense", async () => {
    expect(await house.sharing.mayLink({ actor: NURSE, what: "random check of the links" })).toMatchObject({
      ok: false,
    });
    await house.db.execute(sql`delete from sharing.access_event`);
    await draw();
    const log = await house.db.query(sql<{ actor: string; what: string }>`
      select actor, what from sharing.access_event`);
    expect(log).toEqual([{ actor: LINKER, what: "random check drawn" }]);
    const permit = await house.mayLink();
    for (const perStratum of [0, 9, 501, 10.5, NaN]) {
      expect(await house.people.drawSample(permit, { seed: 1, perStratum })).toMatchObject({ ok: false });
    }
    await emptied(house);
    expect(await house.people.drawSample(permit, { seed: 1, perStratum: 50 })).toMatchObject({ ok: false });
    expect(await house.people.samples()).toEqual([]);
  });
});
