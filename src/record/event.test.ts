import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventOf } from "./event.ts";
import type { Fields } from "./resource.ts";

const of = (resourceType: string, fields: Fields) => {
  const { text, from, to } = eventOf({ resourceType, ...fields });
  return [text, from?.toISOString().slice(0, 16), to?.toISOString().slice(0, 16)];
};

describe("when an entry's event took place", () => {
  it("is a stay's first to its last moment, and open while it goes on", () => {
    const period = { start: "2024-05-03T10:00:00Z", end: "2024-05-06" };
    expect(of("Encounter", { period })).toEqual(["2024-05-03T10:00:00Z", "2024-05-03T10:00", "2024-05-07T00:00"]);
    expect(of("Encounter", { period: { start: "2024-05-03" } })).toEqual(["2024-05-03", "2024-05-03T00:00", undefined]);
  });

  it("is the last day alone where no first is told", () => {
    expect(of("CarePlan", { period: { end: "2024-05-06" } })).toEqual([
      "2024-05-06",
      "2024-05-06T00:00",
      "2024-05-07T00:00",
    ]);
  });

  it("is the whole of the day, month or year that is named", () => {
    expect(of("Observation", { effectiveDateTime: "2024-05" })).toEqual([
      "2024-05",
      "2024-05-01T00:00",
      "2024-06-01T00:00",
    ]);
    expect(of("Procedure", { performedDateTime: "2019" })).toEqual(["2019", "2019-01-01T00:00", "2020-01-01T00:00"]);
  });

  it("goes on for a problem or a medicine until an end is told", () => {
    expect(of("Condition", { onsetDateTime: "2019" })).toEqual(["2019", "2019-01-01T00:00", undefined]);
    const over = { onsetDateTime: "2019", abatementDateTime: "2020-05" };
    expect(of("Condition", over)).toEqual(["2019", "2019-01-01T00:00", "2020-06-01T00:00"]);
    expect(of("MedicationRequest", { authoredOn: "2024-05-03" })[2]).toBeUndefined();
    const issued = { authoredOn: "2024-05-03", dispenseRequest: { validityPeriod: { end: "2024-05-31" } } };
    expect(of("MedicationRequest", issued)[2]).toBe("2024-06-01T00:00");
  });

  it("is the slot of an appointment", () => {
    const slot = { start: "2024-05-03T10:00:00Z", end: "2024-05-03T10:15:00Z" };
    expect(of("Appointment", slot)).toEqual(["2024-05-03T10:00:00Z", "2024-05-03T10:00", "2024-05-03T10:15"]);
  });

  it("is told by what was done before what was written down", () => {
    expect(of("Observation", { issued: "2024-05-04T09:00:00Z", effectiveDateTime: "2024-05-03" })[0]).toBe(
      "2024-05-03",
    );
    expect(of("Condition", { recordedDate: "2024-05-03", onsetDateTime: "2019" })[0]).toBe("2019");
  });

  it("is a document's own time where it has no date", () => {
    expect(of("DocumentReference", { context: { period: { start: "2024-05-03" } } })[0]).toBe("2024-05-03");
  });

  it("is none for a registration, and none where nothing is told", () => {
    expect(of("Patient", { birthDate: "1947-03-31", period: { start: "2020" } })).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(of("Organization", {})).toEqual([undefined, undefined, undefined]);
  });

  it("keeps the text, but no moment, of what is no date", () => {
    expect(of("Observation", { effectiveDateTime: "last spring" })).toEqual(["last spring", undefined, undefined]);
  });

  it("is found or not found for any content at all, without failing", () => {
    const anyFields = fc.dictionary(
      fc.constantFrom("period", "date", "onsetDateTime", "context", "start"),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(fc.constantFrom("Condition", "Encounter", "Appointment"), anyFields, (type, fields) => {
        eventOf({ resourceType: type, ...fields });
      }),
    );
  });
});
