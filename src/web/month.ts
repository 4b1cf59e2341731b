import { civilDay, civilStart } from "#base";

/** YYYY-MM, in England. */
export const monthOf = (moment: Date): string => civilDay(moment).slice(0, 7);

/** The month so many months before or after one, YYYY-MM. */
export function monthBeside(month: string, by: number): string {
  const [year = 1970, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}

/** How many months are offered as reports. */
const MONTHS = 12;

/** A month and those before it, the last first: "2026-05", "2026-04". */
export const lastMonths = (month: string): readonly string[] =>
  Array.from({ length: MONTHS }, (_, back) => monthBeside(month, -back));

/** From the first moment of a month in England until the first of the next. */
export const stretchOfMonth = (month: string): { readonly from: Date; readonly until: Date } => ({
  from: civilStart(`${month}-01`),
  until: civilStart(`${monthBeside(month, 1)}-01`),
});
