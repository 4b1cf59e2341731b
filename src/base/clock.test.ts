import { expect, it } from "vitest";
import { civilDay, civilStart } from "./clock.ts";

it.each([
  ["2026-01-31T23:59:59Z", "2026-01-31"],
  ["2026-06-30T22:59:59Z", "2026-06-30"],
  ["2026-06-30T23:00:00Z", "2026-07-01"],
  ["2026-10-25T00:30:00Z", "2026-10-25"],
])("at %s the day in England is %s", (moment, day) => {
  expect(civilDay(new Date(moment))).toBe(day);
});

it.each([
  ["2026-01-31", "2026-01-31T00:00:00.000Z"],
  ["2026-03-29", "2026-03-29T00:00:00.000Z"],
  ["2026-03-30", "2026-03-29T23:00:00.000Z"],
  ["2026-10-25", "2026-10-24T23:00:00.000Z"],
  ["1941-07-01", "1941-06-30T22:00:00.000Z"],
])("the day %s begins in England at %s", (day, moment) => {
  expect(civilStart(day).toISOString()).toBe(moment);
});
