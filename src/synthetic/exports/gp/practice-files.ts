import { relative } from "node:path";
import { Chance } from "../../lives/chance.ts";
import { isoDay, type Day } from "../../lives/day.ts";
import type { Life } from "../../lives/life.ts";
import type { Person } from "../../lives/person.ts";
import { systemOf, type Practice, type Town } from "../../lives/town.ts";
import type { TruthKeeper, WrittenFile } from "../agency.ts";
import { FAULT_RATES } from "../fault-rates.ts";
import { guidFor } from "../gp-csv/guid.ts";
import { knownAs } from "../identity.ts";
import { LineFaults } from "../line-faults.ts";
import { LineFile } from "../line-file.ts";
import { Deliveries } from "./deliveries.ts";
import { organisationEntries } from "./organisation.ts";
import { patientViewOf, type PatientView } from "./patient-view.ts";
import { exportRecord } from "./record-export.ts";

export const GP_FOLDER = "gp-fhir";
export const DAYS_BETWEEN_DELIVERIES = 31;
/** One practice of each kind of system is late, where there are so many: it has sent its first delivery and nothing since. */
const LATE_PRACTICES: ReadonlySet<number> = new Set([2, 4]);

export const deliveryDays = (town: Town): readonly [Day, Day] => [town.asAt - DAYS_BETWEEN_DELIVERIES, town.asAt];

/** A practice's files, open while its people are told. */
export type PracticeExport = {
  readonly practice: Practice;
  /** Entries, or rows, by kind. */
  readonly counts: Readonly<Record<string, number>>;
  /** Writes one person's record, as the practice knows them. */
  readonly tell: (view: PatientView, life: Life) => Promise<void>;
  readonly close: () => Promise<readonly WrittenFile[]>;
};

/** Opens the files of a practice that sends FHIR. */
export async function openFhirPractice(
  town: Town,
  practice: Practice,
  folder: string,
  truth: TruthKeeper,
): Promise<PracticeExport> {
  const days = deliveryDays(town);
  const pathOf = (day: Day) => `${folder}/${GP_FOLDER}/${practice.ods}/${isoDay(day)}.ndjson`;
  const first = await LineFile.create(pathOf(days[0]));
  const second = isLate(practice) ? undefined : await LineFile.create(pathOf(days[1]));
  const files = second ? [first, second] : [first];
  const faults = new LineFaults(FAULT_RATES.gp, new Chance(town.seed, "gp-faults", practice.index));
  const deliveries = new Deliveries({ days, first, second, faults, truth, folder });
  for (const entry of organisationEntries(town, practice)) deliveries.openFirst(entry);
  return {
    practice,
    counts: deliveries.counts,
    tell: async (view, life) => {
      deliveries.about(view);
      exportRecord(view, life.practice, life.hospital, deliveries);
      for (const file of files) await file.flushed();
    },
    close: async () => {
      for (const file of files) await file.close();
      return files.map(({ path, lines }) => ({ path: relative(folder, path), lines, entries: lines }));
    },
  };
}

export const isLate = (practice: Practice): boolean => LATE_PRACTICES.has(practice.index);

/** The person as the practice told of them, its faults included; undefined when it does not know them, or was late. */
export function viewAt(town: Town, practice: Practice, person: Person): PatientView | undefined {
  const known = knownAs(town, person, { sector: "gp", code: practice.ods }).at(-1);
  const view = known && patientViewOf(person, practice, idIn(practice, known.id), known.stated);
  const toldUntil = deliveryDays(town)[isLate(practice) ? 0 : 1];
  return view && view.from <= toldUntil ? view : undefined;
}

/** Systems that send extracts name everything by GUIDs. */
const idIn = (practice: Practice, number: string): string =>
  systemOf(practice) === "csv" ? guidFor(practice.ods, "Patient", number) : number;
