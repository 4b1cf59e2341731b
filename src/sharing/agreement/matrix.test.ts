import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mustSucceed, odsCode, type OdsCode } from "#base";
import type { AgreementSettings, Organisation } from "#place";
import { CATEGORIES, SENSITIVITIES, type Category, type Sensitivity } from "../category.ts";
import { agreementsOf, type Agreement } from "./agreement.ts";
import { createFlowReader } from "./flow.ts";
import { sharingMatrix, type Alike, type SharingMatrix } from "./matrix.ts";
import { POSSIBLE, type Opening, type Viewer } from "./opening.ts";

const DAY = "2026-05-03";
const [A, B, C, D, E] = ["X00001", "X00002", "X00003", "X00004", "X00005"].map(odsCode) as [
  ...[OdsCode, OdsCode, OdsCode, OdsCode, OdsCode],
];
const organisations: readonly Organisation[] = [
  { ods: A, name: "First Surgery", kind: "gp-practice" },
  { ods: B, name: "Second Surgery", kind: "gp-practice" },
  { ods: C, name: "Third Surgery", kind: "gp-practice" },
  { ods: D, name: "Hospital", kind: "acute-trust" },
  { ods: E, name: "Council", kind: "council" },
];
const signed = { by: "A Signatory", on: "2025-01-01" };

const anAgreement = (given: Partial<AgreementSettings> = {}): AgreementSettings => ({
  id: "care",
  name: "Care",
  purposes: ["direct-care"],
  categories: "all",
  sensitivities: ["normal", "mental-health"],
  legalBasis: "A duty",
  documents: [],
  from: "2025-01-01",
  review: "2027-01-01",
  parties: [
    ...[A, B, D].map((organisation) => ({ organisation, signed })),
    ...[C, E].map((organisation) => ({ organisation })),
  ],
  ...given,
});
const agreed = (...agreements: AgreementSettings[]): readonly Agreement[] => mustSucceed(agreementsOf({ agreements }));
const matrixOf = (agreements: readonly Agreement[], purpose: "direct-care" | "own-record" = "direct-care") =>
  sharingMatrix(agreements, { organisations, purpose, day: DAY });

/** What one organisation sees of another by the matrix. */
function openingIn({ holders, viewers, cells }: SharingMatrix, holder: OdsCode, viewer: Viewer): Opening | "own" {
  const includes = (ods: Viewer) => (alike: Alike | undefined) =>
    ods === undefined ? alike === undefined : alike?.organisations.includes(ods) === true;
  const cell = cells[holders.findIndex(includes(holder))]?.[viewers.findIndex(includes(viewer))];
  if (!cell) throw new Error("The matrix lacks a pair.");
  if (!cell.own) return cell.opening;
  return holder === viewer || cell.among === undefined ? "own" : cell.among;
}

describe("who shares what with whom", () => {
  it("puts those of one kind who have signed the same into one row, and keeps the others apart", () => {
    const { holders, viewers } = matrixOf(agreed(anAgreement()));
    expect(holders.map((one) => one.organisations)).toEqual([[A, B], [C], [D], [E]]);
    expect(viewers).toEqual(holders);
  });

  it("says how many categories are seen, and which private kinds", () => {
    const matrix = matrixOf(agreed(anAgreement({ categories: ["medicines", "allergies"] })));
    const opening = openingIn(matrix, A, D);
    expect(opening).toMatchObject({
      open: true,
      extent: { categories: ["allergies", "medicines"], privateKinds: ["mental-health"] },
    });
  });

  it("has what is one's own as one's own, and what those in a row see of each other", () => {
    const matrix = matrixOf(agreed(anAgreement()));
    expect(openingIn(matrix, A, A)).toBe("own");
    expect(openingIn(matrix, A, B)).toMatchObject({ open: true });
    expect(openingIn(matrix, D, D)).toBe("own");
  });

  it("says who has not signed", () => {
    const matrix = matrixOf(agreed(anAgreement()));
    expect(openingIn(matrix, E, D)).toMatchObject({ open: false, why: "source has not signed" });
    expect(openingIn(matrix, D, E)).toMatchObject({ open: false, why: "receiver has not signed" });
    expect(openingIn(matrixOf([]), D, E)).toMatchObject({ open: false, why: "no agreement", refusals: [] });
  });

  it("shows own records to people themselves, whoever else has signed", () => {
    const matrix = matrixOf(agreed(anAgreement({ purposes: ["own-record"] })), "own-record");
    expect(matrix.viewers).toEqual([undefined]);
    expect(openingIn(matrix, D, undefined)).toMatchObject({ open: true });
    expect(openingIn(matrix, E, undefined)).toMatchObject({ open: false, why: "source has not signed" });
  });

  it("leaves out organisations that have closed, or are not open yet", () => {
    const now: readonly Organisation[] = [
      { ...organisations[0]!, closed: "2026-05-02" },
      { ...organisations[1]!, closed: DAY },
      { ...organisations[2]!, opened: "2026-05-04" },
    ];
    const { holders } = sharingMatrix([], { organisations: now, purpose: "direct-care", day: DAY });
    expect(holders.map((one) => one.organisations)).toEqual([[B]]);
  });

  it("unites what several agreements open", () => {
    const matrix = matrixOf(
      agreed(
        anAgreement({ categories: ["medicines"], sensitivities: ["normal"] }),
        anAgreement({ id: "more", categories: ["alerts"], sensitivities: ["safeguarding"] }),
      ),
    );
    expect(openingIn(matrix, A, D)).toMatchObject({
      by: [{ id: "care" }, { id: "more" }],
      extent: { categories: ["alerts", "medicines"], privateKinds: ["safeguarding"] },
    });
  });

  it("names private kinds in one order, whichever category comes with them first", () => {
    const matrix = matrixOf(
      agreed(
        anAgreement({ categories: ["medicines"], sensitivities: ["gender"] }),
        anAgreement({ id: "more", categories: ["about-me"], sensitivities: ["abuse"] }),
      ),
    );
    expect(openingIn(matrix, A, D)).toMatchObject({ extent: { privateKinds: ["gender", "abuse"] } });
  });
});

