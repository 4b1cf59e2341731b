import { isoDay, type Day } from "../../lives/day.ts";

/** The fields of a segment by their numbers; what is not there is empty. Values are written as they stand. */
export type Fields = Readonly<Record<number, string | undefined>>;

/** One segment: segment("PV1", { 2: "I", 19: "S1" }) is PV1||I|…|S1. */
export function segment(name: string, fields: Fields): string {
  const last = Math.max(
    0,
    ...Object.entries(fields).flatMap(([field, value]) => (value === undefined || value === "" ? [] : [Number(field)])),
  );
  return [name, ...Array.from({ length: last }, (_, at) => fields[at + 1] ?? "")].join("|");
}

const ESCAPES: Readonly<Record<string, string>> = {
  "|": "\\F\\",
  "^": "\\S\\",
  "&": "\\T\\",
  "~": "\\R\\",
  "\\": "\\E\\",
  "\n": "\\.br\\",
};

/** Text that divides nothing. */
export const plain = (text: string): string => text.replace(/[|^&~\\\n]/g, (letter) => ESCAPES[letter] ?? letter);

/** Components of a field. */
export const components = (...parts: readonly (string | undefined)[]): string =>
  parts
    .map((part) => (part === undefined ? "" : plain(part)))
    .join("^")
    .replace(/\^+$/, "");

/** YYYYMMDD. */
export const hl7Day = (day: Day): string => isoDay(day).replaceAll("-", "");

/** YYYYMMDDHHMM; minutes from midnight may run over into the next day. */
export function hl7Time(day: Day, minute: number): string {
  const on = day + Math.floor(minute / 1440);
  const rest = ((minute % 1440) + 1440) % 1440;
  return `${hl7Day(on)}${twoDigits(Math.floor(rest / 60))}${twoDigits(rest % 60)}`;
}

const twoDigits = (number: number): string => number.toString().padStart(2, "0");
