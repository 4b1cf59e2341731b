import type { Household, Person } from "../lives/person.ts";
import type { Life } from "../lives/life.ts";
import type { Day } from "../lives/day.ts";
import type { Practice, Town } from "../lives/town.ts";
import type { TrueSource } from "./truth.ts";

/** One person of the town, told to the agencies. */
export type Told = {
  readonly person: Person;
  readonly household: Household;
  readonly practice: Practice;
  readonly life: Life;
};

/** An event of a life that an agency exported: the entry that it must become. */
export type TrueEvent = {
  readonly source: string;
  /** FHIR type and the source's id: together with the source, the id of the entry. */
  readonly type: string;
  readonly id: string;
  /** The source's id of the patient under whom it must be found. */
  readonly patient: string;
  readonly person: number;
  readonly day: Day;
  /** "cancelled": it was told and taken back; found, if at all, as cancelled or ended. */
  readonly fate?: "cancelled";
};

/** A fault planted in the files, with where it must be found: refused, corrected, or marked. */
export type PlantedFault = {
  /** Relative to the exports folder. */
  readonly path: string;
  /** From 1; as the rejection names it. */
  readonly line: number;
  readonly kind: string;
};

/** Where an agency's exporter tells the truth as it writes. */
export type TruthKeeper = {
  readonly event: (event: TrueEvent) => void;
  readonly fault: (fault: PlantedFault) => void;
};

/** A file that is whole. */
export type WrittenFile = { readonly path: string; readonly lines: number; readonly entries: number };

/** The files of one agency, open while the town is told person by person; only what one household needs is in memory. */
export type AgencyExport = {
  readonly source: string;
  /** Rows or messages by kind, for the summary. */
  readonly counts: Readonly<Record<string, number>>;
  /** Writes what the agency knows of a person; as whom it knows them, none where it does not. */
  readonly tell: (told: Told) => Promise<readonly TrueSource[]>;
  /** Closes the files. */
  readonly close: () => Promise<readonly WrittenFile[]>;
};

/** Opens an agency's files under the exports folder (`FOLDER/ODS CODE/files`). */
export type OpenAgency = (town: Town, folder: string, truth: TruthKeeper) => Promise<readonly AgencyExport[]>;
