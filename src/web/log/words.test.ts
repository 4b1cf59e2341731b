import { describe, expect, it } from "vitest";
import { actorId } from "#base";
import type { MonthRow, Waiting } from "#sharing";
import { showWait } from "./case-words.ts";
import { readDay } from "../day.ts";
import { lastMonths } from "../month.ts";
import { FOUND, unusualOf } from "./months.ts";
import { outcomeIn } from "./unusual-words.ts";
import { queuesOf, showWaiting } from "./waiting.tsx";

const NOTHING: Waiting = { unusual: 0, questions: 0, answered: 0, emergencies: 0, claims: 0, heldBack: 0, rulings: 0 };

describe("what waits", () => {
  it("is said in a sentence, one thing or several", () => {
    expect(showWaiting(NOTHING)).toBe("nothing waits");
    expect(showWaiting({ ...NOTHING, questions: 1 })).toBe("1 question waits");
    expect(showWaiting({ ...NOTHING, unusual: 2, heldBack: 1 })).toBe(
      "2 looks that stand out and 1 look held back wait",
    );
    expect(showWaiting({ ...NOTHING, questions: 1, unusual: 1, answered: 3 })).toBe(
      "1 question, 1 look that stands out and 3 answered questions to be closed wait",
    );
  });

  it("leaves out of the sentence what is told with the claims, and of the queues nothing", () => {
    expect(showWaiting({ ...NOTHING, claims: 3, emergencies: 1 })).toBe("nothing waits");
    const waiting = { unusual: 1, questions: 2, answered: 4, emergencies: 8, claims: 16, heldBack: 32, rulings: 64 };
    expect(queuesOf(waiting).reduce((sum, { count }) => sum + count, 0)).toBe(127);
    expect(queuesOf(waiting)[0]).toMatchObject({ count: 8, href: "/claims" });
  });
});

describe("how long a question waits", () => {
  const openedAt = new Date("2026-05-01T10:00:00Z");
  const at = (moment: string) => new Date(moment);

  it("is counted in days until it is answered, and from then on no more", () => {
    expect(showWait({ openedAt }, at("2026-05-01T22:00:00Z"))).toBe("For less than a day without an answer");
    expect(showWait({ openedAt }, at("2026-05-02T09:00:00Z"))).toBe("For 1 day without an answer");
    const answer = { words: "So.", by: actorId("a-lead"), at: at("2026-05-04T09:00:00Z") };
    expect(showWait({ openedAt, answer }, at("2026-05-20T09:00:00Z"))).toBe("Answered after 3 days");
  });
});

describe("the months of the log", () => {
  it("are the last twelve, this one first", () => {
    const months = lastMonths("2026-02");
    expect(months).toHaveLength(12);
    expect([months[0], months[1], months[2], months.at(-1)]).toEqual(["2026-02", "2026-01", "2025-12", "2025-03"]);
  });

  it("tell of every rule, with nothing where nothing was found by it", () => {
    const row: MonthRow = {
      ...{ looks: 9, persons: 3, refusals: 0, emergencies: 0, casesOpened: 0, casesAnswered: 0, heldBack: 0 },
      unusual: [
        { rule: "night", outcome: "not proper", count: 2 },
        { rule: "night", outcome: null, count: 5 },
      ],
    };
    expect(FOUND).toEqual(["proper", "not proper", "unclear", null]);
    expect(unusualOf(row)).toContainEqual({ rule: "night", counts: [0, 2, 0, 5] });
    expect(unusualOf(row)).toContainEqual({ rule: "volume", counts: [0, 0, 0, 0] });
    expect(unusualOf(row)).toHaveLength(7);
  });
});

describe("what is typed", () => {
  it("is a day where there is such a day", () => {
    expect(readDay({ day: "1", month: "6", year: "2026" })).toBe("2026-06-01");
    expect(readDay({ day: " 31 ", month: "12", year: "2026" })).toBe("2026-12-31");
    for (const typed of [{ day: "31", month: "6", year: "2026" }, { day: "1", month: "6", year: "26" }, {}]) {
      expect(readDay(typed)).toBeUndefined();
    }
  });

  it("is a finding where there is such a one, in an address too", () => {
    expect([outcomeIn("not proper"), outcomeIn("not-proper"), outcomeIn("proper")]).toEqual([
      "not proper",
      "not proper",
      "proper",
    ]);
    expect([outcomeIn("improper"), outcomeIn(null), outcomeIn(undefined)]).toEqual([undefined, undefined, undefined]);
  });
});
