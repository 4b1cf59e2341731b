import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aMessage } from "../../../test/builders/hl7-message.ts";
import { acknowledge, type AcknowledgementCode } from "./acknowledgement.ts";
import { parseMessage } from "./syntax.ts";

const NOW = new Date("2025-05-20T09:31:00Z");

const read = (text: string) => {
  const parsed = parseMessage(text);
  if (!parsed.ok) throw new Error(parsed.problem.reason);
  const { header, first } = parsed.value;
  return { header, msa: first("MSA"), err: first("ERR") };
};

describe("the acknowledgement of a message", () => {
  it("goes back to whoever sent it, and names the message", () => {
    const { header, msa, err } = read(acknowledge(aMessage({ type: "ADT^A01", control: "M17" }), "AA", "", NOW));
    expect([3, 4, 5, 6].map((field) => header.get(field))).toEqual(["WHOLESTORY", "XP901", "PAS", "XT901"]);
    expect([header.get(7), header.get(9), header.get(9, 2), header.get(11), header.get(12)]).toEqual([
      ...["20250520093100+0000", "ACK", "A01"],
      ...["P", "2.4"],
    ]);
    expect([msa?.get(1), msa?.get(2), err]).toEqual(["AA", "M17", undefined]);
  });

  it("says why where the message was not taken, in words that divide nothing", () => {
    const { msa, err } = read(acknowledge(aMessage({ type: "ADT^A01" }), "AE", "No patient | PID-3", NOW));
    expect([msa?.get(1), msa?.get(3)]).toEqual(["AE", "No patient | PID-3"]);
    expect([err?.get(3), err?.get(4), err?.get(8)]).toEqual(["207", "E", "No patient | PID-3"]);
    expect(read(acknowledge("MSH|^~\\&|A", "AR", "No", NOW)).err?.get(3)).toBe("200");
  });

  it("has an id of its own: the same for the same answer, unlike that to another message", () => {
    const [one, again, other] = ["M1", "M1", "M2"].map((control) =>
      read(acknowledge(aMessage({ type: "ADT^A01", control }), "AA", "", NOW)).header.get(10),
    );
    expect(one).toBe(again);
    expect(one).not.toBe(other);
  });

  it("can be read whatever it answers", () => {
    const codes: readonly AcknowledgementCode[] = ["AA", "AE", "AR", "CA", "CE", "CR"];
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...codes), fc.string(), (text, code, words) => {
        const { msa } = read(acknowledge(text, code, words, NOW));
        expect(msa?.get(1)).toBe(code);
      }),
    );
    fc.assert(
      fc.property(fc.string(), (rest) => {
        expect(read(acknowledge(`MSH|^~\\&|${rest}`, "AA", "", NOW)).msa?.get(1)).toBe("AA");
      }),
    );
  });
});
