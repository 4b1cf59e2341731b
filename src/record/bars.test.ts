import { describe, expect, it } from "vitest";
import { actId, deliveryId, entryIdOf, odsCode, patientIdOf, type PatientId } from "#base";
import { barredBy, type Tombstone } from "./bars.ts";

const SOURCE = odsCode("X99001");
const ENTRY = entryIdOf(SOURCE, "Observation", "o1");
const OTHER_ENTRY = entryIdOf(SOURCE, "Observation", "o2");
const [MINE, THEIRS] = [patientIdOf(SOURCE, "mine"), patientIdOf(SOURCE, "theirs")];
const day = (n: number) => new Date(Date.UTC(2026, 0, n));

const version = (patient: PatientId | undefined, recorded = day(2), id = ENTRY) => ({
  ...{ id, patient, recorded },
  delivery: deliveryId(2),
  line: 1,
});
const stone = (entry: Tombstone["entry"], patient: Tombstone["patient"]): Tombstone => ({
  act: actId(7),
  entry,
  patient,
});
const sealed = { id: ENTRY, recorded: day(2), delivery: 1, line: 1, latest: 3 };
const nothing = { sealed: undefined, held: false };

describe("a tombstone of an entry", () => {
  it("bars it whoever it is about, and a deletion of it", () => {
    for (const patient of [MINE, THEIRS, undefined]) {
      expect(barredBy(version(patient), [stone(ENTRY, null)], nothing)).toBe(7);
    }
  });

  it("bars no other entry, of whomever", () => {
    expect(barredBy(version(MINE, day(2), OTHER_ENTRY), [stone(ENTRY, null)], nothing)).toBeUndefined();
    expect(barredBy(version(MINE, day(2), OTHER_ENTRY), [stone(ENTRY, MINE)], nothing)).toBeUndefined();
  });
});

describe("a tombstone of an entry filed under the wrong person", () => {
  const stones = [stone(ENTRY, MINE)];

  it("bars it under that person, however new", () => {
    expect(barredBy(version(MINE, day(9)), stones, { sealed, held: false })).toBe(7);
  });

  it("lets it in under another once that was written later than anything sealed", () => {
    expect(barredBy(version(THEIRS, day(3)), stones, { sealed, held: false })).toBeUndefined();
    expect(barredBy(version(THEIRS, day(1)), stones, { sealed, held: false })).toBe(7);
    expect(barredBy({ ...version(THEIRS), delivery: deliveryId(1) }, stones, { sealed, held: false })).toBe(7);
  });

  it("lets in a deletion where the entry is held as somebody else's by now, and else none", () => {
    expect(barredBy(version(undefined, day(9)), stones, { sealed, held: true })).toBeUndefined();
    expect(barredBy(version(undefined, day(9)), stones, { sealed, held: false })).toBe(7);
    expect(barredBy(version(undefined, day(9)), stones, nothing)).toBe(7);
  });
});

describe("a tombstone of a registration", () => {
  it("bars everything filed under it, and nothing else", () => {
    expect(barredBy(version(MINE), [stone(null, MINE)], nothing)).toBe(7);
    expect(barredBy(version(THEIRS), [stone(null, MINE)], nothing)).toBeUndefined();
    expect(barredBy(version(undefined), [stone(null, MINE)], nothing)).toBeUndefined();
  });
});
