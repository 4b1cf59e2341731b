import type { SuppliedEntry } from "#record";
import type { DeliveryFacts, Rejection } from "../adapter.ts";
import { labelOf } from "../labels.ts";
import { patientOf } from "./about-patient.ts";
import { rejectionOf } from "../fault.ts";
import { asResource, type Json } from "./json.ts";
import { recordedAt } from "./recorded.ts";
import { findFaults } from "./validate.ts";

/** What one received resource came to. */
export type Taken = { readonly entry?: SuppliedEntry; readonly rejections: readonly Rejection[] };

/** Where a resource stood and how it looked there. */
export type Received = {
  readonly line: number;
  /** As it stood in the file, for the rejection. */
  readonly row: () => string;
  /** Its JSON as received, when nothing has been changed in it so far. */
  readonly json?: string;
};

export const NO_REJECTIONS: readonly Rejection[] = [];

/** A resource whose references are settled, as an entry; faulty elements are dropped or cost the row. */
export function takeResource(resource: Json, received: Received, facts: DeliveryFacts): Taken {
  const findings = findFaults(resource, facts.now);
  const rejections =
    findings.length === 0
      ? NO_REJECTIONS
      : findings.map(({ fault, lost }) => rejectionOf(fault, received.line, received.row(), lost));
  if (rejections.some(({ lost }) => lost === "row")) return { rejections };
  const patient = patientOf(resource);
  if (typeof patient === "object") {
    return { rejections: [...rejections, rejectionOf(patient, received.line, received.row(), "row")] };
  }
  const { category, sensitivity } = labelOf(resource, facts);
  const entry = {
    resource: asResource(resource),
    ...(received.json === undefined || findings.length > 0 ? {} : { json: received.json }),
    ...(patient === undefined ? {} : { patient }),
    category,
    sensitivity,
    recorded: recordedAt(resource, facts.received),
    line: received.line,
  };
  return { entry, rejections };
}
