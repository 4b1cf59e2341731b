import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mustSucceed } from "#base";
import { readPlaceFile, type FeedFormat, type FeedSettings } from "#place";
import { DEFAULT_SETTINGS, writeExports } from "#synthetic";
import type { Adapter } from "../../src/feeds/adapter.ts";
import { createFhirAdapter } from "../../src/feeds/fhir/adapter.ts";
import { createCldAdapter } from "../../src/feeds/cld/adapter.ts";
import { createCsdsAdapter } from "../../src/feeds/csds/adapter.ts";
import { createGpCsvAdapter } from "../../src/feeds/gp-csv/adapter.ts";
import { createHl7Adapter } from "../../src/feeds/hl7/adapter.ts";
import { createMappedAdapter } from "../../src/feeds/mapped/adapter.ts";
import { createMhsdsAdapter } from "../../src/feeds/mhsds/adapter.ts";
import { createSusAdapter } from "../../src/feeds/sus/adapter.ts";
import type { SoundFile } from "./spoiling.ts";

/** Bytes of a file that are kept as a sample, cut after a line or a message. */
const SAMPLE = 12_000;

/**
 * Samples of what a small made-up place's agencies send, by format: the beginnings of some of their files. Workbooks
 * are whole.
 */
export async function soundFiles(): Promise<ReadonlyMap<FeedFormat, readonly SoundFile[]>> {
  const folder = await mkdtemp(join(tmpdir(), "wholestory-sound-"));
  try {
    await writeExports({ ...DEFAULT_SETTINGS, people: 400, practices: 2 }, folder);
    const place = mustSucceed(await readPlaceFile(join(folder, "place.json")));
    const files = new Map<FeedFormat, SoundFile[]>();
    for (const feed of place.feeds) {
      const samples = files.get(feed.format) ?? [];
      samples.push(...(await samplesOf(folder, feed)));
      files.set(feed.format, samples);
    }
    return files;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function samplesOf(folder: string, feed: FeedSettings): Promise<readonly SoundFile[]> {
  const adapter = soundAdapter(feed);
  const samples: SoundFile[] = [];
  for (const source of feed.organisations) {
    const names = await readdir(join(folder, feed.folder, source)).catch(() => []);
    for (const name of names) {
      const bytes = await readFile(join(folder, feed.folder, source, name));
      if (bytes.length > 0) samples.push({ adapter, bytes: name.endsWith(".xlsx") ? bytes : beginningOf(bytes) });
    }
  }
  return samples;
}

function beginningOf(bytes: Buffer): Buffer {
  if (bytes.length <= SAMPLE) return bytes;
  const end = Math.max(bytes.lastIndexOf("\n", SAMPLE), bytes.lastIndexOf("\rMSH", SAMPLE));
  return bytes.subarray(0, end > 0 ? end + 1 : SAMPLE);
}

export function soundAdapter(feed: FeedSettings): Adapter {
  switch (feed.format) {
    case "fhir-r4":
      return createFhirAdapter({ findByIdentifier: async () => Promise.resolve([]) });
    case "gp-csv":
      return createGpCsvAdapter();
    case "hl7-v2":
      return createHl7Adapter();
    case "sus-csv":
      return createSusAdapter();
    case "csds-csv":
      return createCsdsAdapter();
    case "mhsds-csv":
      return createMhsdsAdapter();
    case "cld-csv":
      return createCldAdapter();
    case "mapped":
      return createMappedAdapter(feed);
  }
}
