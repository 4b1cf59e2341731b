import type { Dosage, MedicationRequest, Quantity } from "fhir/r4.js";
import { valueList } from "../rows/value-list.ts";
import type { TableRow } from "../table/table.ts";
import { CONCEPT_COLUMNS } from "./concept.ts";
import { ENTRY_COLUMNS, referenceIn } from "./entry-row.ts";

/** What a medicine's authorisation and its issues both say. */
export const MEDICINE_COLUMNS = {
  ...ENTRY_COLUMNS,
  ...CONCEPT_COLUMNS,
  drugRecord: ["DrugRecordGuid", "DrugRecordId"],
  dosage: ["Dosage", "Dose"],
  quantity: ["Quantity", "QuantityValue"],
  quantityUnit: "QuantityUnit",
  problem: ["ProblemObservationGuid", "ProblemGuid"],
  prescriptionType: ["PrescriptionType", "IssueType"],
  reason: ["ReasonTerm", "IndicationTerm"],
  reasonCode: ["ReasonSnomedCtConceptId", "ReasonSnomedCode"],
} as const;
type Row = TableRow<keyof typeof MEDICINE_COLUMNS>;

/** For how long a prescription is meant. */
const COURSES = ["continuous", "acute"] as const;
export type Course = (typeof COURSES)[number];
const courses = valueList<Course>(COURSES, {
  ...{ Repeat: "continuous", "Repeat Dispensing": "continuous", "Repeat Template": "continuous", Acute: "acute" },
  ...{ Automatic: "acute", Issue: "acute", "One-off": "acute" },
});

export const courseIn = (row: Row): Course | undefined => row.listed("prescriptionType", courses);

/** @see http://terminology.hl7.org/CodeSystem/medicationrequest-course-of-therapy */
export const courseOf = (course: Course | undefined): Pick<MedicationRequest, "courseOfTherapyType"> =>
  course === undefined
    ? {}
    : {
        courseOfTherapyType: {
          coding: [
            { system: "http://terminology.hl7.org/CodeSystem/medicationrequest-course-of-therapy", code: course },
          ],
        },
      };

export function dosageIn(row: Row): { dosageInstruction?: Dosage[] } {
  const text = row.text("dosage");
  return text === "" ? {} : { dosageInstruction: [{ text }] };
}

export function quantityIn(row: Row): { quantity?: Quantity } {
  const value = row.amount("quantity");
  const unit = row.text("quantityUnit");
  return value === undefined ? {} : { quantity: { value, ...(unit !== "" && { unit }) } };
}

/** Who prescribed it, against which problem, in which contact. */
export function circumstancesIn(row: Row): Pick<MedicationRequest, "encounter" | "requester" | "reasonReference"> {
  const [encounter, requester, problem] = [
    referenceIn(row, "consultation", "Encounter"),
    referenceIn(row, "clinician", "Practitioner"),
    referenceIn(row, "problem", "Condition"),
  ];
  return {
    ...(encounter && { encounter }),
    ...(requester && { requester }),
    ...(problem && { reasonReference: [problem] }),
  };
}
