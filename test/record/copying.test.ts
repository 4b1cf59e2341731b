import type { Bundle, BundleEntry, MedicationRequest, Practitioner } from "fhir/r4.js";
import { beforeAll, describe, expect, it } from "vitest";
import { actorId, fhirOfXml, mustSucceed, stoppedAt, xmlOfFhir, type ActorId, type PersonId } from "#base";
import { sql } from "#db";
import { CATEGORIES, type Purpose } from "#sharing";
import { findFaults } from "../../src/feeds/fhir/validate.ts";
import { aHouse, GOVERNANCE_LEAD, HOSPITAL, NURSE, PRACTICE, type House } from "../builders/house.ts";
import { represent } from "../builders/logged.ts";
import { aPatient } from "../builders/patient.ts";
import { aCondition, anObservation, aStay, subject, supplied } from "../builders/resources.ts";

const NOW = "2026-05-03T10:00:00Z";
const AGNES = actorId("public.agnes");
const ROWAN = actorId("public.rowan");
const PART = actorId("public.part");

type Identified<T> = T & { readonly id: string };

const medicine = (reason: string): Identified<MedicationRequest> => ({
  resourceType: "MedicationRequest",
  id: "m1",
  status: "active",
  intent: "order",
  subject: subject("p1"),
  medicationCodeableConcept: { text: "A medicine" },
  encounter: { reference: "Encounter/stay" },
  requester: { reference: "Practitioner/open", display: "Dr Open" },
  recorder: { reference: "Practitioner/hidden", display: "Dr Hidden" },
  reasonReference: [{ reference: `Condition/${reason}`, display: "What happened at home" }],
});
const doctor = (id: string, family: string): Identified<Practitioner> => ({
  ...{ resourceType: "Practitioner", id, name: [{ family, prefix: ["Dr"] }] },
});

let house: House;
let person: PersonId;
beforeAll(async () => {
  house = await aHouse({ clock: stoppedAt(NOW) });
  const agnes = aPatient("p1").called("Agnes", "Quillfeather").born("1947-03-31").resource;
  const recorded = "2026-01-02";
  await house.save(PRACTICE, 1, [
    supplied(agnes, { recorded }),
    supplied(anObservation("o1", "p1", "2025-02-03"), { recorded, line: 2 }),
    supplied(aStay("stay", "p1", "2025-02-01", "2025-02-04"), { recorded, line: 3 }),
    supplied(aCondition("abuse", "p1", "2024-01-01"), { recorded, line: 4, sensitivity: "abuse" }),
    supplied(medicine("abuse"), { recorded, line: 5 }),
    supplied(doctor("open", "Open"), { recorded, line: 6 }),
    supplied(doctor("hidden", "Hidden"), { recorded, line: 7, sensitivity: "restricted" }),
  ]);
  const other = aPatient("h1").called("Agnes", "Quillfeather").born("1947-03-31").resource;
  await house.save(HOSPITAL, 2, [supplied(other, { recorded })]);
  person = await house.personOf(PRACTICE, "p1");
  await represent(house.db, { actor: AGNES, person });
  await represent(house.db, { actor: ROWAN, person, kind: "carer", scope: Object.keys(CATEGORIES) });
  await represent(house.db, { actor: PART, person, kind: "carer", scope: ["demographics", "medicines"] });
});

const mayCopy = (actor: ActorId, purpose: Purpose = "own-record") => house.sharing.mayCopy({ actor, purpose }, person);

async function copyOf(actor: ActorId, purpose: Purpose = "own-record") {
  const permit = mustSucceed(await mayCopy(actor, purpose));
  const { headings, bundle } = await house.record.copy(permit);
  let json = "";
  for await (const piece of bundle()) json += piece;
  return { permit, headings, json, bundle: JSON.parse(json) as Bundle };
}

const resourcesOf = (bundle: Bundle): readonly NonNullable<BundleEntry["resource"]>[] =>
  (bundle.entry ?? []).flatMap(({ resource }) => resource ?? []);

