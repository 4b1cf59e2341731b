import { under, type Headings } from "./headings.ts";
import { patientColumns, type PatientColumn } from "./hospital-patient.ts";
import { diagnosisColumns, procedureColumns, type DiagnosisColumn, type ProcedureColumn } from "./spell-columns.ts";
import { transactionColumns, type TransactionColumn } from "./transaction.ts";

export const MOST_DIAGNOSES = 12;
export const MOST_PROCEDURES = 24;

const APPOINTMENT = ["appointment", ""];

export type AppointmentColumn =
  | TransactionColumn
  | PatientColumn
  | DiagnosisColumn
  | ProcedureColumn
  | ("appointment" | "on" | "at" | "minutes" | "attended" | "first" | "outcome" | "medium" | "site" | "clinic")
  | ("referralSource" | "referred" | "referrer" | "priority" | "consultant" | "consultantName" | "treatmentFunction");

/**
 * The columns of outpatient care, a row for each appointment.
 * @see https://www.datadictionary.nhs.uk/data_sets/cds_v6-3/cds_v6-3_type_020_-_outpatient_cds.html
 */
export const APPOINTMENT_COLUMNS: Readonly<Record<AppointmentColumn, Headings>> = {
  ...transactionColumns("", "appointment"),
  ...patientColumns("appointment.patient", "patient"),
  appointment: [
    "appointment.identifier",
    "ATTENDANCE IDENTIFIER",
    "OUT-PATIENT ATTENDANCE IDENTIFIER",
    "appointment id",
    "attendance id",
  ],
  on: ["appointment.date", "APPOINTMENT DATE", "ATTENDANCE DATE"],
  at: ["appointment.time", "APPOINTMENT TIME", "ATTENDANCE TIME"],
  minutes: ["appointment.expected_duration", "EXPECTED DURATION OF APPOINTMENT", "expected duration"],
  attended: [
    "appointment.attended_or_dna",
    "ATTENDED OR DID NOT ATTEND CODE",
    "ATTENDANCE STATUS",
    "attended or did not attend",
  ],
  first: ["appointment.first_attendance", "FIRST ATTENDANCE CODE", "FIRST ATTENDANCE", "first or follow-up"],
  outcome: ["appointment.outcome", "OUTCOME OF ATTENDANCE CODE", "outcome of attendance", "outcome"],
  medium: [
    "appointment.consultation_medium",
    "CONSULTATION MECHANISM",
    "CONSULTATION MEDIUM USED",
    "consultation medium",
  ],
  referralSource: [
    ...under(APPOINTMENT, "referral.source_op"),
    "SOURCE OF REFERRAL FOR OUT-PATIENTS",
    "source of referral",
  ],
  referred: [...under(APPOINTMENT, "referral.received_date"), "REFERRAL REQUEST RECEIVED DATE", "referral received"],
  referrer: [
    ...under(APPOINTMENT, "referral.referring_organisation"),
    "REFERRING ORGANISATION CODE",
    "ORGANISATION IDENTIFIER (REFERRING)",
    "referring organisation",
  ],
  priority: [...under(APPOINTMENT, "referral.priority_type"), "PRIORITY TYPE CODE", "priority"],
  consultant: [...under(APPOINTMENT, "care_professional.consultant"), "CONSULTANT CODE", "consultant code"],
  consultantName: [...under(APPOINTMENT, "care_professional.consultant_name"), "CONSULTANT NAME", "consultant"],
  treatmentFunction: [
    ...under(APPOINTMENT, "care_professional.treatment_function"),
    "ACTIVITY TREATMENT FUNCTION CODE",
    "TREATMENT FUNCTION CODE",
    "treatment function",
  ],
  site: [
    ...under(APPOINTMENT, "care_location.site_code_of_treatment"),
    "ORGANISATION SITE IDENTIFIER (OF TREATMENT)",
    "SITE CODE (OF TREATMENT)",
    "site",
  ],
  clinic: [...under(APPOINTMENT, "care_location.clinic_code"), "CLINIC CODE", "clinic"],
  ...diagnosisColumns(APPOINTMENT, MOST_DIAGNOSES),
  ...procedureColumns(APPOINTMENT, MOST_PROCEDURES),
};
