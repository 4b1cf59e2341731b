import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aRegistrationRow, without, type Said } from "../../../test/builders/registration-row.ts";
import { traceAll } from "./trace-all.ts";

const ann: Said = {
  ...{ given: "ann", family: "whitfield", born: "19450612", sex: "female", postcode: "ls17 6xx" },
  ...{ number: "9990000018", traced: "9990000018" },
};
const zoe: Said = {
  ...{ given: "zoe", family: "haddad", born: "19920101", sex: "female", postcode: "sw1a 2aa" },
  ...{ number: "9990000026", traced: "9990000026" },
};
const unnumbered = (said: Said): Said => without(said, "number", "traced");
const stranger: Said = { given: "kim", family: "oyelaran", born: "19810303", sex: "male", postcode: "m1 1aa" };

/** Who is who, of registrations of practices and of others. */
const personsOf = (practices: readonly Said[], others: readonly Said[]) => {
  const { personOf, counts } = traceAll(
    [...practices, ...others].map(aRegistrationRow),
    (row) => row < practices.length,
  );
  return { persons: [...personOf], counts };
};

describe("Tracing all registrations", () => {
  it("makes one person of a practice's registration and what is traced to it", () => {
    expect(personsOf([ann, zoe], [ann, unnumbered(zoe), { ...unnumbered(ann), postcode: "m1 1aa" }])).toEqual({
      persons: [0, 1, 0, 1, 0],
      counts: { register: 2, "cross-check": 1, alphanumeric: 1, algorithmic: 1 },
    });
  });

  it("makes one person of two practices' registrations with one traced number, and traces to all that they say", () => {
    const moved = { ...ann, family: "brown", postcode: "m1 1aa" };
    const record = unnumbered({ ...ann, family: "brown" });
    expect(personsOf([ann, moved], [record])).toEqual({
      persons: [0, 0, 0],
      counts: { register: 2, alphanumeric: 1 },
    });
  });

  it("traces a practice's registration without a traced number like any other", () => {
    expect(personsOf([unnumbered(ann), ann, stranger], [])).toEqual({
      persons: [1, 1, 2],
      counts: { register: 1, alphanumeric: 1, "no match": 1 },
    });
  });

  it("gives those whom the register does not know ids that they share by name, date of birth and postcode", () => {
    expect(personsOf([ann], [stranger, stranger, { ...stranger, given: "lee" }])).toEqual({
      persons: [0, 1, 1, 3],
      counts: { register: 1, "no match": 3 },
    });
  });

  it("gives those of whom it knows several an id that nobody shares", () => {
    const twin = { ...zoe, number: "9990000034", traced: "9990000034" };
    expect(personsOf([zoe, twin], [unnumbered(zoe), unnumbered(zoe)])).toEqual({
      persons: [0, 1, 2, 3],
      counts: { register: 2, several: 2 },
    });
  });

  const said = fc.record(
    {
      given: fc.constantFrom("ann", "zoe", "kim"),
      family: fc.constantFrom("whitfield", "haddad"),
      born: fc.constantFrom("19450612", "19451206", "19920101"),
      sex: fc.constantFrom("female", "male"),
      postcode: fc.constantFrom("ls17 6xx", "m1 1aa"),
      number: fc.constantFrom("9990000018", "9990000026"),
      traced: fc.constantFrom("9990000018", "9990000026"),
    },
    { requiredKeys: [] },
  );

  it("numbers each person by their first registration, and what is traced later changes nothing before it", () => {
    fc.assert(
      fc.property(
        fc.array(said, { maxLength: 6 }),
        fc.array(said, { maxLength: 8 }),
        said,
        (practices, others, late) => {
          const { persons } = personsOf(practices, others);
          expect(personsOf(practices, [...others, late]).persons.slice(0, -1)).toEqual(persons);
          for (const person of persons) expect(persons[person]).toBe(person);
        },
      ),
      { numRuns: 300 },
    );
  });
});
