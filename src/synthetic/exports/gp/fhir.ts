import type { Coding, Meta, Quantity, Reference } from "fhir/r4.js";
import { isoMoment, type Day } from "../../lives/day.ts";
import type { PatientView } from "./patient-view.ts";

export const NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number";
export const ODS_CODE = "https://fhir.nhs.uk/Id/ods-organization-code";
export const UCUM = "http://unitsofmeasure.org";

/** Minutes into the working day at which a practice's clerk writes down what came in the post. */
export const CLERK = 14 * 60 + 10;

export const metaAt = (day: Day, minute = CLERK): Meta => ({ lastUpdated: isoMoment(day, minute) });
export const subjectOf = (view: PatientView): Reference => ({ reference: `Patient/${view.id}` });
export const encounterOf = (view: PatientView, consultation: number): Reference => ({
  reference: `Encounter/e${view.id}-${consultation}`,
});
export const practitionerOf = (by: string, n: number): Reference => ({ reference: `Practitioner/${by}${n + 1}` });
export const quantityOf = (value: number, unit: string, code: string): Quantity => ({
  value,
  unit,
  system: UCUM,
  code,
});

const HL7 = "http://terminology.hl7.org/CodeSystem/";
export const hl7 = (system: string, code: string): Coding => ({ system: `${HL7}${system}`, code });
