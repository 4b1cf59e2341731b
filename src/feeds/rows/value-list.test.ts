import { describe, expect, it } from "vitest";
import { EVENT_OUTCOMES, SERVICE_TYPES } from "../cld/value-lists.ts";
import { valueList } from "./value-list.ts";

const outcomes = valueList(EVENT_OUTCOMES);

describe("a value of a list is found in the spellings that councils' files have", () => {
  it.each([
    ["NFA - 100% NHS funded care", "NFA - 100% NHS-funded care"],
    ["NFA - Support ended: Other reason", "NFA - Support ended - other reason"],
    ["NFA \u2013 Support ended \u2013 other reason", "NFA - Support ended - other reason"],
    ["NFA - No services offered: Other reason", "NFA - No services offered - other reason"],
    ["Admitted to hospital", "Admitted to Hospital"],
    ["NFA - Other", "NFA- Other"],
    ["NFA - Information and Advice / Signposting only", "NFA - Information & Advice / Signposting only"],
    ["  nfa -  self-funded client (Inc. 12wk Disregard)", "NFA - Self-funded client (inc. 12wk disregard)"],
  ])("%s", (text, value) => {
    expect(outcomes.find(text)).toBe(value);
  });

  it("and not in any other", () => {
    expect(outcomes.find("NFA - Nothing done")).toBeUndefined();
    expect(outcomes.find("")).toBeUndefined();
  });

  it("so that no two values of a list are spelt alike", () => {
    for (const values of [EVENT_OUTCOMES, SERVICE_TYPES]) {
      expect(values.map((value: string) => valueList<string>(values).find(value))).toEqual(values);
    }
  });
});
