import { civilDay, stretchOf } from "#base";
import { day, listed } from "../rows/cell.ts";
import type { ValueList } from "../rows/value-list.ts";
import { localMoment, timeOfDay } from "../local-time.ts";
import type { TableRow } from "../table/table.ts";

/** A day without which the row means nothing: where it is empty, or no date, the row is lost. YYYY-MM-DD. */
export function neededDay<C extends string>(row: TableRow<C>, column: C): string | undefined {
  const text = row.needed(column);
  if (text === undefined) return undefined;
  const read = day(text, column);
  if (read.ok) return read.value;
  row.refuse(column, read.problem, "row");
  return undefined;
}

/** A value of a list without which the row means nothing: where it is empty, or not of the list, the row is lost. */
export function neededOf<C extends string, V extends string>(
  row: TableRow<C>,
  column: C,
  list: ValueList<V>,
): V | undefined {
  const text = row.needed(column);
  if (text === undefined) return undefined;
  const read = listed(text, column, list);
  if (read.ok) return read.value;
  row.refuse(column, read.problem, "row");
  return undefined;
}

/** A time of day, alone or after a day as databases write it ("1900-01-01 09:30:00.000"); HH:MM:SS. */
export function timeIn<C extends string>(row: TableRow<C>, column: C): string | undefined {
  const text = row.given(column);
  if (text === undefined) return undefined;
  const time = timeOfDay(text.split(/[ T]/).at(-1) ?? "");
  if (time === undefined) row.refuse(column, NO_TIME, "field");
  return time;
}

const NO_TIME = { reason: "There is no such time of day.", accepted: "14:05 or 14:05:30" };

/** Whether a day, or the day of a FHIR dateTime, has come. */
export const isOver = (end: string | undefined, now: Date): boolean =>
  end !== undefined && end.slice(0, 10) <= civilDay(now);

/** A FHIR dateTime: the day alone where there is no time of day. */
export const momentOn = (on: string, time: string | undefined): string =>
  time === undefined ? on : localMoment(on, time);

/** A moment in one cell, as a FHIR dateTime: its day, its time of day where it is given, its zone where it names one. */
export function momentIn<C extends string>(row: TableRow<C>, column: C): string | undefined {
  const zoned = ZONED.exec(row.text(column))?.[0].replace(" ", "T");
  if (zoned !== undefined && stretchOf(zoned)) return zoned;
  const on = row.day(column);
  const time = /[ T](\d{2}:\d{2}(?::\d{2})?)/.exec(row.text(column))?.[1];
  return on === undefined ? undefined : momentOn(on, time === undefined ? undefined : timeOfDay(time));
}

const ZONED = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;
