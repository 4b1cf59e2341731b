import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { localMoment, timeOfDay } from "./local-time.ts";

describe("a moment on the wall in England", () => {
  it.each([
    ["2026-01-15", "09:30", "2026-01-15T09:30:00+00:00"],
    ["2026-05-03", "14:05:30", "2026-05-03T14:05:30+01:00"],
    ["2026-03-29", "00:59", "2026-03-29T00:59:00+00:00"],
    ["2026-03-29", "02:00", "2026-03-29T02:00:00+01:00"],
    ["2026-10-25", "01:59", "2026-10-25T01:59:00+01:00"],
    ["2026-10-25", "02:00", "2026-10-25T02:00:00+00:00"],
    ["2021-10-31", "12:00", "2021-10-31T12:00:00+00:00"],
    ["1994-10-23", "02:00", "1994-10-23T02:00:00+00:00"],
    ["1995-10-22", "12:00", "1995-10-22T12:00:00+00:00"],
  ])("%s %s is %s", (day, time, moment) => {
    expect(localMoment(day, time)).toBe(moment);
  });

  it("shows the same time on a clock in London, whatever the day", () => {
    const clock = new Intl.DateTimeFormat("sv-SE", {
      ...{ timeZone: "Europe/London", dateStyle: "short", timeStyle: "short" },
    });
    const days = fc.integer({ min: 5_000, max: 30_000 });
    fc.assert(
      fc.property(days, fc.integer({ min: 120, max: 1439 }), (nth, minute) => {
        const day = new Date(nth * 86_400_000).toISOString().slice(0, 10);
        const time = `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
        expect(clock.format(new Date(localMoment(day, time)))).toBe(`${day} ${time}`);
      }),
    );
  });
});

describe("a time of day", () => {
  it.each([
    ["14:05", "14:05:00"],
    ["14:05:30", "14:05:30"],
    ["14:05:30.000", "14:05:30"],
    ["1405", "14:05:00"],
    ["140530", "14:05:30"],
    ["24:00", undefined],
    ["9:30", undefined],
    ["noon", undefined],
  ])("written %s is %s", (text, time) => {
    expect(timeOfDay(text)).toBe(time);
  });
});
