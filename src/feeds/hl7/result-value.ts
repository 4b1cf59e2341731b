import type { Observation, Quantity } from "fhir/r4.js";
import { conceptOf } from "./concept.ts";
import type { MessageReading } from "./reading.ts";
import type { Repetition, Segment } from "./syntax.ts";
import { clockTimeOf, TIMES, timeOf } from "./time.ts";

type Value = Pick<
  Observation,
  "valueQuantity" | "valueCodeableConcept" | "valueString" | "valueDateTime" | "valueTime" | "valueRange"
>;

/**
 * The value of a measurement (OBX-5) by its type (OBX-2). A number that is none is kept as the words that it is: only
 * what would be lost is refused.
 * @see https://hl7.org/fhir/uv/v2mappings/ (segment OBX)
 */
export function valueIn(reading: MessageReading, obx: Segment): Value {
  const values = reading.all(obx, 5);
  const [first] = values;
  if (!first) return {};
  switch (obx.get(2)?.toUpperCase()) {
    case "NM":
      return values.length === 1 ? numberOr(obx, first) : wordsOf(values);
    case "SN":
      return structuredNumber(obx, first) ?? wordsOf(values);
    case "CE":
    case "CWE":
    case "CNE":
    case "CF":
      return values.length === 1 ? conceptOr(first) : wordsOf(values);
    case "DT":
    case "TS":
    case "DTM":
      return dateIn(reading, obx, first);
    case "TM":
      return timeIn(first) ?? wordsOf(values);
    default:
      return wordsOf(values);
  }
}

/** Each repetition is a line; formatted text keeps its breaks. */
function wordsOf(values: readonly Repetition[]): Value {
  const text = values.map((one) => one.words).join("\n");
  return text === "" ? {} : { valueString: text };
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

function numberOr(obx: Segment, value: Repetition): Value {
  const text = value.get() ?? "";
  const [, sign, rest = ""] = /^(<=?|>=?)?\s*(\S+)$/.exec(text) ?? [];
  const quantity = quantityOf(obx, rest, sign);
  return quantity ? { valueQuantity: quantity } : wordsOf([value]);
}

function quantityOf(obx: Segment, text: string, sign: string | undefined): Quantity | undefined {
  const value = NUMBER.test(text) ? Number(text) : NaN;
  if (!Number.isFinite(value)) return undefined;
  return { value, ...(isComparator(sign) && { comparator: sign }), ...unitIn(obx) };
}

const isComparator = (sign: string | undefined): sign is NonNullable<Quantity["comparator"]> =>
  sign === "<" || sign === "<=" || sign === ">" || sign === ">=";

/** OBX-6: the code is in UCUM only where the sender says so. */
export function unitIn(obx: Segment): Pick<Quantity, "unit" | "system" | "code"> {
  const code = obx.get(6);
  const unit = obx.get(6, 2) ?? code;
  if (unit === undefined) return {};
  const isUcum = obx.get(6, 3)?.toUpperCase() === "UCUM";
  return { unit, ...(isUcum && code !== undefined && { system: "http://unitsofmeasure.org", code }) };
}

/** SN: a sign, a number, and after a dash a second one: from 1 to 4. */
function structuredNumber(obx: Segment, value: Repetition): Value | undefined {
  const [sign, first, separator, second] = [1, 2, 3, 4].map((component) => value.get(component));
  const low = quantityOf(obx, first ?? "", sign);
  if (!low) return undefined;
  if (separator === undefined && second === undefined) {
    return sign === undefined || sign === "=" || isComparator(sign) ? { valueQuantity: low } : undefined;
  }
  const high = quantityOf(obx, second ?? "", undefined);
  return separator === "-" && sign === undefined && high ? { valueRange: { low, high } } : undefined;
}

function conceptOr(value: Repetition): Value {
  const concept = conceptOf(value);
  return concept ? { valueCodeableConcept: concept } : wordsOf([value]);
}

function dateIn(reading: MessageReading, obx: Segment, value: Repetition): Value {
  const time = timeOf(value.get() ?? "");
  if (time !== undefined) return { valueDateTime: time };
  reading.refuse(obx, 5, { reason: "There is no such time.", accepted: TIMES });
  return {};
}

function timeIn(value: Repetition): Value | undefined {
  const time = clockTimeOf(value.get() ?? "");
  return time === undefined ? undefined : { valueTime: time };
}
