/** A civil day, counted from 1970-01-01, so that lives can be reckoned without dates' objects. */
export type Day = number;

const MILLISECONDS = 86_400_000;
export const YEAR = 365.25;

/** The day of a date written YYYY-MM-DD. */
export const dayOf = (text: string): Day => Math.round(Date.parse(`${text}T00:00:00Z`) / MILLISECONDS);

/** The day of a year, month (1 to 12) and day of the month. */
export const dayAt = (year: number, month: number, day: number): Day => Date.UTC(year, month - 1, day) / MILLISECONDS;

const FIRST = dayAt(1890, 1, 1);
/** Each day is written out once: writing dates is a large part of writing files. */
const written: string[] = [];

/** YYYY-MM-DD. */
export function isoDay(day: Day): string {
  const place = day - FIRST;
  return (written[place] ??= new Date(day * MILLISECONDS).toISOString().slice(0, 10));
}

/** A moment of a day as a FHIR instant in UTC; the minute counts from midnight. */
export function isoMoment(day: Day, minute: number): string {
  const hour = Math.floor(minute / 60);
  const rest = minute % 60;
  return `${isoDay(day)}T${hour < 10 ? "0" : ""}${hour}:${rest < 10 ? "0" : ""}${rest}:00Z`;
}

export const yearOf = (day: Day): number => Number(isoDay(day).slice(0, 4));
export const monthOf = (day: Day): number => Number(isoDay(day).slice(5, 7));

/** Age in years with its fraction; below 0 before birth. */
export const ageOn = (born: Day, day: Day): number => (day - born) / YEAR;

/** Monday to Friday; 1970-01-01 was a Thursday. */
export const isWeekday = (day: Day): boolean => (((day + 3) % 7) + 7) % 7 < 5;

/** This day, or the Monday after it. */
export const weekdayFrom = (day: Day): Day => (isWeekday(day) ? day : isWeekday(day + 1) ? day + 1 : day + 2);
