import { describe, expect, it } from "vitest";
import { actorId, mustSucceed, odsCode } from "#base";
import type { AgreementSettings } from "#place";
import { lastChangeOf, withPartyChange, type PartyChange } from "./party-change.ts";

const HOSPITAL = odsCode("X00003");
const COUNCIL = odsCode("901");
const recording = { actor: actorId("a-lead"), at: new Date("2026-05-03T10:00:00Z"), today: "2026-05-03" };
const signed = { by: "A Signatory", on: "2025-01-01" };
const care: AgreementSettings = {
  id: "care",
  name: "Care",
  purposes: ["direct-care"],
  categories: "all",
  sensitivities: ["normal"],
  legalBasis: "A duty",
  documents: [],
  from: "2025-01-01",
  review: "2027-01-01",
  parties: [{ organisation: HOSPITAL, signed }, { organisation: COUNCIL }],
};
const record = (agreement: AgreementSettings, organisation: typeof COUNCIL, change: PartyChange) =>
  withPartyChange(agreement, { organisation, change }, recording);
const sign: PartyChange = { kind: "signed", by: " A Director ", on: "2026-05-01" };
const signedCare = mustSucceed(record(care, COUNCIL, sign));
const partyIn = ({ parties }: AgreementSettings, ods: typeof COUNCIL) =>
  parties.find(({ organisation }) => organisation === ods);

describe("recording that a party has signed", () => {
  it("says who signed and on which day, and who recorded it when, with how it stood before", () => {
    expect(partyIn(signedCare, COUNCIL)).toEqual({
      organisation: COUNCIL,
      signed: { by: "A Director", on: "2026-05-01" },
    });
    expect(signedCare.changes).toEqual([
      { at: "2026-05-03T10:00:00.000Z", by: "a-lead", organisation: COUNCIL, what: "signed", before: {} },
    ]);
    expect(partyIn(signedCare, HOSPITAL)).toBe(care.parties[0]);
  });

  it.each([
    ["that somebody signed on a day to come", COUNCIL, { ...sign, on: "2026-05-04" }, "invalid"],
    ["that nobody signed", COUNCIL, { ...sign, by: "  " }, "invalid"],
    ["it twice", HOSPITAL, sign, "conflict"],
    ["it of an organisation that is no party", odsCode("X00009"), sign, "not-found"],
    ["that one left that has not signed", COUNCIL, { kind: "left", on: "2026-05-03" }, "conflict"],
    ["that one left before it signed", HOSPITAL, { kind: "left", on: "2024-12-31" }, "invalid"],
    ["a mistake where nothing was recorded", HOSPITAL, { kind: "mistake" }, "conflict"],
  ] as const)("does not record %s", (_what, organisation, change, kind) => {
    expect(record(care, organisation, change)).toMatchObject({ ok: false, problem: { kind } });
  });
});

describe("recording that a party has left", () => {
  const left = mustSucceed(record(care, HOSPITAL, { kind: "left", on: "2026-05-03" }));

  it("keeps its signature, and says so only once", () => {
    expect(partyIn(left, HOSPITAL)).toEqual({ organisation: HOSPITAL, signed, left: "2026-05-03" });
    expect(record(left, HOSPITAL, { kind: "left", on: "2026-05-02" }).ok).toBe(false);
  });

  it("can be brought forward while it is to come", () => {
    const later = mustSucceed(record(care, HOSPITAL, { kind: "left", on: "2026-09-01" }));
    expect(partyIn(mustSucceed(record(later, HOSPITAL, { kind: "left", on: "2026-05-03" })), HOSPITAL)?.left).toBe(
      "2026-05-03",
    );
  });

  it("lets it sign again", () => {
    const again = mustSucceed(record(left, HOSPITAL, sign));
    expect(partyIn(again, HOSPITAL)).toEqual({
      organisation: HOSPITAL,
      signed: { by: "A Director", on: "2026-05-01" },
    });
    expect(lastChangeOf(again, HOSPITAL)?.before).toEqual({ signed, left: "2026-05-03" });
  });
});

describe("recording a mistake", () => {
  it("puts the party back to how it stood, and keeps what was recorded and that it was one", () => {
    const undone = mustSucceed(record(signedCare, COUNCIL, { kind: "mistake" }));
    expect(undone.parties).toEqual(care.parties);
    expect(undone.changes?.map(({ what }) => what)).toEqual(["signed", "mistake"]);
    expect(undone.changes?.[1]?.before).toEqual({ signed: { by: "A Director", on: "2026-05-01" } });
  });

  it("is possible once for each change, and of the party's own changes alone", () => {
    const undone = mustSucceed(record(signedCare, COUNCIL, { kind: "mistake" }));
    expect(lastChangeOf(undone, COUNCIL)).toBeUndefined();
    expect(record(undone, COUNCIL, { kind: "mistake" }).ok).toBe(false);
    expect(record(signedCare, HOSPITAL, { kind: "mistake" }).ok).toBe(false);
  });
});
