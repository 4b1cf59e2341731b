import { describe, expect, it } from "vitest";
import { patientOf } from "./about-patient.ts";

const to = (reference: string) => ({ reference });

describe("whom a resource is about", () => {
  it.each([
    ["a patient is about itself", { resourceType: "Patient", id: "7" }, "7"],
    ["its subject", { resourceType: "Condition", subject: to("Patient/7") }, "7"],
    ["its subject in one version", { resourceType: "Condition", subject: to("Patient/7/_history/2") }, "7"],
    ["its patient", { resourceType: "Immunization", patient: to("Patient/7") }, "7"],
    ["its beneficiary", { resourceType: "Coverage", beneficiary: to("Patient/7") }, "7"],
    [
      "a participant",
      { resourceType: "Appointment", participant: [{ actor: to("Practitioner/1") }, { actor: to("Patient/7") }] },
      "7",
    ],
    ["a target", { resourceType: "Provenance", target: [to("Patient/7"), to("Condition/1")] }, "7"],
    ["a file's security context", { resourceType: "Binary", securityContext: to("Patient/7") }, "7"],
    ["a file without one is about no one", { resourceType: "Binary" }, undefined],
    ["a group is no patient", { resourceType: "Observation", subject: to("Group/1") }, undefined],
    ["stock is about no one", { resourceType: "Device" }, undefined],
    ["an organisation is about no one", { resourceType: "Organization" }, undefined],
  ])("%s", (_, resource, patient) => {
    expect(patientOf(resource)).toBe(patient);
  });

  it.each([
    ["nobody", { resourceType: "Observation" }],
    ["a number only", { resourceType: "Observation", subject: { identifier: { value: "1" } } }],
    ["a patient elsewhere", { resourceType: "Task", for: to("https://a.example/fhir/Patient/1") }],
    ["a malformed patient", { resourceType: "Device", patient: to("Patient/") }],
  ])("is a fault where a patient is needed and it names %s", (_, resource) => {
    expect(patientOf(resource)).toMatchObject({ accepted: expect.stringContaining("Patient/123") as string });
  });
});
