import type { ActorId } from "#base";
import type { StaffMember } from "../place.ts";

/** First and last day, YYYY-MM-DD; without a last day it lasts on. */
export type Days = { readonly from: string; readonly to?: string | undefined };

export const isOn = ({ from, to }: Days, day: string): boolean => from <= day && (to === undefined || day <= to);

/** Whether two stretches share a day. */
export const overlap = (one: Days, other: Days): boolean =>
  (other.to === undefined || one.from <= other.to) && (one.to === undefined || other.from <= one.to);

/** The day before, YYYY-MM-DD. */
export function dayBeforeDay(day: string): string {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}

/** What is wrong with the days of a place's staff: roles that end before they begin, two roles of somebody on one day. */
export function staffFaults(staff: readonly StaffMember[]): readonly string[] {
  const backwards = staff.filter(({ from, to }) => to !== undefined && to < from);
  const twice = [...linesById(staff)].filter(([, lines]) =>
    lines.some((line, nth) => nth > 0 && overlap(lines[nth - 1] ?? line, line)),
  );
  return [
    ...backwards.map(({ id }) => `staff: ${id} has a last day before the first`),
    ...twice.map(([id]) => `staff: ${id} stands twice for the same days`),
  ];
}

/** Everybody's lines, the earliest first. */
export function linesById(staff: readonly StaffMember[]): ReadonlyMap<ActorId, readonly StaffMember[]> {
  const byId = Map.groupBy(staff, ({ id }) => id);
  return new Map([...byId].map(([id, lines]) => [id, lines.toSorted((a, b) => (a.from < b.from ? -1 : 1))]));
}
