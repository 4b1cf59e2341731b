import { describe, expect, it } from "vitest";
import { markedRow } from "./marked-row.ts";

describe("The refused value in its row", () => {
  it("is marked where it stands as a whole field", () => {
    expect(markedRow("1990,19,male", "19")).toEqual({ before: "1990,", marked: "19", after: ",male" });
  });

  it("is marked where it first stands when it is never a whole field", () => {
    expect(markedRow("a1990b", "1990")).toEqual({ before: "a", marked: "1990", after: "b" });
  });

  it("is not marked when the row does not hold it", () => {
    expect(markedRow("a,b", "c")).toEqual({ before: "a,b", marked: "", after: "" });
  });

  it("is kept in sight in a long row", () => {
    const { before, marked, after } = markedRow(`${"x".repeat(900)},bad,${"y".repeat(900)}`, "bad");
    expect(marked).toBe("bad");
    expect(before.length + after.length).toBeLessThan(500);
  });
});
