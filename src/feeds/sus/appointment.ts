import type { Encounter, Period } from "fhir/r4.js";
import { stretchOf } from "#base";
import type { DeliveryFacts } from "../adapter.ts";
import { valueList } from "../rows/value-list.ts";
import { sourceId } from "../source-id.ts";
import { tableOf, type AnyTable, type TableEntry, type TableRow } from "../table/table.ts";
import { APPOINTMENT_COLUMNS, MOST_DIAGNOSES, MOST_PROCEDURES, type AppointmentColumn } from "./appointment-columns.ts";
import { ATTENDANCE_OUTCOMES, ATTENDED, FIRST_ATTENDANCE, PRIORITIES, REFERRAL_SOURCES } from "./code-lists.ts";
import {
  codesIn,
  diagnosesOf,
  diagnosisEntry,
  entryOf,
  procedureEntry,
  withdrawn,
  withdrawnCodes,
  withdrawnPlaces,
  type Coded,
  type Placed,
} from "./coded-event.ts";
import {
  ACT_CODE,
  ATTENDANCE_ID,
  byCode,
  given,
  ODS_CODE,
  ODS_SITE,
  ownExtension,
  ukCoreExtension,
  VISIT_NUMBER,
  withExtensions,
} from "./fhir.ts";
import { namesOf } from "./headings.ts";
import { createPatientsOfFile, type PatientsOfFile } from "./hospital-patient.ts";
import { momentIn } from "./moment.ts";
import { specialtyIn } from "./spell-facts.ts";
import { ATTENDER, consultantRef } from "./stay.ts";
import { providerOf, transactionOf } from "./transaction.ts";

type Row = TableRow<AppointmentColumn>;

const DIAGNOSES = namesOf("diagnosis", MOST_DIAGNOSES);
const PROCEDURES = namesOf("procedure", MOST_PROCEDURES);
const PROCEDURE_DATES = namesOf("procedureDate", MOST_PROCEDURES);

/** Outpatient care: a row for each appointment, kept or not. */
export function appointmentTable(): AnyTable {
  const patients = createPatientsOfFile();
  return tableOf<AppointmentColumn>({
    name: "outpatient care (OP)",
    columns: APPOINTMENT_COLUMNS,
    needed: ["appointment", "patient", "on"],
    take: (row, facts) => takeAppointment(row, facts, patients),
  });
}

function takeAppointment(row: Row, facts: DeliveryFacts, patients: PatientsOfFile): readonly TableEntry[] {
  const number = row.needed("appointment");
  const { recorded, isDeletion, isReplacement } = transactionOf(row);
  if (number === undefined) return [];
  const id = sourceId(number);
  if (isDeletion) return deletionOf(row, id, recorded);
  if (row.needed("on") === undefined) return [];
  const start = momentIn(row, "on", "at");
  const patient = patients.hear(row, recorded, start === undefined ? undefined : stretchOf(start)?.from);
  const diagnoses = codesIn(row, DIAGNOSES, "icd10", [id]);
  const procedures = codesIn(row, PROCEDURES, "opcs4", [id]);
  if (!patient) return [];
  const coded: Coded = {
    ...{ encounter: id, patient: patient.id, began: start, recorded, isOver: true },
    sensitivity: patient.isWithheld ? "restricted" : undefined,
  };
  return [
    ...patient.entries,
    entryOf(coded, visitOf(row, { id, number, patient: patient.id, start, diagnoses, source: facts.source })),
    ...diagnoses.map((one) => diagnosisEntry(coded, one)),
    ...procedures.map((one) => procedureEntry(coded, one, dayOf(row, one))),
    ...(isReplacement ? takenBack(row, id, recorded) : []),
  ];
}

function dayOf(row: Row, { place }: Placed): string | undefined {
  const column = PROCEDURE_DATES[place - 1];
  return column && row.day(column);
}

type VisitOf = {
  readonly id: string;
  readonly number: string;
  readonly patient: string;
  readonly start: string | undefined;
  readonly diagnoses: readonly Placed[];
  readonly source: string;
};

function visitOf(row: Row, { id, number, patient, start, diagnoses, source }: VisitOf): Encounter & { id: string } {
  const attended = row.listed("attended", ATTENDED.codes);
  const first = row.listed("first", FIRST_ATTENDANCE.codes);
  const outcome = row.listed("outcome", ATTENDANCE_OUTCOMES.codes);
  const priority = row.listed("priority", PRIORITIES.codes);
  const reason = diagnoses[0]?.concept;
  return {
    resourceType: "Encounter",
    id,
    ...withExtensions(
      ukCoreExtension("OutcomeOfAttendance", outcome && ATTENDANCE_OUTCOMES.conceptOf(outcome)),
      ownExtension("attended", attended && { valueCodeableConcept: ATTENDED.conceptOf(attended) }),
      ...referralExtensions(row),
    ),
    identifier: [{ type: VISIT_NUMBER, system: ATTENDANCE_ID, value: number }],
    status: statusOf(attended),
    class: { system: ACT_CODE, code: "AMB", display: "ambulatory" },
    type: [{ text: titleOf(attended, first) }, ...(first === undefined ? [] : [FIRST_ATTENDANCE.conceptOf(first)])],
    ...given({
      serviceType: specialtyIn<AppointmentColumn>(row),
      priority: priority && PRIORITIES.conceptOf(priority),
    }),
    subject: { reference: `Patient/${patient}` },
    ...consultantOf(row),
    ...(start !== undefined && { period: periodOf(start, row.amount("minutes")) }),
    ...(reason && { reasonCode: [reason] }),
    ...diagnosesOf(diagnoses),
    ...placeOf(row),
    serviceProvider: byCode(ODS_CODE, providerOf(row) ?? source),
  };
}

