import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CODE_OF_PRACTICE, type OrganisationKind, type RetentionRule } from "#place";
import { retentionDue, type RetentionFacts } from "./retention.ts";

const facts = (kind: OrganisationKind, last: string | null, more: Partial<RetentionFacts> = {}): RetentionFacts => ({
  ...{ kind, born: "1950-03-31", died: undefined, deceased: false },
  categories: [{ category: "contacts", last }],
  ...more,
});
const died = (day: string) => ({ died: day, deceased: true });

/** Since when everything is due, by the code of practice, seen from far in the future; "kept" where it never is. */
const dueSince = (one: RetentionFacts): string => {
  const [due] = retentionDue(one, CODE_OF_PRACTICE, "2199-12-31");
  return due ? `${due.since} ${due.rule}` : "kept";
};

describe("by the code of practice", () => {
  it.each<readonly [string, RetentionFacts, string]>([
    ["an adult's hospital record", facts("acute-trust", "2010-05-03"), "2018-05-03 adult-health"],
    [
      "that of somebody who has died",
      facts("acute-trust", "2010-05-03", died("2011-01-01")),
      "2018-05-03 adult-health",
    ],
    ["a small child's", facts("community-trust", "2010-05-03", { born: "2005-02-01" }), "2030-02-01 childrens-health"],
    [
      "that of a child last seen at 17",
      facts("acute-trust", "2010-05-03", { born: "1992-12-01" }),
      "2018-12-01 last-seen-at-17",
    ],
    [
      "that of somebody last seen at 18",
      facts("acute-trust", "2010-05-03", { born: "1992-05-02" }),
      "2018-05-03 adult-health",
    ],
    ["that of somebody whose birth is not known", facts("acute-trust", "2010-05-03", { born: undefined }), "kept"],
    ["a mental health record", facts("mental-health-trust", "2010-05-03"), "2030-05-03 mental-health"],
    [
      "a mental health record of somebody who has died",
      facts("mental-health-trust", "2010-05-03", died("2012-02-29")),
      "2022-03-01 mental-health-after-death",
    ],
    ["a practice's record of the living", facts("gp-practice", "1990-05-03"), "kept"],
    [
      "a practice's record of the dead",
      facts("gp-practice", "2010-05-03", died("2010-06-01")),
      "2020-06-01 gp-after-death",
    ],
    ["that of somebody who died on no known day", facts("gp-practice", "2010-05-03", { deceased: true }), "kept"],
    [
      "that of somebody who died in a known year",
      facts("gp-practice", "2010-05-03", died("2011")),
      "2021-12-31 gp-after-death",
    ],
    ["a council's record", facts("council", "2010-05-03"), "2018-05-03 adult-social-care"],
    ["a council's record of somebody cared for", facts("council", null), "kept"],
    ["a voluntary organisation's record", facts("voluntary", "1980-05-03"), "kept"],
    ["a registration without any entry", facts("council", "", { categories: [] }), "kept"],
  ])("%s", (_what, one, expected) => {
    expect(dueSince(one)).toBe(expected);
  });

  it("is due on the day, and not the day before", () => {
    const one = facts("council", "2010-05-03");
    expect(retentionDue(one, CODE_OF_PRACTICE, "2018-05-02")).toEqual([]);
    expect(retentionDue(one, CODE_OF_PRACTICE, "2018-05-03")).toHaveLength(1);
  });
});

const rule = (id: string, changes: Partial<RetentionRule> = {}): RetentionRule => ({
  ...{ id, organisations: ["council"], category: "all", keepYears: 8, from: "last-entry" },
  ...changes,
});

describe("a category with lines of its own", () => {
  const both = facts("council", "", {
    categories: [
      { category: "contacts", last: "2010-01-01" },
      { category: "documents", last: "2005-01-01" },
    ],
  });

  it("is due alone where the rest is not", () => {
    const rules = [rule("all"), rule("letters", { category: "documents", keepYears: 2 })];
    expect(retentionDue(both, rules, "2015-01-01")).toEqual([
      { scope: "documents", rule: "letters", since: "2007-01-01" },
    ]);
  });

  it("keeps the whole where it must be kept longer", () => {
    const rules = [rule("all"), rule("letters", { category: "documents", keepYears: 30 })];
    expect(retentionDue(both, rules, "2030-01-01")).toEqual([]);
    expect(retentionDue(both, rules, "2035-01-01").map((one) => one.scope)).toEqual(["registration"]);
  });

  it("is due where nothing is said of the rest", () => {
    const rules = [rule("letters", { category: "documents", keepYears: 2 })];
    expect(retentionDue(both, rules, "2030-01-01").map((one) => one.scope)).toEqual(["documents"]);
  });
});

describe("lines from birth alone", () => {
  it("make nothing due, however long ago somebody was born", () => {
    expect(retentionDue(facts("council", "2020-01-01"), [rule("birth", { from: "birth" })], "2199-01-01")).toEqual([]);
  });
});

describe("what is due", () => {
  const anyDay = fc
    .date({ min: new Date("1900-01-01"), max: new Date("2030-12-31"), noInvalidDate: true })
    .map((day) => day.toISOString().slice(0, 10));
  const anyFacts: fc.Arbitrary<RetentionFacts> = fc.record({
    kind: fc.constantFrom("acute-trust", "mental-health-trust", "gp-practice", "council"),
    born: fc.option(anyDay, { nil: undefined }),
    died: fc.option(anyDay, { nil: undefined }),
    deceased: fc.boolean(),
    categories: fc.array(
      fc.record({
        category: fc.constantFrom("contacts", "documents"),
        last: fc.oneof(anyDay, fc.constant(null)),
      }),
      { maxLength: 2 },
    ),
  });

  it("stays due, and is never due before the newest entry has been kept for eight years, or the death for ten", () => {
    fc.assert(
      fc.property(anyFacts, anyDay, anyDay, (one, a, b) => {
        const [earlier, later] = a < b ? [a, b] : [b, a];
        const due = retentionDue(one, CODE_OF_PRACTICE, earlier);
        if (due.length === 0) return;
        expect(retentionDue(one, CODE_OF_PRACTICE, later)).toEqual(due);
        const newest =
          one.categories
            .map((each) => each.last)
            .sort()
            .at(-1) ?? "9999";
        const years = (from: string) => Number(earlier.slice(0, 4)) - Number(from.slice(0, 4));
        expect(years(newest) >= 8 || years(one.died ?? "9999") >= 10).toBe(true);
      }),
    );
  });
});
