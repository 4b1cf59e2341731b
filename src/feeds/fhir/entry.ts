import { fhirJsonOf, hasDigitsToKeep } from "#base";
import type { SuppliedEntry } from "#record";
import type { DeliveryFacts, Rejection } from "../adapter.ts";
import { labelOf } from "../labels.ts";
import { patientOf } from "./about-patient.ts";
import { NOTHING_HELD, type Cleaning } from "./cleaning.ts";
import { rejectionOf, type Fault } from "../fault.ts";
import { asResource, type Json } from "./json.ts";
import { recordedAt } from "./recorded.ts";
import { findFaults, type Finding } from "./validate.ts";

/** What one received resource came to. */
export type Taken = { readonly entry?: SuppliedEntry; readonly rejections: readonly Rejection[] };

/** Where a resource stood and how it looked there. */
export type Received = {
  readonly line: number;
  /** As it stood in the file, for the rejection. */
  readonly row: () => string;
  /** Its JSON as received, when nothing has been changed in it so far. */
  readonly json?: string;
  /** What was done to the narratives and attachments in it. */
  readonly cleaning?: Cleaning;
};

export const NO_REJECTIONS: readonly Rejection[] = [];

/** A resource whose references are settled, as an entry; faulty elements are dropped or cost the row. */
export function takeResource(resource: Json, received: Received, facts: DeliveryFacts): Taken {
  const cleaning = received.cleaning ?? NOTHING_HELD;
  const faulty = findFaults(resource, facts.now);
  const findings = cleaning.faults.length === 0 ? faulty : [...cleaning.faults.map(ofField), ...faulty];
  const rejections =
    findings.length === 0
      ? NO_REJECTIONS
      : findings.map(({ fault, lost }) => rejectionOf(fault, received.line, received.row(), lost));
  if (rejections.some(({ lost }) => lost === "row")) return { rejections };
  const patient = patientOf(resource);
  if (typeof patient === "object") {
    return { rejections: [...rejections, rejectionOf(patient, received.line, received.row(), "row")] };
  }
  const isUntouched = !cleaning.changed && findings.length === 0;
  const { category, sensitivity } = labelOf(resource, facts);
  const entry = {
    resource: asResource(resource),
    ...jsonOf(resource, isUntouched ? received.json : undefined),
    ...(patient === undefined ? {} : { patient }),
    category,
    sensitivity,
    recorded: recordedAt(resource, facts.received),
    line: received.line,
  };
  return { entry, rejections };
}

const ofField = (fault: Fault): Finding => ({ fault, lost: "field" });

/** The text to keep where writing the resource anew would say less: as received, or with the digits of its numbers. */
function jsonOf(resource: Json, received: string | undefined): { readonly json?: string } {
  if (received !== undefined) return { json: received };
  return hasDigitsToKeep(resource) ? { json: fhirJsonOf(resource) } : {};
}
