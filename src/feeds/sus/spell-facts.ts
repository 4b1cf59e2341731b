import type { CodeableConcept } from "fhir/r4.js";
import type { TableRow } from "../table/table.ts";
import { valueList } from "../rows/value-list.ts";
import {
  ADMISSION_METHODS,
  ADMISSION_SOURCES,
  DISCHARGE_DESTINATIONS,
  DISCHARGE_METHODS,
  LEGAL_STATUSES,
  PATIENT_CLASSES,
} from "./code-lists.ts";
import { codesIn, type Placed } from "./coded-event.ts";
import { given } from "./fhir.ts";
import { namesOf } from "./headings.ts";
import { endAfter, momentIn } from "./moment.ts";
import { MOST_DIAGNOSES, MOST_PROCEDURES, type SpellColumn } from "./spell-columns.ts";
import { providerOf } from "./transaction.ts";
import { treatmentFunctionOf } from "./treatment-functions.ts";

export const DIAGNOSES = namesOf("diagnosis", MOST_DIAGNOSES);
export const PROCEDURES = namesOf("procedure", MOST_PROCEDURES);
const PROCEDURE_DATES = namesOf("procedureDate", MOST_PROCEDURES);

type CodeIn<List extends { readonly conceptOf: (code: never) => CodeableConcept }> = Parameters<List["conceptOf"]>[0];

/** What a row says of the whole stay. Members that it leaves empty are not there. */
export type SpellFacts = {
  /** FHIR dateTimes. */
  readonly admitted?: string;
  readonly discharged?: string;
  readonly ready?: string;
  readonly decided?: string;
  readonly method?: CodeIn<typeof ADMISSION_METHODS>;
  readonly source?: CodeIn<typeof ADMISSION_SOURCES>;
  readonly classification?: CodeIn<typeof PATIENT_CLASSES>;
  readonly dischargeMethod?: CodeIn<typeof DISCHARGE_METHODS>;
  readonly destination?: CodeIn<typeof DISCHARGE_DESTINATIONS>;
  readonly legalStatus?: CodeIn<typeof LEGAL_STATUSES>;
  readonly site?: string;
  readonly provider?: string;
  /** The hospital says that they are still in. */
  readonly isOpen?: boolean;
};

/** What a row says of its own part of the stay, under one consultant. */
export type Episode = {
  /** From 1. */
  readonly number: number;
  readonly isLast: boolean;
  readonly isDominant: boolean;
  readonly began?: string;
  readonly ended?: string;
  readonly consultant?: string;
  readonly consultantName?: string;
  readonly treatmentFunction?: CodeableConcept;
  readonly ward?: string;
  readonly diagnoses: readonly Placed[];
};

type Row = TableRow<SpellColumn>;

const YES_NO = valueList(["yes", "no"], {
  ...{ "1": "yes", Y: "yes", true: "yes", "2": "no", "0": "no", N: "no", false: "no", "9": "no" },
});

/** National codes that say that there is nothing to say yet. */
const NOT_YET = new Set(["8", "98"]);

export function spellFactsIn(row: Row): SpellFacts {
  const admitted = momentIn(row, "admitted", "admittedAt");
  const discharged = endAfter(row, admitted, momentIn(row, "discharged", "dischargedAt"), "discharged");
  const method = row.listed("dischargeMethod", DISCHARGE_METHODS.codes);
  const destination = row.listed("destination", DISCHARGE_DESTINATIONS.codes);
  const isOpen = row.listed("isOpen", YES_NO);
  return given({
    ...{ admitted, discharged },
    ready: endAfter(row, admitted?.slice(0, 10), row.day("ready"), "ready"),
    decided: row.day("decided"),
    method: row.listed("method", ADMISSION_METHODS.codes),
    source: row.listed("source", ADMISSION_SOURCES.codes),
    classification: row.listed("classification", PATIENT_CLASSES.codes),
    dischargeMethod: method !== undefined && NOT_YET.has(method) ? undefined : method,
    destination: destination !== undefined && NOT_YET.has(destination) ? undefined : destination,
    legalStatus: row.listed("legalStatus", LEGAL_STATUSES.codes),
    site: row.given("site"),
    provider: providerOf(row),
    isOpen: isOpen === undefined ? undefined : isOpen === "yes",
  });
}

const MOST_EPISODES = 99;

/** 1 where the row does not say. One that is no number costs the row: its codes would take the place of another's. */
export function episodeNumberIn(row: Row): number | undefined {
  const text = row.text("episode");
  if (text === "") return 1;
  const number = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= MOST_EPISODES) return number;
  row.refuse("episode", { reason: "This is no number of an episode.", accepted: "A number from 1 to 99" }, "row");
  return undefined;
}

/** `spell`: its id, as the encounter has it; `number`: the episode's. */
export function episodeIn(row: Row, spell: string, number: number): Episode {
  const began = momentIn(row, "began", "beganAt");
  return {
    number,
    isLast: row.listed("isLast", YES_NO) === "yes",
    isDominant: row.listed("isDominant", YES_NO) === "yes",
    ...given({
      began,
      ended: endAfter(row, began, momentIn(row, "ended", "endedAt"), "ended"),
      consultant: row.given("consultant"),
      consultantName: row.given("consultantName"),
      treatmentFunction: specialtyIn(row),
      ward: row.given("ward"),
    }),
    diagnoses: codesIn(row, DIAGNOSES, "icd10", [spell, String(number)]),
  };
}

/** A procedure with the day that its own column gives. */
export type PlacedProcedure = Placed & { readonly on: string | undefined };

export function proceduresIn(row: Row, parts: readonly string[]): readonly PlacedProcedure[] {
  return codesIn(row, PROCEDURES, "opcs4", parts).map((placed) => {
    const column = PROCEDURE_DATES[placed.place - 1];
    return { ...placed, on: column && row.day(column) };
  });
}

/** The treatment function of a row of any of the tables. */
export function specialtyIn<Column extends string>(
  row: TableRow<Column | "treatmentFunction">,
): CodeableConcept | undefined {
  const text = row.text("treatmentFunction");
  if (text === "") return undefined;
  const concept = treatmentFunctionOf(text);
  const accepted = "A code of three characters, such as 430";
  if (!concept) row.refuse("treatmentFunction", { reason: "This is no treatment function.", accepted }, "field");
  return concept;
}
