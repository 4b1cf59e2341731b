import type { CodeableConcept, Observation, Quantity } from "fhir/r4.js";
import type { EventMapping } from "#place";
import { conceptOf, type MappedRow } from "./row.ts";

/** What stands in a value's cell, as an Observation has it. */
export type Value = Pick<Observation, "valueQuantity" | "valueString" | "valueCodeableConcept">;

/**
 * The value of an observation: of a code map, a number with its unit, or words. Without one, where there is a column for
 * it, the row says nothing.
 */
export function valueOf(row: MappedRow, { value, unit }: EventMapping): Value {
  const concept = row.concept(value, "row");
  if (!concept) {
    const isTold = row.rejections.some(({ field }) => field === value?.column);
    if (value?.column !== undefined && !isTold) row.refuse(value.column, NO_VALUE, "row");
    return {};
  }
  if (concept.coding ?? value?.codes) return { valueCodeableConcept: concept };
  return plainValue(concept.text ?? "", row.text(unit));
}

const NO_VALUE = { reason: "This must not be empty.", accepted: "A value" };
const NO_MEASURE = { reason: "None of the measurements stands in this row.", accepted: "At least one of them" };

type Measure = NonNullable<EventMapping["measures"]>[number];
type Measured = { readonly column: string; readonly what: CodeableConcept; readonly value: Value };

/** The measurements of a row, each in its column; those that are empty are none, but all of them may not be. */
export function measuresOf(row: MappedRow, measures: readonly Measure[]): readonly Measured[] {
  const measured = measures.flatMap((measure) => measuredIn(row, measure));
  const [first] = measures;
  if (measured.length === 0 && first) row.refuse(first.column, NO_MEASURE, "row");
  return measured;
}

function measuredIn(row: MappedRow, { column, what, unit }: Measure): readonly Measured[] {
  const text = row.text({ column });
  if (text === undefined) return [];
  return [{ column, what: conceptOf(what ?? { display: column }, undefined), value: plainValue(text, unit) }];
}
/** "< 5", "1,234.5", "72 kg"; what is no number is kept as words. */
function plainValue(text: string, unit: string | undefined): Value {
  const [, comparator, number = "", own] =
    /^(<=?|>=?)?\s*(-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d{1,15}(?:\.\d{1,15})?)\s*([^\d\s,./-][^\d]{0,30})?$/.exec(
      text,
    ) ?? [];
  if (number === "") return { valueString: text };
  const said = own?.trim() ?? unit;
  const quantity: Quantity = {
    value: Number(number.replaceAll(",", "")),
    ...(comparator !== undefined && { comparator: comparator as NonNullable<Quantity["comparator"]> }),
    ...(said !== undefined && { unit: said }),
  };
  return { valueQuantity: quantity };
}
