import { expect, it } from "vitest";
import { civilDay } from "./clock.ts";

it.each([
  ["2026-01-31T23:59:59Z", "2026-01-31"],
  ["2026-06-30T22:59:59Z", "2026-06-30"],
  ["2026-06-30T23:00:00Z", "2026-07-01"],
  ["2026-10-25T00:30:00Z", "2026-10-25"],
])("at %s the day in England is %s", (moment, day) => {
  expect(civilDay(new Date(moment))).toBe(day);
});
