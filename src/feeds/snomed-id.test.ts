import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSnomedId } from "./snomed-id.ts";

describe("the id of a SNOMED CT concept", () => {
  it.each(["44054006", "999791000000106", "840534001", "39113611000001102", "100005"])("is %s", (text) => {
    expect(isSnomedId(text)).toBe(true);
  });

  it.each([
    ["what a spreadsheet rounded", "999791000000000"],
    ["what a spreadsheet shortened", "9.9979E+14"],
    ["the id of a description", "284596015"],
    ["too short", "44054"],
    ["too long", "4405400644054006440"],
    ["a Read code", "C10F."],
    ["with a zero before it", "044054006"],
    ["nothing", ""],
  ])("is not %s", (_what, text) => {
    expect(isSnomedId(text)).toBe(false);
  });

  it("shows one wrong digit, and any two neighbours that changed places", () => {
    const id = "999791000000106";
    fc.assert(
      fc.property(fc.integer({ min: 0, max: id.length - 1 }), fc.integer({ min: 1, max: 9 }), (place, by) => {
        const digit = (Number(id[place]) + by) % 10;
        expect(isSnomedId(id.slice(0, place) + String(digit) + id.slice(place + 1))).toBe(false);
        const [one = "", next = ""] = id.slice(place, place + 2);
        if (next !== "" && one !== next)
          expect(isSnomedId(id.slice(0, place) + next + one + id.slice(place + 2))).toBe(false);
      }),
    );
  });
});
