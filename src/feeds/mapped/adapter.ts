import type { Readable } from "node:stream";
import { civilDay, stretchOf, type Stretch } from "#base";
import type { FeedSettings, Mapping } from "#place";
import type { SuppliedEntry } from "#record";
import type { Adapter, DeliveryFacts, Reading } from "../adapter.ts";
import { rejectionOf, type Fault } from "../fault.ts";
import { labelOf } from "../labels.ts";
import { createPile, type Taken } from "../pile.ts";
import type { FileRow } from "../rows/csv-record.ts";
import { headingFault } from "../rows/heading-row.ts";
import { openRows } from "../rows/read-rows.ts";
import { eventOf } from "./event.ts";
import { columnsNamed, headingsOf, lackingIn, MOST_TITLE_ROWS, type NamedColumn } from "./heading.ts";
import { labelsOf, type MappedLabels } from "./labels.ts";
import { createPeopleOfFile, patientOf, personOf } from "./person.ts";
import { createRowReader } from "./row.ts";

/**
 * The adapter for any table, as CSV or workbook, by the mapping that the feed carries. The headings are looked for in
 * the first 20 rows; rows above them are titles.
 */
export function createMappedAdapter({ mapping }: FeedSettings): Adapter {
  if (!mapping) throw new Error("A mapped feed has a mapping: the place's file is read so.");
  return async function* read(bytes: Readable, facts: DeliveryFacts, resumeAfter: number): AsyncGenerator<Reading> {
    const pile = createPile(resumeAfter);
    const { rows, foreign } = openRows(bytes, { sheet: mapping.sheet });
    const table = createMappedTable(mapping, facts);
    let covers: Stretch | undefined;
    const reading = (): Reading => ({ ...pile.take(), ...(covers && { covers }) });
    for await (const row of rows) {
      for (const { line, taken } of table.take(row)) {
        covers = widened(covers, taken.covers);
        if (line <= resumeAfter) continue;
        pile.add(line, taken);
        if (pile.isFull()) yield reading();
      }
      if (table.isLost()) break;
    }
    for (const { line, taken } of table.end(foreign())) if (line > resumeAfter) pile.add(line, taken);
    if (!pile.isEmpty()) yield reading();
  };
}

/** What a row came to, and the day that it tells of: a snapshot speaks for all days from its first to its last. */
type TakenOfRow = Taken & { readonly covers?: Stretch };
type TakenRow = { readonly line: number; readonly taken: TakenOfRow };

function widened(span: Stretch | undefined, by: Stretch | undefined): Stretch | undefined {
  if (!by || !span) return by ?? span;
  return { from: by.from < span.from ? by.from : span.from, to: by.to > span.to ? by.to : span.to };
}

/** Finds the headings, then takes row by row. */
function createMappedTable(mapping: Mapping, facts: DeliveryFacts) {
  const columns = columnsNamed(mapping);
  const needed = columns.filter(({ isNeeded }) => isNeeded);
  let titles: FileRow[] = [];
  let take: ((row: FileRow) => TakenOfRow) | undefined;
  let isLost = false;

  const lost = (fault: Fault): TakenRow[] => {
    isLost = true;
    return [{ line: 1, taken: { rejections: [rejectionOf(fault, 1, undefined, "row")] } }];
  };
  return {
    take: (row: FileRow): readonly TakenRow[] => {
      if (take) return [{ line: row.lastLine, taken: take(row) }];
      titles.push(row);
      const headings = headingsOf(row.fields ?? []);
      if (lackingIn(headings, needed).length > 0)
        return titles.length < MOST_TITLE_ROWS ? [] : lost(nearestFault(titles, needed, columns));
      const fault = headingFault(row);
      if (fault) return lost(fault);
      take = createTaker(mapping, row.fields ?? [], facts);
      const above = titles.slice(0, -1).filter(({ fields }) => !fields);
      titles = [];
      const missing = lackingIn(headings, columns).map((column) =>
        rejectionOf(missingColumn(column), row.line, undefined, "field"),
      );
      return [
        ...above.map((one) => ({ line: one.lastLine, taken: lostRow(one) })),
        { line: row.lastLine, taken: { rejections: missing } },
      ];
    },
    /** The file is not of this mapping: nothing more of it is read. */
    isLost: () => isLost,
    end: (foreign: Fault | undefined): readonly TakenRow[] => {
      if (take ?? isLost) return [];
      return lost(foreign ?? (titles.length === 0 ? EMPTY : nearestFault(titles, needed, columns)));
    },
  };
}

