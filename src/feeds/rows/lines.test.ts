import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readLines, type Line, type LineRules } from "./lines.ts";

async function linesOf(bytes: Buffer, piece: number, rules: LineRules): Promise<readonly Line[]> {
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += piece) yield await Promise.resolve(bytes.subarray(at, at + piece));
  }
  const all: Line[] = [];
  for await (const lines of readLines(pieces(), rules)) all.push(...lines);
  return all;
}

describe("lines of a file", () => {
  it("are the same however the file comes in pieces", async () => {
    const text = fc.array(
      fc.string({ unit: "binary", maxLength: 12 }).map((line) => line.replace(/[\r\n]/g, "")),
      { minLength: 1 },
    );
    await fc.assert(
      fc.asyncProperty(
        text,
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom("\n", "\r\n"),
        async (lines, piece, end) => {
          const wellFormed = lines.map((line) => line.toWellFormed());
          const read = await linesOf(Buffer.from(wellFormed.join(end) + end), piece, { longest: 1000 });
          expect(read.map(({ text }) => text)).toEqual(wellFormed);
          expect(read.map(({ number }) => number)).toEqual(wellFormed.map((_, at) => at + 1));
        },
      ),
    );
  });

  it("that are too long are told, and those after them are read", async () => {
    const file = Buffer.from(`one\n${"x".repeat(500)}\nthree\n`);
    for (const piece of [7, 100, 10_000]) {
      const read = await linesOf(file, piece, { longest: 100 });
      expect(read.map(({ number, problem }) => [number, problem])).toEqual([
        [1, undefined],
        [2, "length"],
        [3, undefined],
      ]);
      expect(read[2]?.text).toBe("three");
    }
  });

  it("that are not UTF-8 are told by number, or read by another encoding", async () => {
    const file = Buffer.concat([Buffer.from("good\nbad "), Buffer.from([0xe9]), Buffer.from("\ngood\n")]);
    const strict = await linesOf(file, 100, { longest: 100 });
    expect(strict.map(({ problem }) => problem)).toEqual([undefined, "encoding", undefined]);
    const lenient = await linesOf(file, 100, { longest: 100, decodeOther: (line) => line.toString("latin1") });
    expect(lenient.map(({ text }) => text)).toEqual(["good", "bad é", "good"]);
  });

  it("say whether the last of them has an end", async () => {
    expect((await linesOf(Buffer.from("a\nb"), 2, { longest: 9 })).map(({ ended }) => ended)).toEqual([true, false]);
  });
});
