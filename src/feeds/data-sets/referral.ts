import type { CodeableConcept, ServiceRequest } from "fhir/r4.js";
import { sourceId } from "../source-id.ts";
import { teamWords, type Team } from "./care-contact.ts";
import { isOver } from "./cells.ts";
import { extended, organisationRef, patientRef } from "./reference.ts";

/** What a row says of one referral to a provider's services. */
export type Referral = {
  readonly id: string;
  readonly patient: string;
  readonly provider: string | undefined;
  /** A FHIR dateTime. */
  readonly received: string;
  /** When the provider discharged them, or turned them away: a FHIR dateTime. */
  readonly discharged: string | undefined;
  readonly rejected: string | undefined;
  readonly priority: ServiceRequest["priority"] | undefined;
  readonly from: { readonly source: CodeableConcept | undefined; readonly organisation: string | undefined };
  readonly reason: CodeableConcept | undefined;
  readonly team: Team;
  /** "community services". */
  readonly services: string;
};

/** A referral as a FHIR ServiceRequest: it lasts until the provider discharges them, and with it the provider's part in their care. */
export function serviceRequestOf(referral: Referral, now: Date): ServiceRequest & { id: string } {
  const { id, patient, provider, received, discharged, rejected, priority, from, reason, team } = referral;
  const ended = discharged ?? rejected;
  return {
    resourceType: "ServiceRequest",
    id: sourceId(id),
    ...extended(from.source && { url: SOURCE_OF_REFERRAL, valueCodeableConcept: from.source }),
    status: statusOf(referral, now),
    intent: "order",
    ...(priority && { priority }),
    code: { ...team.kind, text: `Referral to ${teamWords(team) ?? referral.services}` },
    subject: patientRef(patient),
    occurrencePeriod: { start: received, ...(ended !== undefined && { end: ended }) },
    authoredOn: received,
    ...(from.organisation !== undefined && { requester: organisationRef(from.organisation) }),
    ...(provider !== undefined && { performer: [organisationRef(provider)] }),
    ...(reason && { reasonCode: [reason] }),
  };
}

const SOURCE_OF_REFERRAL = "https://wholestory.example/fhir/source-of-referral";

function statusOf({ discharged, rejected }: Referral, now: Date): ServiceRequest["status"] {
  if (rejected !== undefined) return "revoked";
  return isOver(discharged, now) ? "completed" : "active";
}
