import type { CodeableConcept, Encounter, Extension } from "fhir/r4.js";
import { stretchOf } from "#base";
import type { DeliveryFacts } from "../adapter.ts";
import { sourceId } from "../source-id.ts";
import { tableOf, type AnyTable, type TableEntry, type TableRow } from "../table/table.ts";
import { ATTENDANCE_COLUMNS, MOST_DIAGNOSES, MOST_TREATMENTS, type AttendanceColumn } from "./attendance-columns.ts";
import { ATTENDANCE_CATEGORIES, DEPARTMENT_TYPES } from "./code-lists.ts";
import {
  codeIn,
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
import { endAfter, momentIn } from "./moment.ts";
import { providerOf, transactionOf } from "./transaction.ts";

type Row = TableRow<AttendanceColumn>;

const FINDINGS = namesOf("finding", MOST_DIAGNOSES);
const QUALIFIERS = namesOf("qualifier", MOST_DIAGNOSES);
const TREATMENTS = namesOf("treatment", MOST_TREATMENTS);
const TREATMENT_DATES = namesOf("treatmentDate", MOST_TREATMENTS);

/** The Emergency Care Data Set: a row for each attendance. */
export function attendanceTable(): AnyTable {
  const patients = createPatientsOfFile();
  return tableOf<AttendanceColumn>({
    name: "emergency care (ECDS)",
    columns: ATTENDANCE_COLUMNS,
    needed: ["attendance", "patient", "arrived"],
    take: (row, facts) => takeAttendance(row, facts, patients),
  });
}

function takeAttendance(row: Row, facts: DeliveryFacts, patients: PatientsOfFile): readonly TableEntry[] {
  const number = row.needed("attendance");
  const { recorded, isDeletion, isReplacement } = transactionOf(row);
  if (number === undefined) return [];
  const id = sourceId(number);
  if (isDeletion) return deletionOf(row, id, recorded);
  if (row.needed("arrived") === undefined) return [];
  const times = timesIn(row);
  const disposal = disposalIn(row);
  const started = times.arrived === undefined ? undefined : stretchOf(times.arrived)?.from;
  const died = isDeath(disposal) ? (times.left ?? times.arrived)?.slice(0, 10) : undefined;
  const patient = patients.hear(row, recorded, started, died);
  const diagnoses = codesIn(row, FINDINGS, "snomed", [id]);
  const treatments = codesIn(row, TREATMENTS, "snomed", [id]).filter(isTreatment);
  if (!patient) return [];
  const coded: Coded = {
    ...{ encounter: id, patient: patient.id, began: times.arrived, recorded },
    isOver: times.left !== undefined,
    sensitivity: patient.isWithheld ? "restricted" : undefined,
  };
  const about = { id, number, patient: patient.id, times, disposal, diagnoses, source: facts.source };
  return [
    ...patient.entries,
    entryOf(coded, visitOf(row, about)),
    ...diagnoses.map((one) => diagnosisEntry(coded, one, certaintyOf(row, one))),
    ...treatments.map((one) => procedureEntry(coded, one, dayOf(row, one))),
    ...(isReplacement ? takenBack(row, id, recorded) : []),
  ];
}

type Times = {
  readonly arrived: string | undefined;
  readonly assessed: string | undefined;
  readonly seen: string | undefined;
  readonly decided: string | undefined;
  readonly left: string | undefined;
};

function timesIn(row: Row): Times {
  const arrived = momentIn(row, "arrived", "arrivedAt");
  return {
    arrived,
    assessed: endAfter(row, arrived, momentIn(row, "assessed", "assessedAt"), "assessed"),
    seen: endAfter(row, arrived, momentIn(row, "seen", "seenAt"), "seen"),
    decided: endAfter(row, arrived, momentIn(row, "decided", "decidedAt"), "decided"),
    left: endAfter(row, arrived, momentIn(row, "left", "leftAt"), "left"),
  };
}

type Disposal = {
  readonly status: CodeableConcept | undefined;
  readonly destination: CodeableConcept | undefined;
  readonly followUp: CodeableConcept | undefined;
};

const disposalIn = (row: Row): Disposal => ({
  status: codeIn(row, "dischargeStatus", "snomed"),
  destination: codeIn(row, "destination", "snomed"),
  followUp: codeIn(row, "followUp", "snomed"),
});

/** Died in the department, dead on arrival; to the mortuary. */
const DEATHS: ReadonlySet<string | undefined> = new Set(["75004002", "63238001", "305398007"]);
const isDeath = ({ status, destination }: Disposal): boolean =>
  DEATHS.has(status?.coding?.[0]?.code) || DEATHS.has(destination?.coding?.[0]?.code);

/** "Treatment not indicated" is no treatment. */
const isTreatment = ({ concept }: Placed): boolean => concept.coding?.[0]?.code !== "183964008";

function dayOf(row: Row, { place }: Placed): string | undefined {
  const column = TREATMENT_DATES[place - 1];
  return column && row.day(column);
}

/** @see https://www.datadictionary.nhs.uk/data_elements/emergency_care_diagnosis_qualifier__snomed_ct_.html */
const CERTAINTIES: Readonly<Record<string, "provisional" | "confirmed">> = {
  "415684004": "provisional",
  "410605003": "confirmed",
};

function certaintyOf(row: Row, { place }: Placed): "provisional" | "confirmed" | undefined {
  const column = QUALIFIERS[place - 1];
  const concept = column && codeIn(row, column, "snomed");
  return CERTAINTIES[concept?.coding?.[0]?.code ?? ""];
}

type VisitOf = {
  readonly id: string;
  readonly number: string;
  readonly patient: string;
  readonly times: Times;
  readonly disposal: Disposal;
  readonly diagnoses: readonly Placed[];
  readonly source: string;
};

function visitOf(row: Row, visit: VisitOf): Encounter & { id: string } {
  const { id, number, patient, times, disposal, diagnoses, source } = visit;
  const category = row.listed("category", ATTENDANCE_CATEGORIES.codes);
  const complaint = codeIn(row, "complaint", "snomed");
  const priority = codeIn(row, "acuity", "snomed");
  const site = row.given("site");
  return {
    resourceType: "Encounter",
    id,
    ...withExtensions(...extensionsOf(row, times, disposal)),
    identifier: [{ type: VISIT_NUMBER, system: ATTENDANCE_ID, value: number }],
    status: statusOf(times, disposal),
    class: { system: ACT_CODE, code: "EMER", display: "emergency" },
    type: [
      { text: "Emergency department attendance" },
      ...(category === undefined ? [] : [ATTENDANCE_CATEGORIES.conceptOf(category)]),
    ],
    ...given({ priority }),
    subject: { reference: `Patient/${patient}` },
    ...periodOf(times),
    ...(complaint && { reasonCode: [complaint] }),
    ...diagnosesOf(diagnoses),
    ...hospitalizationOf(row, disposal),
    ...(site !== undefined && { location: [{ location: byCode(ODS_SITE, site) }] }),
    serviceProvider: byCode(ODS_CODE, providerOf(row) ?? source),
  };
}

/** Over, though nobody can say since when, is neither: nothing may rest on a visit that goes on, or has an end. */
function statusOf({ left }: Times, { status, destination }: Disposal): Encounter["status"] {
  if (left !== undefined) return "finished";
  return status || destination ? "unknown" : "in-progress";
}

function extensionsOf(row: Row, { assessed, seen, decided }: Times, disposal: Disposal): (readonly Extension[])[] {
  const mode = codeIn(row, "mode", "snomed");
  const department = row.listed("departmentType", DEPARTMENT_TYPES.codes);
  const moment = (name: string, when: string | undefined) =>
    ownExtension(name, when === undefined ? undefined : { valueDateTime: when });
  return [
    ukCoreExtension("EmergencyCareDischargeStatus", disposal.status),
    ownExtension("arrival-mode", mode && { valueCodeableConcept: mode }),
    ownExtension("department-type", department && { valueCodeableConcept: DEPARTMENT_TYPES.conceptOf(department) }),
    ownExtension("discharge-follow-up", disposal.followUp && { valueCodeableConcept: disposal.followUp }),
    moment("initial-assessment", assessed),
    moment("seen-for-treatment", seen),
    moment("decision-to-admit", decided),
  ];
}

function periodOf({ arrived, left }: Times): Pick<Encounter, "period"> {
  const period = given({ start: arrived, end: left });
  return Object.keys(period).length === 0 ? {} : { period };
}

function hospitalizationOf(row: Row, { destination }: Disposal): Pick<Encounter, "hospitalization"> {
  const admitSource = codeIn(row, "from", "snomed");
  const hospitalization = given({ admitSource, dischargeDisposition: destination });
  return Object.keys(hospitalization).length === 0 ? {} : { hospitalization };
}

const takenBack = (row: Row, id: string, recorded: Date | undefined): readonly TableEntry[] => [
  ...withdrawnPlaces("Condition", row, FINDINGS, [id], recorded),
  ...withdrawnPlaces("Procedure", row, TREATMENTS, [id], recorded),
];

const deletionOf = (row: Row, id: string, recorded: Date | undefined): readonly TableEntry[] => [
  withdrawn("Encounter", id, recorded),
  ...withdrawnCodes("Condition", row, FINDINGS, [id], recorded),
  ...withdrawnCodes("Procedure", row, TREATMENTS, [id], recorded),
];
