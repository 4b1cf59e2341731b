import { describe, expect, it } from "vitest";
import { ageOn } from "./day.ts";
import { households } from "./household.ts";
import { hospitalOf } from "./life.ts";
import { DEFAULT_SETTINGS } from "./settings.ts";
import { townOf } from "./town.ts";
import { voluntaryLifeOf } from "./voluntary.ts";

const settings = { ...DEFAULT_SETTINGS, people: 6000 };
const town = townOf(settings);
const people = [...households(settings)].flatMap((household) => household.people);
const lives = people.map((person) => {
  const hospital = hospitalOf(settings, person);
  return { person, hospital, contacts: voluntaryLifeOf(town, person, hospital).contacts };
});
type Told = (typeof lives)[number];
const shareOf = (of: (one: Told) => boolean): number => {
  const group = lives.filter(of);
  return group.filter(({ contacts }) => contacts.length > 0).length / group.length;
};
const age = ({ person }: Told) => ageOn(person.born, person.until);

describe("what a voluntary organisation does", () => {
  it("is for the old more than for the young, and for those who live alone most of all", () => {
    const [young, old] = [shareOf((one) => age(one) < 60), shareOf((one) => age(one) >= 75)];
    expect(young).toBeGreaterThan(0);
    expect(old).toBeGreaterThan(5 * young);
    const alone = shareOf((one) => age(one) >= 70 && one.person.livesAlone);
    expect(alone).toBeGreaterThan(1.3 * shareOf((one) => age(one) >= 70 && !one.person.livesAlone));
    expect(shareOf((one) => age(one) < 19)).toBe(0);
  });

  it("happens within what is told of somebody, in order, and never while they are in hospital", () => {
    for (const { person, hospital, contacts } of lives) {
      const days = contacts.map(({ on }) => on);
      expect(days).toEqual([...days].sort((a, b) => a - b));
      for (const on of days) {
        expect(on >= person.from && on <= person.until).toBe(true);
        const inHospital = hospital.stays.some(
          ({ admitted, discharged }) => admitted <= on && on <= (discharged ?? town.asAt),
        );
        expect(inHospital).toBe(false);
      }
    }
  });

  it("is the same again from the same seed", () => {
    const [one] = lives.filter(({ contacts }) => contacts.length > 0);
    expect(voluntaryLifeOf(town, one!.person, one!.hospital).contacts).toEqual(one?.contacts);
  });
});
