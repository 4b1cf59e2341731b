import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actorId, mustSucceed, odsCode } from "#base";
import type { StaffMember } from "../place.ts";
import { staffNews, type StaffChange } from "./change.ts";
import { staffFaults } from "./days.ts";
import type { StaffLine } from "./list.ts";

const TODAY = "2026-05-03";
const [SURGERY, COUNCIL] = [odsCode("X99001"), odsCode("901")];

const nora: StaffMember = {
  ...{ id: actorId("nora"), name: "Nora", role: "nurse", organisation: SURGERY, from: "2020-01-01" },
};
type InRole = Extract<StaffLine, { kind: "in role" }>;
const line = (fields: Partial<InRole> = {}): InRole => ({
  ...{ kind: "in role", id: nora.id, name: "Nora", role: "nurse", organisation: SURGERY },
  ...{ team: undefined, from: "2020-01-01", to: undefined },
  ...fields,
});

const newsOf = (
  staff: readonly StaffMember[],
  lines: readonly StaffLine[],
  { isPart = false, whole }: { isPart?: boolean; whole?: typeof SURGERY } = {},
) => staffNews(staff, { lines, isPart }, { today: TODAY, whole });
const changesOf = (...asked: Parameters<typeof newsOf>) => mustSucceed(newsOf(...asked)).changes;

describe("a list of staff", () => {
  it("adds whom the place does not name, from their first day or from today", () => {
    const bo = { ...line({ id: actorId("bo"), from: undefined, team: "Night" }) };
    expect(changesOf([nora], [line(), bo])).toEqual([
      {
        kind: "added",
        after: { id: "bo", name: "Nora", role: "nurse", organisation: SURGERY, team: "Night", from: TODAY },
      },
    ]);
  });

  it("counts those of whom it says what the place says", () => {
    expect(mustSucceed(newsOf([nora], [line(), line({ id: actorId("bo") })]))).toMatchObject({ unchanged: 1 });
    expect(mustSucceed(newsOf([nora], [line({ from: undefined })]))).toEqual({ unchanged: 1, changes: [] });
  });

  it("ends an earlier role the day before another begins", () => {
    const promoted = line({ role: "coordinator", organisation: COUNCIL, from: "2026-05-01" });
    expect(changesOf([nora], [promoted])).toEqual([
      { kind: "ended", before: nora, after: { ...nora, to: "2026-04-30" } },
      {
        kind: "added",
        after: { id: "nora", name: "Nora", role: "coordinator", organisation: COUNCIL, from: "2026-05-01" },
      },
    ]);
  });

  it("without days begins another role or team today, and leaves days as they are where nothing is new", () => {
    const { from, ...rest } = nora;
    const until = { ...rest, from, to: "2026-12-31" };
    expect(changesOf([until], [line({ from: undefined })])).toEqual([]);
    expect(changesOf([until], [line({ from: undefined, team: "Night" })])).toEqual([
      { kind: "ended", before: until, after: { ...until, to: "2026-05-02" } },
      { kind: "added", after: { ...rest, team: "Night", from: TODAY } },
    ]);
  });

  it("corrects a line that begins on the same day", () => {
    const changed = line({ name: "Nora Neu", to: "2027-01-01", team: "Night" });
    expect(changesOf([nora], [changed])).toEqual([
      { kind: "changed", before: nora, after: { ...nora, name: "Nora Neu", team: "Night", to: "2027-01-01" } },
    ]);
  });

  it("ends a role on the day that it says", () => {
    expect(changesOf([nora], [line({ to: TODAY })])).toMatchObject([{ kind: "ended", after: { to: TODAY } }]);
  });

  it("ends as of yesterday whoever is said to be gone, and takes out what had not begun", () => {
    const later: StaffMember = { ...nora, role: "therapist", from: "2026-06-01" };
    const now: StaffMember = { ...nora, to: "2026-05-31" };
    expect(changesOf([now, later], [{ kind: "gone", id: nora.id }])).toEqual([
      { kind: "ended", before: now, after: { ...nora, to: "2026-05-02" } },
      { kind: "taken out", before: later },
    ]);
    const before: StaffMember = { ...nora, to: "2021-01-01" };
    expect(changesOf([before], [{ kind: "gone", id: nora.id }])).toEqual([]);
    expect(changesOf([], [{ kind: "gone", id: nora.id }])).toEqual([]);
  });

  it("says nothing of whom it leaves out", () => {
    expect(changesOf([nora], [line({ id: actorId("bo") })])).toMatchObject([{ kind: "added" }]);
  });
});

describe("a list that is all of an organisation's staff", () => {
  const bo = { ...nora, id: actorId("bo") };
  const cy = { ...nora, id: actorId("cy"), organisation: COUNCIL };

  it("ends as of yesterday whoever works there and is not on it, and nobody else", () => {
    expect(changesOf([nora, bo, cy], [line()], { whole: SURGERY })).toEqual([
      { kind: "ended", before: bo, after: { ...bo, to: "2026-05-02" } },
    ]);
  });

  it("ends there whoever is on it for another organisation alone", () => {
    const soon = line({ id: bo.id, organisation: COUNCIL, from: "2026-08-01" });
    expect(changesOf([nora, bo], [line(), soon], { whole: SURGERY })).toMatchObject([
      { kind: "ended", after: { id: "bo", to: "2026-05-02" } },
      { kind: "added", after: { id: "bo", from: "2026-08-01" } },
    ]);
  });

  it("is not believed where it is a part of a longer one, or names nobody there", () => {
    expect(newsOf([nora], [line()], { whole: SURGERY, isPart: true })).toMatchObject({ ok: false });
    expect(newsOf([nora], [line({ organisation: COUNCIL })], { whole: SURGERY })).toMatchObject({
      ok: false,
      problem: { message: "The list names nobody of X99001: by it, everybody there would have left." },
    });
  });
});

/** The staff of the place once the changes are made. */
const after = (staff: readonly StaffMember[], changes: readonly StaffChange[]): readonly StaffMember[] => {
  const gone = new Set(changes.flatMap((one) => (one.kind === "added" ? [] : [one.before])));
  return [...staff.filter((one) => !gone.has(one)), ...changes.flatMap((one) => ("after" in one ? [one.after] : []))];
};

describe("whatever lists come", () => {
  const day = fc.integer({ min: 1, max: 9 }).map((n) => `2026-05-0${String(n)}`);
  const someLine: fc.Arbitrary<StaffLine> = fc
    .oneof(
      { weight: 5, arbitrary: fc.record({ from: fc.option(day), length: fc.option(fc.nat(3)) }) },
      { weight: 1, arbitrary: fc.constant({ from: null, length: null, gone: true }) },
    )
    .map(({ from, length, ...rest }): StaffLine => {
      if ("gone" in rest) return { kind: "gone", id: nora.id };
      const last = Math.min(9, Number((from ?? TODAY).slice(-1)) + (length ?? 0));
      return line({ from: from ?? undefined, to: length === null ? undefined : `2026-05-0${String(last)}` });
    });
  const role = fc.constantFrom("nurse" as const, "gp" as const);

  it("nobody is in two roles on one day, and the same list again changes nothing", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(someLine, role), { maxLength: 6 }), (lists) => {
        let staff: readonly StaffMember[] = [];
        for (const [said, as] of lists) {
          const list = [said.kind === "gone" ? said : { ...said, role: as }];
          staff = after(staff, changesOf(staff, list));
          expect(staffFaults(staff)).toEqual([]);
          expect(changesOf(staff, list)).toEqual([]);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
