import { describe, expect, it } from "vitest";
import { readNhsNumber, isTestNhsNumber } from "#base";
import { isoDay } from "../lives/day.ts";
import { households } from "../lives/household.ts";
import type { Person } from "../lives/person.ts";
import { townOf } from "../lives/town.ts";
import { FAULT_RATES, type IdentityFault, type Sector } from "./fault-rates.ts";
import { knownAs, knownOn, type Agency, type KnownAs } from "./identity.ts";

const settings = { people: 12_000, practices: 4, seed: 7, asAt: "2026-10-31", effect: 0 };
const town = townOf(settings);
const homes = [...households(settings)];
const people: readonly Person[] = homes.flatMap((home) => home.people);
const HOSPITAL: Agency = { sector: "acute", code: "XT901" };
const allKnown = (agency: Agency): readonly (readonly [Person, readonly KnownAs[]])[] =>
  people.map((person) => [person, knownAs(town, person, agency)]);

describe("how an agency knows people", () => {
  const known = allKnown(HOSPITAL);

  it("is the same when asked again, and covers every day without gaps or overlaps", () => {
    for (const [person, ids] of known) {
      expect(knownAs(town, person, HOSPITAL)).toEqual(ids);
      expect([ids[0]?.from, ids.at(-1)?.to]).toEqual([-Infinity, Infinity]);
      ids.slice(1).forEach((next, nth) => {
        expect(next.from).toBe((ids[nth]?.to ?? 0) + 1);
      });
      expect(knownOn(ids, person.from).id).toBe(ids.find((one) => one.to >= person.from)?.id);
    }
  });

  it("gives nobody the id of somebody else", () => {
    const ids = known.flatMap(([, own]) => own.map((one) => one.id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(Object.keys(FAULT_RATES.identity) as Sector[])(
    "has the faults of its sector about as often as set: %s",
    (sector) => {
      const agency = { sector, code: "XZ901" };
      const counts = new Map<IdentityFault, number>();
      for (const [, ids] of allKnown(agency)) {
        for (const fault of new Set(ids.flatMap((one) => one.stated.faults)))
          counts.set(fault, (counts.get(fault) ?? 0) + 1);
      }
      const rates = FAULT_RATES.identity[sector];
      for (const fault of ["missingNhsNumber", "nameTypo", "swappedNames", "duplicateRegistration"] as const) {
        const share = (counts.get(fault) ?? 0) / people.length;
        const spread = 4 * Math.sqrt((rates[fault] * (1 - rates[fault])) / people.length) + 0.005;
        // A typo is not made in names that are changed about, and whoever is registered twice has two chances.
        expect(share, fault).toBeGreaterThanOrEqual(rates[fault] * 0.9 - spread);
        expect(share, fault).toBeLessThanOrEqual(rates[fault] * 1.1 + spread);
      }
    },
  );

  it("says truly where it is wrong", () => {
    for (const [person, ids] of known) {
      for (const { stated, isFormer } of ids) {
        if (isFormer) continue;
        expect(stated.bornRight).toBe(stated.born === isoDay(person.born));
        expect(stated.number === "right").toBe(stated.nhsNumber !== undefined && stated.nhsNumber === person.nhsNumber);
        if (stated.number === "superseded") expect(stated.nhsNumber).toBe(person.formerNhsNumber);
        if (stated.number === "wrong") expect(readNhsNumber(stated.nhsNumber ?? "").ok).toBe(false);
        if (stated.faults.length === 0) {
          expect([stated.given, stated.family]).toEqual([person.given, person.family]);
        }
      }
    }
  });
});

describe("people whose identity is protected", () => {
  const changed = people.filter(({ protection }) => protection && protection.kind !== "address");
  const numbers = new Set(people.flatMap((one) => [one.nhsNumber, one.formerNhsNumber].filter(Boolean)));

  it("are adopted children, and adults whose gender was recognised", () => {
    const kinds = Map.groupBy(changed, (one) => one.protection?.kind);
    expect(kinds.get("adoption")?.length).toBeGreaterThan(3);
    expect(kinds.get("gender-recognition")?.length).toBeGreaterThan(3);
  });

  it("are known before by another id, number and name, which nothing that is known of them later repeats", () => {
    for (const person of changed) {
      const [before, after, ...more] = knownAs(town, person, HOSPITAL);
      expect(more).toEqual([]);
      expect([before?.isFormer, after?.isFormer]).toEqual([true, false]);
      expect(before?.id).not.toBe(after?.id);
      expect(before?.stated.nhsNumber).not.toBe(after?.stated.nhsNumber ?? "none");
      const { protection } = person;
      if (!protection || protection.kind === "address") throw new Error("Their identity did not change.");
      expect([before?.stated.given, before?.stated.family]).toEqual([
        protection.former.given,
        protection.former.family,
      ]);
      expect(after?.stated.given).not.toBe(undefined);
      const number = protection.former.nhsNumber ?? "";
      const read = readNhsNumber(number);
      expect(read.ok && isTestNhsNumber(read.value)).toBe(true);
      expect(numbers.has(number)).toBe(false);
    }
    const former = changed.map((one) =>
      one.protection && one.protection.kind !== "address" ? one.protection.former.nhsNumber : "",
    );
    expect(new Set(former).size).toBe(former.length);
  });

  it("have no address with anybody where it must be withheld", () => {
    const hidden = people.filter(({ protection }) => protection?.kind === "address");
    expect(hidden.length).toBeGreaterThan(5);
    for (const person of hidden) {
      for (const { stated } of knownAs(town, person, HOSPITAL)) expect(stated.address).toBe(undefined);
    }
  });

  it("are registered with their practice only as who they are now", () => {
    for (const person of changed) {
      const known = knownAs(town, person, { sector: "gp", code: "X99001" });
      expect(known.map((one) => one.isFormer)).toEqual([false]);
    }
  });
});

it("a town has twins: two of one home, born on the same day, with numbers of their own", () => {
  const twins = homes.flatMap(({ people: own }) => {
    const births = Map.groupBy(own, (one) => one.born);
    return [...births.values()].filter((same) => same.length > 1);
  });
  expect(twins.length).toBeGreaterThan(5);
  for (const same of twins) expect(new Set(same.map((one) => one.nhsNumber)).size).toBe(same.length);
});
