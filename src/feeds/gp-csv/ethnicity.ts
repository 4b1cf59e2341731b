import type { Extension } from "fhir/r4.js";
import { ETHNIC_CATEGORIES, type EthnicCategory } from "#base";
import { valueList } from "../rows/value-list.ts";
import type { TableRow } from "../table/table.ts";

const CODES = Object.keys(ETHNIC_CATEGORIES) as EthnicCategory[];
const categories = valueList<EthnicCategory>(
  CODES,
  Object.fromEntries(CODES.map((code) => [ETHNIC_CATEGORIES[code], code])),
);

/** The extension that says it, as UK Core writes it. */
export function ethnicityIn(row: TableRow<"ethnicity">): { extension?: Extension[] } {
  const code = row.listed("ethnicity", categories);
  if (code === undefined) return {};
  const system = "https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategoryEngland";
  const url = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory";
  return {
    extension: [{ url, valueCodeableConcept: { coding: [{ system, code, display: ETHNIC_CATEGORIES[code] }] } }],
  };
}
