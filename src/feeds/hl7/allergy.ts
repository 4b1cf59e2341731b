import type { AllergyIntolerance } from "fhir/r4.js";
import { idOfParts } from "../source-id.ts";
import { conceptIn } from "./concept.ts";
import type { Draft, MessageReading } from "./reading.ts";

/**
 * The allergies of a message (AL1). They bear no numbers: an allergy is the same as before where patient and cause
 * are the same, whatever visit told it.
 * @see https://hl7.org/fhir/uv/v2mappings/ (segment AL1)
 */
export function allergiesIn(reading: MessageReading, patient: string): readonly Draft[] {
  return reading.message.named("AL1").flatMap((al1) => {
    const code = conceptIn(al1, 3);
    if (!code) {
      reading.refuse(al1, 3, { reason: "This allergy does not say to what.", accepted: "A code, or words" });
      return [];
    }
    const cause = code.coding?.[0]?.code ?? code.text ?? "";
    const category = CATEGORIES[al1.get(2)?.toUpperCase() ?? ""];
    const severity = SEVERITIES[al1.get(4)?.toUpperCase() ?? ""];
    const manifestation = reading.all(al1, 5).map((one) => ({ text: one.words }));
    const recordedDate = reading.time(al1, 6);
    const resource: AllergyIntolerance & { id: string } = {
      resourceType: "AllergyIntolerance",
      id: idOfParts("AL1", patient, cause.toLowerCase()),
      clinicalStatus: { coding: [{ system: CLINICAL_STATUS, code: "active" }] },
      ...(category && { category: [category] }),
      ...(severity === "severe" && { criticality: "high" }),
      code,
      patient: { reference: `Patient/${patient}` },
      ...(recordedDate !== undefined && { recordedDate }),
      ...(manifestation.length > 0 && { reaction: [{ manifestation, ...(severity && { severity }) }] }),
    };
    return [{ resource, patient }];
  });
}

const CLINICAL_STATUS = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical";

/** Table 0127. */
const CATEGORIES: Readonly<Record<string, NonNullable<AllergyIntolerance["category"]>[number]>> = {
  ...{ DA: "medication", FA: "food", EA: "environment", AA: "environment", PA: "environment", LA: "environment" },
};

/** Table 0128. */
const SEVERITIES: Readonly<Record<string, "mild" | "moderate" | "severe">> = {
  ...{ MI: "mild", MO: "moderate", SV: "severe" },
};
