import type { CodeableConcept } from "fhir/r4.js";
import { valueList, type ValueList } from "../rows/value-list.ts";
import { conceptOf } from "./fhir.ts";

/** A closed list of codes of the NHS Data Dictionary, with plain words for each. */
export type CodeList<Code extends string> = {
  readonly codes: ValueList<Code>;
  readonly conceptOf: (code: Code) => CodeableConcept;
  readonly wordsOf: (code: Code) => string;
};

/** `variants`: other spellings. A code of two digits is found without its leading nought too, as spreadsheets leave it. */
function codeList<Code extends string>(
  system: string,
  words: Readonly<Record<Code, string>>,
  variants: Readonly<Record<string, Code>> = {},
): CodeList<Code> {
  const codes = Object.keys(words) as Code[];
  const short = codes.filter((code) => /^0\d$/.test(code)).map((code) => [code.slice(1), code] as const);
  const concepts = new Map(codes.map((code) => [code, conceptOf(system, code, words[code])]));
  return {
    codes: valueList(codes, { ...Object.fromEntries(short), ...variants }),
    conceptOf: (code) => concepts.get(code) ?? conceptOf(system, code, undefined),
    wordsOf: (code) => words[code],
  };
}

const UK_CORE = "https://fhir.hl7.org.uk/CodeSystem/UKCore-";
const DICTIONARY = "https://www.datadictionary.nhs.uk/data_elements/";

/** @see https://www.datadictionary.nhs.uk/data_elements/admission_method_code__hospital_provider_spell_.html */
export const ADMISSION_METHODS = codeList(`${UK_CORE}AdmissionMethodEngland`, {
  "11": "From the waiting list",
  "12": "Booked",
  "13": "Planned",
  "21": "Through the emergency department",
  "22": "By a general practitioner",
  "23": "Through a bed bureau",
  "24": "From a consultant's clinic",
  "25": "By a mental health crisis team",
  "2A": "From another hospital's emergency department",
  "2B": "Emergency transfer from another hospital",
  "2C": "Baby born at home as intended",
  "2D": "Other emergency",
  "28": "Other emergency means",
  "31": "Maternity, before delivery",
  "32": "Maternity, after delivery",
  "82": "Born in this hospital",
  "83": "Born outside the hospital",
  "81": "Transfer from another hospital",
  "98": "Not applicable",
  "99": "Not known",
});

/** @see https://www.datadictionary.nhs.uk/data_elements/admission_source__hospital_provider_spell_.html */
export const ADMISSION_SOURCES = codeList(`${UK_CORE}SourceOfAdmissionEngland`, {
  "19": "Usual place of residence",
  "29": "Temporary place of residence",
  "37": "Court",
  "39": "Prison, court or police station",
  "40": "Prison",
  "42": "Police station",
  "49": "High security psychiatric hospital",
  "51": "Another NHS hospital, general ward or emergency department",
  "52": "Another NHS hospital, maternity or neonatal ward",
  "53": "Another NHS hospital, mental health or learning disability ward",
  "54": "NHS care home",
  "55": "Care home with nursing",
  "56": "Care home without nursing",
  "65": "Local authority residential care",
  "66": "Local authority foster care",
  "79": "Born in or on the way to hospital",
  "85": "Independent care home",
  "87": "Independent hospital",
  "88": "Hospice",
  "98": "Not applicable",
  "99": "Not known",
});

/** @see https://www.datadictionary.nhs.uk/data_elements/discharge_destination_code__hospital_provider_spell_.html */
export const DISCHARGE_DESTINATIONS = codeList(`${UK_CORE}DischargeDestinationEngland`, {
  "19": "Usual place of residence",
  "29": "Temporary place of residence",
  "30": "Return from high security psychiatric hospital",
  "37": "Court",
  "38": "Prison or police station",
  "48": "High security psychiatric hospital, Scotland",
  "49": "High security psychiatric hospital",
  "50": "Medium secure unit",
  "51": "Another NHS hospital, general ward",
  "52": "Another NHS hospital, maternity or neonatal ward",
  "53": "Another NHS hospital, mental health or learning disability ward",
  "54": "NHS care home",
  "55": "Care home with nursing",
  "56": "Care home without nursing",
  "65": "Local authority residential care",
  "66": "Local authority foster care",
  "79": "Died or stillborn",
  "84": "Independent medium secure unit",
  "85": "Independent care home",
  "87": "Independent hospital",
  "88": "Hospice",
  "98": "Not discharged yet",
  "99": "Not known",
});

