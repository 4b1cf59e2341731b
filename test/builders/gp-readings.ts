import { expect } from "vitest";
import { odsCode } from "#base";
import { findFaults } from "../../src/feeds/fhir/validate.ts";
import { createGpCsvAdapter } from "../../src/feeds/gp-csv/adapter.ts";
import { aGuid, anExtract, GP_GUID, idOfGuid, PRACTICE_GUID, type ExtractRow } from "./gp-extract.ts";
import { aDelivery, readWhole } from "./readings.ts";

export const now = new Date("2026-11-01T09:00:00Z");
export const facts = aDelivery({ source: odsCode("X99002"), fileName: "2026-10-31_table.csv", received: now, now });

/** Reads a table of an extract. */
export async function read(table: readonly ExtractRow[] | string, changes: Partial<typeof facts> = {}) {
  const text = typeof table === "string" ? table : anExtract(table);
  const reading = await readWhole(createGpCsvAdapter(), text, { facts: { ...facts, ...changes } });
  // Whatever a row comes to passes as FHIR.
  for (const { resource, ended } of reading.entries) {
    if (!ended) expect(findFaults(structuredClone({ ...resource }), now), resource.resourceType).toEqual([]);
  }
  return reading;
}

/** The resource of a file's only row. */
export async function only(row: ExtractRow) {
  const { entries, rejections } = await read([row]);
  expect(rejections).toEqual([]);
  expect(entries.length).toBe(1);
  return entries[0]?.resource;
}

/** What is refused of a file's only row, and what of it is kept. */
export async function refused(row: ExtractRow) {
  const { entries, rejections } = await read([row]);
  return { refusals: rejections.map((one) => [one.field, one.lost]), kept: entries.map(({ resource }) => resource) };
}

/** The patient, the doctor and the practice of the rows that builders make, as resources name them. */
export const subject = { reference: `Patient/${idOfGuid(aGuid(1))}` };
export const gp = { reference: `Practitioner/${idOfGuid(GP_GUID)}` };
export const practice = {
  reference: `Organization/${idOfGuid(PRACTICE_GUID)}`,
  identifier: { system: "https://fhir.nhs.uk/Id/ods-organization-code", value: "X99002" },
};
