import type { CodeableConcept, Observation, Quantity } from "fhir/r4.js";
import type { EventMapping } from "#place";
import { conceptOf, type MappedRow } from "./row.ts";

/** What stands in a value's cell, as an Observation has it. */
export type Value = Pick<Observation, "valueQuantity" | "valueString" | "valueCodeableConcept">;

/** The value of an observation: of a code map, a number with its unit, or words; nothing where it is empty. */
export function valueOf(row: MappedRow, { value, unit }: EventMapping): Value {
  const concept = row.concept(value, "field");
  if (!concept) return {};
  if (concept.coding ?? value?.codes) return { valueCodeableConcept: concept };
  return plainValue(concept.text ?? "", row.text(unit));
}

type Measure = NonNullable<EventMapping["measures"]>[number];
type Measured = { readonly column: string; readonly what: CodeableConcept; readonly value: Value };

/** The measurements of a row, each in its column; those that are empty are none. */
export function measuresOf(row: MappedRow, measures: readonly Measure[]): readonly Measured[] {
  return measures.flatMap(({ column, what, unit }) => {
    const text = row.text({ column });
    if (text === undefined) return [];
    return [{ column, what: conceptOf(what ?? { display: column }, undefined), value: plainValue(text, unit) }];
  });
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
