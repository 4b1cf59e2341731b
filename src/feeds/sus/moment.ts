import { stretchOf } from "#base";
import { localMoment, timeOfDay } from "../local-time.ts";
import type { TableRow } from "../table/table.ts";

/**
 * When something was, of a column with the day and one with the time: a FHIR dateTime; the day alone where no time, or
 * none that exists, is given. The day's cell may hold a time itself, as timestamps do.
 */
export function momentIn<Column extends string>(
  row: TableRow<Column>,
  dayColumn: Column,
  timeColumn: Column,
): string | undefined {
  const day = row.day(dayColumn);
  if (day === undefined) return undefined;
  const written = row.text(timeColumn);
  const time = timeOfDay(written === "" ? timeWithin(row.text(dayColumn)) : written);
  if (time !== undefined) return localMoment(day, time);
  if (written !== "") row.refuse(timeColumn, { reason: "There is no such time of day.", accepted: TIMES }, "field");
  return day;
}

const TIMES = "A time from 00:00 to 23:59, such as 14:05 or 14:05:30";

/** The time in "2026-05-03T14:05:00"; midnight is what programs write where there is none. */
function timeWithin(text: string): string {
  const time = text.slice(11).replace("Z", "");
  return text.length > 10 && !/^00:00(?::00(?:\.0+)?)?$/.test(time) ? time : "";
}

/** An end that does not come before the start; else undefined, and the cell is refused. */
export function endAfter<Column extends string>(
  row: TableRow<Column>,
  start: string | undefined,
  end: string | undefined,
  column: Column,
): string | undefined {
  if (start === undefined || end === undefined) return end;
  const [first, last] = [stretchOf(start), stretchOf(end)];
  if (!first || !last || first.from < last.to) return end;
  row.refuse(column, { reason: "This is before the start.", accepted: "A day on or after the start" }, "field");
  return undefined;
}
