import type { CodeableConcept } from "fhir/r4.js";
import { readNhsNumber, type NhsNumber } from "#base";
import type { MappedCode, MappedColumn, MappedConcept, MappedDate, MappedField } from "#place";
import type { DeliveryFacts, Rejection } from "../adapter.ts";
import { rejectionOf, type Loss } from "../fault.ts";
import { aBirthDate, aPastDate } from "../fhir/checks.ts";
import type { FileRow } from "../rows/csv-record.ts";
import { codeSystem } from "./code-system.ts";
import { placeOf, writtenKey } from "./heading.ts";
import { writtenDate, type WrittenDate } from "./written-date.ts";

/** A row of a mapped table while it is read. What a cell cannot give is refused, and undefined. */
export type MappedRow = {
  /** What a column holds, or what every row says; on one line, trimmed. */
  readonly text: (field: MappedField | undefined) => string | undefined;
  /** The same with its lines. */
  readonly prose: (field: MappedField | undefined) => string | undefined;
  readonly date: (field: MappedDate | undefined, use: DateUse) => WrittenDate | undefined;
  readonly nhsNumber: (field: MappedColumn | undefined) => NhsNumber | undefined;
  /** Words, with a code where there is one. `loss`: what an unknown value costs where it is to be refused. */
  readonly concept: (field: MappedConcept | undefined, loss: Loss) => CodeableConcept | undefined;
  /** What a code map makes of a value, or else the rule. */
  readonly listed: <V extends string>(
    field: ListedField<V> | undefined,
    known: (text: string) => V | undefined,
    accepted: string,
  ) => V | undefined;
  readonly refuse: (column: string, what: { reason: string; accepted: string }, loss: Loss, value?: string) => void;
  /** Every cell that says something, by heading; days as YYYY-MM-DD: what tells this row from others. */
  readonly content: () => readonly string[];
  readonly rejections: readonly Rejection[];
};

export type DateUse = "birth" | "past" | "event";
type ListedField<V extends string> = MappedColumn & { readonly codes?: Readonly<Record<string, V>> };

/** Words with which people say that they have nothing to say. */
const NOTHING = new Set("na nil none unknown notknown nk notgiven notstated tbc".split(" "));
const saysNothing = (text: string): boolean => /^[-–—?.]*$/.test(text) || NOTHING.has(writtenKey(text));

