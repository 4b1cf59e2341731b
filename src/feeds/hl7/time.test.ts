import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stretchOf } from "#base";
import { clockTimeOf, dayOf, timeOf } from "./time.ts";

describe("a time of HL7", () => {
  it("keeps the precision in which it was written", () => {
    expect(["2025", "202505", "20250520", "2025052010", "202505201030", "20250520103015.25"].map(timeOf)).toEqual([
      "2025",
      "2025-05",
      "2025-05-20",
      "2025-05-20T10:00:00+01:00",
      "2025-05-20T10:30:00+01:00",
      "2025-05-20T10:30:15.25+01:00",
    ]);
  });

  it("is in its own zone, and without one on the wall in England, in summer and in winter", () => {
    expect(timeOf("202501201030")).toBe("2025-01-20T10:30:00+00:00");
    expect(timeOf("202507201030")).toBe("2025-07-20T10:30:00+01:00");
    expect(timeOf("202507201030-0500")).toBe("2025-07-20T10:30:00-05:00");
    expect(timeOf("202507201030-0000")).toBe("2025-07-20T10:30:00+00:00");
    expect(timeOf("20250720+0200")).toBe("2025-07-20");
  });

  it("is none where no such day or hour exists", () => {
    for (const text of [
      "",
      "20250230",
      "20251301",
      "2025052024",
      "202505201060",
      "20-05-2025",
      "yesterday",
      "202505201030+9900",
    ]) {
      expect(timeOf(text)).toBeUndefined();
    }
  });

  it("is, whatever the text, either none or a date of FHIR", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{0,14}(\.\d{1,4})?([+-]\d{4})?$/), (text) => {
        const time = timeOf(text);
        expect(time === undefined || stretchOf(time) !== undefined).toBe(true);
      }),
    );
  });

  it("names a day whatever the hour, and an hour without a day", () => {
    expect(dayOf("19620110045504")).toBe("1962-01-10");
    expect([clockTimeOf("0930"), clockTimeOf("093015+0100"), clockTimeOf("2460")]).toEqual([
      "09:30:00",
      "09:30:15",
      undefined,
    ]);
  });
});
