import { failed, succeeded, type Outcome } from "#base";
import type { Fault } from "../fault.ts";
import { spellingKey } from "../rows/value-list.ts";

/**
 * The columns that are read, by our name for them: those of Client Level Data, and those that councils add for local
 * sharing (names, address, the open NHS number and dates). Others are passed over.
 */
export const COLUMNS = {
  laCode: "LA Code",
  periodStart: "Reporting Period Start Date",
  periodEnd: "Reporting Period End Date",
  person: "LA Person Unique Identifier",
  nhsNumber: "NHS Number",
  givenName: "Given Name",
  familyName: "Family Name",
  birthDate: "Date of Birth",
  deathDate: "Date of Death",
  addressLine: "Address Line 1",
  postcode: "Postcode",
  practiceName: "GP Practice Name",
  practiceCode: "GP Practice Code",
  gender: "Gender",
  ethnicity: "Ethnicity",
  clientType: "Client Type",
  primarySupportReason: "Primary Support Reason",
  accommodation: "Accommodation Status",
  employment: "Employment Status",
  unpaidCarer: "Has Unpaid Carer",
  autism: "Autism Spectrum Disorder (ASD)",
  visualImpairment: "Visual Impairment",
  hearingImpairment: "Hearing Impairment",
  dementia: "Dementia",
  fundingStatus: "Client Funding Status",
  eventType: "Event Type",
  eventReference: "Event Reference",
  start: "Event Start Date",
  end: "Event End Date",
  description: "Event Description",
  outcome: "Event Outcome",
  routeOfAccess: "Request: Route of Access",
  assessmentType: "Assessment Type",
  eligibleNeeds: "Eligible Needs Identified",
  carerInvolved: "Informal Carer involved in Assessment",
  assessmentMethod: "Method of Assessment",
  hoursCaring: "Total Hrs Caring per week",
  serviceType: "Service Type",
  component: "Service Component",
  mechanism: "Delivery Mechanism",
  providerName: "Provider CQC Location Name",
  providerId: "Provider CQC Location ID",
  reviewReason: "Review Reason",
  reviewOutcomes: "Review Outcomes Achieved",
  reviewMethod: "Method of Review",
  unitCost: "Unit Cost",
  costFrequency: "Cost Frequency (Unit Type)",
  unitsPerWeek: "Planned units per week",
  fullCost: "Full cost client",
} as const;

export type Column = keyof typeof COLUMNS;

/** Without these no row says who or what it is about. */
const NEEDED: readonly Column[] = ["person", "eventType", "start"];

/** A row's cells by column: trimmed; empty where the file has no such column. */
export type Cells = (column: Column) => string;

/** How to find each column in the rows of one file. */
export type Header = {
  readonly width: number;
  readonly cellsOf: (fields: readonly string[]) => Cells;
};

/** Other names that columns go by. */
const ALSO: Readonly<Record<string, Column>> = {
  [spellingKey("Route of Access")]: "routeOfAccess",
  [spellingKey("Cost Frequency")]: "costFrequency",
  [spellingKey("Unit Type")]: "costFrequency",
  [spellingKey("Autism Spectrum Disorder")]: "autism",
  [spellingKey("Client ID")]: "person",
  [spellingKey("DOB")]: "birthDate",
  [spellingKey("Post Code")]: "postcode",
};

/** Finds the columns by their names, however these are spelt; a fault names those that are needed and not there. */
export function readHeader(names: readonly string[]): Outcome<Header, Fault> {
  const columnOf = new Map<string, Column>(Object.entries(ALSO));
  for (const [column, name] of Object.entries(COLUMNS)) columnOf.set(spellingKey(name), column as Column);
  const places = new Map<Column, number>();
  for (const [at, name] of names.entries()) {
    const column = columnOf.get(spellingKey(name));
    if (column && !places.has(column)) places.set(column, at);
  }
  const missing = NEEDED.filter((column) => !places.has(column)).map((column) => COLUMNS[column]);
  if (missing.length > 0) return failed(headerFault(`does not name these columns: ${missing.join(", ")}`));
  const twice = [...places.keys()].map((column) => COLUMNS[column]).filter((name) => timesIn(names, name) > 1);
  if (twice.length > 0) return failed(headerFault(`names these columns more than once: ${twice.join(", ")}`));
  const cellsOf =
    (fields: readonly string[]): Cells =>
    (column) => {
      const place = places.get(column);
      return place === undefined ? "" : (fields[place] ?? "").trim();
    };
  return succeeded({ width: names.length, cellsOf });
}

const timesIn = (names: readonly string[], wanted: string): number =>
  names.filter((name) => spellingKey(name) === spellingKey(wanted)).length;

const headerFault = (what: string): Fault => ({
  path: "file",
  reason: `The first line ${what}.`,
  accepted: "Client Level Data as CSV in UTF-8, with the name of each column once in the first line",
});
