import { describe, expect, it } from "vitest";
import { odsCode } from "#base";
import { aPlace } from "../../test/builders/place.ts";
import { freshnessOf } from "./freshness.ts";

const [A, B] = [odsCode("X99001"), odsCode("X99002")];
const NOW = new Date("2026-05-03T10:00:00Z");
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000);
const [weekly] = aPlace().feeds;
if (!weekly) throw new Error("The place has a feed.");
const fresh = (...last: readonly (readonly [typeof A, Date])[]) => freshnessOf(weekly, new Map(last), NOW);

describe("a feed", () => {
  it("that has brought nothing has no age, and all its sources are missing", () => {
    expect(fresh()).toEqual({ arrived: [], missing: [A, B], late: [] });
  });

  it("is as old as the oldest of its sources' news", () => {
    expect(fresh([A, daysAgo(1)], [B, daysAgo(5.5)])).toEqual({ arrived: [A, B], missing: [], late: [], ageDays: 5 });
  });

  it("is late by a source from whom nothing came in its rhythm, not before", () => {
    expect(fresh([A, daysAgo(7.9)]).late).toEqual([]);
    expect(fresh([A, daysAgo(8)])).toEqual({ arrived: [A], missing: [B], late: [A], ageDays: 8 });
  });

  it("counts only those from whom it is expected", () => {
    expect(fresh([odsCode("ZZZ99"), daysAgo(400)])).toEqual({ arrived: [], missing: [A, B], late: [] });
  });
});
