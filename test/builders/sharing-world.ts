import { cellId, mustSucceed, odsCode, type OdsCode } from "#base";
import type { AgreementSettings } from "#place";
import { CATEGORIES, PURPOSES, SENSITIVITIES, type Category, type Purpose, type Sensitivity } from "#sharing";
import { agreementsOf, type Agreement } from "../../src/sharing/agreement/agreement.ts";
import { NO_CHOICES, type Choices } from "../../src/sharing/choice/choice.ts";
import type { Cell, Ground } from "../../src/sharing/decision/decide.ts";
import type { Asker, RelationshipStanding } from "../../src/sharing/standing/standing.ts";
import type { AgreementState, AskerKind, ChoiceState, RelationshipState } from "../spec/sharing.ts";

/** The day on which the promises about sharing are asked for. */
export const ASKED_ON = "2026-05-03";

/** Where those who ask work; the second has not signed. */
export const ASKING = odsCode("X99101");
export const ASKING_UNSIGNED = odsCode("X99102");
const SIGNED = odsCode("X99103");
const UNSIGNED = odsCode("X99104");
const LAPSED = odsCode("X99105");
const SIGNED_PRACTICE = odsCode("X99106");

export const WORLD_ORGANISATIONS: readonly OdsCode[] = [
  ...[ASKING, ASKING_UNSIGNED, SIGNED, UNSIGNED, LAPSED, SIGNED_PRACTICE],
];

const shared: readonly Sensitivity[] = [
  ...(["normal", "mental-health", "substances", "abuse", "safeguarding", "third-party"] as const),
];
const signature = { by: "A Signatory", on: "2025-01-01" };
const terms = {
  purposes: Object.keys(PURPOSES).filter((one) => one !== "own-record"),
  categories: "all",
  sensitivities: [...shared],
  legalBasis: "A task in the public interest",
  documents: [],
  from: "2025-01-01",
  review: "2027-01-01",
} as const satisfies Partial<AgreementSettings>;

const ownRecord = {
  purposes: ["own-record"],
  sensitivities: Object.keys(SENSITIVITIES).filter((one) => one !== "restricted"),
};

/** Agreements in force, on care and on people's own record, which two have not signed; and two that have ended. */
export const WORLD_AGREEMENTS: readonly AgreementSettings[] = worldTerms().flatMap((one) => [
  one,
  { ...one, ...ownRecord, id: `own-${one.id}`, name: `${one.name}: people's own record` },
]);

function worldTerms(): readonly AgreementSettings[] {
  return [
    {
      ...{ ...terms, purposes: [...terms.purposes], id: "care", name: "Sharing for care" },
      documents: [],
      parties: [
        { organisation: ASKING, signed: signature },
        { organisation: SIGNED, signed: signature },
        { organisation: SIGNED_PRACTICE, signed: signature },
        { organisation: UNSIGNED },
        { organisation: ASKING_UNSIGNED },
      ],
    },
    {
      ...{ ...terms, purposes: [...terms.purposes], id: "old", name: "The old sharing", to: "2026-01-31" },
      documents: [],
      parties: [
        { organisation: ASKING, signed: signature },
        { organisation: LAPSED, signed: signature },
      ],
    },
  ];
}

export const worldAgreements = (): readonly Agreement[] =>
  mustSucceed(agreementsOf({ agreements: [...WORLD_AGREEMENTS] }));

/** Every kind of fact from every organisation of the world; the first to ask is a practice or not. */
export function worldCells(isAskerPractice: boolean): readonly Cell[] {
  const categories = Object.keys(CATEGORIES) as Category[];
  const sensitivities = Object.keys(SENSITIVITIES) as Sensitivity[];
  return WORLD_ORGANISATIONS.flatMap((source) =>
    categories.flatMap((category) => sensitivities.map((sensitivity) => ({ source, category, sensitivity }))),
  ).map((cell, nth) => ({
    ...cell,
    id: cellId(nth + 1),
    fromPractice: cell.source === SIGNED_PRACTICE || (cell.source === ASKING && isAskerPractice),
  }));
}

export const worldGround = (isAskerPractice = false): Ground => ({
  cells: worldCells(isAskerPractice),
  agreements: worldAgreements(),
  day: ASKED_ON,
});

export const isPracticeOfTheWorld = (source: OdsCode): boolean => source === SIGNED_PRACTICE;

/** How a source stands to whoever asks from an organisation, or to people themselves, who belong to none. */
export function stateBetween(source: OdsCode, asking: OdsCode | undefined): AgreementState {
  if (source === asking) return "own";
  if (asking === ASKING_UNSIGNED) return "asker has not signed";
  if (source === UNSIGNED || source === ASKING_UNSIGNED) return "source has not signed";
  return source === LAPSED ? "ended" : "signed";
}

/** The source, and where whoever asks works, of each state of agreement. */
export function partiesOf(state: AgreementState, fromPractice: boolean): { source: OdsCode; asking: OdsCode } {
  const signed = fromPractice ? SIGNED_PRACTICE : SIGNED;
  switch (state) {
    case "own":
      return { source: ASKING, asking: ASKING };
    case "signed":
      return { source: signed, asking: ASKING };
    case "source has not signed":
      return { source: UNSIGNED, asking: ASKING };
    case "asker has not signed":
      return { source: signed, asking: ASKING_UNSIGNED };
    case "ended":
      return { source: LAPSED, asking: ASKING };
  }
}

/** Whoever asks, where they are somebody at all. */
export function askerOf(kind: AskerKind, organisation: OdsCode): Asker | undefined {
  switch (kind) {
    case "ended":
      return undefined;
    case "self":
      return { kind };
    case "proxy":
      return { kind, scope: ["demographics", "problems"] };
    default:
      return { kind: "staff", role: kind, organisation };
  }
}

export const standingOf = (state: RelationshipState): RelationshipStanding => (state === "over" ? "none" : state);

/** `source`: of whose fact it is asked. */
export function choicesOf(state: ChoiceState, source: OdsCode, asking: OdsCode): Choices {
  switch (state) {
    case "none":
      return NO_CHOICES;
    case "not to be seen by the asker":
      return { ...NO_CHOICES, notSeenBy: [asking] };
    case "not to be shared by the source":
      return { ...NO_CHOICES, notSharedBy: [source] };
    case "problems not to be shared":
      return { ...NO_CHOICES, categories: ["problems"] };
    case "nothing to be shared":
      return { ...NO_CHOICES, nothingShared: true };
    case "national data opt-out":
      return { ...NO_CHOICES, national: true };
    case "type 1 opt-out":
      return { ...NO_CHOICES, typeOne: true };
  }
}

export const PURPOSES_ASKED = Object.keys(PURPOSES) as readonly Purpose[];
export const SENSITIVITIES_ASKED = Object.keys(SENSITIVITIES) as readonly Sensitivity[];
