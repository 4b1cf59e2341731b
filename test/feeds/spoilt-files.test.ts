import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Adapter } from "../../src/feeds/adapter.ts";
import { createCldAdapter } from "../../src/feeds/cld/adapter.ts";
import { createFhirAdapter } from "../../src/feeds/fhir/adapter.ts";
import { readWhole } from "../builders/readings.ts";
import { aServiceRow, aSocialCareFile } from "../builders/social-care-file.ts";

const people = ["p1", "p2", "p3"];
const ndjson = people
  .flatMap((id) => [
    { resourceType: "Patient", id, birthDate: "1950-02-03", name: [{ family: "O\u2019Hara", given: ["Zo\u00eb"] }] },
    {
      resourceType: "Observation",
      id: `o-${id}`,
      status: "final",
      code: { text: "Pulse" },
      subject: { reference: `Patient/${id}` },
      valueQuantity: { value: 72 },
    },
    {
      resourceType: "Encounter",
      id: `e-${id}`,
      status: "finished",
      class: { code: "AMB" },
      subject: { reference: `Patient/${id}` },
      period: { start: "2024-05-17T09:30:00Z" },
    },
  ])
  .map((resource) => JSON.stringify(resource) + "\n")
  .join("");
const bundle = JSON.stringify({
  resourceType: "Bundle",
  type: "batch",
  entry: ndjson
    .trim()
    .split("\n")
    .map((line, at) => ({
      fullUrl: `urn:uuid:${at.toString()}`,
      resource: JSON.parse(line) as unknown,
      request: { method: "POST", url: "X", ifNoneExist: "identifier=s|1" },
    })),
});
const csv = aSocialCareFile(
  people.flatMap((person) => [
    aServiceRow({ person, familyName: "O\u2019Hara", description: 'Meals, "hot"' }),
    aServiceRow({ person, start: "2024-06-01", eventType: "Request", accommodation: "Tenant" }),
  ]),
);

/** One way to spoil a file: cut it, flip a bit, put something in, say something twice, or make a field huge. */
type Spoiling = (file: Buffer) => Buffer;
const place = fc.double({ min: 0, max: 0.999, noNaN: true });
const at = (file: Buffer, where: number) => Math.floor(where * file.length);
const inserted = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 6 }).map((bytes) => Buffer.from(bytes)),
  fc
    .constantFrom("\n", '"', "\\u0000", "\0", "1e400", "null", "{", "]", ",,", "\r", "\\ud800")
    .map((text) => Buffer.from(text)),
  fc.constant(Buffer.alloc(300_000, "x")),
);
const put = (file: Buffer, where: number, what: Buffer) =>
  Buffer.concat([file.subarray(0, at(file, where)), what, file.subarray(at(file, where))]);
const spoiling: fc.Arbitrary<Spoiling> = fc.oneof(
  place.map((where) => (file: Buffer) => file.subarray(0, at(file, where))),
  fc.tuple(place, fc.integer({ min: 0, max: 7 })).map(([where, bit]) => (file: Buffer) => {
    const spoilt = Buffer.from(file);
    if (spoilt.length > 0) spoilt[at(spoilt, where)] = (spoilt[at(spoilt, where)] ?? 0) ^ (1 << bit);
    return spoilt;
  }),
  fc.tuple(place, inserted).map(
    ([where, what]) =>
      (file: Buffer) =>
        put(file, where, what),
  ),
  fc.tuple(place, place).map(
    ([from, to]) =>
      (file: Buffer) =>
        put(file, to, file.subarray(at(file, from), at(file, from) + 40)),
  ),
);

const fhir: Adapter = createFhirAdapter({ findByIdentifier: async () => Promise.resolve([]) });

describe("a spoilt file", { timeout: 120_000 }, () => {
  it.each([
    ["FHIR lines", fhir, ndjson, 800],
    ["a FHIR Bundle", fhir, bundle, 400],
    ["Client Level Data", createCldAdapter(), csv, 800],
  ] as const)("of %s is never thrown at, and what is read adds up", async (_, adapter, good, numRuns) => {
    const sound = await readWhole(adapter, good);
    expect(sound.rejections).toEqual([]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(spoiling, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 50, max: 5000 }),
        async (spoilings, piece) => {
          const file = spoilings.reduce<Buffer>((bytes, spoil) => spoil(bytes), Buffer.from(good));
          const { entries, rejections, readings, line } = await readWhole(adapter, file, { piece });
          const lines = [...entries, ...rejections].map((one) => one.line);
          expect(lines.every((one) => one >= 1 && one <= Math.max(line, 1))).toBe(true);
          expect(readings.map((reading) => reading.line)).toEqual(
            readings.map((reading) => reading.line).sort((a, b) => a - b),
          );
          const lost = new Set(rejections.filter((one) => one.lost === "row").map((one) => one.line));
          expect(entries.filter((entry) => lost.has(entry.line))).toEqual([]);
          for (const entry of entries) expect(isStorable(entry.json ?? JSON.stringify(entry.resource))).toBe(true);
          expect(
            rejections.every(({ reason, accepted, field }) => reason !== "" && accepted !== "" && field !== ""),
          ).toBe(true);
        },
      ),
      { numRuns },
    );
  });

  it("of FHIR lines loses no line without a word", async () => {
    await fc.assert(
      fc.asyncProperty(spoiling, async (spoil) => {
        const file = spoil(Buffer.from(ndjson));
        const { entries, rejections } = await readWhole(fhir, file);
        if (rejections.some(({ field }) => field === "file")) return;
        const told = new Set([...entries, ...rejections].map(({ line }) => line));
        const lines = file.toString("latin1").split("\n");
        const silent = lines.flatMap((line, before) => (line.trim() !== "" && !told.has(before + 1) ? [line] : []));
        expect(silent).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });
});

/** What no JSON column of a database would take. */
const isStorable = (json: string): boolean => !json.includes("\\u0000") && !json.includes("\0") && json.isWellFormed();
