import type { NumberFormat } from "./workbook-format.ts";

/** A cell as it stands in a sheet's XML. */
export type SheetCell = {
  /** b, d, e, inlineStr, n, s or str; none means a number. */
  readonly type: string | undefined;
  /** What stands in `v`, or for "inlineStr" in the text itself. */
  readonly value: string | undefined;
  /** The formula, where there is one. */
  readonly formula: string | undefined;
  readonly format: NumberFormat;
};

/** What the cells of a workbook share. */
export type CellRules = {
  readonly sharedText: (index: number) => string | undefined;
  /** Days count from 1904 instead of 1900. */
  readonly from1904: boolean;
};

/**
 * What a cell says, as a CSV file would: text as it is, TRUE and FALSE, #N/A; numbers as they are shown to 15 places;
 * days as 2024-05-17, moments as 2024-05-17T09:30:00, times as 09:30:00, hours as 36:30:00. A formula says its result;
 * one that was never worked out is given itself, so that it is seen.
 */
export function cellText({ type, value, formula, format }: SheetCell, rules: CellRules): string {
  if (value === undefined || (value === "" && type !== "str")) return formula === undefined ? "" : `=${formula}`;
  switch (type) {
    case "s":
      return rules.sharedText(Number(value)) ?? "#REF!";
    case "inlineStr":
    case "str":
      return plainText(value);
    case "b":
      return value.trim() === "1" || value.trim().toLowerCase() === "true" ? "TRUE" : "FALSE";
    case "d":
      return value.replace(/T00:00:00(\.0+)?$/, "");
    case "e":
      return value;
    default:
      return numberText(value.trim(), format, rules.from1904);
  }
}

/**
 * Text with the characters that XML cannot hold, written as _x000D_.
 * @see https://learn.microsoft.com/en-us/openspecs/office_standards/ms-oi29500 (ST_Xstring)
 */
export const plainText = (text: string): string =>
  text.includes("_x")
    ? text
        .replace(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
        .replaceAll("\0", "")
        .toWellFormed()
    : text;

function numberText(text: string, format: NumberFormat, from1904: boolean): string {
  const value = text === "" ? NaN : Number(text);
  if (!Number.isFinite(value)) return text;
  switch (format.kind) {
    case "calendar":
      return momentText(value, from1904) ?? plainNumber(value);
    case "clock":
      return value >= 0 && value < 1 ? timeText(value) : (momentText(value, from1904) ?? plainNumber(value));
    case "elapsed":
      return value >= 0 ? timeText(value) : plainNumber(value);
    case "digits":
      return Number.isInteger(value) && value >= 0
        ? plainNumber(value).padStart(format.width, "0")
        : plainNumber(value);
    case "plain":
      return plainNumber(value);
  }
}

/** To 15 places, as spreadsheets show it: 0.30000000000000004 is 0.3. */
const plainNumber = (value: number): string => String(Number(value.toPrecision(15)));

const SECONDS = 86_400;
/** The day 9999-12-31, counted from 1900. */
const LAST_DAY = 2_958_465;
/** By which the two ways of counting differ. */
const DAYS_BETWEEN = 1462;

/**
 * The day or moment that a serial number means; undefined where it means none. From 1900, a day that never was is
 * counted, 29 February 1900, so that the days before it are one out.
 * @see https://learn.microsoft.com/en-us/office/troubleshoot/excel/1900-and-1904-date-system
 */
function momentText(serial: number, from1904: boolean): string | undefined {
  if (serial < 0 || serial >= LAST_DAY + 1 - (from1904 ? DAYS_BETWEEN : 0)) return undefined;
  const seconds = Math.round(serial * SECONDS);
  const day = Math.floor(seconds / SECONDS);
  const date = from1904 ? isoDate(1904, 0, 1 + day) : dateFrom1900(day);
  const rest = seconds - day * SECONDS;
  return rest === 0 ? date : `${date}T${clockText(rest)}`;
}

function dateFrom1900(day: number): string {
  if (day === 0) return "1900-01-00";
  if (day === 60) return "1900-02-29";
  return day < 60 ? isoDate(1899, 11, 31 + day) : isoDate(1899, 11, 30 + day);
}

const isoDate = (year: number, month: number, day: number): string =>
  new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);

const timeText = (days: number): string => clockText(Math.round(days * SECONDS));

function clockText(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}
