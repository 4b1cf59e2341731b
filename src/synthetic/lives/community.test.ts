import { describe, expect, it } from "vitest";
import { communityLifeOf, type CommunityLife } from "./community.ts";
import { tookPlace } from "./contact-course.ts";
import { ageOn, isWeekday } from "./day.ts";
import { hospitalLifeOf } from "./hospital.ts";
import { householdAt, households } from "./household.ts";
import { has, type Person } from "./person.ts";
import type { Settings } from "./settings.ts";
import { townOf } from "./town.ts";

const settings: Settings = { people: 15_000, practices: 6, seed: 11, asAt: "2026-10-31", effect: 0.08 };
const town = townOf(settings);
const lives: readonly { person: Person; life: CommunityLife; hospital: ReturnType<typeof hospitalLifeOf> }[] = [
  ...households(settings),
].flatMap(({ people }) =>
  people.map((person) => {
    const hospital = hospitalLifeOf(town, person);
    return { person, hospital, life: communityLifeOf(town, person, hospital) };
  }),
);
const lastYear = lives.filter(({ person }) => person.until > town.asAt - 365);
const contactsOf = (life: CommunityLife) =>
  life.referrals.flatMap(({ contacts }) => contacts).filter(({ on }) => on > town.asAt - 365);
const share = (some: number, of: number) => some / of;

describe("community services", () => {
  it("see about one person in fifty within a year", () => {
    const seen = lastYear.filter(({ life }) => contactsOf(life).length > 0).length;
    expect(share(seen, lastYear.length)).toBeGreaterThan(0.015);
    expect(share(seen, lastYear.length)).toBeLessThan(0.035);
  });

  it("are there most of all for older people, and the frailer somebody is the more", () => {
    const counts = lastYear.map(({ person, life }) => ({ person, contacts: contactsOf(life).length }));
    const sum = (list: typeof counts) => list.reduce((total, { contacts }) => total + contacts, 0);
    const old = counts.filter(({ person }) => ageOn(person.born, town.asAt) >= 65);
    expect(share(sum(old), sum(counts))).toBeGreaterThan(0.7);
    const each = (frailty: Person["frailty"]) => {
      const own = old.filter(({ person }) => person.frailty === frailty);
      return sum(own) / own.length;
    };
    expect(each("severe")).toBeGreaterThan(3 * each("mild"));
    expect(each("moderate")).toBeGreaterThan(each("fit"));
  });

  it("follow people home from hospital, and see to feet with diabetes", () => {
    const referrals = lives.flatMap(({ person, life, hospital }) =>
      life.referrals.map((referral) => ({ person, referral, hospital })),
    );
    const fromHospital = referrals.filter(({ referral }) => referral.from === "hospital");
    expect(fromHospital.length).toBeGreaterThan(50);
    for (const { referral, hospital } of fromHospital)
      expect(hospital.stays.some(({ discharged }) => discharged === referral.on)).toBe(true);
    const feet = referrals.filter(({ referral }) => referral.service === "podiatry");
    const diabetic = feet.filter(({ person }) => has(person, "type-2-diabetes") || has(person, "type-1-diabetes"));
    expect(share(diabetic.length, feet.length)).toBeGreaterThan(0.5);
  });

  it("meet people in life, out of hospital, in order; clinics on weekdays only", () => {
    for (const { person, life, hospital } of lives) {
      for (const { on, ended, contacts, plan } of life.referrals) {
        let before = on - 1;
        for (const contact of contacts) {
          expect(contact.on).toBeGreaterThan(before);
          before = contact.on;
          expect(contact.on).toBeLessThanOrEqual(person.until);
          if (contact.place === "clinic") expect(isWeekday(contact.on)).toBe(true);
          expect(
            hospital.stays.some(
              ({ admitted, discharged }) => admitted <= contact.on && contact.on <= (discharged ?? town.asAt),
            ),
          ).toBe(false);
          if (contact.measured) expect(tookPlace(contact)).toBe(true);
        }
        if (ended !== undefined) expect(ended).toBeGreaterThanOrEqual(before);
        if (plan) expect(plan.created).toBeLessThanOrEqual(ended ?? person.until);
      }
    }
  });

  it("nobody is referred twice to a service that sees them already", () => {
    for (const { life } of lives) {
      for (const [nth, { service, on }] of life.referrals.entries()) {
        const before = life.referrals.slice(0, nth).filter((one) => one.service === service);
        expect(before.every(({ ended }) => ended !== undefined && ended < on)).toBe(true);
      }
    }
  });

  it("are the same for one person made alone", () => {
    const [person] = householdAt(settings, 4711).people;
    if (!person) throw new Error("A household has people.");
    const alone = communityLifeOf(town, person, hospitalLifeOf(town, person));
    expect(alone).toEqual(lives.find((one) => one.person.number === person.number)?.life);
  });
});
