import type { Extension } from "fhir/r4.js";
import { valueList } from "../rows/value-list.ts";
import type { TableRow } from "../table/table.ts";

/**
 * The ethnic categories of the census of 2001, as the NHS still codes them.
 * @see https://www.datadictionary.nhs.uk/data_elements/ethnic_category.html
 */
const CATEGORIES = {
  A: "White - British",
  B: "White - Irish",
  C: "White - Any other White background",
  D: "Mixed - White and Black Caribbean",
  E: "Mixed - White and Black African",
  F: "Mixed - White and Asian",
  G: "Mixed - Any other mixed background",
  H: "Asian or Asian British - Indian",
  J: "Asian or Asian British - Pakistani",
  K: "Asian or Asian British - Bangladeshi",
  L: "Asian or Asian British - Any other Asian background",
  M: "Black or Black British - Caribbean",
  N: "Black or Black British - African",
  P: "Black or Black British - Any other Black background",
  R: "Other Ethnic Groups - Chinese",
  S: "Other Ethnic Groups - Any other ethnic group",
  Z: "Not stated",
  "99": "Not known",
} as const;
type Category = keyof typeof CATEGORIES;

const CODES = Object.keys(CATEGORIES) as Category[];
const categories = valueList<Category>(CODES, Object.fromEntries(CODES.map((code) => [CATEGORIES[code], code])));

/** The extension that says it, as UK Core writes it. */
export function ethnicityIn(row: TableRow<"ethnicity">): { extension?: Extension[] } {
  const code = row.listed("ethnicity", categories);
  if (code === undefined) return {};
  const system = "https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategoryEngland";
  const url = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory";
  return { extension: [{ url, valueCodeableConcept: { coding: [{ system, code, display: CATEGORIES[code] }] } }] };
}
