import { describe, expect, it } from "vitest";
import type { CohortMember, LeftOut } from "#sharing";
import { toldCounts } from "./told-counts.ts";

const told = (members: number, leftOut: readonly (readonly [LeftOut, number])[]) => {
  const { counted, leftOut: others } = toldCounts({
    members: Array.from({ length: members }, () => ({}) as CohortMember),
    leftOut: new Map(leftOut),
  });
  return [counted, ...others.map(({ count }) => count)];
};

describe("counts of a cohort", () => {
  it("are rounded to tens, so that one purpose cannot be taken from another", () => {
    expect(told(18_994, [["objection", 126]])).toEqual([18_990, 130]);
    expect(told(18_991, [["objection", 129]])).toEqual([18_990, 130]);
  });

  it("hide small numbers, and as many others as would say how small they are", () => {
    const small = told(200, [
      ["not taking part", 40],
      ["objection", 3],
      ["type 1", 0],
    ]);
    expect(small).toEqual([200, "withheld", "few", 0]);
  });
});
