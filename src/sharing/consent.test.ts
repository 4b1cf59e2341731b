import type { Consent } from "fhir/r4.js";
import { describe, expect, it } from "vitest";
import { actorId, fhirOfXml, mustSucceed, odsCode, xmlOfFhir, type PersonId } from "#base";
import { consentOfChoice } from "./choice/fhir.ts";
import type { Choosing } from "./choice/kept-choice.ts";
import { PURPOSES } from "./purpose.ts";
import { consentOfReader, isReader, type Reader } from "./representation/fhir.ts";

const OF = { person: "11111111-1111-4111-8111-111111111111" as PersonId, place: "Testborough" };
const HOSPITAL = odsCode("X99003");
const NOW = new Date("2026-05-03T10:00:00Z");

const chosen = (choosing: Choosing): Consent =>
  consentOfChoice({ id: 12, choosing, madeBy: actorId("a-nurse"), madeAt: new Date("2026-05-01T09:00:00Z") }, OF);

const CHOICES: readonly Choosing[] = [
  { kind: "nothing-shared" },
  { kind: "not-seen-by", organisation: HOSPITAL },
  { kind: "not-shared-by", organisation: HOSPITAL },
  { kind: "category", category: "problems" },
  { kind: "type-1" },
];

const reader = (fields: Partial<Reader> = {}): Reader => ({
  ...{ id: 3, actor: actorId("public.rowan"), person: OF.person, name: "Rowan Quill", kind: "carer" },
  ...{ scope: ["demographics", "medicines"], seesLog: false, evidence: "A passport.", madeBy: actorId("a-nurse") },
  ...{ starts: new Date("2026-05-01T00:00:00Z"), ends: new Date("2026-08-01T00:00:00Z") },
  ...fields,
});

const EVERY: readonly Consent[] = [
  ...CHOICES.map(chosen),
  ...(["carer", "attorney", "parent"] as const).map((kind) => consentOfReader(reader({ kind }), OF, NOW)),
];

const ruleOf = (consent: Consent) => consent.provision?.provision?.[0];

describe("what people agreed to, and object to, in FHIR", () => {
  it("has only elements that a Consent may have, in the forms that they take", () => {
    for (const one of EVERY) expect(mustSucceed(fhirOfXml(mustSucceed(xmlOfFhir(one))))).toEqual(one);
  });

  it("has what a Consent must have", () => {
    for (const one of EVERY) {
      // https://hl7.org/fhir/R4/valueset-consent-state-codes.html: required.
      expect(["active", "inactive"]).toContain(one.status);
      expect(one.category).toHaveLength(1);
      // ppc-1: a policy or a rule; ppc-2: of privacy, a patient.
      expect(one.policyRule?.coding?.[0]?.code).toMatch(/^OPT(IN|OUT)$/);
      expect(one.scope.coding?.[0]?.code).toBe("patient-privacy");
      expect(one.patient?.identifier?.value).toBe(OF.person);
      // The rule itself neither permits nor denies; those within it must say which.
      expect(one.provision?.type).toBeUndefined();
      expect(["permit", "deny"]).toContain(ruleOf(one)?.type);
      for (const actor of ruleOf(one)?.actor ?? []) expect(actor.role.coding).toHaveLength(1);
    }
  });

  it("tells an objection from letting somebody read: all is shared but this, nothing is open but that", () => {
    const objection = chosen({ kind: "category", category: "problems" });
    expect(objection.policyRule?.coding?.[0]?.code).toBe("OPTIN");
    expect(ruleOf(objection)).toMatchObject({ type: "deny", code: [{ coding: [{ code: "problems" }] }] });
    const letIn = consentOfReader(reader(), OF, NOW);
    expect(letIn.policyRule?.coding?.[0]?.code).toBe("OPTOUT");
    expect(ruleOf(letIn)).toMatchObject({ type: "permit", actor: [{ reference: { display: "Rowan Quill" } }] });
    expect(ruleOf(letIn)?.code?.map(({ coding }) => coding?.[0]?.code)).toEqual(["demographics", "medicines"]);
  });

  it("tells whoever is not to see from whoever is not to share", () => {
    const [seen, sharedBy] = [chosen(CHOICES[1] ?? { kind: "type-1" }), chosen(CHOICES[2] ?? { kind: "type-1" })];
    for (const one of [seen, sharedBy]) {
      expect(ruleOf(one)?.actor?.[0]?.reference.identifier?.value).toBe(HOSPITAL);
    }
    expect(ruleOf(seen)?.actor?.[0]?.role.coding?.[0]?.code).toBe("PRCP");
    expect(ruleOf(sharedBy)?.actor?.[0]?.role.coding?.[0]?.code).toBe("CST");
  });

  it("names the purposes for which a choice is heard, and no other", () => {
    const codes = (choosing: Choosing) => ruleOf(chosen(choosing))?.purpose?.map(({ code }) => code) ?? [];
    const all = Object.values(PURPOSES);
    expect(codes({ kind: "nothing-shared" })).toHaveLength(all.filter((one) => one.objectionsHold).length);
    expect(codes({ kind: "nothing-shared" })).toContain("TREAT");
    expect(codes({ kind: "nothing-shared" })).not.toContain("THREAT");
    expect(codes({ kind: "type-1" })).not.toContain("TREAT");
    expect(codes({ kind: "type-1" })).toHaveLength(all.filter((one) => one.typeOneHolds).length);
  });

  it("ends with what lets somebody read, and tells neither what showed it nor of people's reading of their own", () => {
    const after = consentOfReader(reader(), OF, new Date("2026-08-01T00:00:00Z"));
    expect(after.status).toBe("inactive");
    expect(ruleOf(after)?.period?.end).toBe("2026-07-31T23:59:59.999Z");
    expect(JSON.stringify(after)).not.toContain("passport");
    expect(isReader({ ...reader(), kind: "self" })).toBe(false);
  });

  it("says where somebody may see who looked", () => {
    const words = (seesLog: boolean) => JSON.stringify(consentOfReader(reader({ seesLog }), OF, NOW));
    expect(words(true)).toContain("Who has looked");
    expect(words(false)).not.toContain("Who has looked");
  });
});
