import { describe, expect, it } from "vitest";
import { failed } from "#base";
import { readRepresentation, type Letting, type WantedRepresentation } from "./representation.ts";

const TODAY = "2026-05-03";
const wanted = (more: Partial<WantedRepresentation> = {}): WantedRepresentation => ({
  ...{ kind: "carer", name: "Rowan Quill", scope: ["medicines"], seesLog: false, evidence: "Passport seen." },
  ...{ ends: "2026-08-01", ...more },
});
const byStaff: Letting = { byPerson: false, today: TODAY, born: "1947-03-31" };
const byPerson: Letting = { byPerson: true, today: TODAY, born: undefined };
const faultsOf = (one: WantedRepresentation, letting: Letting) => {
  const read = readRepresentation(one, letting);
  return read.ok ? {} : read.problem;
};

describe("letting somebody in", () => {
  it("holds what is asked for, tidied, and shows name and address always", () => {
    const read = readRepresentation(wanted({ name: "  Rowan   Quill ", scope: ["medicines", "nothing"] }), byStaff);
    const held = { name: "Rowan Quill", scope: ["demographics", "medicines"], ends: "2026-08-01" };
    expect(read).toMatchObject({ ok: true, value: held });
  });

  it("asks nothing of the person themselves but what shows that it is them", () => {
    const self = wanted({ kind: "self", name: "", scope: [], ends: undefined });
    expect(readRepresentation(self, byStaff).ok).toBe(true);
    expect(faultsOf({ ...self, evidence: " " }, byStaff)).toEqual({ evidence: "Say what you saw that shows it" });
  });

  it.each(["self", "attorney", "parent"] as const)("is not for the person to do, of somebody as %s", (kind) => {
    expect(faultsOf(wanted({ kind }), byPerson)).toHaveProperty("kind");
  });

  it("tells every field that is wrong at once", () => {
    const empty = wanted({ name: "", scope: [], evidence: "", ends: undefined });
    expect(Object.keys(faultsOf(empty, byStaff)).sort()).toEqual(["ends", "evidence", "name", "scope"]);
  });

  it.each([
    ["2026-05-03", true],
    ["2026-05-02", false],
    ["2027-05-03", true],
    ["2027-05-04", false],
  ])("lasts a year at most, and does not end in the past: %s", (ends, isRight) => {
    expect(readRepresentation(wanted({ ends }), byStaff).ok).toBe(isRight);
  });

  it.each([
    ["2011-01-01", "2026-12-31", true],
    ["2011-01-01", "2027-01-01", false],
    ["2010-05-03", "2026-06-01", false],
    // Nobody knows the day: the earliest that it can be counts.
    ["2011", "2026-12-31", true],
    ["2011", "2027-01-01", false],
  ])("of a parent ends before the child is 16: born %s, until %s", (born, ends, isRight) => {
    expect(readRepresentation(wanted({ kind: "parent", ends }), { ...byStaff, born }).ok).toBe(isRight);
  });

  it("of a parent is refused where nobody knows when the person was born", () => {
    const read = readRepresentation(wanted({ kind: "parent" }), { ...byStaff, born: undefined });
    expect(read).toEqual(failed({ kind: expect.stringContaining("not known") as string }));
  });
});
