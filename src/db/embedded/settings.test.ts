import { describe, expect, it } from "vitest";
import { bufferSize } from "./settings.ts";

const MB = 1024 ** 2;
const GB = 1024 * MB;

describe("what the server keeps in memory of its files", () => {
  it.each([
    ["an empty place on a small machine", 0, 2 * GB, 256 * MB],
    ["a demonstration", 200 * MB, 16 * GB, 256 * MB],
    ["a place of a million registrations", 1_700 * MB, 16 * GB, 1_792 * MB],
    ["more than a quarter of the machine's memory would hold", 40 * GB, 16 * GB, 4 * GB],
    ["a large place on a machine that is far too small", 40 * GB, 512 * MB, 256 * MB],
  ])("for %s", (_what, database, memory, buffers) => {
    expect(bufferSize(database, memory)).toBe(buffers);
  });
});
