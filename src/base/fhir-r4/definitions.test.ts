import { describe, expect, it } from "vitest";
import { definitionOf } from "./definitions.ts";

const namesOf = (type: string): readonly string[] => [...(definitionOf(type)?.elements.keys() ?? [])];

describe("The definitions of FHIR R4", () => {
  it("give the elements of a type in the order of the specification, inherited ones first", () => {
    expect(namesOf("Patient").slice(0, 12)).toEqual([
      ...["id", "meta", "implicitRules", "language", "text", "contained", "extension", "modifierExtension"],
      ...["identifier", "active", "name", "telecom"],
    ]);
    expect(namesOf("Patient.contact").slice(0, 5)).toEqual([
      ...["id", "extension", "modifierExtension", "relationship", "name"],
    ]);
  });

  it("spell out choices, and the fifty types that an extension may have", () => {
    expect(namesOf("Patient")).toEqual(expect.arrayContaining(["deceasedBoolean", "deceasedDateTime"]));
    expect(namesOf("Extension").filter((name) => name.startsWith("value"))).toHaveLength(50);
  });

  it("say how each is written", () => {
    const of = (type: string, name: string) => definitionOf(type)?.elements.get(name);
    expect(of("Extension", "url")).toMatchObject({ attribute: true, kind: "text", repeats: false });
    expect(of("Patient", "id")).toMatchObject({ attribute: false, kind: "text" });
    expect(of("HumanName", "id")).toMatchObject({ attribute: true });
    expect(of("Quantity", "value")).toMatchObject({ kind: "number" });
    expect(of("Bundle.entry", "resource")).toMatchObject({ kind: "resource", repeats: false });
    expect(of("DomainResource", "contained")).toMatchObject({ kind: "resource", repeats: true });
    expect(of("Narrative", "div")).toMatchObject({ kind: "xhtml" });
    expect(of("Observation.component", "referenceRange")).toMatchObject({ type: "Observation.referenceRange" });
  });

  it("know of which types every element is", () => {
    const types = ["Patient", "Observation", "Claim", "StructureMap", "TestScript", "Contract", "ExplanationOfBenefit"];
    const seen = new Set<string>();
    const look = (type: string): void => {
      if (seen.has(type)) return;
      seen.add(type);
      const definition = definitionOf(type);
      expect([type, definition?.elements.size ?? 0]).not.toEqual([type, 0]);
      for (const element of definition?.elements.values() ?? []) if (element.kind === "complex") look(element.type);
    };
    types.forEach(look);
    expect(seen.size).toBeGreaterThan(100);
  });

  it("know nothing else", () => {
    expect(definitionOf("Robot")).toBeUndefined();
    expect(definitionOf("#")).toBeUndefined();
    expect(definitionOf("constructor")).toBeUndefined();
  });
});
