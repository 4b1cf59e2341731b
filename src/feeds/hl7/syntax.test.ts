import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mustSucceed } from "#base";
import { escaped, parseMessage, unescaped, USUAL_DELIMITERS, type Delimiters } from "./syntax.ts";

const MARKS = "|^~\\&#*@!%/;:+=$".split("");

const anyDelimiters: fc.Arbitrary<Delimiters> = fc
  .shuffledSubarray(MARKS, { minLength: 5, maxLength: 5 })
  .map(([field = "|", component = "^", repetition = "~", escape = "\\", subcomponent = "&"]) => ({
    ...{ field, component, repetition, escape, subcomponent },
  }));

describe("what is escaped", () => {
  it("comes back as it was, whatever the text and the delimiters, but for the kind of its line ends", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), anyDelimiters, (text, delimiters) => {
        const written = escaped(text, delimiters);
        expect(unescaped(written, delimiters)).toBe(text.replace(/\r\n?/g, "\n"));
        expect(/[\r\n]/.test(written)).toBe(false);
      }),
    );
  });

  it("divides nothing: a field of escaped text is one component of one repetition", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."|^~\\&aA1 é".split("")), minLength: 1 }), (text) => {
        const message = mustSucceed(anOk(`MSH|^~\\&|A\rNTE|1|L|${escaped(text)}\r`));
        const nte = message.first("NTE");
        expect(nte?.get(3) ?? "").toBe(text.trim());
        expect(nte?.get(4)).toBeUndefined();
      }),
    );
  });

  it("may be bytes in hexadecimal, line breaks and spaces of formatted text", () => {
    const read = (text: string) => unescaped(text, USUAL_DELIMITERS);
    expect(read("\\XC3A9\\t\\XE9\\")).toBe("été");
    expect(read("one\\.br\\two\\.sp2\\three\\.sk3\\four\\.ce\\five\\.fi\\")).toBe("one\ntwo\n\nthree   four\nfive");
    expect(read("\\H\\bold\\N\\")).toBe("bold");
  });

  it("is left as it stands where it is no escape that is known", () => {
    for (const text of ["C:\\letters\\2025", "\\Zxyz\\", "a\\", "\\\\", "\\XZZ\\", "\\.unknown\\"]) {
      expect(unescaped(text, USUAL_DELIMITERS)).toBe(text);
    }
    // What stands between two that are none may still be one.
    expect(unescaped("\\a\\T\\b", USUAL_DELIMITERS)).toBe("\\a&b");
  });
});

const anOk = (text: string) => {
  const parsed = parseMessage(text);
  return parsed.ok
    ? parsed
    : { ok: false as const, problem: { kind: "invalid" as const, message: parsed.problem.reason } };
};

describe("a message taken apart", () => {
  it("is the same however its lines end", () => {
    const lines = ["MSH|^~\\&|PAS|XT901", "PID|1||7^^^XT901^MR", "OBX|1|NM|718-7^Hb^LN"];
    const names = ["\r", "\n", "\r\n"].map((end) =>
      mustSucceed(anOk(lines.join(end))).segments.map(({ name, text }) => [name, text]),
    );
    expect(names[0]).toEqual(lines.map((line) => [line.slice(0, 3), line]));
    expect(names[1]).toEqual(names[0]);
    expect(names[2]).toEqual(names[0]);
  });

  it("is divided by whatever its own first line says", () => {
    fc.assert(
      fc.property(anyDelimiters, (marks) => {
        const { field, component, repetition, escape, subcomponent } = marks;
        const own = [component, repetition, escape, subcomponent].join("");
        const text = `MSH${field}${own}${field}A\rPID${field}${field}${field}1${component}2${subcomponent}3${repetition}4`;
        const pid = mustSucceed(anOk(text)).first("PID");
        expect([pid?.get(3), pid?.get(3, 2), pid?.get(3, 2, 2), pid?.all(3).length]).toEqual(["1", "2", "3", 2]);
      }),
    );
  });

  it("counts the character after MSH as its first field", () => {
    const { header } = mustSucceed(anOk("MSH|^~\\&|PAS|XT901|||20250520||ADT^A01|M1|P|2.4"));
    expect([header.get(3), header.get(9, 2), header.get(10), header.get(12)]).toEqual(["PAS", "A01", "M1", "2.4"]);
  });

  it("says nothing where a field is empty or deleted", () => {
    const pid = mustSucceed(anOk('MSH|^~\\&|A\rPID|""|  ||""^x')).first("PID");
    expect([pid?.get(1), pid?.get(2), pid?.get(3), pid?.get(4), pid?.get(4, 2), pid?.get(99)]).toEqual([
      ...[undefined, undefined, undefined, undefined],
      ...["x", undefined],
    ]);
  });

  it("keeps apart the lines that are no segments", () => {
    const message = mustSucceed(anOk("MSH|^~\\&|A\rOBX|1|TX|x||one\rand two\r\rPID|1"));
    expect(message.strays).toEqual([{ text: "and two", after: "OBX" }]);
    expect(message.segments.map(({ name }) => name)).toEqual(["MSH", "OBX", "PID"]);
  });

  it("is none where it does not begin with MSH and different signs", () => {
    for (const text of ["", "PID|1", "MSH", "MSHABCDE", "MSH||||", "MSH|^^^^|A", "MSH|", '{"resourceType":"Bundle"}']) {
      expect(parseMessage(text).ok).toBe(false);
    }
  });

  it("is refused where it has more segments than can each become an entry", () => {
    const parsed = parseMessage(`MSH|^~\\&|A\r${"NTE|1\r".repeat(20_000)}`);
    expect(!parsed.ok && parsed.problem.reason).toContain("more than 10000 segments");
  });
});
