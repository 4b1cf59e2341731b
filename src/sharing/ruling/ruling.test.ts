import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actorId, type EntryId } from "#base";
import type { StaffRole } from "#place";
import { SENSITIVITIES, type Sensitivity } from "../category.ts";
import {
  groundsFor,
  holdsUntil,
  isInForce,
  isOver,
  isUndecided,
  LONGEST_WITHHELD,
  mayAsk,
  mayDecide,
  mayEnd,
  ON_ONE_WORD,
  readUntil,
  stateOfRuling,
  type Ruler,
  type Ruling,
  type RulingGround,
} from "./ruling.ts";

const NOW = new Date("2026-05-03T10:00:00Z");
const DAY = 86_400_000;
const [ONE, OTHER] = [actorId("one"), actorId("other")];
const inDays = (days: number): Date => new Date(NOW.getTime() + days * DAY);

const asked: Ruling = {
  ...{ id: 1, entry: "e" as EntryId, kind: "withhold", ground: "serious-harm", reason: "Why.", until: inDays(100) },
  ...{ holdsUntil: inDays(14), askedBy: ONE, askedAt: NOW },
};
const said = { reason: "So.", by: OTHER, at: NOW };
const agreed: Ruling = { ...asked, decision: { ...said, agreed: true } };
const refused: Ruling = { ...asked, decision: { ...said, agreed: false } };

const someRuling: fc.Arbitrary<Ruling> = fc
  .record({
    kind: fc.constantFrom("withhold" as const, "release" as const),
    until: fc.integer({ min: -30, max: 400 }),
    holds: fc.integer({ min: -20, max: 14 }),
    decided: fc.constantFrom(undefined, true, false),
    ended: fc.boolean(),
  })
  .map(({ kind, until, holds, decided, ended }) => ({
    ...asked,
    kind,
    ground: kind === "release" ? "no-harm" : "serious-harm",
    until: inDays(until),
    holdsUntil: inDays(holds),
    ...(decided !== undefined && { decision: { ...said, agreed: decided } }),
    ...(ended && { ended: said }),
  }));

describe("a ruling", () => {
  it("keeps an entry from the person on one word for 14 days, then only where a second person agreed", () => {
    expect(ON_ONE_WORD).toBe(14 * DAY);
    expect(isInForce(asked, inDays(13.9))).toBe(true);
    expect([isInForce(asked, inDays(14)), stateOfRuling(asked, inDays(14))]).toEqual([false, "lapsed"]);
    expect(isInForce(agreed, inDays(15))).toBe(true);
    expect(isInForce(refused, NOW)).toBe(false);
  });

  it("keeps nothing after its day, nor once it was ended", () => {
    expect([isInForce(agreed, inDays(100)), stateOfRuling(agreed, inDays(100))]).toEqual([false, "over"]);
    expect(isInForce({ ...agreed, ended: said }, NOW)).toBe(false);
  });

  it("shows nothing that is closed until a second person agreed", () => {
    const release: Ruling = { ...asked, kind: "release", ground: "no-harm" };
    expect([isInForce(release, NOW), stateOfRuling(release, inDays(50))]).toEqual([false, "waits"]);
    expect(isInForce({ ...release, decision: { ...said, agreed: true } }, NOW)).toBe(true);
  });

  it("is in force, can be decided, or is over: never in force once over, never decided twice", () => {
    fc.assert(
      fc.property(someRuling, fc.integer({ min: 0, max: 400 }), (ruling, days) => {
        const at = inDays(days);
        expect(isInForce(ruling, at) && isOver(ruling, at)).toBe(false);
        expect(isUndecided(ruling, at) && (ruling.decision !== undefined || isOver(ruling, at))).toBe(false);
        if (ruling.kind === "release" && isInForce(ruling, at)) expect(ruling.decision?.agreed).toBe(true);
      }),
    );
  });

  it("of what is kept never comes into force again by itself", () => {
    fc.assert(
      fc.property(someRuling, fc.nat(400), fc.nat(400), (ruling, sooner, later) => {
        const [first, second] = [Math.min(sooner, later), Math.max(sooner, later)];
        if (!isInForce(ruling, inDays(first))) expect(isInForce(ruling, inDays(second))).toBe(false);
      }),
    );
  });
});

