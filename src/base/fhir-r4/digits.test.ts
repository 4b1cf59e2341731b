import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fhirJsonOf, hasDigitsToKeep, parseFhirJson } from "./digits.ts";

type Quantity = { value: number };

describe("The digits of a number", () => {
  it.each(["1.00", "1.0E3", "-0", "0.00", "0.00000010", "12345678901234567890", "1.000000000000000000001"])(
    "stay as they were written: %s",
    (digits) => {
      for (const json of [`{"value":${digits}}`, `{"list":[1,${digits}]}`, `[{"deep":{"value":${digits}}}]`]) {
        const parsed = parseFhirJson(json);
        expect(hasDigitsToKeep(parsed)).toBe(true);
        expect(fhirJsonOf(parsed)).toBe(json);
      }
    },
  );

  it("are those of the number that is there now", () => {
    const quantity = parseFhirJson('{"value":1.00}') as Quantity;
    expect(quantity.value).toBe(1);
    quantity.value = 2;
    expect(fhirJsonOf(quantity)).toBe('{"value":2}');
  });

  it.each(["1e400", "0e99999", `1.${"0".repeat(500)}`])("are not kept where no database would take them", (digits) => {
    expect(fhirJsonOf(parseFhirJson(`{"value":${digits}}`))).not.toContain(digits);
  });

  it("are kept whatever JSON they stand in", () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom("", " ", "\n"), (json, space) => {
        const given = `{"a":${space}1.0${space},"b":${json}}`;
        expect(JSON.parse(fhirJsonOf(parseFhirJson(given)))).toEqual(JSON.parse(given));
        expect(fhirJsonOf(parseFhirJson(given))).toContain('"a":1.0,');
      }),
      { numRuns: 2_000 },
    );
  });
});
