import { isoDay } from "../lives/day.ts";
import {
  ACUTE_TRUST,
  COMMUNITY_TRUST,
  COUNCILS,
  MENTAL_HEALTH_TRUST,
  PLACE_ORGANISATION,
  VOLUNTARY,
  type Town,
} from "../lives/town.ts";

type Party = { readonly organisation: string; readonly signed?: { readonly by: string; readonly on: string } };

/** One council has not signed, as happens: what it holds is seen nowhere, and the rest works. */
const NOT_SIGNED = COUNCILS[1].code;

const SIGNATORIES: Readonly<Record<string, string>> = {
  [PLACE_ORGANISATION.code]: "Helen Thorne",
  [COUNCILS[0].code]: "Graham Ellery, director of adult services",
  [ACUTE_TRUST.code]: "Dr Nadia Barlow, Caldicott guardian",
  [COMMUNITY_TRUST.code]: "Owen Pritchard, Caldicott guardian",
  [MENTAL_HEALTH_TRUST.code]: "Dr Ines Duarte, Caldicott guardian",
  [VOLUNTARY.code]: "Ruth Abara, chief executive",
};

const IN_CARE = ["normal", "mental-health", "substances", "abuse", "safeguarding", "third-party"];

/** What the organisations of the made-up place have agreed. */
export function agreementsOf(town: Town) {
  const day = (from: number): string => isoDay(town.asAt + from);
  const signing = (on: number, but: readonly string[] = []) => parties(town, day(on), [NOT_SIGNED, ...but]);
  return [
    {
      id: "care",
      name: "Sharing for care",
      purposes: ["direct-care", "safeguarding"],
      categories: "all",
      sensitivities: IN_CARE,
      legalBasis: "Health and Social Care Act 2012, section 251B: a duty to share for care",
      documents: [
        { kind: "agreement", title: "Agreement on sharing for care", version: "2.1", day: day(-410) },
        {
          kind: "dpia",
          title: "Data protection impact assessment of the shared record",
          version: "1.4",
          day: day(-420),
        },
        { kind: "privacy-notice", title: "How we share your record to care for you", version: "3", day: day(-405) },
      ],
      ...{ from: day(-400), review: day(330) },
      parties: signing(-402),
    },
    {
      id: "running",
      name: "Running the shared record",
      purposes: ["own-record", "data-quality", "linkage", "records-management", "legal-disclosure"],
      categories: "all",
      sensitivities: [...IN_CARE, "sexual-health", "fertility", "gender"],
      legalBasis: "Data Protection Act 2018, schedule 1, paragraph 2: the organisations are joint controllers",
      documents: [
        { kind: "agreement", title: "Agreement of joint controllers", version: "1.2", day: day(-410) },
        { kind: "privacy-notice", title: "Who looks after your shared record", version: "2", day: day(-405) },
      ],
      ...{ from: day(-400), review: day(-20) },
      parties: signing(-402),
    },
    {
      id: "planning",
      name: "Planning and evaluation",
      purposes: ["risk-stratification", "commissioning", "evaluation"],
      categories: "all",
      sensitivities: ["normal", "mental-health"],
      legalBasis: "NHS Act 2006, section 251: support for planning without names",
      documents: [{ kind: "agreement", title: "Agreement on planning and evaluation", version: "1.0", day: day(-330) }],
      ...{ from: day(-320), to: day(45), review: day(15) },
      parties: signing(-322, [VOLUNTARY.code]),
    },
    pilotOf(town),
  ];
}

/** What came before, and has ended. */
function pilotOf(town: Town) {
  const day = (from: number): string => isoDay(town.asAt + from);
  return {
    id: "pilot",
    name: "Pilot of the shared record",
    purposes: ["direct-care"],
    categories: ["demographics", "medicines", "allergies"],
    sensitivities: ["normal"],
    legalBasis: "Consent of each person",
    documents: [{ kind: "agreement", title: "Agreement on the pilot", version: "1.0", day: day(-900) }],
    ...{ from: day(-890), to: day(-401), review: day(-500) },
    parties: parties(town, day(-892), [NOT_SIGNED]),
  };
}

function parties(town: Town, on: string, but: readonly string[]): readonly Party[] {
  const organisations = [
    ...[PLACE_ORGANISATION.code, ...COUNCILS.map(({ code }) => code)],
    ...[ACUTE_TRUST.code, COMMUNITY_TRUST.code, MENTAL_HEALTH_TRUST.code, VOLUNTARY.code],
  ];
  return [...organisations, ...town.practices.map(({ ods }) => ods)].map((organisation) => ({
    organisation,
    ...(!but.includes(organisation) && {
      signed: { by: SIGNATORIES[organisation] ?? "The senior partner", on },
    }),
  }));
}
