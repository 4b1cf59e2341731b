import { describe, expect, it } from "vitest";
import { ageOn } from "./day.ts";
import { hospitalLifeOf } from "./hospital.ts";
import { householdAt, households } from "./household.ts";
import { mentalHealthLifeOf, type MentalHealthLife } from "./mental-health.ts";
import { has, type Person } from "./person.ts";
import type { Settings } from "./settings.ts";
import { townOf } from "./town.ts";

const settings: Settings = { people: 15_000, practices: 6, seed: 11, asAt: "2026-10-31", effect: 0.08 };
const town = townOf(settings);
const lives: readonly { person: Person; life: MentalHealthLife }[] = [...households(settings)].flatMap(({ people }) =>
  people.map((person) => ({ person, life: mentalHealthLifeOf(town, person, hospitalLifeOf(town, person)) })),
);
const referrals = lives.flatMap(({ person, life }) => life.referrals.map((referral) => ({ person, referral })));
const lastYear = lives.filter(({ person }) => person.until > town.asAt - 365);
const wasSeen = (life: MentalHealthLife) =>
  life.referrals.some(({ contacts }) => contacts.some(({ on }) => on > town.asAt - 365));

describe("mental health services", () => {
  it("see about one person in forty within a year", () => {
    const seen = lastYear.filter(({ life }) => wasSeen(life)).length / lastYear.length;
    expect(seen).toBeGreaterThan(0.015);
    expect(seen).toBeLessThan(0.05);
  });

  it("stand by most people with schizophrenia, each with a coordinator, a plan and the Care Programme Approach", () => {
    const ill = lastYear.filter(({ person }) => has(person, "schizophrenia"));
    const lasting = ill.filter(({ life }) => life.referrals.some((one) => one.lasting));
    expect(lasting.length / ill.length).toBeGreaterThan(0.5);
    for (const { referral } of referrals) {
      if (!referral.lasting || referral.coordinators.length === 0) continue;
      expect(referral.programme).toBeDefined();
      expect(referral.plan).toBeDefined();
      // One after the other, never two at once; the last one goes on unless the care ended.
      for (const [nth, { to }] of referral.coordinators.entries()) {
        const next = referral.coordinators[nth + 1];
        if (next) expect(to).toBeLessThan(next.from);
        else expect(to).toBe(referral.ended);
      }
    }
  });

  it("no passing course of therapy has a coordinator", () => {
    const passing = referrals.filter(({ referral }) => !referral.lasting);
    expect(passing.length).toBeGreaterThan(100);
    expect(passing.every(({ referral }) => referral.coordinators.length === 0 && !referral.programme)).toBe(true);
  });

  it("bring memory clinics to those whose dementia begins, and children's teams to children", () => {
    const memory = referrals.filter(({ referral }) => referral.team === "memory");
    expect(memory.length).toBeGreaterThan(15);
    expect(memory.every(({ person }) => has(person, "dementia") || person.died !== undefined)).toBe(true);
    const children = referrals.filter(({ referral }) => referral.team === "children");
    expect(children.length).toBeGreaterThan(30);
    for (const { person, referral } of children) {
      expect(ageOn(person.born, referral.on)).toBeGreaterThan(4.9);
      expect(ageOn(person.born, referral.on)).toBeLessThan(18);
    }
  });

  it("stays are few, one at a time, within life, and no contact falls into one", () => {
    let count = 0;
    for (const { person, life } of lives) {
      let before = -Infinity;
      for (const { admitted, discharged, referral } of life.stays) {
        count++;
        expect(admitted).toBeGreaterThan(before);
        before = discharged ?? Infinity;
        expect(admitted).toBeLessThanOrEqual(person.until);
        expect(life.referrals[referral]?.lasting).toBe(true);
        const inside = life.referrals
          .flatMap(({ contacts }) => contacts)
          .filter(({ on }) => admitted <= on && on <= before);
        expect(inside).toEqual([]);
      }
    }
    expect(count).toBeGreaterThan(10);
    expect(count).toBeLessThan(200);
  });

  it("some referrals are turned down, and lead to nothing", () => {
    const rejected = referrals.filter(({ referral }) => referral.rejected !== undefined);
    expect(rejected.length / referrals.length).toBeGreaterThan(0.03);
    expect(rejected.length / referrals.length).toBeLessThan(0.12);
    expect(rejected.every(({ referral }) => referral.contacts.length === 0)).toBe(true);
  });

  it("scores of therapy fall, on the whole, within their ranges", () => {
    const changes: number[] = [];
    for (const { referral } of referrals) {
      const scores = referral.contacts.flatMap((contact) => contact.scores?.depression ?? []);
      for (const score of scores) {
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(27);
      }
      if (scores.length > 5) changes.push((scores.at(-1) ?? 0) - (scores[0] ?? 0));
    }
    expect(changes.length).toBeGreaterThan(20);
    expect(changes.reduce((sum, change) => sum + change, 0) / changes.length).toBeLessThan(-3);
  });

  it("are the same for one person made alone", () => {
    const known = lives.find(({ life }) => life.referrals.length > 1);
    const alone = [...households(settings)].find(({ people }) =>
      people.some(({ number }) => number === known?.person.number),
    )?.index;
    const person = householdAt(settings, alone ?? 0).people.find(({ number }) => number === known?.person.number);
    if (!person) throw new Error("The person is in their household.");
    expect(mentalHealthLifeOf(town, person, hospitalLifeOf(town, person))).toEqual(known?.life);
  });
});
