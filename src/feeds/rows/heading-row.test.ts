import { describe, expect, it } from "vitest";
import { headingFault } from "./heading-row.ts";

const aRow = (fields: readonly string[]) => ({ line: 1, lastLine: 1, text: fields.join(","), fields });

describe("the row that names the columns", () => {
  it("may name any columns, in words of some length", () => {
    expect(headingFault(aRow(["NHS number", "How much does it bother you? ".repeat(5), ""]))).toBeUndefined();
  });

  it("is told from a whole file in which no line ends", () => {
    expect(headingFault(aRow(["Person_ID", "Name", `Born 1950 ${"Amina 1951 ".repeat(60)}`]))?.reason).toMatch(
      /do not end as lines/,
    );
  });

  it("keeps the reason for which it cannot be taken apart", () => {
    const fault = { path: "row", reason: "It is broken.", accepted: "A whole one" };
    expect(headingFault({ ...aRow([]), fields: undefined, fault })).toBe(fault);
  });
});
