import { describe, expect, it } from "vitest";
import type { Column } from "./table.ts";
import { bitsOf, tallyFor } from "./weight.ts";

const COLUMNS: readonly Column[] = [
  { name: "given", kind: "given-name" },
  { name: "postcode", kind: "postcode" },
  { name: "address", kind: "address" },
  { name: "phone", kind: "phone" },
  { name: "NHS number", kind: "nhs-number" },
  { name: "traced NHS number", kind: "traced-number" },
];
const { sumOf, isCounted } = tallyFor(COLUMNS);
const countedOf = (...parts: readonly number[]) =>
  COLUMNS.flatMap(({ name }, column) => (isCounted(Float64Array.from(parts), column) ? name : []));
const NOTHING = NaN;

describe("The parts of a weight", () => {
  it.each([
    ["add up", [8, NOTHING, NOTHING, NOTHING, 16, NOTHING], 24],
    ["count a household that agrees once, by what speaks most for it", [8, 11, 12.5, 9, NOTHING, NOTHING], 20.5],
    ["count a move once, by what speaks most against", [8, -5.5, -2, -3.5, NOTHING, NOTHING], 2.5],
    ["weigh a telephone that agrees against a home that does not", [8, -5.5, -2, 9, NOTHING, NOTHING], 11.5],
    ["do not count a traced number a second time", [NOTHING, NOTHING, NOTHING, NOTHING, 16, 16], 16],
    ["are nought where nothing is known", [NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING], 0],
  ] as const)("%s", (_, parts, sum) => {
    expect(sumOf(Float64Array.from(parts))).toBe(sum);
  });

  it("are told apart by whether they count", () => {
    expect(countedOf(8, -5.5, -2, 9, 16, 16)).toEqual(["given", "postcode", "phone", "NHS number"]);
    expect(countedOf(8, 11, 11, 9, 16, 16)).toEqual(["given", "postcode", "NHS number"]);
  });

  it("add up to the same in any order", () => {
    const parts = Array.from({ length: 50 }, (_, nth) => bitsOf(0.1 + nth / 60, 0.3));
    const sum = (all: readonly number[]) => all.reduce((total, one) => total + one, 0);
    expect(sum(parts)).toBe(sum([...parts].reverse()));
    expect(sum(parts)).toBe(sum([...parts].sort()));
  });
});
