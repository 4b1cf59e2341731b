import { describe, expect, it } from "vitest";
import { householdAt, households } from "./household.ts";
import { hospitalLifeOf } from "./hospital.ts";
import { townOf } from "./town.ts";
import type { Settings } from "./settings.ts";

const settings: Settings = { people: 40_000, practices: 10, seed: 5, asAt: "2026-10-31", effect: 0.08 };

/** Emergency admissions of the people of practices that joined early, before and after, and of all others. */
function emergencies(given: Settings) {
  const town = townOf(given);
  const joined = new Map(town.practices.map(({ ods, joined }) => [ods, joined]));
  const counts = { before: 0, after: 0, others: 0, spared: 0 };
  for (const { practice, people } of households(given)) {
    for (const person of people) {
      if (person.registrations.length !== 1) continue;
      const { stays, spared } = hospitalLifeOf(town, person);
      counts.spared += spared;
      for (const { method, admitted } of stays) {
        if (!method.startsWith("2")) continue;
        const start = joined.get(practice);
        counts[start === undefined ? "others" : admitted >= start ? "after" : "before"]++;
      }
    }
  }
  return counts;
}

describe("the planted effect", () => {
  const withEffect = emergencies(settings);
  const without = emergencies({ ...settings, effect: 0 });

  it("spares early practices' people 8% of their emergency admissions from the day they joined", () => {
    const ratio = withEffect.after / without.after;
    // Each of some 3,800 admissions is spared with 8%: two in three towns lie within half a point, all within two.
    expect(ratio).toBeGreaterThan(0.9);
    expect(ratio).toBeLessThan(0.94);
    expect(withEffect.after + withEffect.spared).toBe(without.after);
  });

  it("changes nothing before that day, nor for anyone else", () => {
    expect(withEffect.before).toBe(without.before);
    expect(withEffect.others).toBe(without.others);
    expect(without.spared).toBe(0);
  });
});

describe("hospital stays", () => {
  it("begin in life, end no earlier than they began, and are ready for discharge in between", () => {
    const town = townOf(settings);
    let waits = 0;
    for (let index = 0; index < 3000; index++) {
      for (const person of householdAt(settings, index).people) {
        for (const { admitted, discharged, ready, diagnoses } of hospitalLifeOf(town, person).stays) {
          expect(admitted).toBeGreaterThanOrEqual(person.from);
          expect(admitted).toBeLessThanOrEqual(person.until);
          expect(diagnoses.length).toBeGreaterThan(0);
          if (discharged !== undefined) expect(discharged).toBeGreaterThanOrEqual(admitted);
          if (ready === undefined) continue;
          waits++;
          expect(ready).toBeGreaterThanOrEqual(admitted);
          expect(ready).toBeLessThan(discharged ?? Infinity);
        }
      }
    }
    expect(waits).toBeGreaterThan(10);
  });
});
