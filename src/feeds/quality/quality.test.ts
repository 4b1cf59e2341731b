import { describe, expect, it } from "vitest";
import { deliveryId, odsCode } from "#base";
import type { SuppliedEntry } from "#record";
import { countKeyFields } from "./key-field.ts";
import { countLags } from "./lag.ts";
import { qualityOf, type DeliveryFigures } from "./quality.ts";

const RECEIVED = new Date("2026-05-03T10:00:00Z");
const daysBefore = (days: number) => new Date(RECEIVED.getTime() - days * 86_400_000);
const anEntry = (resource: object, more: Partial<SuppliedEntry> = {}): SuppliedEntry => ({
  resource: resource as SuppliedEntry["resource"],
  ...{ category: "demographics", sensitivity: "normal", recorded: RECEIVED, line: 1 },
  ...more,
});

describe("key fields", () => {
  const full = {
    ...{ resourceType: "Patient", id: "p1", birthDate: "1950-01-01", gender: "female" },
    identifier: [{ system: "https://fhir.nhs.uk/Id/nhs-number", value: "9990000018" }],
    name: [{ family: "Okafor" }],
    address: [{ postalCode: "ZZ1 1AA" }],
  };

  it("are counted as filled or not, by type", () => {
    const bare = { resourceType: "Patient", id: "p2", name: [{ given: ["Amina"] }], identifier: [{ value: "x" }] };
    const counts = countKeyFields([anEntry(full), anEntry(bare)]);
    expect(Object.fromEntries(counts.map(({ field, present, entries }) => [field, [present, entries]]))).toEqual({
      "NHS number": [1, 2],
      "Date of birth": [1, 2],
      Name: [1, 2],
      Sex: [1, 2],
      Address: [1, 2],
      Postcode: [1, 2],
    });
  });

  it("do not count a number that was given up, nor what has ended, nor types without any", () => {
    const old = { ...full, identifier: [{ ...full.identifier[0], use: "old" }] };
    expect(countKeyFields([anEntry(old)]).find(({ field }) => field === "NHS number")?.present).toBe(0);
    expect(
      countKeyFields([anEntry(full, { ended: true }), anEntry({ resourceType: "Organization", id: "o" })]),
    ).toEqual([]);
  });

  it("count words without a code as not coded", () => {
    const words = { resourceType: "Condition", id: "c", code: { text: "Sore knee" } };
    const coded = { ...words, code: { coding: [{ system: "http://snomed.info/sct", code: "1" }] } };
    const [code] = countKeyFields([anEntry(words), anEntry(coded)]);
    expect(code).toEqual({ type: "Condition", field: "Code", entries: 2, present: 1 });
  });
});

it("lags are counted in classes of days, the last without end", () => {
  const entries = [0, 1, 2, 30, 60, 93, 4000].map((days) => anEntry({}, { recorded: daysBefore(days) }));
  expect(countLags(entries, RECEIVED)).toEqual([2, 1, 1, 1, 2]);
});

describe("the quality of a source", () => {
  const aDelivery = (id: number, more: Partial<DeliveryFigures> = {}): DeliveryFigures => ({
    ...{ id: deliveryId(id), source: odsCode("X99001"), received: daysBefore(100 - id), asAt: null },
    ...{ rowsRead: 10, entries: 10, unchanged: 0, rowsRejected: 0, repeats: 0, lags: [0, 0, 0, 0, 10] },
    ...more,
  });
  const nhsNumber = (delivery: number, present: number) => ({
    ...{ delivery: deliveryId(delivery), type: "Patient", field: "NHS number", entries: 10, present },
  });
  const increments = { deliveries: "increments", lateAfterDays: 31 } as const;

  it("adds up what came by increments, and takes the newest of snapshots", () => {
    const [deliveries, figures] = [
      [aDelivery(1), aDelivery(2)],
      [nhsNumber(1, 2), nhsNumber(2, 9)],
    ];
    const [added] = qualityOf(deliveries, figures, increments);
    expect(added?.fields).toEqual([{ type: "Patient", field: "NHS number", count: 11, of: 20 }]);
    const [newest] = qualityOf(deliveries, figures, { ...increments, deliveries: "snapshot" });
    expect(newest?.fields).toEqual([{ type: "Patient", field: "NHS number", count: 9, of: 10 }]);
    expect(newest?.trend.map((one) => one.complete.count)).toEqual([2, 9]);
  });

  it("counts entries as late only where they came after the first delivery, and later than the rhythm allows", () => {
    const [one] = qualityOf([aDelivery(1), aDelivery(2, { lags: [1, 2, 3, 4, 5] })], [], increments);
    expect(one?.late).toEqual({ count: 9, of: 15 });
    const [yearly] = qualityOf([aDelivery(1), aDelivery(2, { lags: [1, 2, 3, 4, 5] })], [], {
      ...increments,
      lateAfterDays: 92,
    });
    expect(yearly?.late).toEqual({ count: 5, of: 15 });
  });
});
