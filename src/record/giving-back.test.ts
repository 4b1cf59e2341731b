import { describe, expect, it } from "vitest";
import { entryIdOf, odsCode, patientIdOf } from "#base";
import type { SealedRow } from "./sealing-store.ts";
import { standingAgain } from "./giving-back.ts";

const SOURCE = odsCode("X99001");
const id = entryIdOf(SOURCE, "Observation", "o1");
const [MINE, THEIRS] = [patientIdOf(SOURCE, "mine"), patientIdOf(SOURCE, "theirs")];
const day = (n: number) => new Date(Date.UTC(2026, 0, n));

const sealed = (version: number, recorded: number, current = false): SealedRow => ({
  ...{ id, version, current, patient: MINE, recorded: day(recorded), delivery: version, line: 1 },
});
const present = (recorded: number) => ({
  ...{ id, patient: THEIRS, digest: 1, recorded: day(recorded), delivery: 9, line: 1, latest: 9 },
});

describe("what stands again when a seal is undone", () => {
  it("is the version that was current, whatever its number", () => {
    const { back, overtaken } = standingAgain([sealed(1, 5, true), sealed(2, 3)], []);
    expect(back).toEqual([{ id, version: 1, patient: MINE }]);
    expect(overtaken).toEqual([]);
  });

  it("is nothing where its source has written since whom it is about", () => {
    expect(standingAgain([sealed(1, 5, true)], [present(6)])).toEqual({ back: [], overtaken: [] });
  });

  it("takes the place of what was written before it", () => {
    const { back, overtaken } = standingAgain([sealed(1, 5, true)], [present(4)]);
    expect(back.map((one) => one.version)).toEqual([1]);
    expect(overtaken).toEqual([present(4)]);
  });

  it("is the newest where two acts had sealed it one after the other", () => {
    expect(standingAgain([sealed(1, 5, true), sealed(2, 6, true)], []).back.map((one) => one.version)).toEqual([2]);
  });

  it("is nothing where only earlier versions were sealed", () => {
    expect(standingAgain([sealed(1, 5)], [])).toEqual({ back: [], overtaken: [] });
  });
});
