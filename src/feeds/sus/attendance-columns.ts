import { numbered, under, type Headings } from "./headings.ts";
import { patientColumns, type PatientColumn } from "./hospital-patient.ts";
import { transactionColumns, type TransactionColumn } from "./transaction.ts";

export const MOST_DIAGNOSES = 12;
export const MOST_TREATMENTS = 12;

const BEGINNINGS = ["", "emergency_care"];

export type AttendanceColumn =
  | TransactionColumn
  | PatientColumn
  | ("attendance" | "arrived" | "arrivedAt" | "assessed" | "assessedAt" | "seen" | "seenAt")
  | ("decided" | "decidedAt" | "left" | "leftAt" | "mode" | "category" | "departmentType" | "from" | "acuity")
  | ("complaint" | "destination" | "dischargeStatus" | "followUp" | "site")
  | `finding${number}`
  | `qualifier${number}`
  | `treatment${number}`
  | `treatmentDate${number}`;

const at = (...paths: readonly string[]): Headings => under(BEGINNINGS, ...paths);

/** A day that stands in a column of its own, or with its time in one. */
const day = (event: string, words: string, short: string): Headings => [
  ...at(`attendance.${event}.date`, `attendance.${event}.timestamp`),
  `EMERGENCY CARE ${words} DATE`,
  `EMERGENCY CARE ${words} TIMESTAMP`,
  `EMERGENCY CARE ${words} DATE AND TIME`,
  `${short} date`,
];
const time = (event: string, words: string, short: string): Headings => [
  ...at(`attendance.${event}.time`),
  `EMERGENCY CARE ${words} TIME`,
  `${short} time`,
];

/**
 * The columns of the Emergency Care Data Set, a row for each attendance.
 * @see https://www.datadictionary.nhs.uk/data_sets/clinical_data_sets/emergency_care_data_set.html
 */
export const ATTENDANCE_COLUMNS: Readonly<Record<AttendanceColumn, Headings>> = {
  ...transactionColumns(...BEGINNINGS),
  ...patientColumns("patient", "emergency_care.patient"),
  attendance: [
    ...at("attendance.arrival.attendance_identifier"),
    "EMERGENCY CARE ATTENDANCE IDENTIFIER",
    "emergency attendance id",
    ...at("attendance.unique_identifier"),
    "UNIQUE EMERGENCY CARE ATTENDANCE IDENTIFIER",
  ],
  arrived: day("arrival", "ARRIVAL", "arrival"),
  arrivedAt: time("arrival", "ARRIVAL", "arrival"),
  assessed: day("initial_assessment", "INITIAL ASSESSMENT", "initial assessment"),
  assessedAt: time("initial_assessment", "INITIAL ASSESSMENT", "initial assessment"),
  seen: day("seen_for_treatment", "SEEN FOR TREATMENT", "seen for treatment"),
  seenAt: time("seen_for_treatment", "SEEN FOR TREATMENT", "seen for treatment"),
  decided: [...day("decision_to_admit", "DECISION TO ADMIT", "decision to admit"), "DECIDED TO ADMIT DATE"],
  decidedAt: [...time("decision_to_admit", "DECISION TO ADMIT", "decision to admit"), "DECIDED TO ADMIT TIME"],
  left: day("departure", "DEPARTURE", "departure"),
  leftAt: time("departure", "DEPARTURE", "departure"),
  mode: [...at("attendance.arrival.arrival_mode.code"), "EMERGENCY CARE ARRIVAL MODE (SNOMED CT)", "ARRIVAL MODE"],
  category: [
    ...at("attendance.arrival.attendance_category"),
    "EMERGENCY CARE ATTENDANCE CATEGORY",
    "attendance category",
  ],
  departmentType: [...at("attendance.location.department_type"), "EMERGENCY CARE DEPARTMENT TYPE", "department type"],
  from: [
    ...at("attendance.arrival.attendance_source.code"),
    "EMERGENCY CARE ATTENDANCE SOURCE (SNOMED CT)",
    "attendance source",
  ],
  acuity: [...at("clinical.acuity.code"), "EMERGENCY CARE ACUITY (SNOMED CT)", "acuity"],
  complaint: [...at("clinical.chief_complaint.code"), "EMERGENCY CARE CHIEF COMPLAINT (SNOMED CT)", "chief complaint"],
  destination: [
    ...at("attendance.discharge.destination.code"),
    "EMERGENCY CARE DISCHARGE DESTINATION (SNOMED CT)",
    "discharge destination",
  ],
  dischargeStatus: [
    ...at("attendance.discharge.status.code"),
    "EMERGENCY CARE DISCHARGE STATUS (SNOMED CT)",
    "discharge status",
    "disposal",
  ],
  followUp: [
    ...at("attendance.discharge.follow_up.code"),
    "EMERGENCY CARE DISCHARGE FOLLOW UP (SNOMED CT)",
    "discharge follow up",
  ],
  site: [
    ...at("attendance.location.site"),
    "ORGANISATION SITE IDENTIFIER (OF TREATMENT)",
    "SITE CODE (OF TREATMENT)",
    "site",
  ],
  ...numbered("finding", MOST_DIAGNOSES, (nth) => [
    ...at(`clinical.diagnoses.snomed.${nth.toString()}.code`, `clinical.diagnoses.snomed.code.${nth.toString()}`),
    `EMERGENCY CARE DIAGNOSIS (SNOMED CT) ${nth.toString()}`,
    ...(nth === 1 ? ["EMERGENCY CARE DIAGNOSIS (SNOMED CT)"] : []),
    `diagnosis ${nth.toString()}`,
  ]),
  ...numbered("qualifier", MOST_DIAGNOSES, (nth) => [
    ...at(
      `clinical.diagnoses.snomed.${nth.toString()}.qualifier`,
      `clinical.diagnoses.snomed.qualifier.${nth.toString()}`,
    ),
    `EMERGENCY CARE DIAGNOSIS QUALIFIER (SNOMED CT) ${nth.toString()}`,
    ...(nth === 1 ? ["EMERGENCY CARE DIAGNOSIS QUALIFIER (SNOMED CT)"] : []),
    `diagnosis qualifier ${nth.toString()}`,
  ]),
  ...numbered("treatment", MOST_TREATMENTS, (nth) => [
    ...at(`clinical.treatments.snomed.${nth.toString()}.code`, `clinical.treatments.snomed.code.${nth.toString()}`),
    `EMERGENCY CARE PROCEDURE (SNOMED CT) ${nth.toString()}`,
    ...(nth === 1 ? ["EMERGENCY CARE PROCEDURE (SNOMED CT)"] : []),
    `treatment ${nth.toString()}`,
  ]),
  ...numbered("treatmentDate", MOST_TREATMENTS, (nth) => [
    ...at(`clinical.treatments.snomed.${nth.toString()}.date`, `clinical.treatments.snomed.date.${nth.toString()}`),
    `EMERGENCY CARE PROCEDURE DATE ${nth.toString()}`,
    `treatment date ${nth.toString()}`,
  ]),
};
