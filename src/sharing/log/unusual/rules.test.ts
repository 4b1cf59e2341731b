import { describe, expect, it } from "vitest";
import { actorId, odsCode, type PersonId } from "#base";
import type { ActorDay, DayLook } from "./actor-day.ts";
import { FEWEST_AT_NIGHT } from "./night.ts";
import { MANY } from "./refusals.ts";
import { unusualIn } from "./rules.ts";
import { FEWEST } from "./volume.ts";

const person = (n: number) => `person-${String(n)}` as PersonId;

const looks = (count: number, fields: Partial<DayLook> = {}): readonly DayLook[] =>
  Array.from({ length: count }, (_, n) => ({
    ...{ seq: n + 1, at: new Date("2026-05-03T10:00:00Z"), hour: 11, isRefused: false, person: person(n) },
    ...fields,
  }));

const aDay = (fields: Partial<ActorDay> = {}): ActorDay => ({
  ...{ day: "2026-05-03", actor: actorId("a-nurse"), organisation: odsCode("X99001"), looks: looks(20) },
  ...{ own: new Set(), colleagues: new Set(), neighbours: new Set(), wellKnown: new Set() },
  ...{ usual: [18, 20, 25], usualNightShare: 0, peers: [15, 22, 19] },
  ...fields,
});

const rulesIn = (day: ActorDay) => unusualIn(day).map(({ rule, person: whom, seq, rows }) => [rule, whom, seq, rows]);

describe("an ordinary day", () => {
  it("has nothing that stands out", () => {
    expect(unusualIn(aDay())).toEqual([]);
    expect(unusualIn(aDay({ looks: [] }))).toEqual([]);
  });
});

describe("what stands out", () => {
  it("is a look at one's own record, at a colleague's, at a neighbour's and at somebody well known", () => {
    const whom = new Set([person(3)]);
    expect(rulesIn(aDay({ own: whom }))).toEqual([["own-record", person(3), 4, 1]]);
    expect(rulesIn(aDay({ colleagues: whom }))).toEqual([["colleague", person(3), 4, 1]]);
    expect(rulesIn(aDay({ neighbours: whom }))).toEqual([["neighbour", person(3), 4, 1]]);
    expect(rulesIn(aDay({ wellKnown: whom }))).toEqual([["well-known", person(3), 4, 1]]);
  });

  it("is told once for each person, with the first look and how many there were", () => {
    const again = [...looks(4), ...looks(4).map((one) => ({ ...one, seq: one.seq + 100 }))];
    expect(rulesIn(aDay({ looks: again, colleagues: new Set([person(1), person(2)]) }))).toEqual([
      ["colleague", person(1), 2, 2],
      ["colleague", person(2), 3, 2],
    ]);
  });

  it("is one's own record once, though one works and lives with oneself", () => {
    const whom = new Set([person(3)]);
    expect(rulesIn(aDay({ own: whom, colleagues: whom, neighbours: whom }))).toEqual([["own-record", person(3), 4, 1]]);
  });

  it("is not what was refused: nothing was seen", () => {
    const whom = new Set([person(0)]);
    expect(rulesIn(aDay({ looks: looks(1, { isRefused: true }), colleagues: whom, own: whom }))).toEqual([]);
  });

  it("is a night of looking by somebody who hardly ever does, and not of one who works at night", () => {
    const several = looks(FEWEST_AT_NIGHT, { hour: 3 });
    expect(rulesIn(aDay({ looks: several }))).toEqual([["night", null, 1, FEWEST_AT_NIGHT]]);
    expect(rulesIn(aDay({ looks: several, usualNightShare: 0.4 }))).toEqual([]);
    expect(rulesIn(aDay({ looks: several.slice(1) }))).toEqual([]);
    expect(rulesIn(aDay({ looks: looks(FEWEST_AT_NIGHT, { hour: 6 }) }))).toEqual([]);
    expect(rulesIn(aDay({ looks: looks(FEWEST_AT_NIGHT, { hour: 3, person: person(1) }) }))).toEqual([]);
  });

  it("is far more than both one's own usual and the others' in the same role", () => {
    const many = looks(FEWEST + 40);
    expect(rulesIn(aDay({ looks: many }))).toEqual([["volume", null, 1, FEWEST + 40]]);
    expect(rulesIn(aDay({ looks: many, usual: [60, 70, 80] }))).toEqual([]);
    expect(rulesIn(aDay({ looks: many, peers: [60, 70, 80] }))).toEqual([]);
    expect(rulesIn(aDay({ looks: looks(FEWEST), usual: [], peers: [] }))).toEqual([["volume", null, 1, FEWEST]]);
    expect(rulesIn(aDay({ looks: looks(FEWEST - 1), usual: [], peers: [] }))).toEqual([]);
  });

  it("is being refused many times", () => {
    expect(rulesIn(aDay({ looks: looks(MANY, { isRefused: true }) }))).toEqual([["refusals", null, 1, MANY]]);
    expect(rulesIn(aDay({ looks: looks(MANY - 1, { isRefused: true }) }))).toEqual([]);
  });

  it("is said in a sentence, without anybody's id", () => {
    const whom = new Set([person(3)]);
    const day = aDay({ looks: looks(80, { hour: 2 }), own: whom, colleagues: whom, neighbours: whom, wellKnown: whom });
    for (const { words } of unusualIn(day)) {
      expect(words).toMatch(/^They .+\.$/);
      expect(words).not.toContain("person-");
    }
  });
});
