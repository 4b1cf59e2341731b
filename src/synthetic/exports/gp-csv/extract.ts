import { relative } from "node:path";
import type { FhirResource, Patient } from "fhir/r4.js";
import type { Chance } from "../../lives/chance.ts";
import type { Day } from "../../lives/day.ts";
import type { Practice } from "../../lives/town.ts";
import type { TrueEvent, TruthKeeper } from "../agency.ts";
import { FAULT_RATES, type LineFault } from "../fault-rates.ts";
import type { RecordWriter } from "../gp/deliveries.ts";
import type { PatientView } from "../gp/patient-view.ts";
import type { LineFaults } from "../line-faults.ts";
import { rowsOf } from "./entry-rows.ts";
import { bracketed, guidFor, registrationIdOf } from "./guid.ts";
import type { About } from "./observation-rows.ts";
import { patientRow } from "./patient-row.ts";
import type { TableFiles } from "./table-files.ts";
import { lineOf, TABLE_NAMES, type ExtractRow, type Style, type TableName } from "./tables.ts";

type Parts = {
  readonly practice: Practice;
  readonly days: readonly [Day, Day];
  readonly first: TableFiles;
  /** None of a practice that is late. */
  readonly second: TableFiles | undefined;
  readonly style: Style;
  readonly faults: LineFaults;
  readonly chance: Chance;
  readonly truth: TruthKeeper;
  /** The exports folder, to which the truth's paths are relative. */
  readonly folder: string;
};

/**
 * The two deliveries of a practice that sends its supplier's bulk extract: a full load of all that stood in its record
 * on the first day, and what was new, changed, put right or deleted by the second. The rows say what the entries of a
 * practice that sends FHIR would say.
 */
export class PracticeExtract implements RecordWriter {
  readonly firstDay: Day;
  readonly secondDay: Day;
  /** Rows by table, good and spoiled. */
  readonly counts: Record<TableName, number>;
  readonly #parts: Parts;
  readonly #organisation: string;
  #view: PatientView | undefined;
  #about: About;
  /** The patient of the household told before, with whom this one may be mixed up. */
  #before: string | undefined;
  readonly #told = new Set<string>();

  constructor(parts: Parts) {
    [this.firstDay, this.secondDay] = parts.days;
    this.#parts = parts;
    this.counts = Object.fromEntries(TABLE_NAMES.map((table) => [table, 0])) as Record<TableName, number>;
    const { ods } = parts.practice;
    this.#organisation = bracketed(guidFor(ods, "Organization", ods));
    this.#about = { ods, organisation: this.#organisation, patient: "", panels: new Map() };
  }