/** @see https://www.datadictionary.nhs.uk/data_elements/discharge_method_code__hospital_provider_spell_.html */
export const DISCHARGE_METHODS = codeList(`${UK_CORE}DischargeMethodEngland`, {
  "1": "On clinical advice",
  "2": "Discharged themselves, or by a relative",
  "3": "By a tribunal, the Home Secretary or a court",
  "4": "Died",
  "5": "Stillbirth",
  "6": "Discharged themselves",
  "7": "By a relative or advocate",
  "8": "Not discharged yet",
  "9": "Not known",
});

/** @see https://www.datadictionary.nhs.uk/data_elements/patient_classification_code.html */
export const PATIENT_CLASSES = codeList(`${DICTIONARY}patient_classification_code`, {
  "1": "Ordinary admission",
  "2": "Day case",
  "3": "Regular day admission",
  "4": "Regular night admission",
  "5": "Mother and baby, using delivery facilities only",
});

/** @see https://www.datadictionary.nhs.uk/data_elements/mental_health_act_legal_status_classification_code.html */
export const LEGAL_STATUSES = codeList(`${UK_CORE}LegalStatusClassificationEngland`, {
  "01": "Informal",
  "02": "Detained under Mental Health Act section 2",
  "03": "Detained under Mental Health Act section 3",
  "04": "Detained under Mental Health Act section 4",
  "05": "Detained under Mental Health Act section 5(2)",
  "06": "Detained under Mental Health Act section 5(4)",
  "07": "Detained under Mental Health Act section 35",
  "08": "Detained under Mental Health Act section 36",
  "09": "Detained under Mental Health Act section 37 with section 41",
  "10": "Detained under Mental Health Act section 37",
  "12": "Detained under Mental Health Act section 38",
  "13": "Detained under Mental Health Act section 44",
  "14": "Detained under Mental Health Act section 46",
  "15": "Detained under Mental Health Act section 47 with section 49",
  "16": "Detained under Mental Health Act section 47",
  "17": "Detained under Mental Health Act section 48 with section 49",
  "18": "Detained under Mental Health Act section 48",
  "19": "Detained under Mental Health Act section 135",
  "20": "Detained under Mental Health Act section 136",
  "31": "Detained under the Criminal Procedure (Insanity) Act",
  "32": "Detained under other acts",
  "35": "Guardianship under Mental Health Act section 7",
  "36": "Guardianship under Mental Health Act section 37",
  "37": "Detained under Mental Health Act section 45A, limited direction in force",
  "38": "Detained under Mental Health Act section 45A, limitation direction ended",
  "98": "Not applicable",
  "99": "Not known",
});

/** @see https://www.datadictionary.nhs.uk/data_elements/attended_or_did_not_attend_code.html */
export const ATTENDED = codeList(`${DICTIONARY}attended_or_did_not_attend_code`, {
  "0": "In the future",
  "2": "Cancelled by, or for, the patient",
  "3": "Did not attend",
  "4": "Cancelled by the hospital",
  "5": "Attended on time",
  "6": "Came late but was seen",
  "7": "Came late and could not be seen",
});

/** @see https://www.datadictionary.nhs.uk/data_elements/first_attendance_code.html */
export const FIRST_ATTENDANCE = codeList(`${DICTIONARY}first_attendance_code`, {
  "1": "First appointment",
  "2": "Follow-up appointment",
  "3": "First appointment by telephone or video",
  "4": "Follow-up appointment by telephone or video",
});

/** @see https://www.datadictionary.nhs.uk/data_elements/outcome_of_attendance_code.html */
export const ATTENDANCE_OUTCOMES = codeList(`${UK_CORE}OutcomeOfAttendanceEngland`, {
  "1": "Discharged from consultant's care",
  "2": "Another appointment given",
  "3": "Appointment to be made later",
});

