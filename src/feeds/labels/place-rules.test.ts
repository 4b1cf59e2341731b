import { describe, expect, it } from "vitest";
import { readPlace, type Place } from "#place";
import { mustSucceed } from "#base";
import { aPlace } from "../../../test/builders/place.ts";
import { checkLabelRules, labellerOf } from "./place-rules.ts";

const withRules = (labels: Place["labels"]): Place => ({ ...aPlace(), ...(labels && { labels }) });
const HEPATITIS = {
  sensitivity: "sexual-health",
  because: "this clinic treats it in confidence",
  codesBeginning: { system: "http://hl7.org/fhir/sid/icd-10", codes: ["B18"] },
};
const coded = (code: string) => ({
  resourceType: "Condition",
  code: { coding: [{ system: "http://hl7.org/fhir/sid/icd-10", code }] },
});

describe("a place's own rules for labels", () => {
  it("make private what the common rules leave ordinary, and say why", () => {
    const label = labellerOf(withRules([HEPATITIS])).labelOf(coded("B18.2"));
    expect(label).toMatchObject({ category: "problems", sensitivity: "sexual-health" });
    expect(label.sensitivityRule).toMatchObject({ because: HEPATITIS.because, source: "this place" });
    expect(labellerOf(withRules(undefined)).labelOf(coded("B18.2")).sensitivity).toBe("normal");
  });

  it("never lift what its source has withheld", () => {
    const resource = { ...coded("B18.2"), meta: { security: [{ code: "R" }] } };
    expect(labellerOf(withRules([HEPATITIS])).labelOf(resource).sensitivity).toBe("restricted");
  });

  it("leave alone what the common rules say of other codes", () => {
    expect(labellerOf(withRules([HEPATITIS])).labelOf(coded("F10.2")).sensitivity).toBe("substances");
  });

  it("are refused where they name a sensitivity that does not exist, with the place in the file", () => {
    const refused = checkLabelRules(withRules([HEPATITIS, { ...HEPATITIS, sensitivity: "secret" }]));
    expect(refused).toMatchObject({ ok: false, problem: { message: expect.stringContaining("labels.1.sensitivity") } });
    expect(checkLabelRules(withRules([HEPATITIS])).ok).toBe(true);
  });

  it("are read from the place file, which must say what they hold for", () => {
    const { labels: _none, ...place } = withRules(undefined);
    const text = (rule: object) => JSON.stringify({ ...place, labels: [rule] });
    expect(mustSucceed(readPlace(text(HEPATITIS), "place")).labels).toEqual([HEPATITIS]);
    const { codesBeginning: _codes, ...bare } = HEPATITIS;
    expect(readPlace(text(bare), "place")).toMatchObject({
      ok: false,
      problem: { message: expect.stringContaining("labels.0") },
    });
  });
});

describe("labels by document type and by source", () => {
  const { labelOf } = labellerOf(withRules(undefined));

  it("keep letters of sexual health clinics private, however their type is written", () => {
    const letter = { resourceType: "DocumentReference", type: { text: "Letter: Sexual-Health clinic" } };
    expect(labelOf(letter).sensitivity).toBe("sexual-health");
    expect(labelOf({ resourceType: "DocumentReference", type: { text: "Discharge letter" } }).sensitivity).toBe(
      "normal",
    );
  });

  it("keep what a mental health trust writes of somebody's health private, but not that there was contact", () => {
    expect(labelOf(coded("I10"), "mental-health-trust").sensitivity).toBe("mental-health");
    expect(labelOf({ resourceType: "CarePlan" }, "mental-health-trust").sensitivity).toBe("mental-health");
    expect(labelOf({ resourceType: "Encounter", class: { code: "AMB" } }, "mental-health-trust").sensitivity).toBe(
      "normal",
    );
    expect(labelOf(coded("I10"), "gp-practice").sensitivity).toBe("normal");
  });
});
