import type { CodeableConcept, Observation, Procedure, Quantity } from "fhir/r4.js";
import { idOfParts, sourceId } from "../source-id.ts";
import type { TableEntry } from "../table/table.ts";
import { entryRef, patientRef } from "./reference.ts";

/** What a row says of one thing that was done, found or measured at a contact. */
export type CareActivity = {
  readonly id: string;
  readonly patient: string;
  readonly contact: string;
  /** The provider's id of the member of staff. */
  readonly staff: string | undefined;
  /** The day or moment, where the row gives one: it is the contact's. */
  readonly on: string | undefined;
  /** What kind of activity it was, where the data set says so. */
  readonly kind: CodeableConcept | undefined;
  readonly procedure: CodeableConcept | undefined;
  readonly finding: CodeableConcept | undefined;
  readonly observation: CodeableConcept | undefined;
  readonly value: string | undefined;
  /** UCUM. */
  readonly unit: string | undefined;
};

/** What was done is a Procedure; what was found or measured an Observation. A row may say all three of them. */
export function activityEntries(activity: CareActivity): readonly TableEntry["resource"][] {
  const { procedure, finding, observation } = activity;
  const saysOnlyKind = !procedure && !finding && !observation;
  return [
    ...(procedure || saysOnlyKind ? [procedureOf(activity)] : []),
    ...(finding ? [observed(activity, "finding", { text: "Finding" }, { valueCodeableConcept: finding })] : []),
    ...(observation ? [observed(activity, "observation", observation, valueOf(activity.value, activity.unit))] : []),
  ];
}

function procedureOf({ id, patient, contact, staff, on, kind, procedure }: CareActivity): Procedure & { id: string } {
  return {
    resourceType: "Procedure",
    id: sourceId(id),
    status: "completed",
    ...(procedure && kind && { category: kind }),
    code: procedure ?? kind ?? { text: "Care activity" },
    subject: patientRef(patient),
    encounter: entryRef("Encounter", contact),
    ...(on !== undefined && { performedDateTime: on }),
    ...(staff !== undefined && { performer: [{ actor: entryRef("Practitioner", staff) }] }),
  };
}

function observed(
  { id, patient, contact, staff, on }: CareActivity,
  kind: "finding" | "observation",
  code: CodeableConcept,
  value: Pick<Observation, "valueQuantity" | "valueString" | "valueCodeableConcept">,
): Observation & { id: string } {
  return {
    resourceType: "Observation",
    id: idOfParts("care-activity", kind, id),
    status: "final",
    code,
    subject: patientRef(patient),
    encounter: entryRef("Encounter", contact),
    ...(on !== undefined && { effectiveDateTime: on }),
    ...(staff !== undefined && { performer: [entryRef("Practitioner", staff)] }),
    ...value,
  };
}

/** A number is a quantity, whatever its unit; anything else is text. */
export function valueOf(value: string | undefined, unit?: string): Pick<Observation, "valueQuantity" | "valueString"> {
  if (value === undefined) return {};
  if (!/^-?\d{1,12}(?:\.\d{1,12})?$/.test(value)) return { valueString: value };
  const quantity: Quantity = { value: Number(value) };
  return {
    valueQuantity:
      unit === undefined ? quantity : { ...quantity, unit, system: "http://unitsofmeasure.org", code: unit },
  };
}

/** A SNOMED CT concept of a cell, which may say more than the concept: "304891004:408730004=443390004". */
export function snomedConcept(text: string, words: string | undefined): CodeableConcept {
  const code = /^\d{6,18}/.exec(text)?.[0];
  const display = words ?? (code === undefined ? undefined : SNOMED_WORDS[code]);
  if (code === undefined) return { text };
  return {
    coding: [{ system: "http://snomed.info/sct", code, ...(display !== undefined && { display }) }],
    ...(display !== undefined && { text: display }),
  };
}

/** The words of concepts that are common in these data sets; a place that holds a licence for SNOMED CT has them all. */
const SNOMED_WORDS: Readonly<Record<string, string>> = {
  "10197000": "Psychiatric interview and evaluation",
  "225338004": "Risk assessment",
  "225358003": "Wound care",
  "228557008": "Cognitive and behavioural therapy",
  "278897004": "Waterlow pressure sore risk score",
  "304891004": "Cognitive behavioural therapy",
  "311555007": "Speech and language therapy",
  "401191002": "Diabetic foot examination",
  "445455005": "Generalised anxiety disorder (GAD-7) score",
  "720433000": "Depression (PHQ-9) score",
  "84478008": "Occupational therapy",
  "91251008": "Physiotherapy",
  "182836005": "Medication review",
};
