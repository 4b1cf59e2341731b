import type { NhsNumber, Outcome } from "#base";
import type { Fault, Loss } from "../fault.ts";
import { amount, birthDay, day, listed, nhsNumber, pastDay } from "../rows/cell.ts";
import { COLUMNS, type Cells, type Column } from "./columns.ts";
import { valueList, type ValueList } from "../rows/value-list.ts";
import * as lists from "./value-lists.ts";

/** One row of Client Level Data as it is understood: an event of a person, and what was known of them then. */
export type CldRow = {
  readonly laCode: string;
  readonly person: string;
  readonly nhsNumber?: NhsNumber;
  /** Days are YYYY-MM-DD. */
  readonly periodStart?: string;
  readonly periodEnd?: string;
  readonly birthDate?: string;
  readonly deathDate?: string;
  readonly gender?: Gender;
  readonly ethnicity?: string;
  readonly clientType?: string;
  readonly eventType: EventType;
  readonly start: string;
  readonly end?: string;
  readonly outcome?: string;
  readonly serviceType?: string;
  readonly mechanism?: string;
  readonly primarySupportReason?: string;
  readonly accommodation?: string;
  readonly employment?: string;
  readonly unpaidCarer?: string;
  readonly autism?: string;
  readonly visualImpairment?: string;
  readonly hearingImpairment?: string;
  readonly dementia?: string;
  /** Pounds for one unit. */
  readonly unitCost?: number;
  readonly unitsPerWeek?: number;
  /** All that is free text, as it stands in the row. */
  readonly text: Cells;
};

export type EventType = (typeof lists.EVENT_TYPES)[number];
export type Gender = (typeof lists.GENDERS)[number];

/** A row and the faults in it; no row when what is missing says who, what or when. */
export type RowReading = {
  readonly row?: CldRow;
  readonly faults: readonly { readonly fault: Fault; readonly lost: Loss }[];
};

const eventTypes = valueList(lists.EVENT_TYPES);
const clientTypes = valueList(lists.CLIENT_TYPES);
const outcomes = valueList(lists.EVENT_OUTCOMES);
const serviceTypes = valueList(lists.SERVICE_TYPES);
const mechanisms = valueList(lists.DELIVERY_MECHANISMS);
const supportReasons = valueList(lists.PRIMARY_SUPPORT_REASONS);
const accommodations = valueList(lists.ACCOMMODATION_STATUSES);
const employments = valueList(lists.EMPLOYMENT_STATUSES);
const ethnicities = valueList(lists.ETHNICITIES);
const yesNo = valueList(lists.YES_NO, { Y: "Yes", N: "No", "Not known": "Unknown", Undetermined: "Unknown" });
/** The numbers are the codes of the NHS Data Dictionary. @see https://www.datadictionary.nhs.uk/attributes/person_gender_code.html */
const genders = valueList(lists.GENDERS, {
  M: "Male",
  F: "Female",
  "1": "Male",
  "2": "Female",
  "9": "Other",
  "0": "Unknown",
  X: "Unknown",
  Indeterminate: "Other",
  "Not known": "Unknown",
  "Not stated": "Unknown",
});

export function readRow(cells: Cells, now: Date): RowReading {
  const faults: { fault: Fault; lost: Loss }[] = [];
  const keep = <T>(outcome: Outcome<T, Fault>, lost: Loss = "field"): T | undefined => {
    if (outcome.ok) return outcome.value;
    faults.push({ fault: outcome.problem, lost });
    return undefined;
  };
  const value = <V extends string>(column: Column, list: ValueList<V>, lost?: Loss): V | undefined =>
    keep(listed(cells(column), COLUMNS[column], list), lost);

  const person = cells("person");
  const eventType = value("eventType", eventTypes, "row");
  const start = keep(day(cells("start"), COLUMNS.start), "row");
  for (const column of ["person", "eventType", "start"] as const) {
    if (cells(column) === "") faults.push({ fault: emptyFault(column), lost: "row" });
  }
  if (person === "" || eventType === undefined || start === undefined) return { faults };

  const end = keep(day(cells("end"), COLUMNS.end));
  if (end !== undefined && end < start) faults.push({ fault: endsTooEarly(cells("end")), lost: "field" });
  const optional = {
    nhsNumber: keep(nhsNumber(cells("nhsNumber"), COLUMNS.nhsNumber)),
    periodStart: keep(day(cells("periodStart"), COLUMNS.periodStart)),
    periodEnd: keep(day(cells("periodEnd"), COLUMNS.periodEnd)),
    birthDate: keep(birthDay(cells("birthDate"), COLUMNS.birthDate, now)),
    deathDate: keep(pastDay(cells("deathDate"), COLUMNS.deathDate, now)),
    gender: value("gender", genders),
    ethnicity: value("ethnicity", ethnicities),
    clientType: value("clientType", clientTypes),
    end: end !== undefined && end < start ? undefined : end,
    outcome: value("outcome", outcomes),
    serviceType: value("serviceType", serviceTypes),
    mechanism: value("mechanism", mechanisms),
    primarySupportReason: value("primarySupportReason", supportReasons),
    accommodation: value("accommodation", accommodations),
    employment: value("employment", employments),
    unpaidCarer: value("unpaidCarer", yesNo),
    autism: value("autism", yesNo),
    visualImpairment: value("visualImpairment", yesNo),
    hearingImpairment: value("hearingImpairment", yesNo),
    dementia: value("dementia", yesNo),
    unitCost: keep(amount(cells("unitCost"), COLUMNS.unitCost)),
    unitsPerWeek: keep(amount(cells("unitsPerWeek"), COLUMNS.unitsPerWeek)),
  };
  return { row: { laCode: cells("laCode"), person, eventType, start, text: cells, ...given(optional) }, faults };
}

/** The members that have a value. */
export function given<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept: { [K in keyof T]?: Exclude<T[K], undefined> } = {};
  for (const name in members) {
    const value = members[name];
    if (isGiven(value)) kept[name] = value;
  }
  return kept;
}

const isGiven = <V>(value: V): value is Exclude<V, undefined> => value !== undefined;

const emptyFault = (column: Column): Fault => ({
  path: COLUMNS[column],
  reason: "This must not be empty.",
  accepted:
    column === "start" ? "A date" : column === "person" ? "The council's own id of the person" : eventTypes.accepted,
});

const endsTooEarly = (value: string): Fault => ({
  path: COLUMNS.end,
  reason: "This event ends before it starts.",
  accepted: "A date on or after the Event Start Date",
  value,
});
