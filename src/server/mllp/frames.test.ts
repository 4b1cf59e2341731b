import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFramer, framed } from "./frames.ts";

const LONGEST = 200;

/** The texts of the frames in a stream that comes in these pieces; "…" and the size for what was too long. */
function messagesIn(pieces: readonly Buffer[], longest = LONGEST): readonly string[] {
  const framer = createFramer(longest);
  return pieces.flatMap((piece) =>
    framer
      .push(piece)
      .map(({ bytes, size }) => (size === bytes.length ? bytes.toString("latin1") : `… ${String(size)}`)),
  );
}

const inPieces = (stream: Buffer, length: number): readonly Buffer[] =>
  Array.from({ length: Math.ceil(stream.length / length) }, (_, nth) =>
    stream.subarray(nth * length, (nth + 1) * length),
  );

const latin = (text: string): Buffer => Buffer.from(text, "latin1");

/** Anything between start and end but what ends a frame, or begins another. */
const aMessage = fc
  .uint8Array({ maxLength: LONGEST })
  .map((bytes) => Buffer.from(bytes).toString("latin1"))
  // eslint-disable-next-line no-control-regex -- the framing's own signs are meant
  .filter((text) => !/\x1c[\r\v]|\x1c$|\vMSH/.test(text));

describe("messages on a connection", () => {
  it("are the same wherever the stream is cut", () => {
    fc.assert(
      fc.property(fc.array(aMessage), fc.integer({ min: 1, max: 50 }), (messages, length) => {
        const stream = Buffer.concat(messages.map((one) => Buffer.concat([latin("\v"), latin(one), latin("\x1c\r")])));
        expect(messagesIn(inPieces(stream, length))).toEqual(messages);
      }),
    );
  });

  it("are found among bytes that belong to none, which are counted", () => {
    const framer = createFramer(LONGEST);
    expect(framer.push(latin("\r\nGET / \vone\x1c\r\n\n\vtwo\x1c\r")).map(({ bytes }) => bytes.toString())).toEqual([
      "one",
      "two",
    ]);
    expect(framer.strays()).toEqual({ bytes: 10, brokenOff: 0 });
  });

  it("may be empty", () => {
    expect(messagesIn([latin("\v\x1c\r")])).toEqual([""]);
  });

  it("end with the end sign and a carriage return, or another start: alone it is content", () => {
    expect(messagesIn([latin("\va\x1cb\x1c\r")])).toEqual(["a\x1cb"]);
    expect(messagesIn([latin("\va\x1c\x1c\r")])).toEqual(["a\x1c"]);
    expect(messagesIn([latin("\va\x1c\vb\x1c\r")])).toEqual(["a", "b"]);
    expect(messagesIn([latin("\va\x1c")])).toEqual([]);
  });

  it("that broke off are not part of the one that follows", () => {
    const framer = createFramer(LONGEST);
    const frames = framer.push(latin("\vMSH|^~\\&|1\rPID|\vMSH|^~\\&|2\rPID|whole\x1c\r"));
    expect(frames.map(({ bytes }) => bytes.toString())).toEqual(["MSH|^~\\&|2\rPID|whole"]);
    expect(framer.strays().brokenOff).toBe(1);
  });

  it("may hold a vertical tab, as text from word processors does", () => {
    const text = "MSH|^~\\&|1\rOBX|1|TX|||line\vMSH rises\vline";
    expect(messagesIn([latin(`\v${text}\x1c\r`)])).toEqual([text]);
  });

  it("that are too long are told by their beginning and their size, and the next is whole", () => {
    fc.assert(
      fc.property(fc.integer({ min: LONGEST - 5, max: 3 * LONGEST }), fc.integer({ min: 1, max: 400 }), (size, cut) => {
        const stream = Buffer.concat([framed("x".repeat(size)), framed("next")]);
        const first = size > LONGEST ? `… ${String(size)}` : "x".repeat(size);
        expect(messagesIn(inPieces(stream, cut))).toEqual([first, "next"]);
      }),
    );
  });

  it("that never end hold no more than the longest", () => {
    const framer = createFramer(100_000);
    framer.push(latin("\vMSH|"));
    for (let sent = 0; sent < 5_000_000; sent += 50_000) framer.push(Buffer.alloc(50_000, 65));
    const [frame] = framer.push(latin("\x1c\r"));
    expect(frame?.size).toBe(5_000_004);
    expect(frame?.bytes.length).toBeLessThanOrEqual(100_000);
    expect(frame?.bytes.toString("latin1", 0, 4)).toBe("MSH|");
  });

  it("that come byte by byte are whole", () => {
    const text = "MSH|".padEnd(5000, "é");
    expect(messagesIn(inPieces(framed(text), 1), 100_000)).toEqual([Buffer.from(text).toString("latin1")]);
  });
});
