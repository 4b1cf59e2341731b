import type { DiagnosticReport, Observation } from "fhir/r4.js";
import { isoMoment, type Day } from "../../lives/day.ts";
import type { Consultation, Measurement, BloodPressure, Panel, Result } from "../../lives/practice-life.ts";
import type { Smoking } from "../../lives/person.ts";
import { conceptOf, type Concept } from "../codes/coding.ts";
import {
  BLOOD_PRESSURE,
  DIASTOLIC,
  MEASURE_CODES,
  PANEL_CODES,
  SMOKING,
  SMOKING_CODES,
  SYSTOLIC,
  TEST_CODES,
  type ValueCode,
} from "../codes/results.ts";
import { encounterOf, hl7, metaAt, practitionerOf, quantityOf, subjectOf } from "./fhir.ts";
import type { PatientView } from "./patient-view.ts";

const VITAL = [{ coding: [hl7("observation-category", "vital-signs")] }];
const LABORATORY = [{ coding: [hl7("observation-category", "laboratory")] }];
const SOCIAL = [{ coding: [hl7("observation-category", "social-history")] }];

/** What is measured in a consultation is written down in it. */
function measuredIn(view: PatientView, id: string, concept: Concept, consultation: Consultation, place: number) {
  const moment = isoMoment(consultation.on, consultation.minute + 5);
  return {
    resourceType: "Observation" as const,
    id,
    meta: { lastUpdated: moment },
    status: "final" as const,
    category: VITAL,
    code: conceptOf(concept),
    subject: subjectOf(view),
    encounter: encounterOf(view, place),
    effectiveDateTime: moment,
    performer: [practitionerOf(consultation.by, consultation.clinician)],
  };
}

export const bloodPressureIn = (
  view: PatientView,
  pressure: BloodPressure,
  n: number,
  consultation: Consultation,
): Observation => ({
  ...measuredIn(view, `b${view.id}-${n}`, BLOOD_PRESSURE, consultation, pressure.consultation),
  component: [
    { code: conceptOf(SYSTOLIC), valueQuantity: quantityOf(pressure.systolic, "mmHg", "mm[Hg]") },
    { code: conceptOf(DIASTOLIC), valueQuantity: quantityOf(pressure.diastolic, "mmHg", "mm[Hg]") },
  ],
});

export function measurementIn(
  view: PatientView,
  { measure, value, consultation: place }: Measurement,
  n: number,
  consultation: Consultation,
): Observation {
  const code = MEASURE_CODES[measure];
  return {
    ...measuredIn(view, `m${view.id}-${n}`, code.concept, consultation, place),
    valueQuantity: quantityOf(value, code.unit, code.ucum),
    ...rangeOf(code, value),
  };
}

export const smokingIn = (
  view: PatientView,
  smoking: Smoking,
  n: number,
  consultation: Consultation,
  place: number,
): Observation => ({
  ...measuredIn(view, `s${view.id}-${n}`, SMOKING, consultation, place),
  category: SOCIAL,
  valueCodeableConcept: conceptOf(SMOKING_CODES[smoking]),
});

/** A laboratory's result as it stood on a day: before a correction came, the first value. */
export function resultOn(
  view: PatientView,
  panel: Panel,
  result: Result,
  id: string,
  minute: number,
  day: Day,
): Observation {
  const code = TEST_CODES[result.test];
  const corrected = result.corrected !== undefined && result.corrected.on <= day ? result.corrected : undefined;
  const value = corrected?.value ?? result.value;
  return {
    resourceType: "Observation",
    id,
    meta: metaAt(corrected?.on ?? panel.reported, corrected ? 1000 : minute),
    status: corrected ? "corrected" : "final",
    category: LABORATORY,
    code: conceptOf(code.concept),
    subject: subjectOf(view),
    encounter: encounterOf(view, panel.consultation),
    effectiveDateTime: isoMoment(panel.on, minute),
    issued: isoMoment(corrected?.on ?? panel.reported, 1000),
    valueQuantity: quantityOf(value, code.unit, code.ucum),
    ...rangeOf(code, value),
  };
}

export const reportIn = (
  view: PatientView,
  panel: Panel,
  n: number,
  results: readonly string[],
  minute: number,
): DiagnosticReport => ({
  resourceType: "DiagnosticReport",
  id: `d${view.id}-${n}`,
  meta: metaAt(panel.reported, minute),
  status: "final",
  category: [{ coding: [hl7("v2-0074", "LAB")] }],
  code: conceptOf(PANEL_CODES[panel.panel]),
  subject: subjectOf(view),
  encounter: encounterOf(view, panel.consultation),
  effectiveDateTime: isoMoment(panel.on, minute),
  issued: isoMoment(panel.reported, 1000),
  result: results.map((id) => ({ reference: `Observation/${id}` })),
});

/** The ordinary range, and H or L where a value lies outside it. */
function rangeOf(
  { low, high, unit, ucum }: ValueCode,
  value: number,
): Pick<Observation, "referenceRange" | "interpretation"> {
  if (low === undefined && high === undefined) return {};
  const outside = low !== undefined && value < low ? "L" : high !== undefined && value > high ? "H" : undefined;
  return {
    ...(outside === undefined ? {} : { interpretation: [{ coding: [hl7("v3-ObservationInterpretation", outside)] }] }),
    referenceRange: [
      {
        ...(low === undefined ? {} : { low: quantityOf(low, unit, ucum) }),
        ...(high === undefined ? {} : { high: quantityOf(high, unit, ucum) }),
      },
    ],
  };
}
