import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aCondition, anObservation } from "../../test/builders/resources.ts";
import { headingOf } from "./heading.ts";
import { fieldsOf, type Fields } from "./resource.ts";

const of = (resourceType: string, fields: Fields) => headingOf({ resourceType, ...fields });
const coding = (code: string, display: string) => ({ coding: [{ system: "http://snomed.info/sct", code, display }] });

describe("an entry in one line", () => {
  it("is a result with its value and unit", () => {
    expect(headingOf(fieldsOf(anObservation("1", "p", "2024-05-03", 81.25)))).toMatchObject({
      code: "http://snomed.info/sct|27113001",
      title: "Body weight",
      detail: "81.25 kg",
      quantity: 81.25,
      unit: "kg",
      status: "final",
    });
  });

  it("is a pressure in both its parts", () => {
    const part = (value: number) => ({ valueQuantity: { value, unit: "mmHg" } });
    const pressure = of("Observation", {
      code: coding("75367002", "Blood pressure"),
      component: [part(142), part(88)],
    });
    expect(pressure).toMatchObject({ detail: "142/88 mmHg", quantity: 142, unit: "mmHg" });
  });

  it("is a value to four places, with what it compares to", () => {
    const value = (quantity: object) => of("Observation", { valueQuantity: quantity }).detail;
    expect(value({ value: 38.200000001, unit: "kPa" })).toBe("38.2 kPa");
    expect(value({ value: 5, comparator: "<", unit: "mg/L" })).toBe("<5 mg/L");
    expect(value({ value: 123456 })).toBe("123456");
    expect(of("Observation", { valueBoolean: false }).detail).toBe("No");
    expect(of("Observation", { valueCodeableConcept: coding("8517006", "Ex-smoker") }).detail).toBe("Ex-smoker");
  });

  it("is a problem with how it stands, a mistake before all else", () => {
    const status = (code: string) => ({ coding: [{ code }] });
    expect(
      of("Condition", { clinicalStatus: status("resolved"), verificationStatus: status("confirmed") }).status,
    ).toBe("resolved");
    const mistake = { clinicalStatus: status("active"), verificationStatus: status("entered-in-error") };
    expect(of("Condition", mistake).status).toBe("entered-in-error");
    expect(headingOf(fieldsOf(aCondition("1", "p", "2019"))).title).toBe("Type 2 diabetes");
  });

  it("is a medicine with its dose, a package of care with its own title, a visit with its class", () => {
    const medicine = { medicationCodeableConcept: { text: "Metformin" }, dosageInstruction: [{ text: "one a day" }] };
    expect(of("MedicationRequest", medicine)).toMatchObject({ title: "Metformin", detail: "one a day" });
    expect(of("CarePlan", { title: "Home care", description: "10 hours a week" })).toMatchObject({
      title: "Home care",
      detail: "10 hours a week",
    });
    expect(of("Encounter", { class: { code: "EMER", display: "emergency" } }).title).toBe("emergency");
  });

  it("is a care team by its coordinator, where one of it coordinates", () => {
    const nurse = { role: [coding("224535009", "Nurse")], member: { display: "Ewa Kowalska" } };
    const coordinator = { role: [coding("768820003", "Care coordinator")], member: { display: "Niamh Byrne" } };
    expect(of("CareTeam", { name: "Care coordinator", participant: [nurse, coordinator] })).toMatchObject({
      code: "http://snomed.info/sct|768820003",
      title: "Care coordinator",
      who: "Niamh Byrne",
    });
    const team = of("CareTeam", { name: "District nurses", category: [coding("1", "Nursing")], participant: [nurse] });
    expect(team).toMatchObject({ code: "http://snomed.info/sct|1", title: "District nurses", who: "Ewa Kowalska" });
  });

  it("is an allergy with what it does", () => {
    const reaction = [{ manifestation: [{ text: "Rash" }, { text: "Swelling" }] }];
    expect(of("AllergyIntolerance", { code: { text: "Penicillin" }, reaction })).toMatchObject({
      title: "Penicillin",
      detail: "Rash, Swelling",
    });
  });

  it("names who did it", () => {
    expect(of("Observation", { performer: [{ display: "Nurse Bello" }] }).who).toBe("Nurse Bello");
    expect(of("Encounter", { participant: [{ individual: { display: "Dr Obi" } }] }).who).toBe("Dr Obi");
    expect(of("Immunization", { performer: [{ actor: { display: "Nurse Cole" } }] }).who).toBe("Nurse Cole");
  });

  it("is called by its type where it says nothing", () => {
    expect(of("Basic", {}).title).toBe("Basic");
  });

  it("flags a result by the lab's word, else by its range", () => {
    const flagged = (code: string) => of("Observation", { interpretation: [{ coding: [{ code }] }] }).flag;
    expect([flagged("HH"), flagged("L"), flagged("A"), flagged("N")]).toEqual(["high", "low", "abnormal", undefined]);
    const ranged = (value: number) =>
      of("Observation", { valueQuantity: { value }, referenceRange: [{ low: { value: 3 }, high: { value: 5 } }] }).flag;
    expect([ranged(2.9), ranged(3), ranged(5), ranged(5.1)]).toEqual(["low", undefined, undefined, "high"]);
  });

  it("is never longer than a line", () => {
    const long = of("Condition", { code: { text: "x".repeat(500) } }).title;
    expect(long).toHaveLength(200);
    expect(long.endsWith("…")).toBe(true);
  });

  it("of a contact shows what came of it, and its note", () => {
    const note = {
      url: "http://hl7.org/fhir/StructureDefinition/note",
      valueAnnotation: { text: "Tea and a chat" },
    };
    const outcome = { url: "https://wholestory.example/fhir/event-outcome", valueString: "Goal met" };
    expect(of("Encounter", { extension: [note] }).detail).toBe("Tea and a chat");
    expect(of("Encounter", { extension: [note, outcome] }).detail).toBe("Goal met. Tea and a chat");
    expect(of("Encounter", { extension: [{ url: "other" }] }).detail).toBeUndefined();
  });

  it("is made of any content at all, without failing", () => {
    const fields = [
      "code",
      "status",
      "name",
      "class",
      "component",
      "valueQuantity",
      "performer",
      "reaction",
      "category",
    ];
    fc.assert(
      fc.property(
        fc.constantFrom("Observation", "AllergyIntolerance", "Encounter", "Practitioner", "CarePlan"),
        fc.dictionary(fc.constantFrom(...fields), fc.jsonValue()),
        (type, content) => {
          const heading = of(type, content);
          expect(heading.title.length).toBeGreaterThan(0);
          expect(heading.title.length).toBeLessThanOrEqual(200);
        },
      ),
    );
  });
});
