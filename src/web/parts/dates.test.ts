import { describe, expect, it } from "vitest";
import { counted, daysBetween, showAge, showDate, showDateTime, showNumber, showTime } from "./dates.ts";

describe("a date", () => {
  it.each([
    ["2026-05-03", "3 May 2026"],
    ["2026-05", "May 2026"],
    ["2026", "2026"],
    ["2026-05-03T14:05:00", "3 May 2026"],
    ["2026-05-03T23:30:00Z", "4 May 2026"],
    ["2026-01-03T23:30:00Z", "3 January 2026"],
    ["in the spring", "in the spring"],
    ["2026-13", "2026-13"],
  ])("%s is shown as %s", (date, words) => {
    expect(showDate(date)).toBe(words);
  });

  it("that is a moment is the day it was in London", () => {
    expect(showDate(new Date("2026-06-30T23:30:00Z"))).toBe("1 July 2026");
  });
});

describe("a time", () => {
  it.each([
    ["2026-05-03T14:05:00", "3 May 2026, 2:05pm"],
    ["2026-05-03T14:05:30.123Z", "3 May 2026, 3:05pm"],
    ["2026-12-03T09:00:00+00:00", "3 December 2026, 9am"],
    ["2026-05-03T00:00:00", "3 May 2026, midnight"],
    ["2026-05-03", "3 May 2026"],
    ["2026-05", "May 2026"],
  ])("%s is shown as %s", (date, words) => {
    expect(showDateTime(date)).toBe(words);
  });

  it("stands alone where it is asked for alone", () => {
    expect(showTime("2026-05-03T12:00:00")).toBe("midday");
    expect(showTime("2026-05-03T00:30:00")).toBe("12:30am");
    expect(showTime("2026-05-03")).toBeUndefined();
  });
});

describe("an age", () => {
  it.each([
    ["1942-05-03", "2026-05-03", "84 years"],
    ["1942-05-04", "2026-05-03", "83 years"],
    ["2024-05-03", "2026-05-03", "2 years"],
    ["2024-05-04", "2026-05-03", "23 months"],
    ["2025-05-03", "2026-05-03", "12 months"],
    ["2025-05-04", "2026-05-03", "52 weeks"],
    ["2026-04-05", "2026-05-03", "4 weeks"],
    ["2026-04-06", "2026-05-03", "27 days"],
    ["2026-05-02", "2026-05-03", "1 day"],
    ["1942", "2026-05-03", "about 84 years"],
    ["1942-02", "2026-05-03", "about 84 years"],
    ["2004-02-29", "2026-02-28", "21 years"],
    ["2026-05-04", "2026-05-03", undefined],
    ["not known", "2026-05-03", undefined],
  ])("of one born %s is on %s %s", (born, on, age) => {
    expect(showAge(born, on)).toBe(age);
  });

  it("changes at midnight in London", () => {
    expect(showAge("1942-07-01", new Date("2026-06-30T22:30:00Z"))).toBe("83 years");
    expect(showAge("1942-07-01", new Date("2026-06-30T23:30:00Z"))).toBe("84 years");
  });
});

describe("numbers and counts", () => {
  it("are written with commas and the right word", () => {
    expect(showNumber(12345)).toBe("12,345");
    expect(counted(1, "row")).toBe("1 row");
    expect(counted(12345, "row")).toBe("12,345 rows");
    expect(counted(2, "person", "people")).toBe("2 people");
  });

  it("of days run over the change of the clocks", () => {
    expect(daysBetween("2026-03-28", "2026-03-30")).toBe(2);
    expect(daysBetween("2026-03", "2026-03-30")).toBeUndefined();
  });
});
