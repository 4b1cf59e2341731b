import { describe, expect, it } from "vitest";
import { isSnomedId } from "../snomed-id.ts";
import { icd10In, opcs4In } from "./coded-event.ts";
import { diagnosisWords } from "./diagnosis-words.ts";
import { EMERGENCY_CONCEPTS } from "./emergency-words.ts";
import { operationWords } from "./operation-words.ts";

describe("the words of codes", () => {
  it("of emergency care are those of concepts whose check digits are right", () => {
    expect(EMERGENCY_CONCEPTS.filter((concept) => !isSnomedId(concept))).toEqual([]);
    expect(EMERGENCY_CONCEPTS.length).toBeGreaterThan(80);
  });

  it("are those of the code, else of its category, else none", () => {
    expect([diagnosisWords("F102"), diagnosisWords("F109"), diagnosisWords("Q999")]).toEqual([
      "Alcohol dependence",
      "Disorder due to alcohol",
      undefined,
    ]);
    expect([operationWords("W371"), operationWords("Q999")]).toEqual(["Hip replacement", undefined]);
  });
});

describe("a code of ICD-10", () => {
  it.each([
    ["J189", "J189"],
    ["j18.9", "J189"],
    ["I10X", "I10"],
    ["I10", "I10"],
    ["E149D", "E149"],
    ["M4590A", "M4590"],
    ["R69X-", "R69"],
    ["J1", undefined],
    ["189J", undefined],
    ["heart", undefined],
    ["", undefined],
  ])("written %j is kept as %s", (text, code) => {
    expect(icd10In(text)).toBe(code);
  });
});

describe("a code of OPCS-4", () => {
  it.each([
    ["W371", "W371"],
    ["w37.1", "W371"],
    ["W37", "W37"],
    ["W3711", undefined],
    ["371", undefined],
  ])("written %j is kept as %s", (text, code) => {
    expect(opcs4In(text)).toBe(code);
  });
});
