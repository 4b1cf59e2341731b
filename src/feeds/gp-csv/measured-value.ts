import type { Observation, Quantity } from "fhir/r4.js";
import { valueList } from "../rows/value-list.ts";
import type { TableRow } from "../table/table.ts";
import { quantityOf } from "./unit.ts";

export const VALUE_COLUMNS = {
  value: ["NumericValue", "Value", "ResultValue"],
  unit: ["NumericUnit", "NumericUnits", "Units", "ResultUnit"],
  operator: ["NumericOperator", "ValueOperator"],
  low: ["NumericRangeLow", "RangeLow"],
  high: ["NumericRangeHigh", "RangeHigh"],
  abnormal: "Abnormal",
  abnormalReason: "AbnormalReason",
} as const;
type Row = TableRow<keyof typeof VALUE_COLUMNS>;

/** What was measured, between which values it is ordinary, and whether the laboratory found it out of the ordinary. */
export function valueIn(row: Row): Pick<Observation, "valueQuantity" | "referenceRange" | "interpretation"> {
  const value = numberIn(row, "value");
  const unit = row.text("unit");
  return {
    ...(value !== undefined && { valueQuantity: { ...comparatorIn(row), ...quantityOf(value, unit) } }),
    ...interpretationIn(row),
    ...rangeIn(row, unit),
  };
}

/** Below zero too: base excess, say. Suppliers pad with zeros: 60.000. */
function numberIn<Column extends string>(row: TableRow<Column>, column: Column): number | undefined {
  const text = row.text(column);
  if (text === "") return undefined;
  if (/^-?\d{1,12}(?:\.\d{1,18})?$/.test(text)) return Number(text);
  row.refuse(column, NO_NUMBER, "field");
  return undefined;
}

const NO_NUMBER = { reason: "This is not a number.", accepted: "A number such as 12.5 or -0.8" };

/** The order is the one in which they are shown when one is refused. */
const OPERATORS = ["<", "<=", ">", ">=", "="] as const;
type Operator = (typeof OPERATORS)[number];
const isOperator = (text: string): text is Operator => OPERATORS.some((one) => one === text);

/** Signs alone: a list that finds words however they are spelt would not tell them apart. */
function comparatorIn(row: TableRow<"operator">): Pick<Quantity, "comparator"> {
  const text = row.text("operator");
  if (text === "" || text === "=") return {};
  if (isOperator(text) && text !== "=") return { comparator: text };
  row.refuse("operator", { reason: "This sign is not in the list.", accepted: OPERATORS.join(" ") }, "field");
  return {};
}

function rangeIn(row: TableRow<"low" | "high">, unit: string): Pick<Observation, "referenceRange"> {
  const [low, high] = [numberIn(row, "low"), numberIn(row, "high")];
  if (low === undefined && high === undefined) return {};
  if (low !== undefined && high !== undefined && low > high) {
    row.refuse("high", UPSIDE_DOWN, "field");
    return {};
  }
  return {
    referenceRange: [
      {
        ...(low !== undefined && { low: quantityOf(low, unit) }),
        ...(high !== undefined && { high: quantityOf(high, unit) }),
      },
    ],
  };
}

const UPSIDE_DOWN = {
  reason: "This range ends below where it begins.",
  accepted: "A number not smaller than NumericRangeLow",
};

/** @see https://hl7.org/fhir/R4/valueset-observation-interpretation.html */
const REASONS = { HI: ["H", "High"], LO: ["L", "Low"], "": ["A", "Abnormal"] } as const;
type Reason = keyof typeof REASONS;
const reasons = valueList<Reason>(["HI", "LO"], {
  ...{ High: "HI", H: "HI", HH: "HI", "Above range": "HI", "Above high reference limit": "HI" },
  ...{ Low: "LO", L: "LO", LL: "LO", "Below range": "LO", "Below low reference limit": "LO" },
});

/** A reason in the laboratory's own words says no more than that it is out of the ordinary. */
function interpretationIn(row: TableRow<"abnormal" | "abnormalReason">): Pick<Observation, "interpretation"> {
  const text = row.text("abnormalReason");
  const flag = row.text("abnormal").toLowerCase();
  if (text === "" && flag !== "true" && flag !== "1" && flag !== "y" && flag !== "yes") return {};
  const [code, display] = REASONS[reasons.find(text) ?? ""];
  const system = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation";
  return { interpretation: [{ coding: [{ system, code, display }] }] };
}
