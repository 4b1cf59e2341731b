import { describe, expect, it } from "vitest";
import { mustSucceed, odsCode } from "#base";
import type { AgreementSettings } from "#place";
import { PURPOSES } from "../purpose.ts";
import { agreementsOf } from "./agreement.ts";
import { concernsAbout, purposesWithout } from "./concern.ts";

const DAY = "2026-05-03";
const HOSPITAL = odsCode("X00003");
const COUNCIL = odsCode("901");
const signed = { by: "A Signatory", on: "2025-01-01" };
const document = (kind: "dpia" | "privacy-notice") => ({ kind, title: "A document", version: "1", day: "2025-01-01" });
const sound: AgreementSettings = {
  id: "care",
  name: "Care",
  purposes: ["direct-care"],
  categories: "all",
  sensitivities: ["normal"],
  legalBasis: "A duty",
  documents: [document("dpia"), document("privacy-notice")],
  from: "2025-01-01",
  review: "2027-01-01",
  parties: [
    { organisation: HOSPITAL, signed },
    { organisation: COUNCIL, signed },
  ],
};
const agreed = (...agreements: AgreementSettings[]) => mustSucceed(agreementsOf({ agreements }));
const concerns = (given: Partial<AgreementSettings>) =>
  concernsAbout(agreed({ ...sound, ...given }), DAY).map(({ agreement: _of, ...concern }) => concern);

describe("what somebody should see to about an agreement", () => {
  it.each<[string, Partial<AgreementSettings>, readonly unknown[]]>([
    ["nothing where all have signed and all is there", {}, []],
    [
      "who has not signed",
      { parties: [{ organisation: HOSPITAL, signed }, { organisation: COUNCIL }] },
      [{ kind: "not signed", organisations: [COUNCIL] }],
    ],
    [
      "whose signature is of a day to come",
      { parties: [{ organisation: COUNCIL, signed: { by: "X", on: "2026-05-04" } }] },
      [{ kind: "not signed", organisations: [COUNCIL] }],
    ],
    [
      "who has left",
      { parties: [{ organisation: COUNCIL, signed, left: DAY }] },
      [{ kind: "left", organisations: [COUNCIL] }],
    ],
    ["that it ends within 90 days", { to: "2026-08-01" }, [{ kind: "ends soon", to: "2026-08-01" }]],
    ["nothing of an end after that", { to: "2026-08-02" }, []],
    ["nothing of its last day but that it ends", { to: DAY }, [{ kind: "ends soon", to: DAY }]],
    [
      "of one that has ended, that it has, and nothing else",
      { to: "2026-05-02", documents: [], review: "2025-01-01" },
      [{ kind: "ended", to: "2026-05-02" }],
    ],
    ["that its review is due, on the day itself", { review: DAY }, [{ kind: "review is due", since: DAY }]],
    [
      "that the impact assessment is missing",
      { documents: [document("privacy-notice")] },
      [{ kind: "no impact assessment" }],
    ],
    ["that the privacy notice is missing", { documents: [document("dpia")] }, [{ kind: "no privacy notice" }]],
  ])("is %s", (_what, given, expected) => {
    expect(concerns(given)).toEqual(expected);
  });
});

describe("purposes without an agreement", () => {
  it("are those for which none is in force today", () => {
    const all = Object.keys(PURPOSES);
    expect(purposesWithout(agreed(sound), DAY)).toEqual(all.filter((one) => one !== "direct-care"));
    expect(purposesWithout(agreed({ ...sound, to: "2026-05-02" }), DAY)).toEqual(all);
    expect(purposesWithout(agreed({ ...sound, from: "2026-05-04" }), DAY)).toEqual(all);
  });
});