/** @see https://www.datadictionary.nhs.uk/data_elements/priority_type_code.html */
export const PRIORITIES = codeList(`${DICTIONARY}priority_type_code`, {
  "1": "Routine",
  "2": "Urgent",
  "3": "Two-week wait",
});

/** @see https://www.datadictionary.nhs.uk/data_elements/source_of_referral_for_out-patients.html */
export const REFERRAL_SOURCES = codeList(`${DICTIONARY}source_of_referral_for_out-patients`, {
  "01": "The consultant, after an emergency admission",
  "02": "The consultant, after a domiciliary visit",
  "03": "General practitioner",
  "04": "Emergency department",
  "05": "Another consultant, not in an emergency department",
  "06": "The patient themselves",
  "07": "Prosthetist",
  "10": "The consultant, after an attendance in the emergency department",
  "11": "The consultant, otherwise",
  "12": "General practitioner with an extended role",
  "13": "Specialist nurse",
  "14": "Allied health professional",
  "15": "Optometrist",
  "16": "Orthoptist",
  "17": "National screening programme",
  "92": "General dental practitioner",
  "93": "Community dental service",
  "97": "Other",
});

/** @see https://www.datadictionary.nhs.uk/data_elements/emergency_care_attendance_category.html */
export const ATTENDANCE_CATEGORIES = codeList(`${DICTIONARY}emergency_care_attendance_category`, {
  "1": "Unplanned, first",
  "2": "Unplanned, follow-up at this department",
  "3": "Unplanned, follow-up after another department",
  "4": "Planned follow-up",
  X: "Dead on arrival",
});

/** @see https://www.datadictionary.nhs.uk/data_elements/emergency_care_department_type.html */
export const DEPARTMENT_TYPES = codeList(`${DICTIONARY}emergency_care_department_type`, {
  "01": "Major emergency department",
  "02": "Emergency department for one specialty",
  "03": "Minor injury unit",
  "04": "Walk-in centre",
  "05": "Same day emergency care",
});

/** @see https://www.datadictionary.nhs.uk/data_elements/ethnic_category.html */
export const ETHNIC_CATEGORIES = codeList(`${UK_CORE}EthnicCategoryEngland`, {
  A: "British, Mixed British",
  B: "Irish",
  C: "Any other White background",
  D: "White and Black Caribbean",
  E: "White and Black African",
  F: "White and Asian",
  G: "Any other mixed background",
  H: "Indian or British Indian",
  J: "Pakistani or British Pakistani",
  K: "Bangladeshi or British Bangladeshi",
  L: "Any other Asian background",
  M: "Caribbean",
  N: "African",
  P: "Any other Black background",
  R: "Chinese",
  S: "Any other ethnic group",
  Z: "Not stated",
  "99": "Not known",
});

/** @see https://www.datadictionary.nhs.uk/data_elements/nhs_number_status_indicator_code.html */
export const NUMBER_STATUSES = codeList(`${UK_CORE}NHSNumberVerificationStatusEngland`, {
  "01": "Number present and verified",
  "02": "Number present but not traced",
  "03": "Trace required",
  "04": "Trace attempted, no match or several",
  "05": "Trace needs to be resolved",
  "06": "Trace in progress",
  "07": "Number not present and trace not required",
  "08": "Trace postponed, baby under six weeks",
});

/** @see https://www.datadictionary.nhs.uk/data_elements/person_stated_gender_code.html */
export const SEXES = valueList(["male", "female", "other", "unknown"], {
  ...{ "1": "male", M: "male", "2": "female", F: "female", "9": "other", I: "other", indeterminate: "other" },
  ...{ "0": "unknown", X: "unknown", U: "unknown", "not known": "unknown", "not stated": "unknown" },
});

/** @see https://www.datadictionary.nhs.uk/data_elements/withheld_identity_reason.html */
export const WITHHELD_REASONS = codeList(`${UK_CORE}WithheldIdentityReason`, {
  "01": "For legal reasons",
  "02": "At the request of the Caldicott Guardian",
  "03": "At the request of the patient",
  "97": "For another reason",
  "99": "For a reason not known",
});
