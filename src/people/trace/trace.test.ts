import { describe, expect, it } from "vitest";
import { aRegistrationRow, without, type Said } from "../../../test/builders/registration-row.ts";
import { registerOf } from "./register.ts";
import { trace } from "./trace.ts";

const ann: Said = {
  ...{ given: "ann", family: "whitfield", born: "19450612", sex: "female", postcode: "ls17 6xx", number: "9990000018" },
};
const zoe: Said = {
  ...{ given: "zoe", family: "haddad", born: "19920101", sex: "female", postcode: "sw1a 2aa", number: "9990000026" },
};
const against = (register: readonly Said[], record: Said) =>
  trace(registerOf(register.map(aRegistrationRow)), aRegistrationRow(record));

describe("A record is traced", () => {
  it("by its number and date of birth first, though all else is somebody else's", () => {
    expect(against([ann, zoe], { ...ann, number: "9990000026", born: "19920101" })).toEqual({
      ...{ outcome: "cross-check", entry: 1, why: "the date of birth" },
    });
  });

  it("by what it says of names, sex, date of birth and postcode, without a number", () => {
    expect(against([ann, zoe], without(zoe, "number"))).toEqual({ outcome: "alphanumeric", entry: 1 });
  });

  it("by these also where its number is somebody else's, whose date of birth is another", () => {
    expect(against([ann, zoe], { ...zoe, number: "9990000018" })).toEqual({ outcome: "alphanumeric", entry: 1 });
  });

  it("by likeness where it moved house", () => {
    const moved = { ...without(zoe, "number"), postcode: "m1 1aa" };
    expect(against([ann, zoe], moved)).toMatchObject({ outcome: "algorithmic", entry: 1, score: { score: 80 } });
  });

  it("by likeness without names, by date of birth, sex and postcode alone", () => {
    const nameless = without(zoe, "number", "given", "family");
    expect(against([ann, { ...zoe, sex: "male" }, zoe], nameless)).toMatchObject({
      ...{ outcome: "algorithmic", entry: 2, score: { score: 100 } },
    });
  });

  it("by likeness to whoever shares its date of birth, sex and postcode, however other the names", () => {
    const other = { ...without(zoe, "number"), given: "kim", family: "oyelaran" };
    expect(against([ann, zoe], other)).toMatchObject({ outcome: "algorithmic", entry: 1 });
  });
});

describe("A record is nobody's", () => {
  it("where nobody shares a block with it", () => {
    const other = { ...without(zoe, "number"), born: "19920102" };
    expect(against([ann, zoe], other)).toEqual({ outcome: "no match", why: "nobody shares enough with it" });
  });

  it.each(["born", "sex", "postcode"] as const)("where it does not say enough: %s", (missing) => {
    const moved = { ...without(zoe, "number"), postcode: "m1 1aa", family: "hadad" };
    const stranger = without({ ...moved, given: "chloe" }, missing);
    expect(against([ann, zoe], stranger)).toEqual({ outcome: "no match", why: "it says too little" });
  });

  it("in an empty register", () => {
    expect(against([], zoe)).toEqual({ outcome: "no match", why: "nobody shares enough with it" });
  });
});

describe("The next best score", () => {
  // Two who share all but the postcode: the record says where it begins, and each comes to its share of the letters.
  const record = without(zoe, "number");
  it.each<[string, string, string, string, object]>([
    ["3.3 points below undoes the best", "sw1a", "sw1a 2", "sw1a 2aa", { outcome: "several", entries: [0, 1] }],
    ["3.3 points below undoes the best, in either order", "sw1a", "sw1a 2aa", "sw1a 2", { entries: [1, 0] }],
    ["5 points below undoes the best", "sw", "sw1a", "sw1a 2aa", { outcome: "several", entries: [0, 1] }],
    ["7.5 points below lets the best stand", "sw1", "sw1a", "sw1a 2aa", { outcome: "algorithmic", entry: 0 }],
    ["7.5 points below lets the best stand, in either order", "sw1", "sw1a 2aa", "sw1a", { entry: 1 }],
  ])("%s", (_, postcode, one, other, traced) => {
    expect(
      against(
        [
          { ...zoe, postcode: one },
          { ...zoe, postcode: other },
        ],
        { ...record, postcode },
      ),
    ).toMatchObject(traced);
  });

  it("is of a twin whose given name is another, and lets the best stand", () => {
    const smithJones = { ...record, given: "jon", family: "smith-jones" };
    const twins = ["james", "jon"].map((given) => ({ ...zoe, family: "smith", given }));
    expect(against(twins, smithJones)).toMatchObject({ outcome: "algorithmic", entry: 1 });
  });

  it("is of a twin whose given name is nearly the same, and undoes the best", () => {
    const smithJones = { ...record, given: "jon", family: "smith-jones" };
    const twins = ["john", "jon"].map((given) => ({ ...zoe, family: "smith", given }));
    expect(against(twins, smithJones)).toMatchObject({ outcome: "several", entries: [1, 0] });
  });

  it("undoes the best where two are the same in all", () => {
    expect(against([zoe, { ...zoe, number: "9990000034" }], record)).toMatchObject({
      ...{ outcome: "several", entries: [0, 1], score: { score: 100 } },
    });
  });
});

describe("Of many candidates", () => {
  const neighbours = Array.from({ length: 60 }, () => ({ ...without(zoe, "number"), given: "bob", family: "lee" }));
  const record = without(zoe, "number");

  it("those that share the most blocks are compared, wherever they stand in the register", () => {
    const married = { ...zoe, family: "ali" };
    expect(against([...neighbours, married], record)).toMatchObject({ outcome: "algorithmic", entry: 60 });
  });

  it("fifty are compared, and no more", () => {
    const traced = against(neighbours, record);
    expect(traced.outcome === "several" && traced.entries).toEqual(Array.from({ length: 50 }, (__, entry) => entry));
  });
});
