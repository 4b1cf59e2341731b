import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OdsCode } from "#base";
import type { StaffRole } from "#place";
import { CATEGORIES, type Category } from "#sharing";
import type { Agreement } from "../../src/sharing/agreement/agreement.ts";
import type { Choices } from "../../src/sharing/choice/choice.ts";
import { createDecider, type Cell, type Decision, type Ground } from "../../src/sharing/decision/decide.ts";
import type { Standing } from "../../src/sharing/standing/standing.ts";
import {
  ASKED_ON,
  ASKING,
  askerOf,
  choicesOf,
  partiesOf,
  PURPOSES_ASKED,
  SENSITIVITIES_ASKED,
  standingOf,
  WORLD_ORGANISATIONS,
  worldAgreements,
  worldGround,
} from "../builders/sharing-world.ts";
import {
  AGREEMENTS,
  ASKERS,
  CATEGORIES_ASKED,
  CHOICES,
  promiseFor,
  RELATIONSHIPS,
  type AgreementState,
  type AskerKind,
  type SharingQuestion,
} from "../spec/sharing.ts";

const isPublic = (asker: AskerKind): boolean => asker === "self" || asker === "proxy";
/** People themselves work nowhere: nothing is their organisation's own. */
const isAsked = (asker: AskerKind, agreement: AgreementState): boolean =>
  !isPublic(asker) || (agreement !== "own" && agreement !== "asker has not signed");

const open = (decision: Decision): readonly Cell[] => (decision.allowed ? decision.open : []);

type Asked = Omit<SharingQuestion, "sensitivity" | "category">;

/** Every combination but for the cell, which one decision answers for all. */
function everyStanding(): readonly Asked[] {
  return ASKERS.flatMap((asker) =>
    PURPOSES_ASKED.flatMap((purpose) =>
      RELATIONSHIPS.flatMap((relationship) =>
        AGREEMENTS.filter((agreement) => isAsked(asker, agreement)).flatMap((agreement) =>
          CHOICES.flatMap((choice) =>
            [true, false].map((fromPractice) => ({
              ...{ asker, purpose, relationship, agreement, choice, fromPractice },
            })),
          ),
        ),
      ),
    ),
  );
}

describe("every combination of asker, purpose, relationship, agreement, choice, sensitivity and category", () => {
  it("is decided as the table promises", () => {
    const deciders = new Map([true, false].map((own) => [own, createDecider(worldGround(own))]));
    const differing: string[] = [];
    let asked = 0;
    for (const each of everyStanding()) {
      const { source, asking } = partiesOf(each.agreement, each.fromPractice);
      const decision = deciders.get(each.fromPractice)?.({
        asker: askerOf(each.asker, asking),
        purpose: each.purpose,
        relationship: isPublic(each.asker) && each.relationship !== "current" ? "none" : standingOf(each.relationship),
        choices: choicesOf(each.choice, source, asking),
      });
      if (!decision) throw new Error("There is no decider.");
      const opened = new Set(
        open(decision).flatMap((cell) => (cell.source === source ? [`${cell.category} ${cell.sensitivity}`] : [])),
      );
      for (const category of CATEGORIES_ASKED) {
        for (const sensitivity of SENSITIVITIES_ASKED) {
          asked++;
          const fromPractice = each.fromPractice && ["own", "signed", "asker has not signed"].includes(each.agreement);
          const promise = promiseFor({ ...each, category, sensitivity, fromPractice });
          if (promise.open === opened.has(`${category} ${sensitivity}`)) continue;
          differing.push(`${JSON.stringify({ ...each, category, sensitivity })}: ${promise.what}`);
        }
      }
    }
    expect(asked).toBeGreaterThan(500_000);
    expect(differing.slice(0, 5)).toEqual([]);
  });
});

