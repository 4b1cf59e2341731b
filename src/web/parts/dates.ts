/**
 * How dates, times, ages and numbers are shown to people. A FHIR date keeps its precision: 2026-05 is May 2026.
 * Times with a zone are shown as the clock stood in London.
 * @see https://service-manual.nhs.uk/content/formatting-dates-and-times
 */
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

const DAY = 86_400_000;

type Civil = {
  readonly year: number;
  /** 1 to 12. */
  readonly month?: number;
  readonly day?: number;
  /** On the 24-hour clock, hh:mm. */
  readonly time?: string;
};

const LONDON = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Europe/London",
  dateStyle: "short",
  timeStyle: "short",
});

/** 3 May 2026, or as much of it as is known. Text that is no date is shown as it is. */
export function showDate(date: string | Date): string {
  const civil = civilOf(date);
  return civil ? words(civil) : String(date);
}

/** 3 May 2026, 2:05pm; the date alone where no time is known. */
export function showDateTime(date: string | Date): string {
  const civil = civilOf(date);
  if (!civil?.time) return showDate(date);
  return `${words(civil)}, ${clock(civil.time)}`;
}

/** 2:05pm, 9am, midday; undefined where no time is known. */
export function showTime(date: string | Date): string | undefined {
  const time = civilOf(date)?.time;
  return time && clock(time);
}

/**
 * The age on a day: days up to four weeks, weeks up to a year, months up to two years, then years.
 * "about 84 years" where the day of birth is not known. Undefined before birth, or where a date cannot be read.
 */
export function showAge(born: string, on: string | Date): string | undefined {
  const birth = civilOf(born);
  const today = civilOf(on);
  if (!birth || !today) return undefined;
  if (birth.day === undefined || today.day === undefined) {
    const years = today.year - birth.year;
    return years < 0 ? undefined : `about ${counted(years, "year")}`;
  }
  const days = daysBetween(born, on);
  const months = monthsBetween(birth, today);
  if (days === undefined || days < 0) return undefined;
  if (days < 28) return counted(days, "day");
  if (months < 12) return counted(Math.floor(days / 7), "week");
  if (months < 24) return counted(months, "month");
  return counted(Math.floor(months / 12), "year");
}

/** Whole days from one day to another; undefined where either day is not known. */
export function daysBetween(from: string | Date, to: string | Date): number | undefined {
  const [first, last] = [civilOf(from), civilOf(to)].map(dayNumber);
  return first === undefined || last === undefined ? undefined : last - first;
}

const NUMBER = new Intl.NumberFormat("en-GB");

/** 12,345. */
export const showNumber = (number: number): string => NUMBER.format(number);

/** "1 day", "3 days", "12,345 rows". */
export const counted = (number: number, one: string, many = `${one}s`): string =>
  `${showNumber(number)} ${number === 1 ? one : many}`;

const FHIR_DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}:\d{2})[^Z+-]*(Z|[+-]\d{2}:\d{2})?)?)?)?$/;

function civilOf(date: string | Date): Civil | undefined {
  if (date instanceof Date) return Number.isNaN(date.getTime()) ? undefined : civilInLondon(date);
  const [, year, month, day, time, zone] = FHIR_DATE.exec(date) ?? [];
  if (year === undefined || Number(month ?? 1) < 1 || Number(month ?? 1) > 12) return undefined;
  if (zone !== undefined) return civilOf(new Date(date));
  return {
    year: Number(year),
    ...(month !== undefined && { month: Number(month) }),
    ...(day !== undefined && { day: Number(day) }),
    ...(time !== undefined && { time }),
  };
}

/** The Swedish way of writing a moment is ISO 8601's: 2026-05-03 14:05. */
function civilInLondon(moment: Date): Civil | undefined {
  return civilOf(LONDON.format(moment).replace(" ", "T"));
}

function words({ year, month, day }: Civil): string {
  const name = month === undefined ? undefined : MONTHS[month - 1];
  return [day, name, year].filter((part) => part !== undefined).join(" ");
}

/** @see https://service-manual.nhs.uk/content/formatting-dates-and-times#times */
function clock(time: string): string {
  if (time === "12:00") return "midday";
  if (time === "00:00") return "midnight";
  const hour = Number(time.slice(0, 2));
  const minutes = time.slice(3);
  return `${hour % 12 || 12}${minutes === "00" ? "" : `:${minutes}`}${hour < 12 ? "am" : "pm"}`;
}

const dayNumber = (civil: Civil | undefined): number | undefined =>
  civil?.month === undefined || civil.day === undefined
    ? undefined
    : Date.UTC(civil.year, civil.month - 1, civil.day) / DAY;

function monthsBetween(from: Civil, to: Civil): number {
  const months = (to.year - from.year) * 12 + (to.month ?? 1) - (from.month ?? 1);
  return (to.day ?? 1) < (from.day ?? 1) ? months - 1 : months;
}
