import { describe, expect, it } from "vitest";
import { createAgreementReader } from "./agreement.ts";
import { createContradictionReader } from "./contradiction.ts";
import { REGISTRATION_COLUMNS } from "./registration.ts";
import { tableOf, type Column, type Row } from "./table.ts";

type Said = Partial<Record<string, readonly string[]>>;
const rowOf = (columns: readonly Column[], said: Said): Row => columns.map(({ name }) => said[name] ?? []);

function contradiction(one: Said, other: Said, columns = REGISTRATION_COLUMNS): string | undefined {
  const table = tableOf(columns, [rowOf(columns, one), rowOf(columns, other)]);
  return createContradictionReader(columns)(createAgreementReader(table)(0, 1));
}

const mother: Said = {
  "given name": ["shanice"],
  "family name": ["bennett"],
  "date of birth": ["19751220"],
  postcode: ["zz1 0eg"],
};
const TRACED = (...numbers: readonly string[]): Said => ({ "NHS number": numbers, "traced NHS number": numbers });

describe("What keeps two registrations apart", () => {
  it("is two NHS numbers that their sources traced", () => {
    expect(contradiction({ ...mother, ...TRACED("9990905592") }, { ...mother, ...TRACED("9996731006") })).toBe(
      "two traced NHS numbers",
    );
  });

  it("is not a number that was given up for the other", () => {
    expect(
      contradiction({ ...mother, ...TRACED("9990905592") }, { ...mother, ...TRACED("9996731006", "9990905592") }),
    ).toBeUndefined();
  });

  it("is not another number that nobody traced: it may be mistaken", () => {
    const untraced = { ...mother, "NHS number": ["9996731006"] };
    expect(contradiction({ ...mother, ...TRACED("9990905592") }, untraced)).toBeUndefined();
  });

  it("is another date of birth, as between mother and daughter of one name", () => {
    expect(contradiction(mother, { ...mother, "date of birth": ["20100803"] })).toBe("another date of birth");
  });

  it("is no slip in a date of birth", () => {
    for (const slip of ["19751221", "19752012", "19751120"]) {
      expect(contradiction(mother, { ...mother, "date of birth": [slip] })).toBeUndefined();
    }
  });

  it("is another given name on the same date of birth, as between twins", () => {
    expect(contradiction(mother, { ...mother, "given name": ["abigail"] })).toBe("another given name");
    expect(contradiction(mother, { ...mother, "given name": ["shan"] })).toBeUndefined();
  });

  it("is nothing where both have the same NHS number: it vouches for names and dates", () => {
    const number = TRACED("9990905592");
    const other = { ...mother, "given name": ["abigail"], "date of birth": ["20100803"], ...number };
    expect(contradiction({ ...mother, ...number }, other)).toBeUndefined();
  });

  it("is nothing where NHS numbers are not known at all", () => {
    const columns = REGISTRATION_COLUMNS.filter(({ name }) => !name.includes("NHS"));
    expect(contradiction(mother, { ...mother, "date of birth": ["20100803"] }, columns)).toBeUndefined();
  });
});
