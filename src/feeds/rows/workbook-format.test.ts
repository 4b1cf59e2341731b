import { describe, expect, it } from "vitest";
import { builtInFormat, formatOf } from "./workbook-format.ts";

describe("a number's format", () => {
  it.each([
    ["General", "plain"],
    ["0.00E+00", "plain"],
    ["#,##0.00", "plain"],
    ['0 "days"', "plain"],
    ["[$£-809]#,##0.00;[Red]-[$£-809]#,##0.00", "plain"],
    ["[Red]0;[Blue]-0", "plain"],
    ["\\d0", "plain"],
    ["dd/mm/yyyy", "calendar"],
    ["yyyy\\-mm\\-dd", "calendar"],
    ["[$-409]mmmm d, yyyy;@", "calendar"],
    ["mmm", "calendar"],
    ["d mmm yyyy hh:mm", "calendar"],
    ["DD/MM/YYYY", "calendar"],
    ["hh:mm", "clock"],
    ["h:mm AM/PM", "clock"],
    ["mm:ss", "clock"],
    ["[h]:mm", "elapsed"],
    ["[mm]:ss", "elapsed"],
  ])("%s is %s", (code, kind) => {
    expect(formatOf(code).kind).toBe(kind);
  });

  it("of zeros alone is so many digits", () => {
    expect(formatOf("0000000000")).toEqual({ kind: "digits", width: 10 });
    expect(formatOf("0")).toEqual({ kind: "plain" });
  });

  it.each([
    [0, "plain"],
    [1, "plain"],
    [14, "calendar"],
    [22, "calendar"],
    [20, "clock"],
    [46, "elapsed"],
    [49, "plain"],
    [164, "plain"],
  ])("that has number %i and no code is %s", (id, kind) => {
    expect(builtInFormat(id).kind).toBe(kind);
  });
});
