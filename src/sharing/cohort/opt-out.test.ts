import { describe, expect, it } from "vitest";
import type { NhsNumber } from "#base";
import type { NationalOptOuts } from "#place";
import { madeUpNumber } from "../../../test/builders/made-up-number.ts";
import { optOutsAt, type OptOutFinding } from "./opt-out.ts";

const DATED = new Date("2026-05-01T09:00:00Z");
const [LISTED, OTHER] = [madeUpNumber(1), madeUpNumber(2)];

const listOf = (settings: Partial<NationalOptOuts> = {}) => ({
  nationalOptOuts: { file: "list.csv", lists: "opted-out", ...settings } as const,
  optOutList: { numbers: new Set([LISTED]), dated: DATED },
});
const refusalAt = (at: string, settings: Partial<NationalOptOuts> = {}): string => {
  const found = optOutsAt(listOf(settings), new Date(at));
  return found.ok ? "" : `${found.problem.message} ${found.problem.remedy ?? ""}`;
};

describe("the list of national data opt-outs", () => {
  it("is relied on for 21 days, or as many as the place says, and not a moment longer", () => {
    expect(refusalAt("2026-05-22T08:59:59Z")).toBe("");
    expect(refusalAt("2026-05-22T09:00:00Z")).toMatch(/older than 21 days.*checked again/);
    expect(refusalAt("2026-05-08T08:59:59Z", { staleAfterDays: 7 })).toBe("");
    expect(refusalAt("2026-05-08T09:00:00Z", { staleAfterDays: 7 })).toContain("older than 7 days");
  });

  it("is not relied on where there is none, or where it is dated in the future", () => {
    const { nationalOptOuts } = listOf();
    for (const place of [{}, { nationalOptOuts }]) {
      const found = optOutsAt(place, DATED);
      expect(found.ok ? "" : found.problem.message).toContain("names no list");
    }
    expect(refusalAt("2026-04-30T08:59:59Z")).toContain("dated in the future");
    expect(refusalAt("2026-05-01T08:00:00Z")).toBe("");
  });

  const cases: readonly (readonly [readonly NhsNumber[], OptOutFinding, OptOutFinding])[] = [
    [[LISTED], "opted out", "may be used"],
    [[OTHER], "may be used", "opted out"],
    [[OTHER, LISTED], "opted out", "opted out"],
    [[], "no NHS number", "no NHS number"],
  ];
  it.each(cases)("says of somebody known by %j: %s where it names opt-outs, else %s", (numbers, named, used) => {
    const found = (["opted-out", "may-be-used"] as const).map((lists) => {
      const optOuts = optOutsAt(listOf({ lists }), DATED);
      return optOuts.ok && optOuts.value.of(numbers);
    });
    expect(found).toEqual([named, used]);
  });
});
