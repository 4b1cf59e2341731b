import { numbered, twoDigits, under, type Headings } from "./headings.ts";
import { patientColumns, type PatientColumn } from "./hospital-patient.ts";
import { transactionColumns, type TransactionColumn } from "./transaction.ts";

/** Codes of a row: as many as the national extracts have. */
export const MOST_DIAGNOSES = 24;
export const MOST_PROCEDURES = 24;

const SPELL = ["spell", "spell.episodes", "episodes", ""];
const EPISODE = ["spell.episodes", "episodes", "episode"];

export type DiagnosisColumn = `diagnosis${number}`;
export type ProcedureColumn = `procedure${number}` | `procedureDate${number}`;

export type SpellColumn =
  | TransactionColumn
  | PatientColumn
  | DiagnosisColumn
  | ProcedureColumn
  | ("spell" | "isOpen" | "admitted" | "admittedAt" | "method" | "source" | "classification" | "decided")
  | ("discharged" | "dischargedAt" | "dischargeMethod" | "destination" | "ready" | "legalStatus" | "site" | "ward")
  | ("episode" | "isLast" | "isDominant" | "began" | "beganAt" | "ended" | "endedAt")
  | ("consultant" | "consultantName" | "treatmentFunction");

/**
 * The columns of admitted patient care, a row for each consultant episode of a hospital provider spell.
 * @see https://www.datadictionary.nhs.uk/data_sets/cds_v6-3/cds_v6-3_type_130_-_admitted_patient_care_-_finished_general_episode_cds.html
 */
export const SPELL_COLUMNS: Readonly<Record<SpellColumn, Headings>> = {
  ...transactionColumns("", ...SPELL.slice(0, 3)),
  ...patientColumns("spell.patient", "spell.episodes.patient", "patient"),
  spell: [
    ...under(SPELL, "hospital_provider_spell_number", "spell.hospital_provider_spell_number"),
    "HOSPITAL PROVIDER SPELL NUMBER",
    "HOSPITAL PROVIDER SPELL IDENTIFIER",
    "spell number",
    "spell id",
  ],
  isOpen: [...under(SPELL, "open_spell_indicator"), "open spell"],
  admitted: [
    ...under(SPELL, "admission.date"),
    "START DATE (HOSPITAL PROVIDER SPELL)",
    "ADMISSION DATE (HOSPITAL PROVIDER SPELL)",
    "admission date",
  ],
  admittedAt: [
    ...under(SPELL, "admission.time"),
    "START TIME (HOSPITAL PROVIDER SPELL)",
    "ADMISSION TIME (HOSPITAL PROVIDER SPELL)",
    "admission time",
  ],
  method: [
    ...under(SPELL, "admission.method"),
    "ADMISSION METHOD CODE (HOSPITAL PROVIDER SPELL)",
    "METHOD OF ADMISSION CODE (HOSPITAL PROVIDER SPELL)",
    "admission method",
  ],
  source: [
    ...under(SPELL, "admission.source"),
    "SOURCE OF ADMISSION CODE (HOSPITAL PROVIDER SPELL)",
    "ADMISSION SOURCE (HOSPITAL PROVIDER SPELL)",
    "admission source",
  ],
  classification: [
    ...under(SPELL, "admission.patient_classification"),
    "PATIENT CLASSIFICATION CODE",
    "patient classification",
  ],
  decided: [...under(SPELL, "referral.decided_to_admit_date"), "DECIDED TO ADMIT DATE"],
  discharged: [...under(SPELL, "discharge.date"), "DISCHARGE DATE (HOSPITAL PROVIDER SPELL)", "discharge date"],
  dischargedAt: [...under(SPELL, "discharge.time"), "DISCHARGE TIME (HOSPITAL PROVIDER SPELL)", "discharge time"],
  dischargeMethod: [
    ...under(SPELL, "discharge.method"),
    "DISCHARGE METHOD CODE (HOSPITAL PROVIDER SPELL)",
    "discharge method",
  ],
  destination: [
    ...under(SPELL, "discharge.destination"),
    "DISCHARGE DESTINATION CODE (HOSPITAL PROVIDER SPELL)",
    "discharge destination",
  ],
  ready: [
    ...under(SPELL, "discharge.ready_date"),
    "DISCHARGE READY DATE (HOSPITAL PROVIDER SPELL)",
    "discharge ready date",
  ],
  legalStatus: [
    ...under(SPELL, "patient.mental_health_act_legal_status.classification"),
    "MENTAL HEALTH ACT LEGAL STATUS CLASSIFICATION CODE (ON ADMISSION)",
    "MENTAL HEALTH ACT LEGAL STATUS CLASSIFICATION CODE",
    "legal status",
  ],
  site: [
    ...under(SPELL, "care_location.site_code_of_treatment"),
    "ORGANISATION SITE IDENTIFIER (OF TREATMENT)",
    "SITE CODE (OF TREATMENT)",
    "site",
  ],
  ward: [...under(EPISODE, "care_location.ward_code"), "WARD CODE", "ward"],
  episode: [...under(EPISODE, "number"), "EPISODE NUMBER", "episode"],
  isLast: [
    ...under(EPISODE, "last_episode_indicator"),
    "LAST EPISODE IN SPELL INDICATOR CODE",
    "LAST EPISODE IN SPELL INDICATOR",
    "last episode",
  ],
  isDominant: [...under(EPISODE, "dominant_episode_flag"), "dominant episode"],
  began: [...under(EPISODE, "start_date"), "START DATE (EPISODE)", "episode start date"],
  beganAt: [...under(EPISODE, "start_time"), "START TIME (EPISODE)", "episode start time"],
  ended: [...under(EPISODE, "end_date"), "END DATE (EPISODE)", "episode end date"],
  endedAt: [...under(EPISODE, "end_time"), "END TIME (EPISODE)", "episode end time"],
  consultant: [...under(EPISODE, "care_professional.consultant"), "CONSULTANT CODE", "consultant code"],
  consultantName: [...under(EPISODE, "care_professional.consultant_name"), "CONSULTANT NAME", "consultant"],
  treatmentFunction: [
    ...under(EPISODE, "care_professional.treatment_function"),
    "ACTIVITY TREATMENT FUNCTION CODE",
    "TREATMENT FUNCTION CODE",
    "treatment function",
  ],
  ...diagnosisColumns(EPISODE, MOST_DIAGNOSES),
  ...procedureColumns(EPISODE, MOST_PROCEDURES),
};

