import { describe, expect, it } from "vitest";
import { decodeMessage } from "./charset.ts";

const message = (charset: string, name = "José"): string =>
  `MSH|^~\\&|PAS|XT901|||20250520||ADT^A01|M1|P|2.4||||||${charset}\rPID|1||7||${name}`;

describe("how a message is written", () => {
  it("is said by its MSH-18", () => {
    for (const [charset, encoding] of [
      ["UNICODE UTF-8", "utf8"],
      ["8859/1", "latin1"],
      ["8859/1~UNICODE UTF-8", "latin1"],
    ] as const) {
      const { text, fault } = decodeMessage(Buffer.from(message(charset), encoding));
      expect(text).toBe(message(charset));
      expect(fault).toBeUndefined();
    }
    const greek = Buffer.concat([Buffer.from(message("8859/7", "")), Buffer.from([0xc1, 0xe8])]);
    expect(decodeMessage(greek).text).toBe(message("8859/7", "Αθ"));
  });

  it("is found out where nothing is said, or ASCII is", () => {
    for (const charset of ["", "ASCII"]) {
      expect(decodeMessage(Buffer.from(message(charset), "utf8")).text).toBe(message(charset));
      expect(decodeMessage(Buffer.from(message(charset), "latin1"))).toEqual({ text: message(charset) });
    }
  });

  it("is doubtful, and said so, where it is not as it says, or says what nobody knows", () => {
    const wrong = decodeMessage(Buffer.from(message("UNICODE UTF-8"), "latin1"));
    expect([wrong.text, wrong.fault?.path]).toEqual([message("UNICODE UTF-8"), "MSH-18"]);
    const unknown = decodeMessage(Buffer.from(message("KLINGON")));
    expect([unknown.text, unknown.fault?.value]).toEqual([message("KLINGON"), "KLINGON"]);
  });
});
