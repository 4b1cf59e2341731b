import type { CarePlan, CodeableConcept, Procedure } from "fhir/r4.js";
import { idOfParts, sourceId } from "../source-id.ts";
import { isOver } from "./cells.ts";
import { entryRef, extended, patientRef } from "./reference.ts";

/** What a row says of one care plan. Days are YYYY-MM-DD or FHIR dateTimes. */
export type Plan = {
  readonly id: string;
  readonly patient: string;
  readonly kind: CodeableConcept | undefined;
  readonly created: string | undefined;
  readonly updated: string | undefined;
  readonly implemented: string | undefined;
  /** When the source ceased to report it. */
  readonly ended: string | undefined;
  /** Its title where the row gives no words for its kind. */
  readonly otherwise: string;
};

export function carePlanOf(plan: Plan, now: Date): CarePlan & { id: string } {
  const { id, patient, kind, created, updated, implemented, ended, otherwise } = plan;
  const start = implemented ?? created;
  return {
    resourceType: "CarePlan",
    id: sourceId(id),
    ...extended(updated === undefined ? undefined : { url: LAST_UPDATED, valueDateTime: updated }),
    status: isOver(ended, now) ? "completed" : "active",
    intent: "plan",
    ...(kind && { category: [kind] }),
    title: kind?.text ?? otherwise,
    ...(updated !== undefined && { description: `Last updated on ${updated.slice(0, 10)}` }),
    subject: patientRef(patient),
    ...((start !== undefined || ended !== undefined) && {
      period: { ...(start !== undefined && { start }), ...(ended !== undefined && { end: ended }) },
    }),
    ...(created !== undefined && { created }),
  };
}

const LAST_UPDATED = "https://wholestory.example/fhir/care-plan-last-updated";

/** That somebody agreed to a care plan: who, as a code of the data dictionary, and when. */
export type PlanAgreement = {
  readonly patient: string;
  readonly plan: string;
  readonly on: string | undefined;
  readonly by: CodeableConcept | undefined;
};

export function agreementOf({ patient, plan, on, by }: PlanAgreement): Procedure & { id: string } {
  return {
    resourceType: "Procedure",
    id: idOfParts("care-plan-agreement", plan, on ?? "", by?.coding?.[0]?.code ?? by?.text ?? ""),
    ...extended(by && { url: AGREED_BY, valueCodeableConcept: by }),
    basedOn: [entryRef("CarePlan", plan)],
    status: "completed",
    code: { text: by?.text === undefined ? "Care plan agreed" : `Care plan agreed by ${by.text}` },
    subject: patientRef(patient),
    ...(on !== undefined && { performedDateTime: on }),
  };
}

const AGREED_BY = "https://wholestory.example/fhir/care-plan-agreed-by";
