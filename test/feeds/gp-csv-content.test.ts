import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FhirResource } from "fhir/r4.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { odsCode } from "#base";
import { householdAt, lifeOf } from "#synthetic";
import { createGpCsvAdapter } from "../../src/feeds/gp-csv/adapter.ts";
import { openCsvPractice } from "../../src/synthetic/exports/gp-csv/practice-files.ts";
import { openFhirPractice, viewAt } from "../../src/synthetic/exports/gp/practice-files.ts";
import { townOf } from "../../src/synthetic/lives/town.ts";
import { aDelivery, readWhole } from "../builders/readings.ts";

type Json = Readonly<Record<string, unknown>>;

const town = townOf({ people: 400, practices: 3, seed: 11, asAt: "2026-10-31", effect: 0.08 });
const nothing = { event: () => undefined, fault: () => undefined };
let folder: string;
/** What each kind of files says in the end: the last of each entry. */
let byFhir: readonly Json[];
let byExtract: readonly Json[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "wholestory-gp-content-"));
  const practice = town.practices[1];
  if (!practice) throw new Error("The town has no second practice.");
  for (const open of [openFhirPractice, openCsvPractice]) {
    const files = await open(town, practice, folder, nothing);
    for (let index = practice.firstHousehold; index < practice.endHousehold; index++) {
      for (const person of householdAt(town.settings, index).people) {
        const view = viewAt(town, practice, person);
        if (view) await files.tell(view, lifeOf(town.settings, person));
      }
    }
    await files.close();
  }
  byFhir = await fhirIn(join(folder, "gp-fhir", practice.ods));
  byExtract = await extractIn(join(folder, "gp-csv", practice.ods), practice.ods);
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function fhirIn(own: string): Promise<readonly Json[]> {
  const last = new Map<string, Json>();
  for (const name of (await readdir(own)).sort()) {
    for (const line of (await readFile(join(own, name), "utf8")).trimEnd().split("\n")) {
      try {
        const resource = JSON.parse(line) as FhirResource;
        last.set(`${resource.resourceType}/${resource.id ?? ""}`, { ...resource });
      } catch {
        // A planted fault.
      }
    }
  }
  return [...last.values()];
}

async function extractIn(own: string, ods: string): Promise<readonly Json[]> {
  const last = new Map<string, Json>();
  const now = new Date("2026-11-02T10:00:00Z");
  for (const fileName of (await readdir(own)).sort()) {
    const facts = aDelivery({ source: odsCode(ods), fileName, received: now, now });
    const { entries } = await readWhole(createGpCsvAdapter(), await readFile(join(own, fileName)), { facts });
    for (const { resource, ended } of entries) {
      const key = `${resource.resourceType}/${resource.id}`;
      if (ended) last.delete(key);
      else last.set(key, { ...resource });
    }
  }
  return [...last.values()];
}