const ERROR = /^#(?:N\/A|REF!|DIV\/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA|FIELD!|BLOCKED!|UNKNOWN!)$/;
const FORMULA = /^=[A-Za-z0-9(+'"$@-]/;

/** Makes the reader of the rows under these headings. */
export function createRowReader(headings: readonly string[], facts: DeliveryFacts) {
  const places = new Map<string, number | undefined>();
  const keys = headings.map(writtenKey);
  const inOrder = keys.map((_, at) => at).sort((a, b) => ((keys[a] ?? "") < (keys[b] ?? "") ? -1 : 1));
  const place = (column: string): number | undefined => {
    if (!places.has(column)) places.set(column, placeOf(headings, column));
    return places.get(column);
  };
  return (row: FileRow, fields: readonly string[]): MappedRow => readRow(row, fields, { place, keys, inOrder, facts });
}

type Table = {
  readonly place: (column: string) => number | undefined;
  readonly keys: readonly string[];
  /** Places of the columns in the order of their headings, so that it makes no difference in which order they stand. */
  readonly inOrder: readonly number[];
  readonly facts: DeliveryFacts;
};

function readRow(row: FileRow, fields: readonly string[], { place, keys, inOrder, facts }: Table): MappedRow {
  const rejections: Rejection[] = [];
  const days = new Map<number, string>();

  const refuse: MappedRow["refuse"] = (column, { reason, accepted }, loss, value) => {
    const fault = { path: column, reason, accepted, ...(value !== undefined && { value }) };
    rejections.push(rejectionOf(fault, row.line, row.text, loss));
  };
  const prose: MappedRow["prose"] = (field) => {
    if (field?.column === undefined) return field?.constant;
    const value = (fields[place(field.column) ?? -1] ?? "").trim();
    const loss = field.required ? "row" : "field";
    if (ERROR.test(value)) refuse(field.column, SHEET_ERROR, loss, value);
    else if (FORMULA.test(value)) refuse(field.column, UNWORKED, loss, value);
    else if (value !== "") return value;
    else if (field.required) refuse(field.column, EMPTY, "row");
    return undefined;
  };
  const text: MappedRow["text"] = (field) => prose(field)?.replace(/\s+/g, " ");
  const typed = (field: MappedColumn | undefined): string | undefined => {
    const value = text(field);
    if (field === undefined || value === undefined || !saysNothing(value)) return value;
    if (field.required) refuse(field.column, EMPTY, "row", value);
    return undefined;
  };
  return {
    ...{ text, prose, refuse, rejections },
    date: (field, use) => {
      const value = typed(field);
      if (field === undefined || value === undefined) return undefined;
      const read = dateIn(value, field, use, facts.now);
      if ("day" in read) {
        days.set(place(field.column) ?? -1, read.time === undefined ? read.day : `${read.day}T${read.time}`);
        return read;
      }
      refuse(field.column, read, field.required ? "row" : "field", value);
      return undefined;
    },
    nhsNumber: (field) => {
      const value = typed(field);
      if (field === undefined || value === undefined) return undefined;
      const read = readNhsNumber(value);
      if (read.ok) return read.value;
      const { message, remedy = "An NHS number" } = read.problem;
      refuse(field.column, { reason: message, accepted: remedy }, field.required ? "row" : "field", value);
      return undefined;
    },
    concept: (field, loss) => {
      const value = text(field);
      if (field === undefined || value === undefined) return undefined;
      const concept = conceptIn(value, field);
      if (concept) return concept;
      const accepted = Object.keys(field.codes ?? {}).join("; ");
      refuse(field.column ?? "", { reason: UNLISTED, accepted }, loss, value);
      return undefined;
    },
    listed: (field, known, accepted) => {
      const value = text(field);
      if (field === undefined || value === undefined) return undefined;
      const found = byKey(field.codes, value) ?? known(value);
      if (found === undefined && !saysNothing(value)) {
        const all = [...Object.keys(field.codes ?? {}), accepted].join("; ");
        refuse(field.column, { reason: UNLISTED, accepted: all }, field.required ? "row" : "field", value);
      }
      return found;
    },
    content: () =>
      inOrder.flatMap((at) => {
        const value = days.get(at) ?? (fields[at] ?? "").replace(/\s+/g, " ").trim();
        return value === "" ? [] : [`${keys[at] ?? ""}=${value}`];
      }),
  };
}

const EMPTY = { reason: "This must not be empty.", accepted: "A value" };
const SHEET_ERROR = { reason: "This cell holds an error of the spreadsheet.", accepted: "A value" };
const UNWORKED = { reason: "This cell holds a formula whose result was never worked out.", accepted: "A value" };
const UNLISTED = "This value is not in the mapping's list.";

type Refusal = { readonly reason: string; readonly accepted: string };

function dateIn(value: string, { column, format }: MappedDate, use: DateUse, now: Date): WrittenDate | Refusal {
  const read = writtenDate(value, format, { thisYear: now.getUTCFullYear(), isBirth: use === "birth" });
  const accepted = `A day as ${format ?? "2026-05-03, 03/05/2026 or 3 May 2026"}`;
  if (read === "century") return { reason: "Two centuries fit this year of two digits.", accepted: FOUR_DIGITS };
  if (read === "unknown") return { reason: "There is no such date.", accepted };
  if (use === "event") return read;
  return (use === "birth" ? aBirthDate : aPastDate)(read.day, column, now) ?? read;
}

const FOUR_DIGITS = "The year with four digits";

/** The concept that a value stands for; undefined where the mapping wants unknown ones refused. */
function conceptIn(value: string, { codes, otherwise, system }: MappedConcept): CodeableConcept | undefined {
  const mapped = byKey(codes, value);
  if (mapped) return conceptOf(mapped, system);
  if (otherwise === "refuse") return undefined;
  // Values of a code system are codes themselves, unless they are words.
  const isCode = system !== undefined && codes === undefined && !/\s/.test(value);
  return isCode ? conceptOf({ display: value, code: value }, system) : { text: value };
}

/** A mapping's code as FHIR has it. */
export function conceptOf({ display, code, system }: MappedCode, fallback: string | undefined): CodeableConcept {
  if (code === undefined) return { text: display };
  const named = system ?? fallback;
  return {
    coding: [{ ...(named !== undefined && { system: codeSystem(named) }), code, display }],
    text: display,
  };
}

const keyed = new WeakMap<object, ReadonlyMap<string, unknown>>();

/** The member of a map whose name is this text, however spelt. */
function byKey<V>(map: Readonly<Record<string, V>> | undefined, text: string): V | undefined {
  if (!map) return undefined;
  if (Object.hasOwn(map, text)) return map[text];
  let names = keyed.get(map);
  if (!names) {
    names = new Map(Object.keys(map).map((name) => [writtenKey(name), name]));
    keyed.set(map, names);
  }
  const name = names.get(writtenKey(text));
  return typeof name === "string" ? map[name] : undefined;
}
