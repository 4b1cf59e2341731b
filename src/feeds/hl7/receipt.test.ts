import { describe, expect, it } from "vitest";
import { receiptFor, type Receipt } from "./receipt.ts";
import { headerOf } from "./sender.ts";

/** The codes of the acknowledgements of a message that asks for these in MSH-15 and MSH-16. */
function codesFor(accept: string, application: string, fate: Receipt["fate"]): readonly string[] {
  const text = `MSH|^~\\&|PAS|HOSP|||20261122||ADT^A01|77|P|2.5|||${accept}|${application}\rPID|1`;
  const { replies } = receiptFor(
    { text, header: headerOf(text), fate, words: "Why" },
    new Date("2026-11-22T10:00:00Z"),
  );
  return replies.map((reply) => /\rMSA\|(..)\|77/.exec(reply)?.[1] ?? reply);
}

describe("a message in original mode", () => {
  it.each([
    ["taken", "AA"],
    ["refused", "AE"],
    ["failed", "AE"],
    ["unavailable", "AE"],
    ["foreign", "AR"],
    ["unknown-sender", "AR"],
  ] as const)("that is %s is answered once: %s", (fate, code) => {
    expect(codesFor("", "", fate)).toEqual([code]);
  });
});

describe("a message in enhanced mode", () => {
  it("is accepted and then answered, each where the sender asks for it", () => {
    expect(codesFor("AL", "AL", "taken")).toEqual(["CA", "AA"]);
    expect(codesFor("AL", "NE", "taken")).toEqual(["CA"]);
    expect(codesFor("NE", "AL", "taken")).toEqual(["AA"]);
    expect(codesFor("AL", "", "taken")).toEqual(["CA"]);
    expect(codesFor("NE", "NE", "taken")).toEqual([]);
    expect(codesFor("SU", "SU", "taken")).toEqual(["CA", "AA"]);
    expect(codesFor("ER", "ER", "taken")).toEqual([]);
  });

  it("that is not accepted is not spoken of again", () => {
    expect(codesFor("AL", "AL", "refused")).toEqual(["CE"]);
    expect(codesFor("ER", "AL", "foreign")).toEqual(["CR"]);
    expect(codesFor("NE", "ER", "refused")).toEqual(["AE"]);
    expect(codesFor("SU", "AL", "unavailable")).toEqual(["AE"]);
    expect(codesFor("NE", "SU", "refused")).toEqual([]);
  });

  it("with a wish that is no word of the standard is answered", () => {
    expect(codesFor("always", "", "taken")).toEqual(["CA"]);
  });
});
