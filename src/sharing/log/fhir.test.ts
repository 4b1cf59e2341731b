import { describe, expect, it } from "vitest";
import { actorId, fhirOfXml, mustSucceed, odsCode, xmlOfFhir, type PersonId } from "#base";
import { PURPOSES } from "../purpose.ts";
import { auditEventOf, type LogKind, type LogRow } from "./fhir.ts";

const PERSON = "11111111-1111-4111-8111-111111111111" as PersonId;

const row = (fields: Partial<LogRow> = {}): LogRow => ({
  seq: 7,
  at: new Date("2026-05-03T10:00:00Z"),
  kind: "person",
  actor: actorId("a-nurse"),
  organisation: odsCode("X99001"),
  purpose: "direct-care",
  person: PERSON,
  delivery: null,
  what: "record",
  reason: "Caring for the person, at First Surgery.",
  isEmergency: false,
  ...fields,
});

const KINDS: readonly LogKind[] = ["person", "list", "supply", "act", "cohort", "refusal"];

describe("a row of the log in FHIR", () => {
  it("keeps to the codes that FHIR requires, whatever it is a row of", () => {
    for (const kind of KINDS) {
      for (const person of [PERSON, null]) {
        for (const actor of [actorId("a-nurse"), null]) {
          const event = auditEventOf(
            row({ kind, person, actor, delivery: kind === "supply" ? 3 : null }),
            "Testborough",
          );
          // https://hl7.org/fhir/R4/valueset-audit-event-action.html, -outcome.html: required.
          expect(["C", "R", "U", "D", "E"]).toContain(event.action);
          expect(["0", "4", "8", "12"]).toContain(event.outcome);
          // What must be there: type, recorded, an agent that says whether it asked, and who observed it.
          expect(event.type.code).toMatch(/^\d{6}$/);
          expect(event.recorded).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
          expect(event.agent.filter((one) => one.requestor)).toHaveLength(1);
          expect(event.source.observer.display).toBe("Testborough");
          // sev-1: an entity has a name or a query, never both.
          for (const entity of event.entity ?? []) expect("name" in entity && "query" in entity).toBe(false);
        }
      }
    }
  });

  it("has only elements that an AuditEvent may have", () => {
    for (const kind of KINDS) {
      const event = auditEventOf(row({ kind, delivery: 3 }), "Testborough");
      expect(mustSucceed(fhirOfXml(mustSucceed(xmlOfFhir(event))))).toEqual(event);
    }
  });

  it("says who, from where, about whom, what for and when", () => {
    expect(auditEventOf(row(), "Testborough")).toMatchObject({
      action: "R",
      outcome: "0",
      recorded: "2026-05-03T10:00:00.000Z",
      purposeOfEvent: [{ coding: [{ code: "TREAT" }], text: "Caring for the person" }],
      agent: [
        { who: { identifier: { value: "a-nurse" } }, requestor: true },
        { who: { identifier: { value: "X99001" } }, requestor: false },
      ],
      entity: [{ what: { reference: `Person/${PERSON}` }, description: "record" }],
    });
  });

  it("tells an emergency, a refusal and an erasure from other rows", () => {
    expect(auditEventOf(row({ isEmergency: true }), "T").purposeOfEvent?.[0]?.coding?.[0]?.code).toBe("ETREAT");
    expect(auditEventOf(row({ kind: "refusal" }), "T").outcome).toBe("4");
    expect(auditEventOf(row({ kind: "act", what: "erased" }), "T").action).toBe("D");
    expect(auditEventOf(row({ kind: "act", what: "sealed" }), "T").action).toBe("U");
  });

  it("has a code for every purpose, and says in words what it does not know", () => {
    for (const purpose of Object.keys(PURPOSES)) {
      expect(auditEventOf(row({ purpose }), "T").purposeOfEvent?.[0]?.coding).toHaveLength(1);
    }
    expect(auditEventOf(row({ purpose: "of-old" }), "T").purposeOfEvent).toEqual([{ text: "of-old" }]);
  });

  it("lets the public belong to no organisation, and names nobody where no person was shown", () => {
    const own = auditEventOf(row({ organisation: "public", purpose: "own-record" }), "T");
    expect(own.agent).toHaveLength(1);
    expect(auditEventOf(row({ person: null, kind: "list" }), "T").entity).toBeUndefined();
  });
});
