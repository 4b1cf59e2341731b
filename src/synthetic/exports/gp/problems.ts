import type { AllergyIntolerance, Condition, Encounter } from "fhir/r4.js";
import { isoDay, isoMoment, type Day } from "../../lives/day.ts";
import type { Allergy } from "../../lives/prevention.ts";
import type { Consultation, Problem } from "../../lives/practice-life.ts";
import { conceptOf } from "../codes/coding.ts";
import { ALLERGEN_CODES, REACTION_CODES } from "../codes/prevention.ts";
import { PROBLEM_CODES, reasonCodeOf } from "../codes/problems.ts";
import { MODES } from "../codes/procedures.ts";
import { encounterOf, hl7, metaAt, practitionerOf, subjectOf } from "./fhir.ts";
import type { PatientView } from "./patient-view.ts";

export function conditionOn(
  view: PatientView,
  problem: Problem,
  n: number,
  recorded: Day,
  day: Day,
  encounter: number | undefined,
): Condition {
  const ended = problem.ended !== undefined && problem.ended <= day ? problem.ended : undefined;
  return {
    resourceType: "Condition",
    id: `c${view.id}-${n}`,
    meta: metaAt(Math.max(recorded, ended ?? 0)),
    clinicalStatus: { coding: [hl7("condition-clinical", ended === undefined ? "active" : "resolved")] },
    verificationStatus: { coding: [hl7("condition-ver-status", "confirmed")] },
    category: [{ coding: [hl7("condition-category", "problem-list-item")] }],
    code: conceptOf(PROBLEM_CODES[problem.name]),
    subject: subjectOf(view),
    ...(encounter === undefined ? {} : { encounter: encounterOf(view, encounter) }),
    onsetDateTime: isoDay(problem.onset),
    ...(ended === undefined ? {} : { abatementDateTime: isoDay(ended) }),
    recordedDate: isoDay(recorded),
    recorder: practitionerOf("gp", view.person.number % 4),
  };
}

export const allergyIn = (
  view: PatientView,
  { allergen, reaction, severity }: Allergy,
  n: number,
  recorded: Day,
): AllergyIntolerance => ({
  resourceType: "AllergyIntolerance",
  id: `a${view.id}-${n}`,
  meta: metaAt(recorded),
  clinicalStatus: { coding: [hl7("allergyintolerance-clinical", "active")] },
  verificationStatus: { coding: [hl7("allergyintolerance-verification", "confirmed")] },
  type: reaction === "nausea" ? "intolerance" : "allergy",
  category: [
    FOODS.has(allergen) ? "food" : allergen === "latex" || allergen === "bee-sting" ? "environment" : "medication",
  ],
  criticality: severity === "severe" ? "high" : "low",
  code: conceptOf(ALLERGEN_CODES[allergen]),
  patient: subjectOf(view),
  recordedDate: isoDay(recorded),
  reaction: [{ manifestation: [conceptOf(REACTION_CODES[reaction])], severity }],
});

const FOODS: ReadonlySet<string> = new Set(["peanut", "egg", "shellfish"]);

const MINUTES = { surgery: 12, telephone: 8, video: 12, home: 35 } as const;

export function encounterIn(
  view: PatientView,
  { on, minute, mode, by, clinician, purpose }: Consultation,
  n: number,
): Encounter {
  const { act, words, concept } = MODES[mode];
  const end = isoMoment(on, minute + MINUTES[mode]);
  return {
    resourceType: "Encounter",
    id: `e${view.id}-${n}`,
    meta: { lastUpdated: end },
    status: "finished",
    class: { system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: act, display: words },
    type: [conceptOf(concept)],
    subject: subjectOf(view),
    participant: [{ individual: practitionerOf(by, clinician) }],
    period: { start: isoMoment(on, minute), end },
    reasonCode: [conceptOf(reasonCodeOf(purpose))],
    serviceProvider: { reference: `Organization/${view.practice.ods}` },
  };
}
