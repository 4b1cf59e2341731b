import { describe, expect, it } from "vitest";
import { labelOf } from "./labels.ts";

const coded = (system: string, code: string) => ({ coding: [{ system, code }] });
const SNOMED = "http://snomed.info/sct";
const ICD10 = "http://hl7.org/fhir/sid/icd-10";

describe("the category of an entry", () => {
  it.each([
    [{ resourceType: "Patient" }, "demographics"],
    [{ resourceType: "Condition" }, "problems"],
    [{ resourceType: "MedicationRequest" }, "medicines"],
    [{ resourceType: "Organization" }, "administration"],
    [{ resourceType: "Observation" }, "results"],
    [{ resourceType: "Observation", category: [coded("any", "social-history")] }, "social-context"],
    [{ resourceType: "Encounter", class: { code: "IMP" } }, "admissions"],
    [{ resourceType: "Encounter", class: { code: "EMER" } }, "admissions"],
    [{ resourceType: "Encounter", class: { code: "AMB" } }, "contacts"],
    [{ resourceType: "CarePlan" }, "plans"],
    [{ resourceType: "CarePlan", category: [coded("any", "social-care")] }, "social-care"],
    [{ resourceType: "ServiceRequest" }, "referrals"],
  ])("of %j is %s", (resource, category) => {
    expect(labelOf(resource).category).toBe(category);
  });
});

describe("the sensitivity of an entry", () => {
  it.each([
    [coded(SNOMED, "86406008"), "sexual-health"],
    [coded(SNOMED, "93461009"), "gender"],
    [coded(SNOMED, "386639001"), "fertility"],
    [coded(SNOMED, "66590003"), "substances"],
    [coded(SNOMED, "706893006"), "abuse"],
    [coded(SNOMED, "836881000000105"), "safeguarding"],
    [coded(ICD10, "B20.1"), "sexual-health"],
    [coded(ICD10, "F10.2"), "substances"],
    [coded(ICD10, "F17.2"), "normal"],
    [coded(SNOMED, "44054006"), "normal"],
    [coded("http://loinc.org", "86406008"), "normal"],
  ])("of a problem with code %j is %s", (code, sensitivity) => {
    expect(labelOf({ resourceType: "Condition", code }).sensitivity).toBe(sensitivity);
  });

  it("follows the source's own security label before the code", () => {
    const meta = { security: [{ code: "R" }] };
    expect(labelOf({ resourceType: "Condition", meta, code: coded(SNOMED, "86406008") }).sensitivity).toBe(
      "restricted",
    );
  });

  it("is found in the reason of a contact and in the value of an observation", () => {
    const concept = coded(SNOMED, "7200002");
    expect(labelOf({ resourceType: "Encounter", reasonCode: [concept] }).sensitivity).toBe("substances");
    expect(labelOf({ resourceType: "Observation", valueCodeableConcept: concept }).sensitivity).toBe("substances");
  });

  it("does not stumble over misshapen content", () => {
    const resource = {
      resourceType: "Condition",
      meta: { security: "R" },
      code: { coding: "x" },
      reasonCode: [null, 3],
    };
    expect(labelOf(resource)).toEqual({ category: "problems", sensitivity: "normal" });
  });
});
