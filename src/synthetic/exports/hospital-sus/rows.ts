import { isoDay, type Day } from "../../lives/day.ts";
import type { Attendance, OutpatientVisit, Stay } from "../../lives/hospital.ts";
import type { Person } from "../../lives/person.ts";
import { SPECIALTIES } from "../../lives/planned-care.ts";
import { ACUTE_TRUST } from "../../lives/town.ts";
import { clinicMinute, consultantOf, departureOf, dischargeMinute } from "../hospital-course.ts";
import type { KnownAs } from "../identity.ts";
import { BIRTHS, ECDS, emergencyCodes, filled, OPERATIONS } from "./codes.ts";
import { DIAGNOSES, type AppointmentColumn, type AttendanceColumn, type Row, type SpellColumn } from "./columns.ts";

/** The version of a row, and the day on which the hospital wrote it. */
export type Written = { readonly version: number; readonly on: Day; readonly deleted?: boolean };

/** Whom a row is about: the person, and as whom the hospital knew them on the day. */
export type Subject = { readonly person: Person; readonly known: KnownAs; readonly practice: string };

export const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}:00`;

function subjectCells({ person, known, practice }: Subject, { on }: Written) {
  const { stated, id } = known;
  const died = person.died !== undefined && person.died <= on ? isoDay(person.died) : "";
  return {
    patient: id,
    nhsNumber: stated.nhsNumber ?? "",
    numberStatus: stated.verified ? "01" : stated.nhsNumber === undefined ? "03" : "02",
    givenName: stated.middle === undefined ? stated.given : `${stated.given} ${stated.middle}`,
    familyName: stated.family,
    born: stated.born,
    died,
    sex: stated.sex === "female" ? "2" : "1",
    ethnicity: person.ethnicity,
    address: stated.address ? `${stated.address.line}, ${stated.address.town}` : "",
    postcode: stated.address?.postcode ?? "",
    // Of somebody who is protected, how to reach them is no more told than where they live.
    telephone: stated.address ? (stated.landline ?? stated.mobile ?? "") : "",
    practice,
    provider: ACUTE_TRUST.code,
  };
}

const transactionCells = ({ version, on, deleted }: Written) => ({
  updateType: deleted ? "1" : "9",
  version: String(version),
  updated: isoDay(on),
  updatedAt: "18:30:00",
});

/** A stay as far as the hospital had coded it, in its consultants' parts. */
export type Episode = {
  readonly number: number;
  readonly isLast: boolean;
  readonly began: Day;
  readonly ended: Day | undefined;
  readonly specialty: string;
  /** ICD-10, as they stand in the row. */
  readonly diagnoses: readonly string[];
  /** OPCS-4. */
  readonly procedures: readonly string[];
};

const ACUTE_MEDICINE = "326";

/** Longer emergency stays begin under acute medicine. `isCoded`: false before the coders have come to it. */
export function episodesOf(stay: Stay, discharged: Day | undefined, isCoded: boolean): readonly Episode[] {
  const diagnoses = isCoded ? stay.diagnoses.slice(0, DIAGNOSES).map(filled) : [];
  const operation = stay.procedure === undefined ? BIRTHS[stay.diagnoses[0] ?? ""] : OPERATIONS[stay.procedure];
  const procedures = isCoded && operation !== undefined ? [operation] : [];
  const whole = { began: stay.admitted, ended: discharged, specialty: stay.specialty, diagnoses, procedures };
  const isTransferred = stay.method === "21" && (discharged ?? Infinity) - stay.admitted >= 4 && stay.minute % 3 === 0;
  if (!isTransferred) return [{ ...whole, number: 1, isLast: discharged !== undefined }];
  const moved = stay.admitted + 1;
  const first = { ...whole, number: 1, isLast: false, ended: moved, specialty: ACUTE_MEDICINE, procedures: [] };
  return [
    { ...first, diagnoses: diagnoses.slice(0, 1) },
    { ...whole, number: 2, isLast: discharged !== undefined, began: moved },
  ];
}

/** One row of admitted patient care. `discharged`: as far as the hospital knew by then. */
export function spellRow(
  subject: Subject,
  stay: Stay,
  spell: string,
  discharged: Day | undefined,
  episode: Episode,
  written: Written,
): Row<SpellColumn> {
  const { began, ended, specialty, diagnoses, procedures } = episode;
  const consultant = consultantOf(specialty, subject.person);
  const isDayCase = stay.method.startsWith("1") && discharged === stay.admitted;
  return {
    ...transactionCells(written),
    ...subjectCells(subject, written),
    spell,
    admitted: isoDay(stay.admitted),
    admittedAt: clock(stay.minute),
    method: stay.method,
    source: "19",
    classification: isDayCase ? "2" : "1",
    discharged: discharged === undefined ? "" : isoDay(discharged),
    dischargedAt: discharged === undefined ? "" : clock(dischargeMinute(stay)),
    dischargeMethod: discharged === undefined ? "8" : stay.died ? "4" : "1",
    destination: discharged === undefined ? "98" : stay.died ? "79" : "19",
    ready: discharged === undefined || stay.ready === undefined ? "" : isoDay(stay.ready),
    legalStatus: "",
    site: `${ACUTE_TRUST.code}01`,
    episode: String(episode.number),
    isLast: episode.isLast ? "1" : "2",
    began: isoDay(began),
    ended: ended === undefined ? "" : isoDay(ended),
    consultant: consultant.code,
    consultantName: consultant.name,
    specialty,
    ...Object.fromEntries(diagnoses.map((code, at) => [`diagnosis${at + 1}`, code])),
    ...Object.fromEntries(
      procedures.flatMap((code, at) => [
        [`procedure${at + 1}`, code],
        [`procedureDate${at + 1}`, isoDay(began)],
      ]),
    ),
  };
}

/** One row of outpatients. */
export function appointmentRow(
  subject: Subject,
  visit: OutpatientVisit,
  appointment: string,
  attended: string,
  written: Written,
): Row<AppointmentColumn> {
  const specialty = SPECIALTIES[visit.specialty];
  const consultant = consultantOf(specialty, subject.person);
  const minute = clinicMinute(subject.person, visit);
  const wasSeen = attended === "5" || attended === "6";
  return {
    ...transactionCells(written),
    ...subjectCells(subject, written),
    appointment,
    on: isoDay(visit.on),
    at: clock(minute),
    minutes: visit.first ? "30" : "20",
    attended,
    first: visit.first ? "1" : "2",
    outcome: wasSeen ? (minute % 5 === 0 && visit.on % 4 === 0 ? "1" : "2") : "",
    medium: "01",
    referralSource: visit.first ? "03" : "11",
    referred: visit.first ? isoDay(visit.on - 20 - (visit.on % 70)) : "",
    priority: visit.on % 9 === 0 ? "2" : "1",
    consultant: consultant.code,
    consultantName: consultant.name,
    specialty,
  };
}

/** One row of emergency care. */
export function attendanceRow(
  subject: Subject,
  attendance: Attendance,
  stay: Stay | undefined,
  number: string,
  written: Written,
): Row<AttendanceColumn> {
  const { arrived, minute, icd10 } = attendance;
  const left = departureOf(attendance, stay);
  const [complaint, diagnosis] = emergencyCodes(icd10);
  const assessed = Math.min(1439, minute + 12);
  const decided = Math.max(minute, left.minute - 30);
  return {
    ...transactionCells(written),
    ...subjectCells(subject, written),
    attendance: number,
    arrived: isoDay(arrived),
    arrivedAt: clock(minute),
    mode: stay ? ECDS.ambulance : minute % 4 === 0 ? ECDS.publicTransport : ECDS.ownTransport,
    category: "1",
    department: "01",
    assessed: `${isoDay(arrived)} ${clock(assessed)}`,
    decided: stay && left.day === arrived ? `${isoDay(arrived)} ${clock(decided)}` : "",
    left: isoDay(left.day),
    leftAt: clock(left.minute),
    status: ECDS.completed,
    destination: stay ? ECDS.ward : ECDS.home,
    acuity: ECDS.acuity[stay ? minute % 2 : 2 + (minute % 2)] ?? ECDS.acuity[1],
    complaint,
    diagnosis1: diagnosis,
    qualifier1: minute % 3 === 0 ? ECDS.suspected : ECDS.confirmed,
  };
}