const party = fc.record({
  standing: fc.constantFrom("no party", "not signed", "signed", "left"),
});
const someAgreements = fc.array(
  fc.record({
    standings: fc.tuple(party, party, party, party, party),
    categories: fc.constantFrom<AgreementSettings["categories"]>("all", ["medicines"], ["problems", "alerts"]),
    sensitivities: fc.constantFrom<string[]>(["normal"], ["normal", "abuse"], ["gender"]),
    ended: fc.boolean(),
  }),
  { maxLength: 4 },
);

describe("for any agreements", () => {
  it("the matrix opens between two exactly what is decided kind by kind, and gives the same reason", () => {
    fc.assert(
      fc.property(someAgreements, (given) => {
        const agreements = agreed(
          ...given.map(({ standings, categories, sensitivities, ended }, nth) => ({
            ...anAgreement({ id: `number-${nth}`, categories, sensitivities }),
            ...(ended && { to: "2026-05-02" }),
            parties: organisations.flatMap(({ ods: organisation }, at) => {
              const standing = standings[at]?.standing;
              if (standing === "no party") return [];
              if (standing === "not signed") return [{ organisation }];
              return [{ organisation, signed, ...(standing === "left" && { left: DAY }) }];
            }),
          })),
        );
        const matrix = matrixOf(agreements);
        for (const { ods: holder } of organisations) {
          for (const { ods: viewer } of organisations.filter(({ ods }) => ods !== holder)) {
            expect(summaryOf(openingIn(matrix, holder, viewer))).toEqual(decided(agreements, holder, viewer));
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

const summaryOf = (opening: Opening | "own") => {
  if (opening === "own") return "own";
  if (!opening.open) return opening.why;
  return { categories: opening.extent.categories, privateKinds: opening.extent.privateKinds };
};

/** The same by the rule that decides on cells. */
function decided(agreements: readonly Agreement[], source: OdsCode, receiver: OdsCode) {
  const flow = createFlowReader(agreements, { receiver, purpose: "direct-care", day: DAY });
  const categories = Object.keys(CATEGORIES) as Category[];
  const sensitivities = Object.keys(SENSITIVITIES) as Sensitivity[];
  const isOpen = (category: Category, sensitivity: Sensitivity) => flow(source, category, sensitivity).open;
  const seen = categories.filter((category) => sensitivities.some((one) => isOpen(category, one)));
  const first = flow(source, "about-me", "fertility");
  if (seen.length === 0) return first.open ? "impossible" : first.why;
  const privateKinds = sensitivities.filter(
    (one) => one !== "normal" && categories.some((category) => isOpen(category, one)),
  );
  return { categories: seen, privateKinds };
}

describe("the categories there are", () => {
  it("are as many as an agreement on all of them opens", () => {
    const opening = openingIn(matrixOf(agreed(anAgreement())), A, D);
    expect(opening !== "own" && opening.open && opening.extent.categories.length).toBe(POSSIBLE);
  });
});
