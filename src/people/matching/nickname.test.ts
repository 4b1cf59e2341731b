import { describe, expect, it } from "vitest";
import { areNicknames, fullNamesOf } from "./nickname.ts";

describe("Given names", () => {
  it.each([
    ["bill", "william", true],
    ["jack", "john", true],
    ["jack", "jake", true],
    ["john", "jake", false],
    ["tunde", "tunde", false],
  ])("%s and %s may be one person's: %s", (one, other, may) => {
    expect(areNicknames(one, other)).toBe(may);
    expect(areNicknames(other, one)).toBe(may);
  });

  it("stand for full names, for several where they are short for several", () => {
    expect(fullNamesOf("bill")).toEqual(["william"]);
    expect(fullNamesOf("jack")).toEqual(["jacob", "john"]);
    expect(fullNamesOf("william")).toEqual(["william"]);
    expect(fullNamesOf("tunde")).toEqual(["tunde"]);
  });
});