describe("a copy of a record", () => {
  it("holds what the person may read, each entry with its source, at addresses that lead to one another", async () => {
    const { bundle, headings } = await copyOf(AGNES);
    expect(bundle).toMatchObject({ resourceType: "Bundle", type: "collection", timestamp: "2026-05-03T10:00:00.000Z" });
    expect(bundle.entry?.map(({ fullUrl }) => fullUrl).sort()).toEqual(
      headings.map(({ id }) => `urn:uuid:${id}`).sort(),
    );
    const types = resourcesOf(bundle).map(({ resourceType }) => resourceType);
    expect([...types].sort()).toEqual(["Encounter", "MedicationRequest", "Observation", "Patient", "Patient"]);
    const sources = new Set(resourcesOf(bundle).map(({ meta }) => meta?.source));
    const ods = "https://fhir.nhs.uk/Id/ods-organization-code";
    expect([...sources].sort()).toEqual([`${ods}#${PRACTICE}`, `${ods}#${HOSPITAL}`]);
    const addresses = new Set(bundle.entry?.map(({ fullUrl }) => fullUrl));
    const led = [...JSON.stringify(bundle).matchAll(/"reference":"([^"]*)"/g)].map(([, to]) => to);
    expect(led.length).toBeGreaterThan(2);
    expect(led.filter((to) => !addresses.has(to))).toEqual([]);
  });

  it("says nothing of a problem or of staff that the person is not shown, where what is shown leads to them", async () => {
    for (const [actor, purpose] of [[AGNES, "own-record"] as const, [GOVERNANCE_LEAD, "legal-disclosure"] as const]) {
      const { json } = await copyOf(actor, purpose);
      expect(json).not.toContain("What happened at home");
      expect(json).not.toContain("Hidden");
      expect(json).toContain("Dr Open");
    }
  });

  it("holds to FHIR R4: every entry, and the whole", async () => {
    for (const [actor, purpose] of [[AGNES, "own-record"] as const, [GOVERNANCE_LEAD, "legal-disclosure"] as const]) {
      const { bundle } = await copyOf(actor, purpose);
      expect(mustSucceed(fhirOfXml(mustSucceed(xmlOfFhir(bundle))))).toEqual(bundle);
      for (const one of resourcesOf(bundle)) expect(findFaults({ ...one }, new Date(NOW))).toEqual([]);
    }
  });

  it("is logged once, as a copy, however many statements read it", async () => {
    const { permit } = await copyOf(AGNES);
    const rows = await house.db.query(sql<{ what: string }>`
      select what from sharing.access_event where permit = ${permit.id}`);
    expect(rows).toEqual([{ what: "copy" }]);
  });

  it("has nothing any more of what was sealed after its headings were read", async () => {
    const permit = mustSucceed(await mayCopy(AGNES));
    const { bundle } = await house.record.copy(permit);
    await house.db.query(sql`update record.entry set ended = true where type = 'Observation'`);
    let json = "";
    for await (const piece of bundle()) json += piece;
    await house.db.query(sql`update record.entry set ended = false where type = 'Observation'`);
    expect(resourcesOf(JSON.parse(json) as Bundle).map(({ resourceType }) => resourceType)).not.toContain(
      "Observation",
    );
  });

  it("leaves out an entry that is kept from the person, whoever takes the copy for them", async () => {
    const entry = (await copyOf(AGNES)).headings.find(({ type }) => type === "Observation")?.id;
    await house.db.query(sql`
      insert into sharing.ruling
        (entry, kind, ground, reason, until, holds_until, asked_by, asked_at, agreed, decided_by, decided_at)
      select id, 'withhold', 'serious-harm', 'Why.', '2027-01-01', '2027-01-01', 'one', ${NOW}, true, 'other', ${NOW}
      from record.entry where id = ${entry ?? ""}`);
    const shown = async (actor: ActorId, purpose: Purpose) =>
      (await copyOf(actor, purpose)).json.includes(entry ?? "none");
    const takers = [[AGNES, "own-record"] as const, [ROWAN, "own-record"] as const];
    for (const [actor, purpose] of [...takers, [GOVERNANCE_LEAD, "legal-disclosure"] as const]) {
      expect(await shown(actor, purpose)).toBe(false);
    }
    await house.db.query(sql`delete from sharing.ruling`);
  });

  it("is a whole Bundle where there is nothing to copy", async () => {
    const nobody = "22222222-2222-4222-8222-222222222222" as PersonId;
    const asking = { actor: GOVERNANCE_LEAD, purpose: "legal-disclosure" } as const;
    const { bundle } = await house.record.copy(mustSucceed(await house.sharing.mayCopy(asking, nobody)));
    let json = "";
    for await (const piece of bundle()) json += piece;
    expect(JSON.parse(json)).toEqual({
      resourceType: "Bundle",
      type: "collection",
      timestamp: "2026-05-03T10:00:00.000Z",
    });
  });
});

describe("who may take a copy", () => {
  it("is the person, whom they let into the whole record, and information governance to answer a request", async () => {
    expect((await mayCopy(AGNES)).ok).toBe(true);
    expect((await mayCopy(ROWAN)).ok).toBe(true);
    expect((await mayCopy(GOVERNANCE_LEAD, "legal-disclosure")).ok).toBe(true);
  });

  it("is nobody who may read a part of it, nor who cares for the person: they are refused in words, and it is logged", async () => {
    await house.mayRead(person);
    for (const [actor, purpose] of [
      [PART, "own-record"] as const,
      [NURSE, "direct-care"] as const,
      [GOVERNANCE_LEAD, "records-management"] as const,
    ]) {
      const asked = await mayCopy(actor, purpose);
      expect([actor, asked.ok ? "" : asked.problem.message]).toEqual([
        actor,
        expect.stringContaining("Copies are for"),
      ]);
      const rows = await house.db.query(sql`
        select from sharing.access_event
        where kind = 'refusal' and actor = ${actor} and person = ${person} and reason like 'Copies are for%'`);
      expect([actor, rows.length]).toEqual([actor, 1]);
    }
  });
});
