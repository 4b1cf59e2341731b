import type { Patient as FhirPatient } from "fhir/r4.js";
import { describe, expect, it } from "vitest";
import { REGISTRATION_COLUMNS, registrationRow } from "./registration.ts";

const aPatient = (patient: Partial<FhirPatient>): FhirPatient => ({ resourceType: "Patient", ...patient });
const column = (name: string, ...versions: readonly Partial<FhirPatient>[]): readonly string[] =>
  registrationRow(versions.map(aPatient))[REGISTRATION_COLUMNS.findIndex((one) => one.name === name)] ?? [];

describe("What of a registration is compared", () => {
  it("is each value once, those that were given up as well", () => {
    const before = { name: [{ family: "Brown", given: ["Ann"] }], address: [{ postalCode: "ZZ1 1AA" }] };
    const after = {
      name: [
        { family: "O’Hara", given: ["Ann", "Mary"] },
        { use: "maiden" as const, family: "Brown" },
      ],
      address: [{ postalCode: "zz11aa" }, { postalCode: "ZZ2 OBS" }],
    };
    expect(column("family name", before, after)).toEqual(["brown", "ohara"]);
    expect(column("given name", before, after)).toEqual(["ann"]);
    expect(column("postcode", before, after)).toEqual(["zz1 1aa", "zz2 0bs"]);
  });

  it("is written alike, however it came", () => {
    expect(column("given name", { name: [{ given: ["Zoë"] }] })).toEqual(["zoe"]);
    expect(column("phone", { telecom: [{ system: "phone", value: "+44 (0)7700 900123" }] })).toEqual(["07700900123"]);
    expect(column("email", { telecom: [{ system: "email", value: "Ann@Example.org" }] })).toEqual(["ann@example.org"]);
    expect(column("address", { address: [{ line: ["12, Salisbury Road"] }] })).toEqual(["12 salisbury road"]);
  });

  it("is not what stands where nothing is known", () => {
    expect(column("given name", { name: [{ given: ["BABY GIRL"] }] })).toEqual([]);
    for (const none of ["1900-01-01", "1950", "1950-06", "2023-02-31", "1999-13-01", "9999-99-99", "19500601"]) {
      expect(column("date of birth", { birthDate: none })).toEqual([]);
    }
    expect(column("date of birth", { birthDate: "2024-02-29" })).toEqual(["20240229"]);
    // A wrong check digit, and what is written where no number is known.
    for (const none of [
      "9999999998",
      "9999999999",
      "0000000000",
      "1111111111",
      "999 999 9999",
      "999999999",
      "unknown",
    ]) {
      const identifier = [{ system: "https://fhir.nhs.uk/Id/nhs-number", value: none }];
      expect(column("NHS number", { identifier })).toEqual([]);
    }
    expect(column("sex", { gender: "unknown" })).toEqual([]);
  });
});
