/** How a file names its columns: as the national service's extracts are landed, or as the NHS Data Dictionary does. */
export type Naming = "landed" | "dictionary";

/** A table: its columns in their order, each with its two headings. */
export type Table<Column extends string> = readonly (readonly [column: Column, landed: string, dictionary: string])[];

export const DIAGNOSES = 12;
export const PROCEDURES = 4;

const numbered = <Column extends string>(
  most: number,
  of: (nth: number) => readonly [Column, string, string],
): Table<Column> => Array.from({ length: most }, (_, at) => of(at + 1));

/** Each table names what is the same of a patient, and of a row, in its own place. */
const transaction = (system: string) =>
  [
    ["updateType", `${system}.transaction.cds_update_type`, "CDS UPDATE TYPE"],
    ["version", `${system}.record.version`, "record version"],
    ["updated", `${system}.transaction.cds_applicable_date`, "CDS APPLICABLE DATE"],
    ["updatedAt", `${system}.transaction.cds_applicable_time`, "CDS APPLICABLE TIME"],
  ] as const;

const patient = (at: (path: string) => string, residence: string, registration: string) =>
  [
    ["patient", at("local_patient_identifier.value"), "LOCAL PATIENT IDENTIFIER"],
    ["nhsNumber", at("nhs_number.value"), "NHS NUMBER"],
    ["numberStatus", at("nhs_number.status"), "NHS NUMBER STATUS INDICATOR CODE"],
    ["givenName", at("name.given"), "PERSON GIVEN NAME"],
    ["familyName", at("name.family"), "PERSON FAMILY NAME"],
    ["born", at("birth_date"), "PERSON BIRTH DATE"],
    ["died", at("pds_date_of_death"), "PERSON DEATH DATE"],
    ["sex", at(residence === "usual_address" ? "stated_gender" : "gender"), "PERSON STATED GENDER CODE"],
    ["ethnicity", at("ethnic_category"), "ETHNIC CATEGORY"],
    [
      "address",
      `patient.${residence === "usual_address" ? "usual_address.line" : "residence.address"}`,
      "PATIENT USUAL ADDRESS",
    ],
    ["postcode", `patient.${residence}.postcode`, "POSTCODE OF USUAL ADDRESS"],
    ["telephone", "patient.contact.telephone", "UK TELEPHONE NUMBER"],
    ["practice", `patient.${registration}.general_practice`, "GENERAL MEDICAL PRACTICE CODE (PATIENT REGISTRATION)"],
  ] as const;

const within = <Column extends string>(beginning: string, table: Table<Column>): Table<Column> =>
  table.map(([column, landed, dictionary]) => [column, `${beginning}.${landed}`, dictionary]);

const identity = (path: string): string => (path.startsWith("name.") ? `patient.${path}` : `patient.identity.${path}`);
const plain = (path: string): string => `patient.${path}`;