const EMPTY: Fault = {
  path: "file",
  reason: "This file is empty.",
  accepted: "A table as CSV or workbook (.xlsx) with the names of its columns in one of the first rows",
};

/** What the row lacks that lacks least. */
function nearestFault(rows: readonly FileRow[], needed: readonly NamedColumn[], all: readonly NamedColumn[]): Fault {
  const lacks = rows.map((row) => ({ row, missing: lackingIn(headingsOf(row.fields ?? []), needed) }));
  const nearest = lacks.reduce((best, next) => (next.missing.length < best.missing.length ? next : best));
  const missing = nearest.missing.map(({ column, path }) => `${column} (${path})`).join(", ");
  const where =
    nearest.missing.length < needed.length ? ` Nearest is row ${nearest.row.line}, which lacks` : " They are";
  return {
    path: "file",
    reason: `None of the first ${MOST_TITLE_ROWS} rows names the columns that the mapping needs.${where}: ${missing}.`,
    accepted: `A row with these headings: ${all.map(({ column }) => column).join(", ")}`,
  };
}

const missingColumn = ({ column, path }: NamedColumn): Fault => ({
  path: column,
  reason: "The file has no column of this name; nothing of it is known for its rows.",
  accepted: `The column that ${path} of the feed names`,
});

function createTaker(mapping: Mapping, header: readonly string[], facts: DeliveryFacts): (row: FileRow) => TakenOfRow {
  const read = createRowReader(headingsOf(header), facts);
  const today = civilDay(facts.now);
  const people = createPeopleOfFile();
  const labels = labelsOf(mapping);
  return (fileRow) => {
    const { fields, line } = fileRow;
    if (!fields) return lostRow(fileRow);
    if (isMisshapen(fields, header.length)) return lostRow(fileRow, widthFault(fields.length, header.length));
    // A table that was printed repeats its headings on every page.
    if (header.every((heading, at) => fields[at]?.trim() === heading.trim())) return { rejections: [] };
    const row = read(fileRow, fields);
    const person = personOf(row, mapping.person);
    const event =
      person && mapping.event && mapping.rowIs !== "person"
        ? eventOf(row, { kind: mapping.rowIs, mapping: mapping.event, patient: person.patient, today })
        : undefined;
    if (!person || row.rejections.some(({ lost }) => lost === "row")) return { rejections: row.rejections };
    const known = people.hear(person);
    const entry = entryMaker(facts, person.patient, line, labels);
    const entries = [...(known ? [entry(patientOf(known))] : []), ...(event?.resources ?? []).map(entry)];
    const covers = event && stretchOf(event.day);
    return { entries, rejections: row.rejections, ...(covers && { covers }) };
  };
}

function entryMaker(facts: DeliveryFacts, patient: string, line: number, labels: MappedLabels) {
  return (resource: SuppliedEntry["resource"]): SuppliedEntry => {
    const { category, sensitivity } = labels(resource.resourceType, labelOf({ ...resource }, facts));
    return { resource, patient, category, sensitivity, recorded: facts.received, line };
  };
}

const lostRow = ({ line, text, fault }: FileRow, instead: Fault = fault ?? BROKEN): Taken => ({
  rejections: [rejectionOf(instead, line, text, "row")],
});

/** Empty fields at the end of a row are let through: spreadsheets add them. */
const isMisshapen = (fields: readonly string[], width: number): boolean =>
  fields.length < width || fields.slice(width).some((field) => field.trim() !== "");

const BROKEN: Fault = {
  path: "row",
  reason: "This row cannot be taken apart: its quotes are broken, or it is too long.",
  accepted: "Fields that hold the delimiter, quotes or line ends stand between quotes; a quote within is doubled",
};

const widthFault = (fields: number, width: number): Fault => ({
  path: "row",
  reason: `This row has ${fields} fields, but the headings name ${width} columns.`,
  accepted: "As many fields as headings",
});
