import { Readable } from "node:stream";
import { feedId, odsCode } from "#base";
import type { Adapter, DeliveryFacts, Reading } from "../../src/feeds/adapter.ts";

export const aDelivery = (facts: Partial<DeliveryFacts> = {}): DeliveryFacts => ({
  feed: feedId("gp"),
  source: odsCode("B86001"),
  fileName: "export.ndjson",
  received: new Date("2025-06-01T10:00:00Z"),
  now: new Date("2025-06-01T10:00:00Z"),
  ...facts,
});

export type WholeReading = Pick<Reading, "line" | "entries" | "rejections"> & { readonly readings: readonly Reading[] };

/** Reads a file to its end. `piece`: how many bytes of it come at a time. */
export async function readWhole(
  adapter: Adapter,
  file: string | Buffer,
  { facts = aDelivery(), resumeAfter = 0, piece = 1 << 16 } = {},
): Promise<WholeReading> {
  const readings: Reading[] = [];
  for await (const reading of adapter(inPieces(Buffer.from(file), piece), facts, resumeAfter)) readings.push(reading);
  return {
    readings,
    line: readings.at(-1)?.line ?? 0,
    entries: readings.flatMap(({ entries }) => entries),
    rejections: readings.flatMap(({ rejections }) => rejections),
  };
}

function inPieces(bytes: Buffer, piece: number): Readable {
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += piece) pieces.push(bytes.subarray(at, at + piece));
  return Readable.from(pieces);
}
