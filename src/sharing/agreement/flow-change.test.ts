import { describe, expect, it } from "vitest";
import { actorId, mustSucceed, odsCode } from "#base";
import type { AgreementSettings } from "#place";
import { agreementsOf } from "./agreement.ts";
import { flowChanges } from "./flow-change.ts";
import { withPartyChange, type PartyChange } from "./party-change.ts";

const DAY = "2026-05-03";
const [FIRST, SECOND, HOSPITAL, COUNCIL] = ["X00001", "X00002", "X00003", "901"].map(odsCode) as [
  ...[ReturnType<typeof odsCode>, ReturnType<typeof odsCode>],
  ...[ReturnType<typeof odsCode>, ReturnType<typeof odsCode>],
];
const organisations = [FIRST, SECOND, HOSPITAL, COUNCIL];
const signed = { by: "A Signatory", on: "2025-01-01" };
const care: AgreementSettings = {
  id: "care",
  name: "Care",
  purposes: ["direct-care", "safeguarding"],
  categories: ["medicines", "social-care"],
  sensitivities: ["normal", "abuse"],
  legalBasis: "A duty",
  documents: [],
  from: "2025-01-01",
  review: "2027-01-01",
  parties: [...[FIRST, SECOND, HOSPITAL].map((organisation) => ({ organisation, signed })), { organisation: COUNCIL }],
};

function changesBy(
  change: PartyChange,
  organisation = COUNCIL,
  [agreement, ...others] = [care] as AgreementSettings[],
) {
  const recording = { actor: actorId("a-lead"), at: new Date(`${DAY}T10:00:00Z`), today: DAY };
  const after = mustSucceed(withPartyChange(agreement!, { organisation, change }, recording));
  const [was, is] = [
    [agreement!, ...others],
    [after, ...others],
  ].map((agreements) => mustSucceed(agreementsOf({ agreements })));
  return flowChanges(was!, is!, { organisations, day: DAY });
}

const extent = { categories: ["medicines", "social-care"], privateKinds: ["abuse"] };
const sign: PartyChange = { kind: "signed", by: "A Director", on: DAY };

describe("what would change", () => {
  it("if one signed is what all others come to see of it, and what it comes to see of them", () => {
    const purposes = ["direct-care", "safeguarding"];
    expect(changesBy(sign)).toEqual([
      { kind: "opened", purposes, holders: [FIRST, SECOND, HOSPITAL], viewers: [COUNCIL], extent },
      { kind: "opened", purposes, holders: [COUNCIL], viewers: [FIRST, SECOND, HOSPITAL], extent },
    ]);
  });

  it("if one left is the same the other way about, on the day on which it leaves and not before", () => {
    const closed = changesBy({ kind: "left", on: DAY }, HOSPITAL);
    expect(closed.map(({ kind, holders, viewers }) => ({ kind, holders, viewers }))).toEqual([
      { kind: "closed", holders: [FIRST, SECOND], viewers: [HOSPITAL] },
      { kind: "closed", holders: [HOSPITAL], viewers: [FIRST, SECOND] },
    ]);
    expect(changesBy({ kind: "left", on: "2026-05-04" }, HOSPITAL)).toEqual([]);
  });

  it("is nothing where another agreement opens it already, and else what is new", () => {
    const everyone = care.parties.map(({ organisation }) => ({ organisation, signed }));
    const other = { ...care, id: "other", purposes: ["direct-care"], sensitivities: ["normal"], parties: everyone };
    const changes = changesBy(sign, COUNCIL, [care, other]);
    expect(changes.filter(({ purposes }) => purposes.includes("direct-care"))).toMatchObject([
      { extent: { privateKinds: ["abuse"] } },
      { extent: { privateKinds: ["abuse"] } },
    ]);
    expect(
      changesBy(sign, COUNCIL, [care, { ...other, purposes: care.purposes, sensitivities: care.sensitivities }]),
    ).toEqual([]);
  });

  it("is nothing where the agreement is not in force", () => {
    expect(changesBy(sign, COUNCIL, [{ ...care, to: "2026-05-02" }])).toEqual([]);
  });

  it("tells that people themselves come to see their own record", () => {
    const changes = changesBy(sign, COUNCIL, [{ ...care, purposes: ["own-record"] }]);
    expect(changes).toEqual([
      { kind: "opened", purposes: ["own-record"], holders: [COUNCIL], viewers: [undefined], extent },
    ]);
  });
});
