import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { beliefIn } from "./absence.ts";

describe("what a snapshot leaves out", () => {
  it("has ended, where the snapshot is whole and leaves out few", () => {
    expect(beliefIn({ rowsLost: 0, held: 1000, newlyAbsent: 31 })).toBe("believed");
    expect(beliefIn({ rowsLost: 0, held: 1000, newlyAbsent: 0 })).toBe("believed");
  });

  it("is kept where a row was lost, which may have held it", () => {
    expect(beliefIn({ rowsLost: 1, held: 1000, newlyAbsent: 1 })).toBe("rows-lost");
  });

  it("is kept where it is more than a fifth: the file may have been cut short", () => {
    expect(beliefIn({ rowsLost: 0, held: 1000, newlyAbsent: 200 })).toBe("believed");
    expect(beliefIn({ rowsLost: 0, held: 1000, newlyAbsent: 201 })).toBe("too-many");
  });

  it("has ended where it is at most twenty, whatever share that is", () => {
    expect(beliefIn({ rowsLost: 0, held: 20, newlyAbsent: 20 })).toBe("believed");
    expect(beliefIn({ rowsLost: 0, held: 21, newlyAbsent: 21 })).toBe("too-many");
  });

  it("is never believed more for one that is absent besides, or for a row lost", () => {
    const absence = fc.record({ rowsLost: fc.nat(3), held: fc.nat(500), newlyAbsent: fc.nat(500) });
    fc.assert(
      fc.property(absence, (one) => {
        if (beliefIn(one) === "believed") return;
        expect(beliefIn({ ...one, newlyAbsent: one.newlyAbsent + 1 })).not.toBe("believed");
        expect(beliefIn({ ...one, rowsLost: one.rowsLost + 1 })).toBe("rows-lost");
      }),
    );
  });
});