const day = (value: unknown): string => (typeof value === "string" ? value.slice(0, 10) : "");
const at = (value: unknown, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((found, step) => (found as Json | undefined)?.[step], value);
const words = (concept: unknown): unknown => at(concept, "text") ?? at(concept, "coding", 0, "display");

/** The facts of an entry, in one line, without the ids and the elements that a table has no column for. */
const FACTS: Readonly<Record<string, (entry: Json) => readonly unknown[]>> = {
  Condition: (one) => [
    words(one["code"]),
    day(one["onsetDateTime"]),
    day(one["abatementDateTime"]),
    day(one["recordedDate"]),
    at(one, "clinicalStatus", "coding", 0, "code"),
  ],
  MedicationRequest: (one) => [
    ...[one["intent"], one["status"], words(one["medicationCodeableConcept"]), day(one["authoredOn"])],
    at(one, "dosageInstruction", 0, "text"),
    at(one, "dispenseRequest", "quantity", "value"),
    at(one, "dispenseRequest", "validityPeriod", "end"),
    at(one, "statusReason", "text"),
    words(at(one, "reasonCode", 0)),
    at(one, "courseOfTherapyType", "coding", 0, "code"),
  ],
  Immunization: (one) => [words(one["vaccineCode"]), day(one["occurrenceDateTime"]), one["status"]],
  Procedure: (one) => [words(one["code"]), day(one["performedDateTime"]), one["status"]],
  AllergyIntolerance: (one) => [
    words(one["code"]),
    day(one["recordedDate"]),
    words(at(one, "reaction", 0, "manifestation", 0)),
  ],
  Encounter: (one) => [
    ...[one["status"], at(one, "class", "code"), words(at(one, "type", 0)), words(at(one, "reasonCode", 0))],
    ...[at(one, "period", "start"), at(one, "period", "end")].map((moment) => String(moment).slice(0, 19)),
  ],
  ServiceRequest: (one) => [
    ...[one["status"], one["priority"], at(one, "code", "text"), day(one["authoredOn"])],
    words(at(one, "reasonCode", 0)),
  ],
  DocumentReference: (one) => [words(one["type"]), one["description"], at(one, "content", 0, "attachment", "creation")],
  Patient: (one) => [
    ...[one["gender"], one["birthDate"], one["active"], day(one["deceasedDateTime"]), at(one, "name", 0, "family")],
    ...[at(one, "name", 0, "given"), at(one, "address", 0, "postalCode"), at(one, "telecom", 0, "value")],
    at(one, "identifier", 0, "system") === NHS_NUMBER ? at(one, "identifier", 0, "value") : undefined,
  ],
  EpisodeOfCare: (one) => [one["status"], at(one, "period", "start"), at(one, "period", "end")],
};
const NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number";

function factsOf(entries: readonly Json[], type: string): readonly string[] {
  const own = entries.filter((one) => one["resourceType"] === type);
  return own.map((one) => JSON.stringify(FACTS[type]?.(one))).sort();
}

/** Measurements one by one: of two parts as two, an answer as what was answered. */
function measured(entries: readonly Json[]): readonly string[] {
  return entries
    .filter((one) => one["resourceType"] === "Observation" && (one["valueQuantity"] ?? one["component"]))
    .flatMap((one) => (at(one, "component") as readonly Json[] | undefined) ?? [one])
    .map((one) => JSON.stringify([words(one["code"]), Number(at(one, "valueQuantity", "value"))]))
    .sort();
}

describe("an extract says what the same practice would say in FHIR", () => {
  it.each(Object.keys(FACTS).filter((type) => type !== "Patient"))("of each %s", (type) => {
    const said = factsOf(byExtract, type);
    expect(said.length).toBeGreaterThan(0);
    expect(said).toEqual(factsOf(byFhir, type));
  });

  it("of who someone is, where the number can be right", () => {
    const refused = /"(?:999\d{7})"\]$/;
    const withNumber = (facts: readonly string[]) => facts.filter((one) => refused.test(one));
    const [extract, fhir] = [factsOf(byExtract, "Patient"), factsOf(byFhir, "Patient")];
    expect(extract.length).toBe(fhir.length);
    expect(withNumber(extract).length).toBeGreaterThan(100);
    expect(withNumber(fhir)).toEqual(expect.arrayContaining([...withNumber(extract)]));
  });

  it("of what was measured, but for the few values of which a line was spoiled", () => {
    const [extract, fhir] = [measured(byExtract), measured(byFhir)];
    expect(extract.length).toBeGreaterThan(3000);
    const count = (list: readonly string[]) => Map.groupBy(list, (one) => one);
    const [ours, theirs] = [count(extract), count(fhir)];
    const differing = [...new Set([...extract, ...fhir])].filter(
      (one) => (ours.get(one)?.length ?? 0) !== (theirs.get(one)?.length ?? 0),
    );
    expect(differing.length).toBeLessThan(8);
  });
});
