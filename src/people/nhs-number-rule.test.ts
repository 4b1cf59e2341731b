import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { odsCode, patientIdOf, personIdFoundedBy, type PatientId, type PersonId } from "#base";
import { madeUpNumber } from "../../test/builders/made-up-number.ts";
import { linkByNhsNumber, type Registration } from "./nhs-number-rule.ts";
import type { Link } from "./patient.ts";

const SOURCE = odsCode("X99001");
const idOf = (name: string | number): PatientId => patientIdOf(SOURCE, String(name));

/** What a source says of a patient. */
type Said = Pick<Registration, "patient" | "number" | "born" | "verified">;

const said = (patient: PatientId, number?: string, born?: string, verified = true): Said => ({
  ...{ patient, number, born, verified },
});

/** Keeps links as the database does, and links anew after each batch. */
function aRegister() {
  const known = new Map<PatientId, Registration>();
  let day = 0;
  const take = (batch: readonly Said[]): readonly Link[] => {
    for (const one of batch) {
      const held = known.get(one.patient);
      const unlinked = { person: undefined, since: undefined, method: undefined, reason: undefined, earlierLinks: 0 };
      known.set(one.patient, { ...(held ?? unlinked), ...one });
    }
    const links = linkByNhsNumber([...known.values()]);
    day += 1;
    for (const link of links) keep(link);
    return links;
  };
  const keep = ({ patient, person, method, reason }: Link) => {
    const held = known.get(patient);
    if (!held || (held.person === person && held.method === method && held.reason === reason)) return;
    const since = held.person === person ? held.since : new Date(day * 86_400_000);
    const earlierLinks = held.earlierLinks + (held.person === undefined ? 0 : 1);
    known.set(patient, { ...held, person, since, method, reason, earlierLinks });
  };
  return {
    take,
    personOf: (patient: PatientId): PersonId | undefined => known.get(patient)?.person,
    partition: () => partitionOf([...known.values()]),
  };
}

/** Who is together with whom, whatever their persons are called. */
const partitionOf = (links: readonly { patient: PatientId; person: PersonId | undefined }[]): readonly string[] =>
  [...Map.groupBy(links, (one) => one.person).values()]
    .map((own) =>
      own
        .map((one) => one.patient)
        .sort()
        .join(),
    )
    .sort();

/** The rule in its plainest words: the same number and birth, and somebody traced it. */
function together(a: Said, b: Said, all: readonly Said[]): boolean {
  if (a.number === undefined || a.born === undefined) return false;
  const alike = (one: Said) => one.number === a.number && one.born === a.born;
  return alike(b) && all.some((one) => alike(one) && one.verified);
}

const anySaid = (patients: number): fc.Arbitrary<Said> =>
  fc.record({
    patient: fc.nat(patients - 1).map(idOf),
    number: fc.option(fc.nat(2).map(madeUpNumber), { nil: undefined }),
    born: fc.option(fc.constantFrom("1947-03-31", "1962-11-02"), { nil: undefined }),
    verified: fc.boolean(),
  });

const anyHistory = fc.array(anySaid(6), { minLength: 1, maxLength: 20 });
/** One statement for each of several patients, and another order of them. */
const anyCrowd = fc
  .uniqueArray(anySaid(9), { selector: (one) => one.patient, minLength: 1, maxLength: 9 })
  .chain((crowd) => fc.tuple(fc.constant(crowd), fc.shuffledSubarray(crowd, { minLength: crowd.length })));

/** The same statements in batches of the sizes given. */
function* batchesOf<T>(all: readonly T[], sizes: readonly number[]): Generator<readonly T[]> {
  for (let from = 0, nth = 0; from < all.length; nth++) {
    const size = sizes[nth % sizes.length] ?? 1;
    yield all.slice(from, from + size);
    from += size;
  }
}
const anySizes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });

