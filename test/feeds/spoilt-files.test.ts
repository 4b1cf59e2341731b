import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { FeedFormat } from "#place";
import { createFhirAdapter } from "../../src/feeds/fhir/adapter.ts";
import { ndjson } from "../builders/files.ts";
import { readWhole } from "../builders/readings.ts";
import { soundFiles } from "../builders/sound-files.ts";
import { readSpoilt, spoiling, type SoundFile } from "../builders/spoiling.ts";

/** For each format; `npm run test:long` reads ten thousand. */
const TIMES = 400;

const FORMATS: readonly FeedFormat[] = [
  ...(["fhir-r4", "gp-csv", "hl7-v2", "sus-csv", "csds-csv", "mhsds-csv", "cld-csv", "mapped"] as const),
];

describe("a spoilt file", { timeout: 240_000 }, () => {
  let sound: ReadonlyMap<FeedFormat, readonly SoundFile[]>;
  beforeAll(async () => {
    sound = await soundFiles();
  }, 120_000);

  it.each(FORMATS)("of %s is never thrown at, is read in time, and what it loses is explained", async (format) => {
    const files = sound.get(format) ?? [];
    expect(files.length).toBeGreaterThan(0);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: files.length - 1 }),
        fc.array(spoiling, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 50, max: 5000 }),
        async (nth, spoilings, piece) => {
          const file = files[nth];
          if (!file) return;
          await readSpoilt({ ...file, bytes: spoilings.reduce((bytes, spoil) => spoil(bytes), file.bytes) }, piece);
        },
      ),
      { numRuns: TIMES },
    );
  });

  it("of FHIR lines loses no line without a word", async () => {
    const fhir = createFhirAdapter({ findByIdentifier: async () => Promise.resolve([]) });
    const patients = ["p1", "p2", "p3"].map((id) => ({ resourceType: "Patient", id, name: [{ family: "O’Hara" }] }));
    await fc.assert(
      fc.asyncProperty(spoiling, async (spoil) => {
        const file = spoil(Buffer.from(ndjson(...patients)));
        const { entries, rejections, line } = await readWhole(fhir, file);
        // A file that turned into something else is refused whole.
        if (entries.length === 0 && rejections.length === 1 && line === 1) return;
        const told = new Set([...entries, ...rejections].map(({ line }) => line));
        const lines = file.toString("latin1").split("\n");
        const silent = lines.flatMap((line, before) => (line.trim() !== "" && !told.has(before + 1) ? [line] : []));
        expect(silent).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });
});
