import { madeUpNumber } from "./made-up-number.ts";

/** A row of hospital activity by the headings of its file. */
export type ActivityRow = Readonly<Record<string, string>>;

const IDENTITY = {
  "identity.local_patient_identifier.value": "1234567",
  "identity.nhs_number.value": madeUpNumber(7),
  "identity.nhs_number.status": "01",
  "identity.birth_date": "1944-02-03",
  "identity.gender": "2",
  "identity.ethnic_category": "A",
  "residence.postcode": "ZZ1 1AA",
  "registration.general_practice": "X99001",
  "name.given": "Edna",
  "name.family": "Moss",
};

const under = (beginning: string, row: ActivityRow): ActivityRow =>
  Object.fromEntries(Object.entries(row).map(([heading, text]) => [`${beginning}.${heading}`, text]));

const TRANSACTION = {
  "system.record.version": "1",
  "system.transaction.cds_update_type": "9",
  "system.transaction.cds_applicable_date": "2025-03-20",
  "system.transaction.cds_applicable_time": "09:15:00",
};

/** An emergency admission of a made-up person for heart failure: one consultant episode, seven nights. */
export const aSpellRow = (changes: ActivityRow = {}): ActivityRow => ({
  ...TRANSACTION,
  ...under("spell.patient", IDENTITY),
  "spell.hospital_provider_spell_number": "S0001",
  "spell.admission.date": "2025-03-01",
  "spell.admission.time": "22:40:00",
  "spell.admission.method": "21",
  "spell.admission.source": "19",
  "spell.admission.patient_classification": "1",
  "spell.discharge.date": "2025-03-08",
  "spell.discharge.time": "15:05:00",
  "spell.discharge.method": "1",
  "spell.discharge.destination": "19",
  "spell.discharge.ready_date": "2025-03-06",
  "spell.patient.mental_health_act_legal_status.classification": "01",
  "spell.care_location.site_code_of_treatment": "XT90101",
  "spell.episodes.number": "1",
  "spell.episodes.last_episode_indicator": "1",
  "spell.episodes.start_date": "2025-03-01",
  "spell.episodes.end_date": "2025-03-08",
  "spell.episodes.care_professional.consultant": "C9999001",
  "spell.episodes.care_professional.consultant_name": "Dr Zoë Brontë",
  "spell.episodes.care_professional.treatment_function": "320",
  "spell.episodes.clinical_coding.diagnosis.icd.1.code": "I500",
  "spell.episodes.clinical_coding.diagnosis.icd.2.code": "I10X",
  "spell.episodes.clinical_coding.diagnosis.icd.3.code": "E119",
  "spell.episodes.clinical_coding.diagnosis.icd.4.code": "",
  "spell.episodes.clinical_coding.procedure.opcs.1.code": "U201",
  "spell.episodes.clinical_coding.procedure.opcs.1.date": "2025-03-02",
  "spell.episodes.clinical_coding.procedure.opcs.2.code": "",
  "spell.episodes.clinical_coding.procedure.opcs.2.date": "",
  ...changes,
});

/** A first appointment in cardiology that was kept. */
export const anAppointmentRow = (changes: ActivityRow = {}): ActivityRow => ({
  ...TRANSACTION,
  ...under("appointment.patient", IDENTITY),
  "appointment.identifier": "A0001",
  "appointment.date": "2025-02-11",
  "appointment.time": "10:20",
  "appointment.expected_duration": "25",
  "appointment.attended_or_dna": "5",
  "appointment.first_attendance": "1",
  "appointment.outcome": "2",
  "appointment.consultation_medium": "01",
  "appointment.referral.source_op": "03",
  "appointment.referral.received_date": "2024-12-02",
  "appointment.referral.priority_type": "2",
  "appointment.care_professional.consultant": "C9999001",
  "appointment.care_professional.treatment_function": "320",
  "appointment.clinical_coding.procedure.opcs.1.code": "U191",
  "appointment.clinical_coding.procedure.opcs.2.code": "",
  ...changes,
});

/** An attendance in the emergency department by ambulance with chest pain, that ended in an admission. */
export const anAttendanceRow = (changes: ActivityRow = {}): ActivityRow => ({
  ...TRANSACTION,
  ...under("patient", {
    ...Object.fromEntries(
      Object.entries(IDENTITY).map(([heading, text]) => [
        heading
          .replace("identity.gender", "stated_gender")
          .replace("identity.", "")
          .replace("residence.", "usual_address.")
          .replace("registration.", "gp_registration."),
        text,
      ]),
    ),
  }),
  "attendance.arrival.attendance_identifier": "E0001",
  "attendance.arrival.date": "2025-03-01",
  "attendance.arrival.time": "18:50:00",
  "attendance.arrival.arrival_mode.code": "1048031000000100",
  "attendance.arrival.attendance_category": "1",
  "attendance.location.department_type": "01",
  "attendance.initial_assessment.date": "2025-03-01",
  "attendance.initial_assessment.time": "19:01:00",
  "attendance.decision_to_admit.date": "2025-03-01",
  "attendance.decision_to_admit.time": "21:30:00",
  "attendance.departure.date": "2025-03-01",
  "attendance.departure.time": "22:38:00",
  "attendance.discharge.status.code": "182992009",
  "attendance.discharge.destination.code": "306706006",
  "clinical.acuity.code": "1064911000000105",
  "clinical.chief_complaint.code": "29857009",
  "clinical.diagnoses.snomed.1.code": "84114007",
  "clinical.diagnoses.snomed.1.qualifier": "410605003",
  "clinical.diagnoses.snomed.2.code": "",
  "clinical.treatments.snomed.1.code": "",
  ...changes,
});

const quoted = (field: string): string => (/[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);

/** The rows as a CSV file with the columns of all of them; `headings`: other names for some. */
export function anActivityFile(rows: readonly ActivityRow[], headings: ActivityRow = {}): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = rows.map((row) => columns.map((column) => quoted(row[column] ?? "")).join(","));
  return `${[columns.map((column) => quoted(headings[column] ?? column)).join(","), ...lines].join("\r\n")}\r\n`;
}
