import { stretchOf } from "#base";

/** A day as it is typed into three boxes. */
export type DayParts = { readonly day?: string; readonly month?: string; readonly year?: string };

/** YYYY-MM-DD; undefined where what was typed is no day. */
export function readDay({ day = "", month = "", year = "" }: DayParts): string | undefined {
  const text = [year.trim(), month.trim().padStart(2, "0"), day.trim().padStart(2, "0")].join("-");
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && stretchOf(text) ? text : undefined;
}
