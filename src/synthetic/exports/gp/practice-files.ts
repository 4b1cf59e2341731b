import { Chance } from "../../lives/chance.ts";
import { isoDay, type Day } from "../../lives/day.ts";
import type { HospitalLife } from "../../lives/hospital.ts";
import type { Person } from "../../lives/person.ts";
import type { PracticeLife } from "../../lives/practice-life.ts";
import type { Practice, Town } from "../../lives/town.ts";
import { FAULT_RATES } from "../fault-rates.ts";
import { LineFaults, statedIdentity } from "../faults.ts";
import { LineFile } from "../line-file.ts";
import { Deliveries } from "./deliveries.ts";
import { organisationEntries } from "./organisation.ts";
import { localNumber, patientViewOf, type PatientView } from "./patient-view.ts";
import { exportRecord } from "./record-export.ts";

export const GP_FOLDER = "gp-fhir";
export const DAYS_BETWEEN_DELIVERIES = 31;
/** The third practice is late: it has sent its first delivery and nothing since. */
const LATE_PRACTICE = 2;

export const deliveryDays = (town: Town): readonly [Day, Day] => [town.asAt - DAYS_BETWEEN_DELIVERIES, town.asAt];

/** A practice's open files. */
export type PracticeFiles = {
  readonly practice: Practice;
  readonly files: readonly LineFile[];
  readonly deliveries: Deliveries;
};

export async function openPracticeFiles(town: Town, practice: Practice, folder: string): Promise<PracticeFiles> {
  const days = deliveryDays(town);
  const pathOf = (day: Day) => `${folder}/${GP_FOLDER}/${practice.ods}/${isoDay(day)}.ndjson`;
  const first = await LineFile.create(pathOf(days[0]));
  const second = practice.index === LATE_PRACTICE ? undefined : await LineFile.create(pathOf(days[1]));
  const faults = new LineFaults(FAULT_RATES.gp, new Chance(town.seed, "gp-faults", practice.index));
  const deliveries = new Deliveries(days, first, second, faults);
  for (const entry of organisationEntries(town, practice)) deliveries.openFirst(entry);
  return { practice, files: second ? [first, second] : [first], deliveries };
}

/** The person as the practice told of them, its faults included; undefined when it does not know them, or was late. */
export function viewAt(town: Town, practice: Practice, person: Person): PatientView | undefined {
  const chance = new Chance(town.seed, "gp-faults", 1_000_000 + person.number * 1000 + practice.index);
  const stated = statedIdentity(person, FAULT_RATES.gp, chance);
  const view = patientViewOf(person, practice, String(localNumber(person.number, practice.index)), stated);
  const toldUntil = deliveryDays(town)[practice.index === LATE_PRACTICE ? 0 : 1];
  return view && view.from <= toldUntil ? view : undefined;
}

/** Writes one person's record into a practice's files, if the practice knows them. */
export async function writePatient(
  { deliveries, files }: PracticeFiles,
  view: PatientView,
  life: PracticeLife,
  hospital: HospitalLife,
): Promise<void> {
  exportRecord(view, life, hospital, deliveries);
  for (const file of files) await file.flushed();
}
