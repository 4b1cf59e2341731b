import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DateFormat } from "#place";
import { writtenDate, writtenTime } from "./written-date.ts";

const event = { thisYear: 2026, isBirth: false };
const birth = { thisYear: 2026, isBirth: true };
const dayOf = (text: string, format?: DateFormat, use = event) => {
  const read = writtenDate(text, format, use);
  return typeof read === "string" ? read : [read.day, read.time].filter(Boolean).join(" ");
};

describe("a day as it is written", () => {
  it.each([
    ["2026-05-03", undefined, "2026-05-03"],
    ["03/05/2026", undefined, "2026-05-03"],
    ["3.5.2026", undefined, "2026-05-03"],
    ["3 May 2026", undefined, "2026-05-03"],
    ["03-May-26", undefined, "2026-05-03"],
    ["Sun 3rd May 2026", undefined, "2026-05-03"],
    ["3rd of May 2026", undefined, "2026-05-03"],
    ["May 3, 2026", undefined, "2026-05-03"],
    ["4 Sept 2026", undefined, "2026-09-04"],
    ["05/17/2026", undefined, "unknown"],
    ["05/17/2026", "MM/DD/YYYY", "2026-05-17"],
    ["5-3-26", "MM/DD/YYYY", "2026-05-03"],
    ["20260503", "YYYYMMDD", "2026-05-03"],
    ["46145", "number", "2026-05-03"],
    ["46145.75", "number", "2026-05-03"],
    ["46145", undefined, "unknown"],
    ["2026-05-03", "MM/DD/YYYY", "2026-05-03"],
    ["31/02/2026", undefined, "unknown"],
    ["29/02/2024", undefined, "2024-02-29"],
    ["3 Mai 2026", undefined, "unknown"],
    ["May 2026", undefined, "unknown"],
    ["yesterday", undefined, "unknown"],
    ["", undefined, "unknown"],
  ] as const)("%j in the format %s is %s", (text, format, day) => {
    expect(dayOf(text, format)).toBe(day);
  });

  it.each([
    ["03/05/2026 14:30", "2026-05-03 14:30:00"],
    ["2026-05-03T09:05:00", "2026-05-03 09:05:00"],
    ["2026-05-03T09:05:00.000Z", "2026-05-03 09:05:00"],
    ["3 May 2026, 2.30pm", "2026-05-03 14:30:00"],
    ["03/05/2026 00:00", "2026-05-03"],
    ["03/05/2026 25:00", "unknown"],
  ])("%j has its time of day: %s", (text, moment) => {
    expect(dayOf(text)).toBe(moment);
  });

  it("with a year of two digits is the latest that can be, and of a birth none where two centuries fit", () => {
    expect(dayOf("03/05/27")).toBe("2027-05-03");
    expect(dayOf("03/05/28")).toBe("1928-05-03");
    expect(dayOf("03/05/31", undefined, birth)).toBe("1931-05-03");
    expect(dayOf("03/05/27", undefined, birth)).toBe("1927-05-03");
    expect(dayOf("03/05/10", undefined, birth)).toBe("2010-05-03");
    expect(dayOf("03/05/20", undefined, birth)).toBe("century");
  });

  it("is itself again, whatever the format", () => {
    const days = fc.date({ min: new Date("1900-03-01"), max: new Date("2099-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(days, (date) => {
        const iso = date.toISOString().slice(0, 10);
        const [year, month, day] = iso.split("-") as [string, string, string];
        expect(dayOf(`${day}/${month}/${year}`, "DD/MM/YYYY")).toBe(iso);
        expect(dayOf(`${Number(month)}/${Number(day)}/${year}`, "MM/DD/YYYY")).toBe(iso);
        expect(dayOf(`${year}${month}${day}`, "YYYYMMDD")).toBe(iso);
        const name = date.toLocaleString("en-GB", { month: "long", timeZone: "UTC" });
        expect(dayOf(`${Number(day)} ${name} ${year}`)).toBe(iso);
      }),
    );
  });

  it("never throws, and is a day that exists or none", () => {
    fc.assert(
      fc.property(fc.string(), fc.boolean(), (text, isBirth) => {
        const read = writtenDate(text, undefined, { thisYear: 2026, isBirth });
        return typeof read === "string" || !Number.isNaN(Date.parse(read.day));
      }),
    );
  });
});

describe("a time of day", () => {
  it.each([
    ["9:30", "09:30:00"],
    ["09.30", "09:30:00"],
    ["0930", "09:30:00"],
    ["14:05:30", "14:05:30"],
    ["2.30pm", "14:30:00"],
    ["2 pm", "14:00:00"],
    ["12:15 a.m.", "00:15:00"],
    ["12pm", "12:00:00"],
    ["13pm", undefined],
    ["24:00", undefined],
    ["9", undefined],
    ["noon", undefined],
  ])("%j is %s", (text, time) => {
    expect(writtenTime(text)).toBe(time);
  });
});
