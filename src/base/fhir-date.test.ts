import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stretchOf } from "./fhir-date.ts";

const covered = (text: string): readonly string[] | undefined => {
  const stretch = stretchOf(text);
  return stretch && [stretch.from.toISOString(), stretch.to.toISOString()];
};

describe("a FHIR date", () => {
  it("covers the whole year, month, day, minute, second or moment that it names", () => {
    expect(covered("2024")).toEqual(["2024-01-01T00:00:00.000Z", "2025-01-01T00:00:00.000Z"]);
    expect(covered("2024-12")).toEqual(["2024-12-01T00:00:00.000Z", "2025-01-01T00:00:00.000Z"]);
    expect(covered("2024-02-29")).toEqual(["2024-02-29T00:00:00.000Z", "2024-03-01T00:00:00.000Z"]);
    expect(covered("2024-05-03T10:15Z")).toEqual(["2024-05-03T10:15:00.000Z", "2024-05-03T10:16:00.000Z"]);
    expect(covered("2024-05-03T10:15:20Z")).toEqual(["2024-05-03T10:15:20.000Z", "2024-05-03T10:15:21.000Z"]);
    expect(covered("2024-05-03T10:15:20.5Z")).toEqual(["2024-05-03T10:15:20.500Z", "2024-05-03T10:15:20.501Z"]);
  });

  it("is moved by its zone, over the end of a day and of a year", () => {
    expect(covered("2024-07-01T00:30:00+01:00")?.[0]).toBe("2024-06-30T23:30:00.000Z");
    expect(covered("2024-12-31T20:00:00-05:00")?.[0]).toBe("2025-01-01T01:00:00.000Z");
    expect(covered("2024-01-01T00:00:00+14:00")?.[0]).toBe("2023-12-31T10:00:00.000Z");
  });

  it("is read in UTC where it has a time without a zone", () => {
    expect(covered("2024-05-03T10:15:20")).toEqual(covered("2024-05-03T10:15:20Z"));
  });

  it("counts a leap second with the second before it", () => {
    expect(covered("2016-12-31T23:59:60Z")).toEqual(covered("2016-12-31T23:59:59Z"));
  });

  it.each([
    ["a day that no year has", "2024-02-30"],
    ["a leap day in another year", "2023-02-29"],
    ["a leap day in 1900, which had none", "1900-02-29"],
    ["the 31st of a month of 30 days", "2024-04-31"],
    ["an impossible day with a time", "2024-02-30T10:00:00Z"],
    ["month 13", "2024-13"],
    ["day 0", "2024-01-00"],
    ["hour 24", "2024-01-01T24:00:00Z"],
    ["minute 60", "2024-01-01T10:60:00Z"],
    ["a zone of 15 hours", "2024-01-01T10:00:00+15:00"],
    ["a year of two digits", "24-01-01"],
    ["the year 0, which FHIR does not have", "0000-01-01"],
    ["the British order", "03/05/2024"],
    ["a time after a space", "2024-05-03 10:15:20"],
    ["words", "last spring"],
    ["nothing", ""],
    ["a date with something after it", "2024-05-03\n"],
  ])("is not %s", (_what, text) => {
    expect(stretchOf(text)).toBeUndefined();
  });

  it("knows the leap day of 2000", () => {
    expect(covered("2000-02-29")?.[1]).toBe("2000-03-01T00:00:00.000Z");
  });

  it("means the years before 100 as they are written", () => {
    expect(covered("0099")?.[0]).toBe("0099-01-01T00:00:00.000Z");
  });

  const days = fc.date({ min: new Date("0001-01-02"), max: new Date("9998-12-30"), noInvalidDate: true });

  it("begins where the moment does that wrote it, whatever its precision, and ends later", () => {
    fc.assert(
      fc.property(days, fc.constantFrom(4, 7, 10), (date, length) => {
        const text = date.toISOString().slice(0, length);
        const stretch = stretchOf(text);
        expect(stretch?.from.toISOString().slice(0, length)).toBe(text);
        expect(stretch?.to.toISOString().slice(0, length)).not.toBe(text);
        expect(stretch && stretch.from <= date && date < stretch.to).toBe(true);
      }),
    );
  });

  it("gives back the moment that an instant was written from, in any zone", () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -14 * 60, max: 14 * 60 }), (date, minutes) => {
        const shifted = new Date(date.getTime() + minutes * 60_000).toISOString().slice(0, 23);
        const size = Math.abs(minutes);
        const zone = [Math.floor(size / 60), size % 60].map((part) => String(part).padStart(2, "0")).join(":");
        expect(stretchOf(`${shifted}${minutes < 0 ? "-" : "+"}${zone}`)?.from).toEqual(date);
      }),
    );
  });

  it("is a stretch with a beginning before its end, or nothing, whatever the text", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:00)?)?)?)?$/), (text) => {
        const stretch = stretchOf(text);
        return stretch === undefined || stretch.from < stretch.to;
      }),
    );
  });
});
