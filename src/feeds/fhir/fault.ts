import type { Rejection } from "../adapter.ts";
import { shortened } from "./json.ts";

/** What is wrong in one element. */
export type Fault = {
  /** FHIR path, such as Patient.identifier[1].value. */
  readonly path: string;
  readonly reason: string;
  readonly accepted: string;
  readonly value?: unknown;
};

export type Loss = Rejection["lost"];

/** A fault as it is shown, with where it stood. `row` is the line or entry as received. */
export function rejectionOf(fault: Fault, line: number, row: string | undefined, lost: Loss): Rejection {
  const value = valueText(fault.value);
  return {
    line,
    field: fault.path,
    reason: fault.reason,
    accepted: fault.accepted,
    ...(value === undefined ? {} : { value: shortened(value, 200) }),
    ...(row === undefined ? {} : { row: shortened(row, 2000) }),
    lost,
  };
}

function valueText(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}
