import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellText, plainText, type SheetCell } from "./workbook-cell.ts";

const rules = { sharedText: (index: number) => ["first", "second"][index], from1904: false };
const said = (cell: Partial<SheetCell>, from1904 = false) =>
  cellText(
    { type: undefined, value: undefined, formula: undefined, format: { kind: "plain" }, ...cell },
    { ...rules, from1904 },
  );
const calendar = { kind: "calendar" } as const;

describe("a cell of a sheet", () => {
  it.each([
    [{ type: "s", value: "1" }, "second"],
    [{ type: "s", value: "9" }, "#REF!"],
    [{ type: "inlineStr", value: " as it is " }, " as it is "],
    [{ type: "str", value: "" }, ""],
    [{ type: "b", value: "1" }, "TRUE"],
    [{ type: "b", value: "0" }, "FALSE"],
    [{ type: "e", value: "#DIV/0!" }, "#DIV/0!"],
    [{ type: "d", value: "2026-03-05T00:00:00" }, "2026-03-05"],
    [{ value: "0.30000000000000004" }, "0.3"],
    [{ value: "1.1000000000000001" }, "1.1"],
    [{ value: "9990000018" }, "9990000018"],
    [{ value: "1E+3" }, "1000"],
    [{ value: "not a number" }, "not a number"],
    [{ value: "7", format: { kind: "digits", width: 4 } as const }, "0007"],
    [{ value: undefined }, ""],
    [{ value: undefined, formula: "A1+1" }, "=A1+1"],
    [{ value: "", formula: "A1+1" }, "=A1+1"],
    [{ value: "", formula: '""', type: "str" }, ""],
    [{ value: "3", formula: "1+2" }, "3"],
  ])("%j says %j", (cell, text) => {
    expect(said(cell)).toBe(text);
  });

  it.each([
    ["45429", "2024-05-17"],
    ["45429.3958333333", "2024-05-17T09:30:00"],
    ["45429.999999", "2024-05-18"],
    ["61", "1900-03-01"],
    ["60", "1900-02-29"],
    ["59", "1900-02-28"],
    ["1", "1900-01-01"],
    ["0", "1900-01-00"],
    ["2958465", "9999-12-31"],
    ["2958466", "2958466"],
    ["-1", "-1"],
  ])("that shows the serial number %s as a day says %s", (value, text) => {
    expect(said({ value, format: calendar })).toBe(text);
  });

  it("counts days from 1904 where its workbook does", () => {
    expect(said({ value: "0", format: calendar }, true)).toBe("1904-01-01");
    expect(said({ value: "43967", format: calendar }, true)).toBe("2024-05-17");
    expect(said({ value: "2957003", format: calendar }, true)).toBe("9999-12-31");
    expect(said({ value: "2957004", format: calendar }, true)).toBe("2957004");
  });

  it.each([
    ["0.395833333333333", "clock", "09:30:00"],
    ["1.5", "elapsed", "36:00:00"],
    ["45429.5", "clock", "2024-05-17T12:00:00"],
  ] as const)("that shows %s as %s says %s", (value, kind, text) => {
    expect(said({ value, format: { kind } })).toBe(text);
  });

  it("gives every day from 1 March 1900 on as it is, whichever way it is counted", () => {
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 2_958_465 }), (serial) => {
        const day = new Date(Date.UTC(1899, 11, 30 + serial)).toISOString().slice(0, 10);
        expect(said({ value: String(serial), format: calendar })).toBe(day);
        if (serial >= 1462) expect(said({ value: String(serial - 1462), format: calendar }, true)).toBe(day);
      }),
    );
  });

  it("never throws, whatever stands in it", () => {
    fc.assert(
      fc.property(
        fc.option(fc.constantFrom("s", "b", "d", "e", "n", "str", "inlineStr", "x"), { nil: undefined }),
        fc.oneof(fc.string({ unit: "binary" }), fc.double().map(String)),
        fc.constantFrom("plain", "calendar", "clock", "elapsed"),
        (type, value, kind) => typeof said({ type, value, format: { kind } }) === "string",
      ),
    );
  });
});

describe("text that XML cannot hold", () => {
  it.each([
    ["line_x000D_\nend", "line\r\nend"],
    ["_x005F_x000D_", "_x000D_"],
    ["nothing_x0000_", "nothing"],
    ["half_xD83D_", "half\uFFFD"],
    ["plain_x", "plain_x"],
  ])("%j is %j", (text, plain) => {
    expect(plainText(text)).toBe(plain);
  });
});