/** Admitted patient care, a row for each consultant episode. */
export const SPELLS = [
  ...transaction("system"),
  ["spell", "spell.hospital_provider_spell_number", "HOSPITAL PROVIDER SPELL NUMBER"],
  ...within("spell", patient(identity, "residence", "registration")),
  ["admitted", "spell.admission.date", "START DATE (HOSPITAL PROVIDER SPELL)"],
  ["admittedAt", "spell.admission.time", "START TIME (HOSPITAL PROVIDER SPELL)"],
  ["method", "spell.admission.method", "ADMISSION METHOD CODE (HOSPITAL PROVIDER SPELL)"],
  ["source", "spell.admission.source", "ADMISSION SOURCE (HOSPITAL PROVIDER SPELL)"],
  ["classification", "spell.admission.patient_classification", "PATIENT CLASSIFICATION CODE"],
  ["discharged", "spell.discharge.date", "DISCHARGE DATE (HOSPITAL PROVIDER SPELL)"],
  ["dischargedAt", "spell.discharge.time", "DISCHARGE TIME (HOSPITAL PROVIDER SPELL)"],
  ["dischargeMethod", "spell.discharge.method", "DISCHARGE METHOD CODE (HOSPITAL PROVIDER SPELL)"],
  ["destination", "spell.discharge.destination", "DISCHARGE DESTINATION CODE (HOSPITAL PROVIDER SPELL)"],
  ["ready", "spell.discharge.ready_date", "DISCHARGE READY DATE (HOSPITAL PROVIDER SPELL)"],
  [
    "legalStatus",
    "spell.patient.mental_health_act_legal_status.classification",
    "MENTAL HEALTH ACT LEGAL STATUS CLASSIFICATION CODE (ON ADMISSION)",
  ],
  ["site", "spell.care_location.site_code_of_treatment", "ORGANISATION SITE IDENTIFIER (OF TREATMENT)"],
  ["provider", "spell.commissioning.service_agreement.provider", "ORGANISATION IDENTIFIER (CODE OF PROVIDER)"],
  ["episode", "spell.episodes.number", "EPISODE NUMBER"],
  ["isLast", "spell.episodes.last_episode_indicator", "LAST EPISODE IN SPELL INDICATOR CODE"],
  ["began", "spell.episodes.start_date", "START DATE (EPISODE)"],
  ["ended", "spell.episodes.end_date", "END DATE (EPISODE)"],
  ["consultant", "spell.episodes.care_professional.consultant", "CONSULTANT CODE"],
  ["consultantName", "spell.episodes.care_professional.consultant_name", "CONSULTANT NAME"],
  ["specialty", "spell.episodes.care_professional.treatment_function", "ACTIVITY TREATMENT FUNCTION CODE"],
  ...numbered(DIAGNOSES, (nth) => [
    `diagnosis${nth}`,
    `spell.episodes.clinical_coding.diagnosis.icd.${nth}.code`,
    nth === 1 ? "PRIMARY DIAGNOSIS (ICD)" : `SECONDARY DIAGNOSIS (ICD) ${nth - 1}`,
  ]),
  ...numbered(PROCEDURES, (nth) => [
    `procedure${nth}`,
    `spell.episodes.clinical_coding.procedure.opcs.${nth}.code`,
    nth === 1 ? "PRIMARY PROCEDURE (OPCS)" : `PROCEDURE (OPCS) ${nth - 1}`,
  ]),
  ...numbered(PROCEDURES, (nth) => [
    `procedureDate${nth}`,
    `spell.episodes.clinical_coding.procedure.opcs.${nth}.date`,
    nth === 1 ? "PRIMARY PROCEDURE DATE (OPCS)" : `PROCEDURE DATE (OPCS) ${nth - 1}`,
  ]),
] as const satisfies Table<string>;

/** Outpatients, a row for each appointment. */
export const APPOINTMENTS = [
  ...transaction("system"),
  ["appointment", "appointment.identifier", "ATTENDANCE IDENTIFIER"],
  ...within("appointment", patient(identity, "residence", "registration")),
  ["on", "appointment.date", "APPOINTMENT DATE"],
  ["at", "appointment.time", "APPOINTMENT TIME"],
  ["minutes", "appointment.expected_duration", "EXPECTED DURATION OF APPOINTMENT"],
  ["attended", "appointment.attended_or_dna", "ATTENDED OR DID NOT ATTEND CODE"],
  ["first", "appointment.first_attendance", "FIRST ATTENDANCE CODE"],
  ["outcome", "appointment.outcome", "OUTCOME OF ATTENDANCE CODE"],
  ["medium", "appointment.consultation_medium", "CONSULTATION MECHANISM"],
  ["referralSource", "appointment.referral.source_op", "SOURCE OF REFERRAL FOR OUT-PATIENTS"],
  ["referred", "appointment.referral.received_date", "REFERRAL REQUEST RECEIVED DATE"],
  ["priority", "appointment.referral.priority_type", "PRIORITY TYPE CODE"],
  ["consultant", "appointment.care_professional.consultant", "CONSULTANT CODE"],
  ["consultantName", "appointment.care_professional.consultant_name", "CONSULTANT NAME"],
  ["specialty", "appointment.care_professional.treatment_function", "ACTIVITY TREATMENT FUNCTION CODE"],
  ["provider", "appointment.commissioning.service_agreement.provider", "ORGANISATION IDENTIFIER (CODE OF PROVIDER)"],
] as const satisfies Table<string>;