describe("one person's word", () => {
  it("keeps an entry once in a year, whoever gives it", () => {
    expect(holdsUntil([], NOW)).toEqual(inDays(14));
    for (const before of [asked, refused, { ...asked, ended: said }]) {
      expect(holdsUntil([before], inDays(30))).toEqual(inDays(30));
      expect(holdsUntil([before], inDays(366))).toEqual(inDays(380));
    }
  });

  it("keeps it anew where two kept it before", () => {
    expect(holdsUntil([agreed], inDays(101))).toEqual(inDays(115));
  });
});

const ROLES: readonly StaffRole[] = [
  ...(["gp", "nurse", "therapist", "social-worker", "coordinator", "data-quality"] as const),
  ...(["analyst", "information-governance", "engineer"] as const),
];
const GROUNDS: readonly RulingGround[] = ["third-party", "serious-harm", "agreed", "reasonable", "no-harm"];
const someRuler: fc.Arbitrary<Ruler> = fc.record({
  actor: fc.constantFrom(ONE, OTHER),
  role: fc.constantFrom(...ROLES),
  reads: fc.constantFrom("to care" as const, "to keep records" as const, "otherwise" as const),
  ofSocialWork: fc.boolean(),
});

describe("who rules", () => {
  it("asks to care, and never decides what they asked themselves", () => {
    fc.assert(
      fc.property(someRuler, fc.constantFrom(...GROUNDS), (ruler, ground) => {
        if (mayAsk(ruler, ground)) expect(ruler.reads).toBe("to care");
        if (mayDecide(ruler, { ground, askedBy: ONE })) expect(ruler.actor).toBe(OTHER);
        if (ruler.reads === "otherwise") expect(mayEnd(ruler, { ground, askedBy: ONE })).toBe(false);
      }),
    );
  });

  it.each([
    ["gp", "to care", "serious-harm", false, true],
    ["therapist", "to care", "no-harm", false, true],
    ["social-worker", "to care", "serious-harm", false, false],
    ["social-worker", "to care", "serious-harm", true, true],
    ["coordinator", "to care", "serious-harm", true, false],
    ["information-governance", "to keep records", "serious-harm", true, false],
    ["information-governance", "to keep records", "third-party", false, true],
    ["information-governance", "to keep records", "agreed", false, true],
    ["gp", "to care", "third-party", false, false],
  ] as const)("decides: %s, %s, of %s, where it is of social work: %s", (role, reads, ground, ofSocialWork, may) => {
    expect(mayDecide({ actor: OTHER, role, reads, ofSocialWork }, { ground, askedBy: ONE })).toBe(may);
  });

  it("takes back what they asked, or ends what they could decide", () => {
    const nurse: Ruler = { actor: ONE, role: "nurse", reads: "to care", ofSocialWork: false };
    expect(mayEnd(nurse, { ground: "third-party", askedBy: ONE })).toBe(true);
    expect(mayEnd(nurse, { ground: "third-party", askedBy: OTHER })).toBe(false);
    expect(mayEnd(nurse, { ground: "serious-harm", askedBy: OTHER })).toBe(true);
  });
});

describe("what may be ruled", () => {
  it("is to show what is closed to people by its kind, and to keep what is not; nothing of what is withheld from all", () => {
    const kinds = (Object.keys(SENSITIVITIES) as Sensitivity[]).map((one) => [one, groundsFor(one)] as const);
    const released = kinds.filter(([, { kind }]) => kind === "release").map(([one]) => one);
    expect(released).toEqual(["abuse", "safeguarding", "third-party"]);
    expect(groundsFor("restricted").grounds).toEqual([]);
  });

  it.each([
    ["third-party", 365, true],
    ["third-party", 366, false],
    ["serious-harm", 182, true],
    ["serious-harm", 183, false],
    ["serious-harm", 0, false],
  ] as const)("until a day: of %s, in %s days", (ground, days, may) => {
    expect(LONGEST_WITHHELD[ground]).toBeLessThanOrEqual(365 * DAY);
    expect(readUntil(ground, inDays(days), NOW).ok).toBe(may);
    expect(readUntil(ground, undefined, NOW).ok).toBe(false);
    expect(readUntil("reasonable", inDays(days), NOW)).toMatchObject({ ok: true, value: undefined });
  });
});
