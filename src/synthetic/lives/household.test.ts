import { describe, expect, it } from "vitest";
import { ageOn } from "./day.ts";
import { householdAt, households } from "./household.ts";
import { lifeOf } from "./life.ts";
import { has, type Person } from "./person.ts";
import { townOf } from "./town.ts";

const settings = { people: 6000, practices: 5, seed: 11, asAt: "2026-10-31", effect: 0.08 };
const everyone = [...households(settings)].flatMap(({ people }) => people);

describe("households", () => {
  it("hold as many people as were asked for, each with a number of their own", () => {
    expect(everyone.map(({ number }) => number)).toEqual(Array.from({ length: settings.people }, (_, n) => n));
  });

  it("are the same made alone as made in sequence", () => {
    let index = 0;
    for (const household of households(settings)) {
      if (index % 97 === 0) expect(householdAt({ ...settings }, index)).toEqual(household);
      index++;
    }
    expect(index).toBe(townOf(settings).households);
  });

  it("lead the same lives when told again, and others from another seed", () => {
    const [person] = householdAt(settings, 3).people;
    const [other] = householdAt({ ...settings, seed: 12 }, 3).people;
    if (!person || !other) throw new Error("Nobody lives there");
    expect(lifeOf({ ...settings }, person)).toEqual(lifeOf(settings, person));
    expect(other.nhsNumber).not.toBe(person.nhsNumber);
  });

  it("of one practice lie together", () => {
    const practices = [...households(settings)].map(({ practice }) => practice);
    const changes = practices.filter((practice, place) => practice !== practices[place - 1]);
    expect(changes).toEqual(townOf(settings).practices.map(({ ods }) => ods));
  });
});

describe("the people of a town", () => {
  const asAt = townOf(settings).asAt;
  const living = everyone.filter(({ died }) => died === undefined);
  const ageOf = (person: Person) => ageOn(person.born, asAt);
  const share = (people: readonly Person[], is: (person: Person) => boolean) =>
    people.filter(is).length / people.length;

  it("are of all ages, fewer of them old than in England (19% of 65 and over, census of 2021)", () => {
    expect(share(living, (person) => ageOf(person) >= 65)).toBeGreaterThan(0.08);
    expect(share(living, (person) => ageOf(person) >= 65)).toBeLessThan(0.19);
    expect(share(living, (person) => ageOf(person) < 18)).toBeGreaterThan(0.17);
    expect(share(living, (person) => ageOf(person) < 18)).toBeLessThan(0.32);
    expect(Math.max(...living.map(ageOf))).toBeLessThan(105);
    expect(Math.min(...living.map(ageOf))).toBeGreaterThanOrEqual(0);
  });

  it("die at about one in a hundred a year", () => {
    const years = everyone.reduce((sum, person) => sum + (person.until - person.from) / 365.25, 0);
    const deaths = everyone.filter(({ died }) => died !== undefined).length;
    expect(deaths / years).toBeGreaterThan(0.006);
    expect(deaths / years).toBeLessThan(0.013);
  });

  // Recorded prevalence in England, Quality and Outcomes Framework 2023-24, NHS England: hypertension 14.8%,
  // diabetes 7.7% of 17 and over, asthma 6.5%, CHD 3.0%, COPD 1.9%, dementia 0.8%. London, which is younger, lies
  // lower in all but diabetes.
  it.each([
    ["hypertension", 0.07, 0.16],
    ["type-2-diabetes", 0.04, 0.09],
    ["asthma", 0.045, 0.08],
    ["chronic-heart-disease", 0.01, 0.035],
    ["copd", 0.005, 0.022],
    ["depression", 0.06, 0.14],
    ["dementia", 0.002, 0.011],
  ] as const)("have %s about as often as practices record it", (name, least, most) => {
    expect(share(living, (person) => has(person, name))).toBeGreaterThan(least);
    expect(share(living, (person) => has(person, name))).toBeLessThan(most);
  });

  it("have heart failure more often after heart disease: conditions cluster", () => {
    const old = everyone.filter((person) => ageOf(person) > 60);
    const heart = old.filter((person) => has(person, "chronic-heart-disease"));
    const others = old.filter((person) => !has(person, "chronic-heart-disease"));
    const failing = (person: Person) => has(person, "heart-failure");
    expect(share(heart, failing)).toBeGreaterThan(1.8 * share(others, failing));
  });

  it("live within what is told of them: nothing befalls them before birth or after death", () => {
    for (const person of everyone) {
      expect(person.until).toBeGreaterThanOrEqual(person.from);
      expect(person.died ?? person.until).toBe(person.until);
      for (const { onset } of person.conditions) expect(onset).toBeGreaterThanOrEqual(person.born);
      for (const { from, to } of person.registrations) {
        expect(from).toBeGreaterThanOrEqual(person.born);
        expect(to ?? person.until).toBeLessThanOrEqual(person.until);
      }
    }
  });
});