  /** From now on, what is written is about this patient. */
  about(view: PatientView): void {
    if (this.#view && this.#view.from <= this.firstDay) this.#before = this.#about.patient;
    this.#view = view;
    this.#about = { ...this.#about, patient: bracketed(view.id), panels: new Map() };
    this.#told.clear();
  }

  openFirst(resource: FhirResource): void {
    this.#add(this.#parts.first, resource, this.firstDay);
  }

  write(recorded: Day, changed: Day | undefined, on: (day: Day) => FhirResource): void {
    const { first, second } = this.#parts;
    const isChanged = changed !== undefined && changed > this.firstDay && changed <= this.secondDay;
    if (recorded <= this.firstDay) {
      const isRight = this.#add(first, on(this.firstDay), this.firstDay);
      if (second && (isChanged || !isRight)) this.#add(second, on(this.secondDay), this.secondDay);
    } else if (recorded <= this.secondDay && second) this.#add(second, on(this.secondDay), this.secondDay);
  }

  closeSecond(opening: () => FhirResource, always: boolean): void {
    if (this.#parts.second && always) this.#add(this.#parts.second, opening(), this.secondDay);
  }

  /** False where a row stands in it that the next delivery must put right. */
  #add(files: TableFiles, resource: FhirResource, day: Day): boolean {
    if (resource.resourceType === "EpisodeOfCare") return true;
    if (resource.resourceType === "Patient") {
      if (this.#view) this.#addPatient(files, this.#view, resource, day);
      return true;
    }
    let isRight = true;
    for (const row of rowsOf(resource, this.#about)) {
      const isMeasured = row.table === "observation" && row.type === "Observation";
      if (!isMeasured) this.#put(files, row);
      else if (!this.#addMeasured(files, row)) isRight = false;
    }
    return isRight;
  }

  #addPatient(files: TableFiles, view: PatientView, patient: Patient, day: Day): void {
    this.#put(files, patientRow(view, patient, this.#organisation, day));
    this.#tell("EpisodeOfCare", registrationIdOf(view.id));
  }

  /** Measurements are what is spoiled, mixed up and entered twice: nothing refers to them, so that one fault stays one. */
  #addMeasured(files: TableFiles, row: Measured): boolean {
    const { faults, chance, first, second } = this.#parts;
    const fault = faults.next();
    if (fault !== undefined) {
      this.#plant(files, row, fault);
      return true;
    }
    if (files !== first || !second) {
      this.#put(files, row);
      return true;
    }
    if (chance.happens(FAULT_RATES.gpCsv.enteredTwice)) this.#enterTwice(row);
    const isMixedUp = this.#before !== undefined && chance.happens(FAULT_RATES.gpCsv.wrongPatient);
    this.#put(files, isMixedUp && this.#before !== undefined ? asOf(this.#before, row) : row);
    return !isMixedUp;
  }

  /** A row that should not be, and its deletion: of which an extract says little more than what is deleted. */
  #enterTwice(row: Measured): void {
    const { first, second, truth, practice } = this.#parts;
    const id = guidFor(practice.ods, "Observation", `${row.id} again`);
    const { PatientGuid = "", OrganisationGuid = "", CodeCategory = "", ObservationType = "" } = row.cells;
    const ObservationGuid = bracketed(id);
    this.#line(first, { ...row, id, cells: { ...row.cells, ObservationGuid } });
    if (second) {
      const cells = { ObservationGuid, PatientGuid, OrganisationGuid, CodeCategory, ObservationType, Deleted: "true" };
      this.#line(second, { ...row, id, cells });
    }
    const event = this.#event("Observation", id);
    if (event) truth.event({ ...event, fate: "cancelled" });
  }

  #plant(files: TableFiles, row: Measured, fault: LineFault): void {
    const { truth, folder } = this.#parts;
    const line = this.#line(files, row, fault);
    truth.fault({ path: relative(folder, files[row.table].path), line, kind: fault });
    // Of these a field is lost, and the row kept.
    if (fault === "impossibleDate" || fault === "outsideList") this.#tell(row.type, row.id);
  }

  #put(files: TableFiles, row: ExtractRow): void {
    this.#line(files, row);
    this.#tell(row.type, row.id);
  }

  #line(files: TableFiles, row: ExtractRow, fault?: LineFault): number {
    const file = files[row.table];
    this.counts[row.table] += 1;
    const write = (one: ExtractRow) => lineOf(one, file.lines, this.#parts.style);
    return file.add(fault === undefined ? write(row) : spoiled(row, fault, write));
  }

  /** Each entry about a patient once, however many deliveries hold it. */
  #tell(type: string, id: string): void {
    const event = this.#event(type, id);
    if (!event || this.#told.has(`${type}/${id}`)) return;
    this.#told.add(`${type}/${id}`);
    this.#parts.truth.event(event);
  }

  #event(type: string, id: string): TrueEvent | undefined {
    const view = this.#view;
    if (!view) return undefined;
    const { practice, person, from } = view;
    return { source: practice.ods, type, id, patient: view.id, person: person.number, day: from };
  }
}

type Measured = Extract<ExtractRow, { readonly table: "observation" }>;

const asOf = (patient: string, row: Measured): Measured => ({ ...row, cells: { ...row.cells, PatientGuid: patient } });

function spoiled(row: ExtractRow, fault: LineFault, write: (row: ExtractRow) => string): string {
  if (row.table !== "observation") return write(row);
  switch (fault) {
    case "impossibleDate":
      return write({ ...row, cells: { ...row.cells, EffectiveDate: "2025-02-30" } });
    case "outsideList":
      return write({ ...row, cells: { ...row.cells, ObservationType: "Measured" } });
    case "malformedLine":
      return `${write(row)},,surplus`;
    case "halfLine":
      // Cut where no quotation is open, so that the half line spoils itself only.
      return write(row).replaceAll('"', "").slice(0, 20);
  }
}
