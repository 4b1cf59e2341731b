/**
 * A day and a time of day as they stood on the wall in England, as a FHIR dateTime with its zone:
 * "2026-05-03" and "14:05" are "2026-05-03T14:05:00+01:00". Files of the NHS give times without a zone.
 * Give a day that exists, YYYY-MM-DD, and a time as HH:MM or HH:MM:SS.
 * @see https://www.legislation.gov.uk/ukpga/1972/6 (Summer Time Act, as amended in 2002)
 */
export const localMoment = (day: string, time: string): string =>
  `${day}T${time.length === 5 ? `${time}:00` : time}${isSummerTime(day, time) ? "+01:00" : "+00:00"}`;

/**
 * From the last Sunday in March to the last in October, until 1995 to the one after the fourth Saturday; clocks change at
 * one in the morning, Greenwich time.
 */
function isSummerTime(day: string, time: string): boolean {
  const month = day.slice(5, 7);
  if (month === "03" || month === "10") {
    const change = lastSunday(day.slice(0, 4), month);
    const isAfter = day > change || (day === change && time >= "02:00");
    return month === "03" ? isAfter : !isAfter;
  }
  return month > "03" && month < "10";
}

/** The latest day that the change could be on: an order of its own set 22 October for 1995. */
const lastOctoberSunday = (year: string): number => (year === "1995" ? 28 : 29);

const SUNDAYS = new Map<string, string>();

/** Of March or October, which have 31 days; in an October before 1996, the Sunday from the 23rd to the 29th. */
function lastSunday(year: string, month: string): string {
  const known = SUNDAYS.get(year + month);
  if (known !== undefined) return known;
  const last = month === "10" && year < "1996" ? lastOctoberSunday(year) : 31;
  const weekday = new Date(`${year}-${month}-${last.toString()}T00:00:00Z`).getUTCDay();
  const sunday = `${year}-${month}-${(last - weekday).toString()}`;
  SUNDAYS.set(year + month, sunday);
  return sunday;
}

/** A time of day, as HH:MM:SS: written 14:05, 14:05:30, 1405 or 140530, with parts of a second or without; else undefined. */
export function timeOfDay(text: string): string | undefined {
  const [, hour, minute, second = "00"] = /^([01]\d|2[0-3]):?([0-5]\d)(?::?([0-5]\d)(?:\.\d+)?)?$/.exec(text) ?? [];
  return hour === undefined || minute === undefined ? undefined : `${hour}:${minute}:${second}`;
}