const STAFF: readonly StaffRole[] = ["gp", "nurse", "social-worker", "therapist", "coordinator", "analyst"];
const anOrganisation = fc.constantFrom(...WORLD_ORGANISATIONS);
const aCategory = fc.constantFrom(...(Object.keys(CATEGORIES) as Category[]));
const someChoices: fc.Arbitrary<Choices> = fc.record({
  nothingShared: fc.boolean(),
  notSeenBy: fc.uniqueArray(anOrganisation, { maxLength: 2 }),
  notSharedBy: fc.uniqueArray(anOrganisation, { maxLength: 2 }),
  categories: fc.uniqueArray(aCategory, { maxLength: 3 }),
  typeOne: fc.boolean(),
  national: fc.boolean(),
});
const aStanding: fc.Arbitrary<Standing> = fc.record({
  asker: fc.constantFrom(...STAFF).map((role) => askerOf(role, ASKING)),
  purpose: fc.constantFrom(...PURPOSES_ASKED),
  relationship: fc.constantFrom("none" as const, "current" as const, "claimed" as const, "emergency" as const),
  choices: someChoices,
});

const ids = (decision: Decision): readonly number[] => open(decision).map(({ id }) => id);
const isWithin = (less: Decision, more: Decision): boolean => {
  const all = new Set(ids(more));
  return ids(less).every((id) => all.has(id));
};
const withAgreements = (agreements: readonly Agreement[]): Ground => ({ ...worldGround(), agreements });

describe("a decision", () => {
  it("gains nothing when an agreement is taken away, or a party leaves", () => {
    const all = worldAgreements();
    fc.assert(
      fc.property(aStanding, fc.nat(all.length - 1), anOrganisation, (standing, at, leaver: OdsCode) => {
        const before = createDecider(worldGround())(standing);
        const without = createDecider(withAgreements(all.filter((_, nth) => nth !== at)))(standing);
        const left = all.map((one) => ({
          ...one,
          parties: one.parties.map((party) => (party.organisation === leaver ? { ...party, left: ASKED_ON } : party)),
        }));
        expect(isWithin(without, before)).toBe(true);
        expect(isWithin(createDecider(withAgreements(left))(standing), before)).toBe(true);
      }),
    );
  });

  it("gains nothing when a relationship ends", () => {
    fc.assert(
      fc.property(aStanding, (standing) => {
        const decide = createDecider(worldGround());
        expect(isWithin(decide({ ...standing, relationship: "none" }), decide(standing))).toBe(true);
      }),
    );
  });

  it("gains nothing by another choice of the person", () => {
    fc.assert(
      fc.property(aStanding, someChoices, (standing, more) => {
        const decide = createDecider(worldGround());
        const { choices } = standing;
        const united: Choices = {
          nothingShared: choices.nothingShared || more.nothingShared,
          notSeenBy: [...choices.notSeenBy, ...more.notSeenBy],
          notSharedBy: [...choices.notSharedBy, ...more.notSharedBy],
          categories: [...choices.categories, ...more.categories],
          typeOne: choices.typeOne || more.typeOne,
          national: choices.national || more.national,
        };
        expect(isWithin(decide({ ...standing, choices: united }), decide(standing))).toBe(true);
      }),
    );
  });

  it("does not depend on the order of facts, nor on what was asked before", () => {
    fc.assert(
      fc.property(aStanding, aStanding, fc.integer(), (standing, earlier, seed) => {
        const ground = worldGround();
        const turned = <T>(list: readonly T[]): readonly T[] => {
          const at = Math.abs(seed) % (list.length || 1);
          return [...list.slice(at), ...list.slice(0, at)].reverse();
        };
        const other = createDecider({
          ...ground,
          cells: turned(ground.cells),
          agreements: turned(ground.agreements).map((one) => ({ ...one, parties: [...turned(one.parties)] })),
        });
        other(earlier);
        const sorted = (decision: Decision) => [...ids(decision)].sort((a, b) => a - b);
        expect(sorted(other(standing))).toEqual(sorted(createDecider(ground)(standing)));
      }),
    );
  });

  it("says of every kind of fact that it is open, or why it is closed, and never both", () => {
    fc.assert(
      fc.property(aStanding, (standing) => {
        const ground = worldGround();
        const decision = createDecider(ground)(standing);
        if (!decision.allowed) return;
        const told = [...decision.open, ...[...decision.closed.values()].flat()].map(({ id }) => id);
        expect([...told].sort((a, b) => a - b)).toEqual(ground.cells.map(({ id }) => id));
      }),
    );
  });
});
