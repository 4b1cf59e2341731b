import { describe, expect, it } from "vitest";
import { packageWords, type PackageFacts } from "./package-words.ts";

const FACTS: PackageFacts = {
  component: "Home Support",
  description: "Home Support",
  serviceType: "Long Term Support: Community",
  mechanism: "CASSR Managed Personal Budget",
  provider: "Elm Care",
  unitsPerWeek: 14,
  costFrequency: "Hourly",
};

describe("a package of care in words", () => {
  it("is named by what is given, then told as a sentence would", () => {
    expect(packageWords(FACTS)).toEqual({
      title: "Home Support",
      description:
        "Long-term support in the community, 14 hours a week, from a personal budget that the council manages, given by Elm Care",
    });
  });

  it("says nothing twice", () => {
    const direct = { ...FACTS, component: "Direct Payment", description: "Direct Payment", provider: "" };
    expect(packageWords({ ...direct, mechanism: "Direct Payment" })).toEqual({
      title: "Direct Payment",
      description: "Long-term support in the community, 14 hours a week",
    });
    expect(packageWords({ ...FACTS, component: "", description: "", mechanism: undefined, provider: "" })).toEqual({
      title: "Long-term support in the community",
      description: "14 hours a week",
    });
  });

  it("invents no unit: it counts units where the row does not say what they are, and none where it pays by the week", () => {
    const words = (costFrequency: string) => packageWords({ ...FACTS, costFrequency }).description;
    expect(words("")).toContain("14 units a week");
    expect(words("Per session")).toContain("14 sessions a week");
    expect(words("Per week")).not.toMatch(/14/);
  });

  it("has a name where the row says nothing", () => {
    const nothing = { component: "", description: "", provider: "", costFrequency: "" };
    const unsaid = { serviceType: undefined, mechanism: undefined, unitsPerWeek: undefined };
    expect(packageWords({ ...nothing, ...unsaid })).toEqual({ title: "Care and support", description: "" });
  });
});
