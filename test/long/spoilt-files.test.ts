import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { FeedFormat } from "#place";
import { soundFiles } from "../builders/sound-files.ts";
import { readSpoilt, spoiling, type SoundFile } from "../builders/spoiling.ts";

const TIMES = 10_000;
/** Bytes that the heap may be larger afterwards than before: what is read must not pile up. */
const MOST_GROWTH = 200 * 1024 ** 2;

const FORMATS: readonly FeedFormat[] = [
  ...(["fhir-r4", "gp-csv", "hl7-v2", "sus-csv", "csds-csv", "mhsds-csv", "cld-csv", "mapped"] as const),
];

describe("ten thousand spoilt files", () => {
  let sound: ReadonlyMap<FeedFormat, readonly SoundFile[]>;
  beforeAll(async () => {
    sound = await soundFiles();
  });

  it.each(FORMATS)("of %s are read to their end, with every loss explained and no memory kept", async (format) => {
    const files = sound.get(format) ?? [];
    expect(files.length).toBeGreaterThan(0);
    const before = process.memoryUsage().heapUsed;
    const started = performance.now();
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: files.length - 1 }),
        fc.array(spoiling, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 50, max: 20_000 }),
        async (nth, spoilings, piece) => {
          const file = files[nth];
          if (!file) return;
          await readSpoilt({ ...file, bytes: spoilings.reduce((bytes, spoil) => spoil(bytes), file.bytes) }, piece);
        },
      ),
      { numRuns: TIMES },
    );
    const grown = process.memoryUsage().heapUsed - before;
    console.log(`${format}: ${TIMES} files in ${((performance.now() - started) / 1000).toFixed(0)} s`);
    expect(grown).toBeLessThan(MOST_GROWTH);
  });
});