/** ICD-10 codes in their order: the national names, those of an extract made flat, and those of hospital statistics. */
export function diagnosisColumns(beginnings: readonly string[], most: number) {
  return numbered("diagnosis", most, (nth) => [
    ...under(
      beginnings,
      `clinical_coding.diagnosis.icd.${nth.toString()}.code`,
      `clinical_coding.diagnosis.icd.code.${nth.toString()}`,
    ),
    ...(nth === 1
      ? ["PRIMARY DIAGNOSIS (ICD)", "primary diagnosis"]
      : [`SECONDARY DIAGNOSIS (ICD) ${(nth - 1).toString()}`]),
    ...(nth === 2 ? ["SECONDARY DIAGNOSIS (ICD)"] : []),
    `diag ${twoDigits(nth)}`,
    `diagnosis ${nth.toString()}`,
  ]);
}

/** OPCS-4 codes in their order, and the day of each. */
export function procedureColumns(beginnings: readonly string[], most: number) {
  const flat = (nth: number, what: string) =>
    under(
      beginnings,
      `clinical_coding.procedure.opcs.${nth.toString()}.${what}`,
      `clinical_coding.procedure.opcs.${what}.${nth.toString()}`,
    );
  return {
    ...numbered("procedure", most, (nth) => [
      ...flat(nth, "code"),
      ...(nth === 1 ? ["PRIMARY PROCEDURE (OPCS)", "primary procedure"] : [`PROCEDURE (OPCS) ${(nth - 1).toString()}`]),
      ...(nth === 2 ? ["PROCEDURE (OPCS)"] : []),
      `opertn ${twoDigits(nth)}`,
      `procedure ${nth.toString()}`,
    ]),
    ...numbered("procedureDate", most, (nth) => [
      ...flat(nth, "date"),
      ...(nth === 1
        ? ["PRIMARY PROCEDURE DATE (OPCS)", "primary procedure date"]
        : [`PROCEDURE DATE (OPCS) ${(nth - 1).toString()}`]),
      ...(nth === 2 ? ["PROCEDURE DATE (OPCS)"] : []),
      `opdate ${twoDigits(nth)}`,
      `procedure date ${nth.toString()}`,
    ]),
  };
}