describe("who belongs together", () => {
  it("is told by the same number and birth where somebody traced it, and by nothing else", () => {
    fc.assert(
      fc.property(anyCrowd, ([crowd]) => {
        const persons = new Map(linkByNhsNumber(crowd.map(aNewcomer)).map((link) => [link.patient, link.person]));
        for (const a of crowd) {
          for (const b of crowd) {
            if (a === b) continue;
            expect(persons.get(a.patient) === persons.get(b.patient)).toBe(together(a, b, crowd));
          }
        }
      }),
    );
  });

  it("never depends on the order or the batches in which registrations came", () => {
    fc.assert(
      fc.property(anyCrowd, anySizes, ([crowd, shuffled], sizes) => {
        const [one, other] = [aRegister(), aRegister()];
        for (const batch of batchesOf(crowd, sizes)) one.take(batch);
        for (const single of shuffled) other.take([single]);
        expect(other.partition()).toEqual(one.partition());
      }),
    );
  });

  it("depends only on what is said now: a number corrected and corrected back leaves everyone where they were", () => {
    fc.assert(
      fc.property(anyCrowd, anySaid(9), ([crowd], correction) => {
        const register = aRegister();
        register.take(crowd);
        const before = register.partition();
        const corrected = crowd.find((one) => one.patient === correction.patient) ?? crowd[0];
        if (!corrected) return;
        register.take([{ ...correction, patient: corrected.patient }]);
        register.take([corrected]);
        expect(register.partition()).toEqual(before);
      }),
    );
  });

  it("is settled: looking again changes nothing", () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const register = aRegister();
        for (const one of history) register.take([one]);
        const first = register.take([]);
        expect(register.take([])).toEqual(first);
      }),
    );
  });

  it("is never decided by numbers that no source has traced", () => {
    fc.assert(
      fc.property(anyCrowd, ([crowd]) => {
        const untraced = crowd.map((one) => aNewcomer({ ...one, verified: false }));
        const links = linkByNhsNumber(untraced);
        expect(new Set(links.map((link) => link.person)).size).toBe(links.length);
        expect(links.every((link) => link.method === "alone")).toBe(true);
      }),
    );
  });

  it("is never two dates of birth", () => {
    const number = madeUpNumber(1);
    const links = linkByNhsNumber([
      aNewcomer(said(idOf("a"), number, "1947-03-31")),
      aNewcomer(said(idOf("b"), number, "1947-03-30")),
    ]);
    expect(new Set(links.map((link) => link.person)).size).toBe(2);
  });
});

const aNewcomer = (one: Said): Registration => ({
  ...one,
  ...{ person: undefined, since: undefined, method: undefined, reason: undefined, earlierLinks: 0 },
});

describe("a person's id", () => {
  it("goes to one group only, and every registration gets one", () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const register = aRegister();
        const now = new Map<PatientId, Said>();
        for (const one of history) {
          now.set(one.patient, one);
          const links = register.take([one]);
          expect(links.map((link) => link.patient).sort()).toEqual([...now.keys()].sort());
          const byPerson = Map.groupBy(links, (link) => link.person);
          for (const own of byPerson.values()) {
            const [a, ...others] = own.map((link) => now.get(link.patient));
            for (const b of others) expect(a && b && together(a, b, [...now.values()])).toBe(true);
          }
        }
      }),
    );
  });

  it("is founded by a patient's own id, so that loading again gives the same persons", () => {
    const [link] = linkByNhsNumber([aNewcomer(said(idOf("a")))]);
    expect(link?.person).toBe(personIdFoundedBy(idOf("a")));
  });

  it("stays with whoever was linked to it longest, when two become one", () => {
    const register = aRegister();
    const [older, newer] = [idOf("older"), idOf("newer")];
    register.take([said(older, madeUpNumber(1), "1947-03-31")]);
    register.take([said(newer, madeUpNumber(2), "1947-03-31")]);
    const first = register.personOf(older);
    register.take([said(newer, madeUpNumber(1), "1947-03-31")]);
    expect(register.personOf(newer)).toBe(first);
  });

  it("stays with whoever was linked to it longest, when one becomes two", () => {
    const register = aRegister();
    const [older, newer] = [idOf("older"), idOf("newer")];
    register.take([said(older, madeUpNumber(1), "1947-03-31")]);
    register.take([said(newer, madeUpNumber(1), "1947-03-31")]);
    const first = register.personOf(older);
    register.take([said(older, madeUpNumber(2), "1947-03-31")]);
    expect(register.personOf(older)).toBe(first);
    expect(register.personOf(newer)).not.toBe(first);
  });

  it("is never given again to somebody else, however often they part and come together", () => {
    const register = aRegister();
    const [older, newer] = [idOf("older"), idOf("newer")];
    register.take([said(older, madeUpNumber(1), "1947-03-31")]);
    const alone = new Set<PersonId | undefined>();
    for (let round = 0; round < 4; round++) {
      register.take([said(newer, madeUpNumber(1), "1947-03-31")]);
      register.take([said(newer, madeUpNumber(2), "1947-03-31")]);
      alone.add(register.personOf(newer));
    }
    expect(alone.size).toBe(4);
    expect(alone.has(register.personOf(older))).toBe(false);
  });
});

describe("the reason of a link", () => {
  const reasonOf = (...all: Said[]) => linkByNhsNumber(all.map(aNewcomer))[0]?.reason;
  const number = madeUpNumber(1);

  it("says why a registration stands alone", () => {
    expect(reasonOf(said(idOf("a"), undefined, "1947-03-31"))).toContain("no usable NHS number");
    expect(reasonOf(said(idOf("a"), number))).toContain("no whole date of birth");
    expect(reasonOf(said(idOf("a"), number, "1947-03-31"))).toContain("no other registration");
    const untraced = ["a", "b"].map((name) => said(idOf(name), number, "1947-03-31", false));
    expect(reasonOf(...untraced)).toContain("no source has traced this NHS number");
  });
});
