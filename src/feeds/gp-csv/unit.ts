import type { Quantity } from "fhir/r4.js";

const UCUM = "http://unitsofmeasure.org";

/**
 * Units as practices write them, and as UCUM does; those that are written alike are named once.
 * @see https://ucum.org
 */
const CODES: ReadonlyMap<string, string> = new Map([
  ...["kg", "cm", "m", "g", "mm", "mL", "L", "%", "mmol/L", "mmol/mol", "mg/mmol", "mg/L", "g/L", "U/L", "nmol/L"].map(
    (unit) => [unit.toLowerCase(), unit] as const,
  ),
  ...["10*9/L", "10*12/L", "fL", "pg", "pmol/L", "L/min", "mL/min", "mm/h"].map(
    (unit) => [unit.toLowerCase(), unit] as const,
  ),
  ["umol/l", "umol/L"],
  ["µmol/l", "umol/L"],
  ["μmol/l", "umol/L"],
  ["ug/l", "ug/L"],
  ["µg/l", "ug/L"],
  ["μg/l", "ug/L"],
  ["mmhg", "mm[Hg]"],
  ["mm hg", "mm[Hg]"],
  ["kg/m2", "kg/m2"],
  ["kg/m²", "kg/m2"],
  ["×10⁹/l", "10*9/L"],
  ["x10^9/l", "10*9/L"],
  ["10^9/l", "10*9/L"],
  ["iu/l", "[iU]/L"],
  ["mu/l", "m[IU]/L"],
  ["miu/l", "m[IU]/L"],
  ["beats/min", "/min"],
  ["bpm", "/min"],
  ["/min", "/min"],
  ["°c", "Cel"],
  ["deg c", "Cel"],
  ["degrees c", "Cel"],
  ["ml/min/1.73m²", "mL/min/{1.73_m2}"],
  ["ml/min/1.73m2", "mL/min/{1.73_m2}"],
  ["ml/min/1.73m*2", "mL/min/{1.73_m2}"],
  ["points", "{score}"],
  ["units a week", "{unit}/wk"],
  ["units/week", "{unit}/wk"],
]);

/** A value in the source's unit, with the unit's code where it is known. */
export function quantityOf(value: number, unit: string): Quantity {
  if (unit === "") return { value };
  const code = CODES.get(unit.toLowerCase());
  return code === undefined ? { value, unit } : { value, unit, system: UCUM, code };
}
