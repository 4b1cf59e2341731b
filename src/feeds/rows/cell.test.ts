import { describe, expect, it } from "vitest";
import { amount, isoDay } from "./cell.ts";

describe("a day", () => {
  it.each([
    ["2024-05-17", "2024-05-17"],
    ["2024-05-17T00:00:00", "2024-05-17"],
    ["2024-05-17 00:00:00.000", "2024-05-17"],
    ["17/05/2024", "2024-05-17"],
    ["7/5/2024 00:00", "2024-05-07"],
    ["29/02/2024", "2024-02-29"],
    ["29/02/2023", undefined],
    ["05/17/2024", undefined],
    ["2024-5-17", undefined],
    ["45429", undefined],
  ])("written %s is %s", (text, day) => {
    expect(isoDay(text)).toBe(day);
  });
});

describe("an amount", () => {
  it.each([
    ["23.5", 23.5],
    ["£1,234.50", 1234.5],
    ["0", 0],
    ["", undefined],
  ])("written %j is %s", (text, value) => {
    expect(amount(text, "Unit Cost")).toEqual({ ok: true, value });
  });

  it.each(["-1", "1e9", "Infinity", "12.5.1", "free"])("is not %s", (text) => {
    expect(amount(text, "Unit Cost").ok).toBe(false);
  });
});
