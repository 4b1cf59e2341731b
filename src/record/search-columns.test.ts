import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entryIdOf, odsCode } from "#base";
import { referencesIn, tokenOf, tokensOf } from "./search-columns.ts";

const SOURCE = odsCode("X99001");
const encounter = (id: string) => entryIdOf(SOURCE, "Encounter", id);

describe("the entries that an entry points at", () => {
  it("are those of its references, each once, whatever the spaces", () => {
    const json = `{"encounter":{"reference":"Encounter/1"},"partOf":[{"reference" : "Encounter/2"},{"reference":\n"Encounter/1"}]}`;
    expect(referencesIn(json, SOURCE)).toEqual([encounter("1"), encounter("2")]);
  });

  it("are found where slashes are escaped, as some programs write them", () => {
    expect(referencesIn(String.raw`{"encounter":{"reference":"Encounter\/1"}}`, SOURCE)).toEqual([encounter("1")]);
  });

  it("are not the patient, who is a column of its own, nor anything outside of the source", () => {
    for (const reference of [
      "Patient/1",
      "https://example.org/Encounter/1",
      "#contained",
      "urn:uuid:1",
      "Encounter/",
    ]) {
      expect(referencesIn(JSON.stringify({ subject: { reference } }), SOURCE)).toEqual([]);
    }
  });

  it("cannot be faked from within a text", () => {
    const texts = ['"reference":"Encounter/1"', String.raw`\"reference":"Encounter/1"`, '","reference":"Encounter/1'];
    for (const text of texts) {
      expect(referencesIn(JSON.stringify({ note: [{ text }], [text]: text }), SOURCE)).toEqual([]);
    }
  });

  it("cannot be faked from within any text that is written as JSON", () => {
    const pieces = fc.constantFrom('"', "\\", "reference", ":", "Encounter/1", " ", "\n", "{", "}", ",");
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        expect(referencesIn(JSON.stringify({ note: parts.join("") }), SOURCE)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("the tokens of an entry", () => {
  const SNOMED = "http://snomed.info/sct";
  const has = (resource: Parameters<typeof tokensOf>[0], parameter: string, system: string, code: string) =>
    tokensOf(resource).includes(tokenOf(parameter, system, code));

  it("find a code with its system and without", () => {
    const condition = { resourceType: "Condition", code: { coding: [{ system: SNOMED, code: "44054006" }] } };
    expect(has(condition, "Condition.code", SNOMED, "44054006")).toBe(true);
    expect(has(condition, "Condition.code", "", "44054006")).toBe(true);
    expect(has(condition, "Condition.code", "http://example.org", "44054006")).toBe(false);
    expect(has(condition, "Observation.code", SNOMED, "44054006")).toBe(false);
  });

  it("find every coding, identifier and status", () => {
    const report = {
      resourceType: "DiagnosticReport",
      status: "final",
      identifier: [{ system: "s", value: "1" }, { value: "2" }],
      category: [{ coding: [{ code: "a" }, { code: "b" }] }, { coding: [{ code: "c" }] }],
    };
    expect(has(report, "DiagnosticReport.status", "", "final")).toBe(true);
    expect(has(report, "DiagnosticReport.identifier", "s", "1")).toBe(true);
    expect(has(report, "DiagnosticReport.identifier", "", "2")).toBe(true);
    for (const code of ["a", "b", "c"]) expect(has(report, "DiagnosticReport.category", "", code)).toBe(true);
  });

  it("find a medicine by the parameter that FHIR calls code", () => {
    const medicine = { resourceType: "MedicationRequest", medicationCodeableConcept: { coding: [{ code: "m" }] } };
    expect(has(medicine, "MedicationRequest.code", "", "m")).toBe(true);
  });

  it("are whole numbers that a bigint and a JavaScript number both hold", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (system, code) => {
        const token = tokenOf("Condition.code", system, code);
        return Number.isSafeInteger(token) && token >= 0 && token < 2 ** 52;
      }),
    );
  });

  it("are made of any content at all, without failing", () => {
    const anyFields = fc.dictionary(
      fc.constantFrom("code", "identifier", "category", "status", "class"),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(anyFields, (fields) => {
        expect(tokensOf({ resourceType: "Condition", ...fields }).every(Number.isSafeInteger)).toBe(true);
      }),
    );
  });
});
