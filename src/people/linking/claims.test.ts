import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { odsCode, patientIdOf, personIdFoundedBy, type PersonId } from "#base";
import { personsOf, type Claimant } from "./claims.ts";

const SOURCE = odsCode("X99001");
const idOf = (name: string) => patientIdOf(SOURCE, name);
const founded = (name: string) => personIdFoundedBy(idOf(name));
const day = (nth: number) => new Date(nth * 86_400_000);

const claimant = (name: string, claims: Readonly<Record<string, number>> = {}, earlierLinks = 0): Claimant => ({
  patient: idOf(name),
  claims: Object.entries(claims).map(([person, since]) => ({ person: founded(person), since: day(since) })),
  earlierLinks,
});

describe("a person's id", () => {
  it("is founded by a registration that never was anybody's", () => {
    expect(personsOf([[claimant("a")], [claimant("b")]])).toEqual([founded("a"), founded("b")]);
  });

  it("stays with the person who was there first when two become one", () => {
    expect(personsOf([[claimant("a", { a: 2 }), claimant("b", { b: 1 })]])).toEqual([founded("b")]);
  });

  it("goes back to whoever had it when they part again", () => {
    expect(personsOf([[claimant("a", { a: 2, b: 3 })], [claimant("b", { b: 1 })]])).toEqual([
      founded("a"),
      founded("b"),
    ]);
  });

  it("stays with those who are left when its founder goes to another person", () => {
    const [c, a, b] = [claimant("c", { c: 1 }), claimant("a", { a: 2, c: 4 }), claimant("b", { a: 3 })];
    expect(personsOf([[c, a], [b]])).toEqual([founded("c"), founded("a")]);
  });

  it("is a new one for a registration that never founded any, when whom it was with has it", () => {
    const persons = personsOf([[claimant("a", { a: 1 })], [claimant("b", { a: 2 })]]);
    expect(persons[0]).toBe(founded("a"));
    expect(persons).not.toContain(founded("b"));
    expect(new Set(persons).size).toBe(2);
  });

  it("is not the old one for a registration that was erased and comes again", () => {
    expect(personsOf([[claimant("a", {}, 2)]])).not.toEqual([founded("a")]);
  });

  it("is given to one group only, and to every group one", () => {
    const anyClaimant = fc.record({
      name: fc.constantFrom("a", "b", "c", "d", "e", "f"),
      claims: fc.dictionary(fc.constantFrom("a", "b", "c"), fc.nat(5)),
    });
    const anyGroups = fc
      .uniqueArray(anyClaimant, { selector: ({ name }) => name, minLength: 1 })
      .chain((all) =>
        fc.tuple(fc.constant(all), fc.array(fc.nat(3), { minLength: all.length, maxLength: all.length })),
      );
    fc.assert(
      fc.property(anyGroups, ([all, groupOf]) => {
        const groups = [...Map.groupBy(all.keys(), (at) => groupOf[at]).values()].map((own) =>
          own.flatMap((at) => {
            const one = all[at];
            return one ? [claimant(one.name, one.claims, 1)] : [];
          }),
        );
        const persons = personsOf(groups);
        expect(persons).toHaveLength(groups.length);
        expect(new Set(persons).size).toBe(groups.length);
      }),
    );
  });

  it("is what it was before, whoever was joined and parted in between", () => {
    const names = ["a", "b", "c", "d", "e"];
    const anyPartition = fc.array(fc.nat(4), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(anyPartition, { minLength: 2, maxLength: 12 }), (partitions) => {
        const claims = new Map<string, Map<PersonId, number>>(names.map((name) => [name, new Map()]));
        const seen = new Map<string, string>();
        for (const [nth, partition] of [...partitions, ...partitions].entries()) {
          const groups = [...Map.groupBy(names.keys(), (at) => partition[at]).values()];
          const persons = personsOf(
            groups.map((own) =>
              own.map((at) => ({
                patient: idOf(names[at] ?? ""),
                claims: [...(claims.get(names[at] ?? "") ?? [])].map(([person, since]) => ({
                  person,
                  since: day(since),
                })),
                earlierLinks: 0,
              })),
            ),
          );
          const now = names.map((_, at) => persons[groups.findIndex((own) => own.includes(at))] ?? "").join();
          for (const [group, own] of groups.entries()) {
            for (const at of own) {
              const book = claims.get(names[at] ?? "");
              const person = persons[group];
              if (person !== undefined && book && !book.has(person)) book.set(person, nth);
            }
          }
          const key = groups
            .map((own) => own.join(""))
            .sort()
            .join("|");
          expect(seen.get(key) ?? now).toBe(now);
          seen.set(key, now);
        }
      }),
    );
  });
});
