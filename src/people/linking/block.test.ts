import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PatientId } from "#base";
import { packedDate } from "../matching/birth-date.ts";
import { pairsIn, type BlockMember } from "./block.ts";

const member = (patient: string, date?: string): BlockMember => ({
  patient: patient as PatientId,
  born: date === undefined ? undefined : packedDate(date),
});
const a = member("a", "19470331");
const pairsWith = (other: BlockMember) => pairsIn({ blocks: [{ own: [a], members: [a, other] }], passedOver: [] });

describe("whom a registration is compared with", () => {
  it.each([
    ["was born on the same day", "19470331", true],
    ["was born on a day that a slip makes of it", "19470337", true],
    ["has day and month in each other's place", "19473103", true],
    ["says no date, or several", undefined, true],
    ["was born in the same year, on another day and month", "19471012", false],
    ["has the same birthday of another year", "19790331", true],
    ["was born on quite another day", "19791012", false],
  ])("whoever shares a key and %s", (_who, date, isCompared) => {
    expect(pairsWith(member("b", date))).toEqual(isCompared ? [["a", "b"]] : []);
  });

  it("whoever shares an NHS number, whatever the dates", () => {
    const [mine, theirs] = [member("a"), member("b")];
    const other = member("b", "19791012");
    const blocks = [
      { own: [a], members: [a, other] },
      { own: [mine], members: [mine, theirs] },
    ];
    expect(pairsIn({ blocks, passedOver: [] })).toEqual([["a", "b"]]);
  });

  it("everybody, where too many share its NHS number to see who does", () => {
    const other = member("b", "19791012");
    expect(pairsIn({ blocks: [{ own: [a], members: [a, other] }], passedOver: [[member("a")]] })).toEqual([["a", "b"]]);
  });

  it("each one once, and never itself", () => {
    const people = fc.array(fc.constantFrom("a", "b", "c", "d", "e", "f"), { maxLength: 6 });
    fc.assert(
      fc.property(fc.array(fc.tuple(people, people), { maxLength: 5 }), (keys) => {
        const blocks = keys.map(([own, others]) => ({
          own: own.map((one) => member(one)),
          members: [...own, ...others].map((one) => member(one)),
        }));
        const pairs = pairsIn({ blocks, passedOver: [] }).map((pair) => [...pair].sort().join());
        const expected = keys.flatMap(([own, others]) =>
          own.flatMap((one) =>
            [...own, ...others].flatMap((other) => (one === other ? [] : [[one, other].sort().join()])),
          ),
        );
        expect(pairs.sort()).toEqual([...new Set(expected)].sort());
      }),
    );
  });
});