type Attended = Parameters<typeof ATTENDED.conceptOf>[0];

function statusOf(attended: Attended | undefined): Encounter["status"] {
  switch (attended) {
    case "5":
    case "6":
      return "finished";
    case "2":
    case "3":
    case "4":
    case "7":
      return "cancelled";
    case "0":
      return "planned";
    case undefined:
      return "unknown";
  }
}

/** What a reader must see before anything else of an appointment that was not kept. */
function titleOf(attended: Attended | undefined, first: Parameters<typeof FIRST_ATTENDANCE.conceptOf>[0] | undefined) {
  const kind =
    first === undefined ? "Outpatient appointment" : `Outpatients: ${FIRST_ATTENDANCE.wordsOf(first).toLowerCase()}`;
  if (attended === undefined || attended === "5" || attended === "6" || attended === "0") return kind;
  return `${kind}, ${ATTENDED.wordsOf(attended).toLowerCase()}`;
}

/** Telephone and video in their several national lists. */
const MEDIA = valueList(["Face to face", "Telephone", "Video", "Typed, such as by text or e-mail", "Another way"], {
  ...{ "01": "Face to face", "1": "Face to face", "02": "Telephone", "2": "Telephone", "03": "Video", "3": "Video" },
  ...{ "11": "Video", "04": "Typed, such as by text or e-mail", "4": "Typed, such as by text or e-mail" },
  ...{ "05": "Typed, such as by text or e-mail", "5": "Typed, such as by text or e-mail" },
  ...{ "06": "Typed, such as by text or e-mail", "6": "Typed, such as by text or e-mail" },
  ...{ "08": "Another way", "8": "Another way", "09": "Another way", "10": "Another way", "98": "Another way" },
});

function referralExtensions(row: Row) {
  const from = row.listed("referralSource", REFERRAL_SOURCES.codes);
  const referred = row.day("referred");
  const referrer = row.given("referrer");
  const medium = row.listed("medium", MEDIA);
  return [
    ownExtension("referral-source", from && { valueCodeableConcept: REFERRAL_SOURCES.conceptOf(from) }),
    ownExtension("referral-received", referred === undefined ? undefined : { valueDateTime: referred }),
    ownExtension("referring-organisation", referrer === undefined ? undefined : { valueString: referrer }),
    ownExtension("consultation-medium", medium && { valueString: medium }),
  ];
}

function consultantOf(row: Row): Pick<Encounter, "participant"> {
  const [code, name] = [row.given("consultant"), row.given("consultantName")];
  if (code === undefined && name === undefined) return {};
  return { participant: [{ type: [ATTENDER], individual: consultantRef(code, name) }] };
}

/** An appointment ends when it was expected to; where nobody says, the moment or day of its start is all of it. */
function periodOf(start: string, minutes: number | undefined): Period {
  const from = stretchOf(start)?.from;
  if (minutes === undefined || minutes === 0 || start.length === 10 || !from) return { start, end: start };
  return { start, end: laterBy(start, minutes) };
}

/** The same day's clock some minutes on, but not past midnight. */
function laterBy(start: string, minutes: number): string {
  const begun = Number(start.slice(11, 13)) * 60 + Number(start.slice(14, 16));
  const end = Math.min(Math.round(begun + minutes), 24 * 60 - 1);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${start.slice(0, 11)}${two(Math.floor(end / 60))}:${two(end % 60)}${start.slice(16)}`;
}

function placeOf(row: Row): Pick<Encounter, "location"> {
  const [site, clinic] = [row.given("site"), row.given("clinic")];
  if (site === undefined && clinic === undefined) return {};
  return { location: [{ location: site === undefined ? { display: clinic ?? "" } : byCode(ODS_SITE, site, clinic) }] };
}

const takenBack = (row: Row, id: string, recorded: Date | undefined): readonly TableEntry[] => [
  ...withdrawnPlaces("Condition", row, DIAGNOSES, [id], recorded),
  ...withdrawnPlaces("Procedure", row, PROCEDURES, [id], recorded),
];

const deletionOf = (row: Row, id: string, recorded: Date | undefined): readonly TableEntry[] => [
  withdrawn("Encounter", id, recorded),
  ...withdrawnCodes("Condition", row, DIAGNOSES, [id], recorded),
  ...withdrawnCodes("Procedure", row, PROCEDURES, [id], recorded),
];
