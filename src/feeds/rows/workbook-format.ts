/**
 * What a number in a cell means by the way in which it is shown: a day or moment, a time of day, a stretch of hours, a
 * number with zeros before it, or itself.
 */
export type NumberFormat =
  { readonly kind: "plain" | "calendar" | "clock" | "elapsed" } | { readonly kind: "digits"; readonly width: number };

const PLAIN: NumberFormat = { kind: "plain" };
const CALENDAR: NumberFormat = { kind: "calendar" };
const CLOCK: NumberFormat = { kind: "clock" };
const ELAPSED: NumberFormat = { kind: "elapsed" };

/**
 * Formats that have a number and no code in the file: 14 to 17 and 22 days, 18 to 21, 45 and 47 times, 46 hours; 27 to
 * 36 and 50 to 58 days of other calendars' lands.
 * @see https://learn.microsoft.com/en-us/dotnet/api/documentformat.openxml.spreadsheet.numberingformat
 */
export function builtInFormat(id: number): NumberFormat {
  if ((id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return CALENDAR;
  if ((id >= 18 && id <= 21) || id === 45 || id === 47) return CLOCK;
  return id === 46 ? ELAPSED : PLAIN;
}

/** What a format's code, such as dd/mm/yyyy, makes of a number. */
export function formatOf(code: string): NumberFormat {
  const [first = ""] = withoutLiterals(code).split(";");
  if (/^0{2,}$/.test(first.trim())) return { kind: "digits", width: first.trim().length };
  if (/\[(h+|m+|s+)\]/i.test(first)) return ELAPSED;
  const letters = first
    .replace(/\[[^\]]*\]/g, "")
    .replace(/am\/pm|a\/p/gi, "")
    .toLowerCase();
  if (/general/.test(letters)) return PLAIN;
  if (/[yd]/.test(letters)) return CALENDAR;
  if (/[hs]/.test(letters)) return CLOCK;
  // Alone, m is the month: minutes stand beside hours or seconds.
  return letters.includes("m") ? CALENDAR : PLAIN;
}

/** Without what is shown as it stands: "text", \x, and the widths _x and *x. */
const withoutLiterals = (code: string): string => code.replace(/"[^"]*"?|\\.|[_*]./g, "");
