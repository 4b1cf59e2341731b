import type { FhirResource } from "fhir/r4.js";
import type { Day } from "../../lives/day.ts";
import type { LineFault } from "../fault-rates.ts";
import type { LineFaults } from "../faults.ts";
import type { LineFile } from "../line-file.ts";

/** A planted fault of one line, for the truth. */
export type SpoiledLine = {
  readonly path: string;
  readonly line: number;
  readonly kind: LineFault;
  readonly entry: string;
};

/** How many entries of each type were written, good and spoiled. */
export type TypeCounts = Record<string, number>;

/**
 * The two deliveries of a practice: all that stood in its record on the first day, and what was new or had changed by
 * the second. A practice that is late has sent only the first.
 */
export class Deliveries {
  readonly firstDay: Day;
  readonly secondDay: Day;
  readonly counts: TypeCounts = {};
  readonly spoiled: SpoiledLine[] = [];
  readonly #first: LineFile;
  readonly #second: LineFile | undefined;
  readonly #faults: LineFaults;
  readonly #gathered: FhirResource[] = [];

  constructor(days: readonly [Day, Day], first: LineFile, second: LineFile | undefined, faults: LineFaults) {
    [this.firstDay, this.secondDay] = days;
    this.#first = first;
    this.#second = second;
    this.#faults = faults;
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
    if (fault !== undefined)
      this.spoiled.push({ path: file.path, line, kind: fault, entry: `${type}/${resource.id ?? ""}` });
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
