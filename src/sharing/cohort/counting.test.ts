import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NhsNumber, OdsCode } from "#base";
import type { NationalOptOuts } from "#place";
import { madeUpNumber } from "../../../test/builders/made-up-number.ts";
import { ASKING, askerOf, worldGround, WORLD_ORGANISATIONS } from "../../../test/builders/sharing-world.ts";
import { CATEGORIES, type Category } from "../category.ts";
import { NO_CHOICES, type Choices } from "../choice/choice.ts";
import { createDecider, type Cell } from "../decision/decide.ts";
import { PURPOSES, type Purpose } from "../purpose.ts";
import { createCounting, type Counting, type Subject } from "./counting.ts";
import { groundsFor } from "./left-out.ts";
import { optOutsAt, type OptOuts } from "./opt-out.ts";

const NOW = new Date("2026-05-03T10:00:00Z");
const NUMBERS = [1, 2, 3, 4, 5, 6].map(madeUpNumber);
const [ONE, OTHER] = [madeUpNumber(1), madeUpNumber(2)];
const STUDIES = (Object.keys(PURPOSES) as Purpose[]).filter((one) => PURPOSES[one].studiesGroups);
const ANALYST = askerOf("analyst", ASKING);
/** An ordinary organisation that takes part, and a practice that does. */
const [TRUST, PRACTICE, UNSIGNED] = ["X99103", "X99106", "X99104"] as [...[OdsCode, OdsCode, OdsCode]];

function optOutsIn(lists: NationalOptOuts["lists"], listed: readonly NhsNumber[]): OptOuts {
  const optOutList = { numbers: new Set(listed), dated: NOW };
  const found = optOutsAt({ nationalOptOuts: { file: "list.csv", lists }, optOutList }, NOW);
  if (!found.ok) throw new Error(found.problem.message);
  return found.value;
}

const decide = createDecider(worldGround());
const identifying = (cells: readonly Cell[]): readonly OdsCode[] => [
  ...new Set(
    cells.flatMap((one) => (one.category === "demographics" && one.sensitivity === "normal" ? [one.source] : [])),
  ),
];

const countingFor = (purpose: Purpose, optOuts: OptOuts): ((subject: Subject) => Counting) =>
  createCounting({
    ...{ decider: { decide, sourcesIn: identifying }, asker: ANALYST, purpose },
    optOuts: PURPOSES[purpose].nationalOptOutHolds ? optOuts : undefined,
  });

const anOrganisation = fc.constantFrom(...WORLD_ORGANISATIONS);
const someChoices: fc.Arbitrary<Choices> = fc.record({
  nothingShared: fc.boolean(),
  notSeenBy: fc.uniqueArray(anOrganisation, { maxLength: 1 }),
  notSharedBy: fc.uniqueArray(anOrganisation, { maxLength: 3 }),
  categories: fc.uniqueArray(fc.constantFrom(...(Object.keys(CATEGORIES) as Category[])), { maxLength: 3 }),
  typeOne: fc.boolean(),
  national: fc.constant(false),
});
const aSubject: fc.Arbitrary<Subject> = fc.record({
  numbers: fc.uniqueArray(fc.constantFrom(...NUMBERS), { maxLength: 2 }),
  sources: fc.uniqueArray(anOrganisation, { minLength: 1, maxLength: 3 }),
  choices: fc.oneof(someChoices, fc.constant(NO_CHOICES)),
});

describe("who may be counted", () => {
  it("is, person by person, whom the decision opens; by its cells and its sources", () => {
    let counted = 0;
    const lists = fc.constantFrom("opted-out" as const, "may-be-used" as const);
    const asked = fc.tuple(fc.constantFrom(...STUDIES), lists, fc.subarray(NUMBERS), fc.array(aSubject));
    fc.assert(
      fc.property(asked, ([purpose, kind, listed, subjects]) => {
        const counting = countingFor(purpose, optOutsIn(kind, listed));
        for (const subject of subjects) {
          const isListed = (one: NhsNumber) => listed.includes(one);
          const national =
            subject.numbers.length === 0 ||
            (kind === "opted-out" ? subject.numbers.some(isListed) : !subject.numbers.every(isListed));
          const decision = decide({
            ...{ asker: ANALYST, purpose, relationship: "current" },
            choices: { ...subject.choices, national },
          });
          const open = decision.allowed ? decision.open : [];
          const sources = subject.sources.filter((one) => identifying(open).includes(one));
          const found = counting(subject);
          expect(found.counted).toBe(sources.length > 0);
          if (!found.counted) expect(groundsFor(purpose)).toContain(found.why);
          else expect([found.cells, found.sources]).toEqual([open.map(({ id }) => id), sources]);
          counted += found.counted ? 1 : 0;
        }
      }),
    );
    expect(counted).toBeGreaterThan(50);
  });

  const [national, none] = [optOutsIn("opted-out", [ONE]), optOutsIn("opted-out", [madeUpNumber(9)])];
  const somebody: Subject = { numbers: [OTHER], sources: [TRUST, PRACTICE], choices: NO_CHOICES };
  it.each([
    ["known to those alone who do not take part", { sources: [UNSIGNED], numbers: [ONE] }, "not taking part"],
    ["without an NHS number", { numbers: [] }, "no NHS number"],
    ["who opted out nationally", { numbers: [ONE] }, "national opt-out"],
    ["who opted out under a superseded number", { numbers: [OTHER, ONE] }, "national opt-out"],
    ["who shares nothing", { choices: { ...NO_CHOICES, nothingShared: true } }, "objection"],
    [
      "known to a practice alone, with a Type 1 opt-out",
      { sources: [PRACTICE], choices: { ...NO_CHOICES, typeOne: true } },
      "type 1",
    ],
    [
      "with a Type 1 opt-out, who objects to the rest",
      { choices: { ...NO_CHOICES, typeOne: true, notSharedBy: [TRUST] } },
      "objection",
    ],
  ] as const)("leaves out somebody %s, and says so", (_who, what, why) => {
    expect(countingFor("commissioning", national)({ ...somebody, ...what })).toEqual({ counted: false, why });
  });

  it("keeps what a practice holds of whoever has a Type 1 opt-out, and counts them by the rest", () => {
    const found = countingFor("commissioning", none)({ ...somebody, choices: { ...NO_CHOICES, typeOne: true } });
    expect(found).toMatchObject({ counted: true, sources: [TRUST] });
    const held = new Set(worldGround().cells.flatMap((one) => (one.source === PRACTICE ? [one.id] : [])));
    expect(found.counted && found.cells.filter((one) => held.has(one))).toEqual([]);
  });

  it("asks no list for purposes from which a national opt-out keeps nobody", () => {
    expect(countingFor("risk-stratification", national)({ ...somebody, numbers: [] })).toMatchObject({ counted: true });
  });
});
