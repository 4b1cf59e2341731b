import { relative } from "node:path";
import type { FhirResource } from "fhir/r4.js";
import type { Day } from "../../lives/day.ts";
import type { TruthKeeper } from "../agency.ts";
import type { LineFault } from "../fault-rates.ts";
import type { LineFaults } from "../line-faults.ts";
import type { LineFile } from "../line-file.ts";
import type { PatientView } from "./patient-view.ts";

/** How many entries of each type were written, good and spoiled. */
export type TypeCounts = Record<string, number>;

/** Where a practice's record is written to, entry by entry, whatever its files are. */
export type RecordWriter = Pick<Deliveries, "firstDay" | "secondDay" | "openFirst" | "write" | "closeSecond">;

/**
 * The two deliveries of a practice: all that stood in its record on the first day, and what was new or had changed by
 * the second. A practice that is late has sent only the first.
 */
export class Deliveries {
  readonly firstDay: Day;
  readonly secondDay: Day;
  readonly counts: TypeCounts = {};
  readonly #truth: TruthKeeper;
  readonly #folder: string;
  /** About whom it is written now, and what has been told of them. */
  #view: PatientView | undefined;
  readonly #told = new Set<string>();
  readonly #first: LineFile;
  readonly #second: LineFile | undefined;
  readonly #faults: LineFaults;
  readonly #gathered: FhirResource[] = [];

  constructor(parts: {
    readonly days: readonly [Day, Day];
    readonly first: LineFile;
    readonly second: LineFile | undefined;
    readonly faults: LineFaults;
    readonly truth: TruthKeeper;
    readonly folder: string;
  }) {
    [this.firstDay, this.secondDay] = parts.days;
    this.#first = parts.first;
    this.#second = parts.second;
    this.#faults = parts.faults;
    this.#truth = parts.truth;
    this.#folder = parts.folder;
  }

  /** From now on, what is written is about this patient. */
  about(view: PatientView): void {
    this.#view = view;
    this.#told.clear();
  }

  /**
   * Writes what a practice recorded on a day into the delivery that first holds it, and again into the second
   * delivery when it has changed in between. `on` gives the resource as it stood on a delivery's day.
   */
  write(recorded: Day, changed: Day | undefined, on: (day: Day) => FhirResource): void {
    if (recorded <= this.firstDay) {
      this.#add(this.#first, on(this.firstDay));
      if (changed !== undefined && changed > this.firstDay && changed <= this.secondDay) this.#later(on);
    } else if (recorded <= this.secondDay) this.#later(on);
  }

  /** Writes into the first delivery: what stands before all that refers to it. */
  openFirst(resource: FhirResource): void {
    this.#add(this.#first, resource);
  }

  /**
   * Ends a patient's part of the second delivery: the patient as they were by then, followed by what had gathered.
   * Where nothing had gathered nothing is written, unless the patient themselves had changed.
   */
  closeSecond(opening: () => FhirResource, always: boolean): void {
    if (!this.#second || (this.#gathered.length === 0 && !always)) return;
    this.#add(this.#second, opening());
    for (const resource of this.#gathered) this.#add(this.#second, resource);
    this.#gathered.length = 0;
  }

  #later(on: (day: Day) => FhirResource): void {
    if (this.#second) this.#gathered.push(on(this.secondDay));
  }

  #add(file: LineFile, resource: FhirResource): void {
    const type = resource.resourceType;
    this.counts[type] = (this.counts[type] ?? 0) + 1;
    const json = JSON.stringify(resource);
    // Only observations are spoiled: nothing refers to them but reports, so that one fault stays one fault.
    const fault = type === "Observation" ? this.#faults.next() : undefined;
    const line = file.add(fault === undefined ? json : spoiled(json, fault));
    if (fault !== undefined) this.#truth.fault({ path: relative(this.#folder, file.path), line, kind: fault });
    // A date that does not exist costs its field, and a status outside the list the whole line.
    if (fault === undefined || fault === "impossibleDate") this.#tell(resource);
  }

  /** Each entry about a patient once, however many deliveries hold it. */
  #tell({ resourceType: type, id }: FhirResource): void {
    const view = this.#view;
    if (!view || id === undefined || this.#told.has(`${type}/${id}`)) return;
    this.#told.add(`${type}/${id}`);
    const { practice, person } = view;
    this.#truth.event({ source: practice.ods, type, id, patient: view.id, person: person.number, day: view.from });
  }
}

function spoiled(json: string, fault: LineFault): string {
  switch (fault) {
    case "impossibleDate":
      return json.replace(/"effectiveDateTime":"[^"]*"/, '"effectiveDateTime":"2025-02-30"');
    case "outsideList":
      return json.replace(/"status":"[^"]*"/, '"status":"finalised"');
    case "malformedLine":
      return json.replace('","', '",;"');
    case "halfLine":
      return json.slice(0, Math.floor(json.length / 2));
  }
}
