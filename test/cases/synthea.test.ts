import { readdirSync, readFileSync, existsSync } from "node:fs";
import { createRequire } from "node:module";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { entryIdOf, feedId, odsCode, patientIdOf, xmlOfFhir, type EntryId, type PersonId } from "#base";
import type { Reading } from "../../src/feeds/adapter.ts";
import { findFaults } from "../../src/feeds/fhir/validate.ts";
import { copiedEntry } from "../../src/record/copied-entry.ts";
import { createFhirAdapter, type FindByIdentifier } from "../../src/feeds/fhir/adapter.ts";

const FOLDER = new URL("../../../shared/cases/fhir/synthea/", import.meta.url);
const present = existsSync(FOLDER);
if (!present) console.log("Skipped: the Synthea bundles are not in ../shared/cases/fhir/synthea.");

type Bzip = { readonly decode: (bytes: Buffer) => Buffer };
const bzip = createRequire(import.meta.url)("seek-bzip") as Bzip;

/** The two bundles of hospitals and practitioners first: the others point at what is in them. */
const files = (): readonly string[] =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith(".bz2"))
    .sort((a, b) => Number(b.startsWith("0-")) - Number(a.startsWith("0-")) || a.localeCompare(b));

const facts = (fileName: string) => ({
  feed: feedId("synthea"),
  source: odsCode("SYN01"),
  fileName,
  received: new Date("2026-01-01T00:00:00Z"),
  now: new Date("2026-01-01T00:00:00Z"),
});

/** Who bears which identifier among the entries read so far, as the record would answer. */
function aRecordOfIdentifiers() {
  const ids = new Map<string, Set<string>>();
  const keep = (resource: object & { id: string; resourceType: string }) => {
    const identifiers: unknown = "identifier" in resource ? resource.identifier : [];
    for (const { system, value } of Array.isArray(identifiers) ? (identifiers as Record<string, string>[]) : []) {
      const key = `${resource.resourceType}|${String(system)}|${String(value)}`;
      ids.set(key, (ids.get(key) ?? new Set()).add(resource.id));
    }
  };
  const findByIdentifier: FindByIdentifier = async (_source, type, system, value) =>
    Promise.resolve([...(ids.get(`${type}|${system}|${value}`) ?? [])]);
  return { keep, findByIdentifier };
}

async function readingsOf(name: string, findByIdentifier: FindByIdentifier): Promise<readonly Reading[]> {
  const bytes = bzip.decode(readFileSync(new URL(name, FOLDER)));
  const readings: Reading[] = [];
  for await (const reading of createFhirAdapter({ findByIdentifier })(Readable.from([bytes]), facts(name), 0)) {
    readings.push(reading);
  }
  return readings;
}

const SOURCE = odsCode("SYN01");
const PERSON = "11111111-1111-4111-8111-111111111111" as PersonId;
/** Kinds of entry that whoever takes a copy is not shown here. */
const HIDDEN: ReadonlySet<string> = new Set(["Condition", "Encounter", "Medication", "Practitioner"]);

describe.skipIf(!present)("the 122 bundles of Synthea", () => {
  it("are taken whole: no rejections, every reference resolved, no resource lost", { timeout: 300_000 }, async () => {
    const record = aRecordOfIdentifiers();
    const known = new Set<string>();
    const pointedAt = new Set<string>();
    const faults: unknown[] = [];
    const count = { bundles: 0, resources: 0, entries: 0 };
    for (const name of files()) {
      const readings = await readingsOf(name, record.findByIdentifier);
      count.bundles++;
      count.resources += readings.at(-1)?.line ?? 0;
      for (const reading of readings) {
        faults.push(...reading.rejections);
        count.entries += reading.entries.length;
        for (const { resource } of reading.entries) {
          record.keep(resource);
          known.add(`${resource.resourceType}/${resource.id}`);
          collectReferences(resource, pointedAt);
        }
      }
    }
    expect(faults).toEqual([]);
    expect(count).toEqual({ bundles: 122, resources: 92_114, entries: 92_114 });
    expect(known.size).toBe(92_114);
    expect([...pointedAt].filter((reference) => !reference.startsWith("#") && !known.has(reference))).toEqual([]);
  });

  it("pass over, the second time, what is sent only if it does not exist yet", async () => {
    const record = aRecordOfIdentifiers();
    const counts: [number, number][] = [];
    for (const name of [...files().slice(0, 2), ...files().slice(0, 2)]) {
      const readings = await readingsOf(name, record.findByIdentifier);
      const entries = readings.flatMap((reading) => reading.entries);
      for (const { resource } of entries) record.keep(resource);
      counts.push([readings.at(-1)?.line ?? 0, entries.length]);
    }
    // 194 organisations and 194 places; 195 practitioners, whose 195 roles are sent without a condition.
    expect(counts).toEqual([
      [388, 388],
      [390, 390],
      [388, 0],
      [390, 195],
    ]);
  });

  it("are copied without a word of what is hidden, and are sound without it", { timeout: 300_000 }, async () => {
    const record = aRecordOfIdentifiers();
    const [unsound, led] = [[] as unknown[], new Set<string>()];
    let copied = 0;
    for (const name of files().slice(0, 12)) {
      const entries = (await readingsOf(name, record.findByIdentifier)).flatMap((reading) => reading.entries);
      for (const { resource } of entries) record.keep(resource);
      const shown = entries.filter(({ resource }) => !HIDDEN.has(resource.resourceType));
      const ids = new Set(shown.map(({ resource }) => entryIdOf(SOURCE, resource.resourceType, resource.id)));
      for (const { resource, patient } of shown) {
        const id = entryIdOf(SOURCE, resource.resourceType, resource.id);
        const registration = patientIdOf(SOURCE, patient ?? "");
        const scope = { source: SOURCE, person: PERSON, registration, isShown: (one: EntryId) => ids.has(one) };
        const copy = copiedEntry(JSON.stringify(resource), id, { ...scope, nameOf: () => undefined });
        const inXml = xmlOfFhir(copy);
        if (!inXml.ok || findFaults(copy, facts(name).now).length > 0) unsound.push([name, resource.id]);
        collectReferences(copy, led);
        copied++;
      }
      for (const id of ids) led.delete(`urn:uuid:${id}`);
    }
    expect(copied).toBeGreaterThan(1000);
    expect(unsound.slice(0, 5)).toEqual([]);
    expect([...led].filter((reference) => !reference.startsWith("#"))).toEqual([]);
  });
});

function collectReferences(value: unknown, into: Set<string>): void {
  if (typeof value !== "object" || value === null) return;
  if ("reference" in value && typeof value.reference === "string") into.add(value.reference);
  for (const part of Object.values(value)) collectReferences(part, into);
}
