import { describe, expect, it } from "vitest";
import { aPlace } from "../../../test/builders/place.ts";
import { mappedFeed } from "../../../test/builders/mapping.ts";
import { checkMappings, labelsOf } from "./labels.ts";

const CONTACTS = { rowIs: "contact", person: { id: "Ref" }, event: { date: "Date", what: "What" } };
const placeWith = (more: object) => ({ ...aPlace(), feeds: [...aPlace().feeds, mappedFeed({ ...CONTACTS, ...more })] });

describe("the category and sensitivity of a mapping", () => {
  it("must be ones that there are, or nothing starts", () => {
    expect(checkMappings(placeWith({ category: "social-care", sensitivity: "abuse" })).ok).toBe(true);
    const refused = checkMappings(placeWith({ category: "gossip", sensitivity: "secret" }));
    const message = refused.ok ? "" : refused.problem.message;
    expect(message).toContain("feeds.2.mapping.category: gossip is none of demographics, ");
    expect(message).toContain("feeds.2.mapping.sensitivity: secret is none of normal, ");
  });

  it("never make less private what the rules find private", () => {
    const { mapping } = mappedFeed({ ...CONTACTS, sensitivity: "substances" });
    const labels = labelsOf(mapping!);
    expect(labels("Encounter", { category: "contacts", sensitivity: "normal" }).sensitivity).toBe("substances");
    expect(labels("Encounter", { category: "contacts", sensitivity: "sexual-health" }).sensitivity).toBe(
      "sexual-health",
    );
    expect(labels("Patient", { category: "demographics", sensitivity: "normal" }).sensitivity).toBe("normal");
  });
});
