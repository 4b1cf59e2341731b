import { failed, stretchOf, succeeded, type Outcome } from "#base";
import type { DateFormat } from "#place";

/** A day, YYYY-MM-DD, and the time of day, HH:MM:SS, where one stands beside it that is not midnight. */
export type WrittenDate = { readonly day: string; readonly time: string | undefined };

/** Why a text is no day: "century" where two fit a year of two digits. */
export type NoDate = "unknown" | "century";

/** What a day is for: of a birth, a year of two digits may be a hundred years ago. */
export type DateUse = { readonly thisYear: number; readonly isBirth: boolean };

/** Without a format: ISO, British, or with the month's name, none of which can be taken for another. */
const PLAIN: readonly DateFormat[] = ["YYYY-MM-DD", "DD/MM/YYYY", "DD Mon YYYY"];

/** A day as it is written in this format; ISO is understood in any, since workbooks give it. */
export function writtenDate(text: string, format: DateFormat | undefined, use: DateUse): WrittenDate | NoDate {
  const { date, time } = apart(text.trim());
  if (time === "unknown") return "unknown";
  let fault: NoDate = "unknown";
  for (const one of format === undefined ? PLAIN : (["YYYY-MM-DD", format] as const)) {
    const day = dayIn(date, one, use);
    if (day.ok) return { day: day.value, time };
    if (day.problem === "century") fault = day.problem;
  }
  return fault;
}

/** Date and time of day, which follows after a space, a comma or a T. */
function apart(text: string): { date: string; time: string | undefined } {
  const [, date, time] = /^(.*?\d)(?:T|,?\s+)(\d{1,2}[:.]\d{2}.*)$/.exec(text) ?? [];
  if (date === undefined || time === undefined) return { date: text, time: undefined };
  const read = writtenTime(time.replace(/(?:Z|[+-]\d{2}:?\d{2})$/, "")) ?? "unknown";
  return { date, time: read === "00:00:00" ? undefined : read };
}

/** A time of day as HH:MM:SS: 9:30, 09.30, 0930, 9:30:15, 2.30pm; undefined where it is none. */
export function writtenTime(text: string): string | undefined {
  const [, hours, minutes = "00", seconds = "00", half] =
    /^(\d{1,2})(?:[:.]?(\d{2}))?(?:[:.](\d{2})(?:\.\d+)?)?\s*([ap])?\.?m?\.?$/i.exec(text.trim()) ?? [];
  if (hours === undefined || (half === undefined && !/\d{3}|[:.]/.test(text))) return undefined;
  const given = Number(hours);
  if (half !== undefined && (given < 1 || given > 12)) return undefined;
  const hour = half === undefined ? given : (given % 12) + (half.toLowerCase() === "p" ? 12 : 0);
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  return `${String(hour).padStart(2, "0")}:${minutes}:${seconds}`;
}

/** YYYY-MM-DD. */
type Day = Outcome<string, NoDate>;
const UNKNOWN: Day = failed("unknown");

function dayIn(text: string, format: DateFormat, use: DateUse): Day {
  switch (format) {
    case "YYYY-MM-DD":
      return ofParts(/^(?<year>\d{4})[-/.](?<month>\d{1,2})[-/.](?<day>\d{1,2})$/.exec(text), use);
    case "DD/MM/YYYY":
      return ofParts(/^(?<day>\d{1,2})[-/. ](?<month>\d{1,2})[-/. ](?<year>\d{4}|\d{2})$/.exec(text), use);
    case "MM/DD/YYYY":
      return ofParts(/^(?<month>\d{1,2})[-/. ](?<day>\d{1,2})[-/. ](?<year>\d{4}|\d{2})$/.exec(text), use);
    case "DD Mon YYYY":
      return withMonthName(text, use);
    case "YYYYMMDD":
      return ofParts(/^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})$/.exec(text), use);
    case "number":
      return ofNumber(text);
  }
}

/** "3 May 2026", "03-May-26", "Tue 3rd May 2026", "May 3, 2026". */
function withMonthName(text: string, use: DateUse): Day {
  const plain = text.replace(/^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+/i, "");
  const parts =
    /^(?<day>\d{1,2})(?:st|nd|rd|th)?[-/. ]+(?:of )?(?<name>[a-z]{3,9})\.?,?[-/. ]*(?<year>\d{4}|\d{2})$/i.exec(
      plain,
    ) ?? /^(?<name>[a-z]{3,9})\.? (?<day>\d{1,2})(?:st|nd|rd|th)?,? (?<year>\d{4}|\d{2})$/i.exec(plain);
  const name = parts?.groups?.["name"]?.toLowerCase() ?? "";
  const month = MONTHS.findIndex((one) => one.startsWith(name) || (name === "sept" && one === "september"));
  return parts && name !== "" && month >= 0 ? ofParts(parts, use, String(month + 1)) : UNKNOWN;
}

const MONTHS = [
  ...["january", "february", "march", "april", "may", "june", "july"],
  ...["august", "september", "october", "november", "december"],
];

function ofParts(parts: RegExpExecArray | null, use: DateUse, month = parts?.groups?.["month"]): Day {
  const { year, day } = parts?.groups ?? {};
  if (year === undefined || day === undefined || month === undefined) return UNKNOWN;
  const whole = year.length === 4 ? year : yearOf(Number(year), use);
  if (whole === undefined) return failed("century");
  const iso = `${whole}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return Number(whole) >= EARLIEST && stretchOf(iso) ? succeeded(iso) : UNKNOWN;
}

const EARLIEST = 1850;
/** Years up to which somebody may well live. */
const OLDEST = 110;

/** Events may be planned for next year; a birth was, and where somebody of a hundred and more would fit too, nobody knows. */
function yearOf(short: number, { thisYear, isBirth }: DateUse): string | undefined {
  const century = thisYear - (thisYear % 100);
  const latest = century + short;
  if (!isBirth) return String(latest <= thisYear + 1 ? latest : latest - 100);
  if (latest > thisYear) return String(latest - 100);
  return thisYear - (latest - 100) <= OLDEST ? undefined : String(latest);
}

/** As a spreadsheet counts: 1 March 1900 is 61. */
function ofNumber(text: string): Day {
  const serial = Number(text);
  if (!/^\d{2,7}(\.\d+)?$/.test(text) || serial < 61 || serial > 2_958_465) return UNKNOWN;
  return succeeded(new Date(Date.UTC(1899, 11, 30 + Math.floor(serial))).toISOString().slice(0, 10));
}
