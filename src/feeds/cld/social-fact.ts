import type { Observation } from "fhir/r4.js";
import { uuidV5 } from "#base";
import type { Sensitivity } from "#sharing";
import { subjectOf } from "./event.ts";
import { FACTS } from "./extension.ts";
import type { CldRow } from "./row.ts";
import { SETTLED_ACCOMMODATION } from "./value-lists.ts";

/** What each row repeats about a person's life, whatever its event. */
export type FactKind =
  | "primarySupportReason"
  | "accommodation"
  | "employment"
  | "unpaidCarer"
  | "autism"
  | "visualImpairment"
  | "hearingImpairment"
  | "dementia";

const FACT_NAMES: Readonly<Record<FactKind, string>> = {
  primarySupportReason: "Primary support reason",
  accommodation: "Accommodation",
  employment: "Employment",
  unpaidCarer: "Has an unpaid carer",
  autism: "Autism",
  visualImpairment: "Visual impairment",
  hearingImpairment: "Hearing impairment",
  dementia: "Dementia",
};

export const FACT_KINDS = Object.keys(FACT_NAMES) as readonly FactKind[];

/** One observation for each person, kind and value, so that a value that comes again is the same entry. */
export function socialFactOf(row: CldRow, kind: FactKind, value: string): Observation & { id: string } {
  return {
    resourceType: "Observation",
    id: uuidV5(["cld", "fact", row.laCode, row.person, kind, value].join("|")),
    status: "final",
    category: [SOCIAL_HISTORY],
    code: { coding: [{ system: FACTS, code: kind, display: FACT_NAMES[kind] }], text: FACT_NAMES[kind] },
    subject: subjectOf(row),
    effectiveDateTime: row.start,
    valueCodeableConcept: { text: value },
    ...(kind === "accommodation" && value !== "Unknown" ? { component: [settled(value)] } : {}),
  };
}

const SOCIAL_HISTORY = {
  coding: [{ system: "http://terminology.hl7.org/CodeSystem/observation-category", code: "social-history" }],
};

const settledValues: ReadonlySet<string> = new Set(SETTLED_ACCOMMODATION);

const settled = (value: string) => ({
  code: { coding: [{ system: FACTS, code: "settled" }], text: "Settled accommodation" },
  valueBoolean: settledValues.has(value),
});

/** Values that say more than ordinary social care does. */
const SENSITIVE_VALUES: ReadonlyMap<string, Sensitivity> = new Map<string, Sensitivity>([
  ["Social Support: Substance misuse support", "substances"],
  ["Mental Health Support", "mental-health"],
  ["Refuge", "abuse"],
]);

export const sensitivityOfFact = (value: string): Sensitivity => SENSITIVE_VALUES.get(value) ?? "normal";
