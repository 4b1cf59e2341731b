import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { safeGroups, type CountedGroup } from "./link-group.ts";
import { LEAST_TOLD, safeCount, safeCounts, type SafeCount } from "./small-number.ts";

const isSmall = (count: number): boolean => count > 0 && count < LEAST_TOLD;

/** What somebody who reads the table and knows the sum can say of each count: from, to. */
function known(told: readonly SafeCount[], sum: number): readonly (readonly [from: number, to: number])[] {
  const least = (one: SafeCount) => (typeof one === "number" ? one : 1);
  const most = (one: SafeCount) => (typeof one === "number" ? one : one === "few" ? LEAST_TOLD - 1 : sum);
  const allOf = (bound: (one: SafeCount) => number) => told.reduce<number>((total, one) => total + bound(one), 0);
  return told.map((one) => [
    Math.max(least(one), sum - (allOf(most) - most(one))),
    Math.min(most(one), sum - (allOf(least) - least(one))),
  ]);
}

describe("a count of people", () => {
  it("is told from ten on, and where it is nobody", () => {
    expect([0, 1, 9, 10].map(safeCount)).toEqual([0, "few", "few", 10]);
  });

  it("is told where all are large", () => {
    expect(safeCounts([40, 0, 12])).toEqual([40, 0, 12]);
  });

  it("of few takes the smallest of the others with it, so that it does not follow from the sum", () => {
    expect(safeCounts([400, 3, 50])).toEqual([400, "few", "withheld"]);
    expect(safeCounts([400, 3, 50, 60, 4, 9])).toEqual([400, "few", 50, 60, "few", "few"]);
  });

  it("of few is not called few where even that would say which it is", () => {
    expect(safeCounts([1, 10])).toEqual(["withheld", "withheld"]);
  });

  it("of few among few needs nobody else: their sum is not told either", () => {
    expect(safeCounts([3, 0, 4])).toEqual(["few", 0, "few"]);
  });

  it("of few can be any number from 1 to 9 for whoever adds up the others", () => {
    const anyCounts = fc.array(fc.oneof(fc.nat(12), fc.nat(300)), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(anyCounts, (counts) => {
        const sum = counts.reduce((total, one) => total + one, 0);
        fc.pre(sum >= LEAST_TOLD + counts.length);
        const told = safeCounts(counts);
        const ranges = known(told, sum);
        for (const [nth, count] of counts.entries()) {
          if (typeof told[nth] === "number") expect(told[nth]).toBe(count);
          if (!isSmall(count)) continue;
          expect(typeof told[nth]).toBe("string");
          expect(ranges[nth]?.[0]).toBe(1);
          expect(ranges[nth]?.[1]).toBeGreaterThanOrEqual(LEAST_TOLD - 1);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

const group = (value: string, registrations: number, alone: number, weak: number): CountedGroup => ({
  ...{ by: "sex", value, registrations, alone, weak, expectedWrong: 0.5, expectedMissed: 1.5 },
});

describe("groups of registrations", () => {
  it("that are small are not told at all, with what is expected of them", () => {
    const [small, large] = safeGroups([
      group("unknown", 4, 0, 1),
      group("female", 400, 100, 0),
      group("male", 40, 12, 0),
    ]);
    const hidden = { registrations: "few", alone: "few", weak: "few" };
    expect(small).toEqual({
      by: "sex",
      value: "unknown",
      ...hidden,
      expectedWrong: undefined,
      expectedMissed: undefined,
    });
    expect(large).toMatchObject({ registrations: 400, expectedWrong: 0.5, expectedMissed: 1.5 });
  });

  it("do not say by taking away how few are joined on much", () => {
    const [first] = safeGroups([group("female", 80, 50, 27), group("male", 400, 100, 60)]);
    expect(first).toMatchObject({ registrations: 80, alone: 50, weak: "withheld" });
  });

  it("of one kind say nothing of another", () => {
    const ages = [group("0 to 17", 300, 90, 0), group("18 to 39", 200, 70, 0)].map((one) => ({
      ...one,
      by: "age" as const,
    }));
    const told = safeGroups([group("unknown", 4, 0, 1), group("female", 496, 100, 0), ...ages]);
    expect(told.filter(({ by }) => by === "age").map(({ registrations }) => registrations)).toEqual([300, 200]);
    expect(told.filter(({ by }) => by === "sex").map(({ registrations }) => registrations)).toEqual([
      "few",
      "withheld",
    ]);
  });

  it("tell what they tell truly, and nothing small", () => {
    const anyGroup = fc
      .tuple(fc.nat(40), fc.nat(40), fc.nat(40))
      .map(([alone, weak, others]) => [alone, weak, others] as const);
    fc.assert(
      fc.property(fc.array(anyGroup, { minLength: 1, maxLength: 8 }), (sizes) => {
        const groups = sizes
          .filter((own) => own.some((one) => one > 0))
          .map(([alone, weak, others], nth) => group(String(nth), alone + weak + others, alone, weak));
        for (const [nth, told] of safeGroups(groups).entries()) {
          const counted = groups[nth];
          if (!counted) throw new Error("A group came from nowhere.");
          for (const name of ["registrations", "alone", "weak"] as const) {
            expect(isSmall(Number(told[name]))).toBe(false);
            if (typeof told[name] === "number") expect(told[name]).toBe(counted[name]);
          }
          const rest = counted.registrations - counted.alone - counted.weak;
          const all = [told.registrations, told.alone, told.weak].every((one) => typeof one === "number");
          if (isSmall(rest)) expect(all).toBe(false);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
