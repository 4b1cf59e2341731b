import type { Rejection } from "./adapter.ts";

/** What is wrong in one element. */
export type Fault = {
  /** Column, or FHIR path such as Patient.identifier[1].value. */
  readonly path: string;
  readonly reason: string;
  readonly accepted: string;
  readonly value?: unknown;
};

export type Loss = Rejection["lost"];

/** What these rejections cost. A row with several faults is lost once, and its fields with it. */
export function lossesOf(rejections: readonly Rejection[]): { readonly rows: number; readonly fields: number } {
  const lost = new Set(rejections.flatMap((one) => (one.lost === "row" ? one.line : [])));
  return { rows: lost.size, fields: rejections.filter((one) => !lost.has(one.line)).length };
}

/** A fault as it is shown, with where it stood. `row` is the line or entry as received. */
export function rejectionOf(fault: Fault, line: number, row: string | undefined, lost: Loss): Rejection {
  const value = valueText(fault.value);
  return {
    line,
    field: shown(fault.path, 200),
    reason: fault.reason,
    accepted: fault.accepted,
    ...(value === undefined ? {} : { value: shown(value, 200) }),
    ...(row === undefined ? {} : { row: shown(row, 2000) }),
    lost,
  };
}

function valueText(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A received text as a rejection shows it: shortened, and without characters that no database holds. */
function shown(text: string, length: number): string {
  const short = text.length <= length ? text : text.slice(0, length - 1) + "…";
  return short.replaceAll("\0", "").toWellFormed();
}
