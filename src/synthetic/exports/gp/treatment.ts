import type { Immunization, MedicationRequest, Procedure, ServiceRequest } from "fhir/r4.js";
import { isoDay, isoMoment, type Day } from "../../lives/day.ts";
import { MEDICINES, type MedicineName } from "../../lives/medicine-list.ts";
import type { RepeatMedicine } from "../../lives/medicines.ts";
import type { AcuteMedicine, Consultation, PracticeProcedure, Referral } from "../../lives/practice-life.ts";
import type { Vaccination } from "../../lives/prevention.ts";
import { SPECIALTIES } from "../../lives/planned-care.ts";
import { conceptOf, codingOf } from "../codes/coding.ts";
import { MEDICINE_CODES } from "../codes/medicines.ts";
import { VACCINE_CODES } from "../codes/prevention.ts";
import { PROBLEM_CODES } from "../codes/problems.ts";
import { PROCEDURE_CODES, REFERRAL, SPECIALTY_WORDS } from "../codes/procedures.ts";
import { encounterOf, hl7, metaAt, practitionerOf, subjectOf } from "./fhir.ts";
import type { PatientView } from "./patient-view.ts";

function medicineIn(medicine: MedicineName) {
  const concept = MEDICINE_CODES[medicine];
  const text = MEDICINES[medicine].words;
  return concept ? { coding: [codingOf(concept)], text } : { text };
}

const CONTINUOUS = { coding: [hl7("medicationrequest-course-of-therapy", "continuous")] };
const ACUTE = { coding: [hl7("medicationrequest-course-of-therapy", "acute")] };

/** What someone takes until further notice: the plan, from which each issue is ordered. */
export function repeatOn(
  view: PatientView,
  repeat: RepeatMedicine,
  n: number,
  recorded: Day,
  day: Day,
): MedicationRequest {
  const stopped = repeat.stopped !== undefined && repeat.stopped <= day ? repeat.stopped : undefined;
  return {
    resourceType: "MedicationRequest",
    id: `p${view.id}-${n}`,
    meta: metaAt(Math.max(recorded, stopped ?? 0)),
    status: stopped === undefined ? "active" : "stopped",
    ...(stopped === undefined ? {} : { statusReason: { text: repeat.whyStopped ?? "no longer needed" } }),
    intent: "plan",
    medicationCodeableConcept: medicineIn(repeat.medicine),
    subject: subjectOf(view),
    authoredOn: isoDay(repeat.started),
    requester: practitionerOf("gp", view.person.number % 4),
    ...(repeat.against === "contraception" ? {} : { reasonCode: [conceptOf(PROBLEM_CODES[repeat.against])] }),
    courseOfTherapyType: CONTINUOUS,
    dosageInstruction: [{ text: MEDICINES[repeat.medicine].dose }],
    dispenseRequest: {
      validityPeriod:
        stopped === undefined
          ? { start: isoDay(repeat.started) }
          : { start: isoDay(repeat.started), end: isoDay(stopped) },
    },
  };
}

export const issueIn = (
  view: PatientView,
  repeat: RepeatMedicine,
  n: number,
  issue: number,
  on: Day,
): MedicationRequest => ({
  resourceType: "MedicationRequest",
  id: `i${view.id}-${n}-${issue}`,
  meta: metaAt(on, 650),
  basedOn: [{ reference: `MedicationRequest/p${view.id}-${n}` }],
  status: "completed",
  intent: "order",
  medicationCodeableConcept: medicineIn(repeat.medicine),
  subject: subjectOf(view),
  authoredOn: isoDay(on),
  requester: practitionerOf("gp", view.person.number % 4),
  courseOfTherapyType: CONTINUOUS,
  dosageInstruction: [{ text: MEDICINES[repeat.medicine].dose }],
  dispenseRequest: { quantity: quantityWords(repeat.medicine) },
});

export const acuteIn = (
  view: PatientView,
  acute: AcuteMedicine,
  n: number,
  { on, minute, by, clinician }: Consultation,
): MedicationRequest => ({
  resourceType: "MedicationRequest",
  id: `q${view.id}-${n}`,
  meta: metaAt(on, minute + 6),
  status: "completed",
  intent: "order",
  medicationCodeableConcept: medicineIn(acute.medicine),
  subject: subjectOf(view),
  encounter: encounterOf(view, acute.consultation),
  authoredOn: isoMoment(on, minute + 6),
  requester: practitionerOf(by, clinician),
  reasonCode: [conceptOf(PROBLEM_CODES[acute.against])],
  courseOfTherapyType: ACUTE,
  dosageInstruction: [{ text: MEDICINES[acute.medicine].dose }],
  dispenseRequest: { quantity: quantityWords(acute.medicine) },
});

function quantityWords(medicine: MedicineName) {
  const [value, ...unit] = MEDICINES[medicine].quantity.split(" ");
  return { value: Number(value), unit: unit.join(" ") };
}

export const vaccinationIn = (view: PatientView, { vaccine, dose, on }: Vaccination, n: number): Immunization => ({
  resourceType: "Immunization",
  id: `v${view.id}-${n}`,
  meta: metaAt(on, 700),
  status: "completed",
  vaccineCode: conceptOf(VACCINE_CODES[vaccine]),
  patient: subjectOf(view),
  occurrenceDateTime: isoDay(on),
  recorded: isoDay(on),
  primarySource: true,
  performer: [{ actor: practitionerOf("nurse", n % 2) }],
  protocolApplied: [{ doseNumberPositiveInt: dose }],
});

export const procedureIn = (
  view: PatientView,
  { name, on, consultation }: PracticeProcedure,
  n: number,
  recorded: Day,
): Procedure => ({
  resourceType: "Procedure",
  id: `o${view.id}-${n}`,
  meta: metaAt(recorded),
  status: "completed",
  code: conceptOf(PROCEDURE_CODES[name]),
  subject: subjectOf(view),
  ...(consultation === undefined ? {} : { encounter: encounterOf(view, consultation) }),
  performedDateTime: isoDay(on),
});

export const referralIn = (
  view: PatientView,
  referral: Referral,
  n: number,
  { on, minute, by, clinician }: Consultation,
  seen: Day | undefined,
): ServiceRequest => ({
  resourceType: "ServiceRequest",
  id: `f${view.id}-${n}`,
  meta: metaAt(seen ?? on, seen === undefined ? minute + 9 : 900),
  status: seen === undefined ? "active" : "completed",
  intent: "order",
  category: [conceptOf(REFERRAL)],
  priority: referral.priority,
  code: { text: `Referral to ${SPECIALTY_WORDS[referral.to]}` },
  subject: subjectOf(view),
  encounter: encounterOf(view, referral.consultation),
  authoredOn: isoMoment(on, minute + 9),
  requester: practitionerOf(by, clinician),
  performerType: {
    coding: [
      {
        system: "https://www.datadictionary.nhs.uk/attributes/treatment_function_code",
        code: SPECIALTIES[referral.to],
        display: SPECIALTY_WORDS[referral.to],
      },
    ],
  },
  reasonCode: [conceptOf(PROBLEM_CODES[referral.because])],
});
