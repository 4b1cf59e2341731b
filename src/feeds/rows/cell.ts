import { failed, readNhsNumber, stretchOf, succeeded, type NhsNumber, type Outcome } from "#base";
import { aBirthDate, aPastDate } from "../fhir/checks.ts";
import type { Fault } from "../fault.ts";
import type { ValueList } from "./value-list.ts";

/** What one cell says; undefined when it is empty. */
export type CellOutcome<T> = Outcome<T | undefined, Fault>;

/** A value of a list. */
export function listed<V extends string>(text: string, column: string, list: ValueList<V>): CellOutcome<V> {
  if (text === "") return succeeded(undefined);
  const value = list.find(text);
  if (value !== undefined) return succeeded(value);
  return failed({ path: column, reason: "This value is not in the list.", accepted: list.accepted, value: text });
}

const EARLIEST = 1900;

/** A day as YYYY-MM-DD. */
export function day(text: string, column: string): CellOutcome<string> {
  if (text === "") return succeeded(undefined);
  const iso = isoDay(text);
  if (iso !== undefined && Number(iso.slice(0, 4)) >= EARLIEST) return succeeded(iso);
  return failed({ path: column, reason: "There is no such date.", accepted: DAYS, value: text });
}

export const birthDay = (text: string, column: string, now: Date): CellOutcome<string> =>
  checkedDay(text, column, now, aBirthDate);

/** A day that has been, such as a death. */
export const pastDay = (text: string, column: string, now: Date): CellOutcome<string> =>
  checkedDay(text, column, now, aPastDate);

function checkedDay(text: string, column: string, now: Date, check: typeof aBirthDate): CellOutcome<string> {
  if (text === "") return succeeded(undefined);
  const iso = isoDay(text);
  if (iso === undefined) return failed({ path: column, reason: "There is no such date.", accepted: DAYS, value: text });
  const fault = check(iso, column, now);
  return fault ? failed({ ...fault, value: text }) : succeeded(iso);
}

const DAYS = "2024-05-17 or 17/05/2024";

/** ISO or British, with or without a time of day (which says nothing in this data); undefined when no such day exists. */
export function isoDay(text: string): string | undefined {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})(?:[T ][\d:.]+Z?)?$/.exec(text) ?? british(text);
  if (year === undefined || month === undefined || date === undefined) return undefined;
  const iso = `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  return stretchOf(iso) ? iso : undefined;
}

function british(text: string): readonly (string | undefined)[] {
  const [, date, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: [\d:.]+)?$/.exec(text) ?? [];
  return [undefined, year, month, date];
}

/** Not negative; a pound sign and commas are let through. */
export function amount(text: string, column: string): CellOutcome<number> {
  if (text === "") return succeeded(undefined);
  const plain = text.replace(/^£\s*/, "").replaceAll(",", "");
  if (/^\d{1,12}(?:\.\d{1,18})?$/.test(plain)) return succeeded(Number(plain));
  return failed({ path: column, reason: "This is not an amount.", accepted: "A number such as 12.50", value: text });
}

/** An NHS number with the right check digit. */
export function nhsNumber(text: string, column: string): CellOutcome<NhsNumber> {
  if (text === "") return succeeded(undefined);
  const read = readNhsNumber(text);
  if (read.ok) return succeeded(read.value);
  const { message, remedy } = read.problem;
  return failed({ path: column, reason: message, accepted: remedy ?? "An NHS number", value: text });
}
