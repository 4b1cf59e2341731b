import { impossible, stretchOf, type Stretch } from "#base";
import type { SuppliedEntry } from "#record";
import type { Category, Sensitivity } from "#sharing";
import type { DeliveryFacts, Rejection } from "../adapter.ts";
import { rejectionOf, type Fault } from "../fault.ts";
import { assessmentOf } from "./assessment.ts";
import { COLUMNS, type Header } from "./columns.ts";
import type { FileRow } from "../rows/csv-record.ts";
import { eventIdOf, patientIdOfRow, standsOver } from "./event-key.ts";
import { patientOfRow } from "./patient.ts";
import { createPeopleOfFile } from "./people-of-file.ts";
import { requestOf } from "./request.ts";
import { reviewOf } from "./review.ts";
import { readRow, type CldRow } from "./row.ts";
import { serviceOf } from "./service.ts";
import { sensitivityOfFact, socialFactOf } from "./social-fact.ts";

/** What one row came to: the patient and facts if they are news, the event unless another row about it stands. */
export type TakenRow = {
  readonly entries: readonly SuppliedEntry[];
  readonly rejections: readonly Rejection[];
  /** The row's reporting period. */
  readonly covers?: Stretch;
};

/** One file of Client Level Data as it is read, row by row. */
export type CldFile = { readonly take: (record: FileRow, header: Header) => TakenRow };

export function createCldFile(facts: DeliveryFacts): CldFile {
  const people = createPeopleOfFile();
  const events = new Map<string, { readonly ended: boolean }>();

  /** The event's entry; none when an earlier row said that it has ended and this one does not know. */
  const eventEntry = (row: CldRow, entry: EntryOf): readonly SuppliedEntry[] => {
    const id = eventIdOf(row);
    const earlier = events.get(id);
    const ended = { ended: row.end !== undefined };
    if (earlier && !standsOver(ended, earlier)) return [];
    events.set(id, ended);
    return [entry(eventOf(row, id), "social-care")];
  };
  return {
    take: (record, header) => {
      const { fields } = record;
      if (!fields) {
        return { entries: [], rejections: [rejectionOf(record.fault ?? BROKEN, record.line, record.text, "row")] };
      }
      if (isMisshapen(fields, header.width)) {
        return { entries: [], rejections: [rejectionOf(widthFault(fields, header), record.line, record.text, "row")] };
      }
      const { row, faults } = readRow(header.cellsOf(fields), facts.now);
      const rejections = faults.map(({ fault, lost }) => rejectionOf(fault, record.line, record.text, lost));
      if (!row) return { entries: [], rejections: rejections.map((one) => ({ ...one, lost: "row" })) };
      const news = people.hear(row);
      const entry = entryOf(row, record.line, facts);
      const covers = periodOfRow(row);
      return {
        ...(covers && { covers }),
        entries: [
          ...(news.demographics ? [entry(patientOfRow(row, news.demographics), "demographics")] : []),
          ...news.facts.map(({ kind, value }) =>
            entry(socialFactOf(row, kind, value), "social-context", sensitivityOfFact(value)),
          ),
          ...eventEntry(row, entry),
        ],
        rejections: [
          ...rejections,
          ...news.faults.map((fault) => rejectionOf(fault, record.line, record.text, "field")),
        ],
      };
    },
  };
}

/** The days for which the row's file speaks; none where it does not name both of them. */
function periodOfRow({ periodStart, periodEnd }: CldRow): Stretch | undefined {
  const from = periodStart === undefined ? undefined : stretchOf(periodStart)?.from;
  const to = periodEnd === undefined ? undefined : stretchOf(periodEnd)?.to;
  return from && to && from < to ? { from, to } : undefined;
}

type EntryOf = (resource: SuppliedEntry["resource"], category: Category, sensitivity?: Sensitivity) => SuppliedEntry;

/** Everything of a row is about its person, stands on its line and was written when its reporting period closed. */
function entryOf(row: CldRow, line: number, facts: DeliveryFacts): EntryOf {
  const patient = patientIdOfRow(row);
  const closed = row.periodEnd === undefined ? facts.received : new Date(`${row.periodEnd}T00:00:00Z`);
  const recorded = closed > facts.received ? facts.received : closed;
  return (resource, category, sensitivity = "normal") => ({ resource, patient, category, sensitivity, recorded, line });
}

function eventOf(row: CldRow, id: string): SuppliedEntry["resource"] {
  switch (row.eventType) {
    case "Request":
      return requestOf(row, id);
    case "Assessment":
      return assessmentOf(row, id);
    case "Service":
      return serviceOf(row, id);
    case "Review":
      return reviewOf(row, id);
    default:
      return impossible(row.eventType);
  }
}

/** Empty fields at the end of a row are let through: spreadsheets add them. */
const isMisshapen = (fields: readonly string[], width: number): boolean =>
  fields.length < width || fields.slice(width).some((field) => field.trim() !== "");

const BROKEN: Fault = {
  path: "row",
  reason: "This row cannot be taken apart: its quotes are broken, or it is too long.",
  accepted: "Fields that hold commas, quotes or line ends stand between quotes; a quote within is doubled",
};

const widthFault = (fields: readonly string[], header: Header): Fault => ({
  path: "row",
  reason: `This row has ${fields.length.toString()} fields, but the first line names ${header.width.toString()} columns.`,
  accepted: `As many fields as columns, from ${COLUMNS.laCode} on`,
});