/** Emergency care, a row for each attendance. */
export const ATTENDANCES = [
  ...transaction("system"),
  ["attendance", "attendance.arrival.attendance_identifier", "EMERGENCY CARE ATTENDANCE IDENTIFIER"],
  ...patient(plain, "usual_address", "gp_registration"),
  ["arrived", "attendance.arrival.date", "EMERGENCY CARE ARRIVAL DATE"],
  ["arrivedAt", "attendance.arrival.time", "EMERGENCY CARE ARRIVAL TIME"],
  ["mode", "attendance.arrival.arrival_mode.code", "EMERGENCY CARE ARRIVAL MODE (SNOMED CT)"],
  ["category", "attendance.arrival.attendance_category", "EMERGENCY CARE ATTENDANCE CATEGORY"],
  ["department", "attendance.location.department_type", "EMERGENCY CARE DEPARTMENT TYPE"],
  ["assessed", "attendance.initial_assessment.timestamp", "EMERGENCY CARE INITIAL ASSESSMENT TIMESTAMP"],
  ["decided", "attendance.decision_to_admit.timestamp", "EMERGENCY CARE DECISION TO ADMIT TIMESTAMP"],
  ["left", "attendance.departure.date", "EMERGENCY CARE DEPARTURE DATE"],
  ["leftAt", "attendance.departure.time", "EMERGENCY CARE DEPARTURE TIME"],
  ["status", "attendance.discharge.status.code", "EMERGENCY CARE DISCHARGE STATUS (SNOMED CT)"],
  ["destination", "attendance.discharge.destination.code", "EMERGENCY CARE DISCHARGE DESTINATION (SNOMED CT)"],
  ["acuity", "clinical.acuity.code", "EMERGENCY CARE ACUITY (SNOMED CT)"],
  ["complaint", "clinical.chief_complaint.code", "EMERGENCY CARE CHIEF COMPLAINT (SNOMED CT)"],
  ["diagnosis1", "clinical.diagnoses.snomed.1.code", "EMERGENCY CARE DIAGNOSIS (SNOMED CT) 1"],
  ["qualifier1", "clinical.diagnoses.snomed.1.qualifier", "EMERGENCY CARE DIAGNOSIS QUALIFIER (SNOMED CT) 1"],
  ["provider", "commissioning.service_agreement.provider", "ORGANISATION IDENTIFIER (CODE OF PROVIDER)"],
] as const satisfies Table<string>;

export type SpellColumn = (typeof SPELLS)[number][0];
export type AppointmentColumn = (typeof APPOINTMENTS)[number][0];
export type AttendanceColumn = (typeof ATTENDANCES)[number][0];
export type Row<Column extends string> = Readonly<Partial<Record<Column, string>>>;

/** The header of a file, after its byte order mark where it has one. */
export const headerOf = <Column extends string>(table: Table<Column>, naming: Naming, isMarked: boolean): string =>
  (isMarked ? "\uFEFF" : "") +
  table.map(([, landed, dictionary]) => cell(naming === "landed" ? landed : dictionary)).join(",");

/** One line of CSV (RFC 4180). */
export const csvLine = <Column extends string>(table: Table<Column>, row: Row<Column>): string =>
  table.map(([column]) => cell(row[column] ?? "")).join(",");

const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
