import { beforeAll, describe, expect, it } from "vitest";
import { actorId, fhirOfXml, mustSucceed, stoppedAt, xmlOfFhir, type ActorId, type PersonId } from "#base";
import { sql } from "#db";
import { aHouse, aPlace, GOVERNANCE_LEAD, HOSPITAL, NURSE, PRACTICE, type House } from "../builders/house.ts";
import { logged, represent } from "../builders/logged.ts";
import { aPatient } from "../builders/patient.ts";
import { supplied } from "../builders/resources.ts";

const AGNES = actorId("public.agnes");
const ROWAN = actorId("public.rowan");
const MONTH = { from: new Date("2026-05-01T00:00:00Z"), until: new Date("2026-06-01T00:00:00Z") };

let house: House;
let person: PersonId;
beforeAll(async () => {
  house = await aHouse({ clock: stoppedAt("2026-05-03T10:00:00Z"), place: { ...aPlace(), looksShownBy: "role" } });
  const agnes = aPatient("p1").called("Agnes", "Quillfeather").born("1947-03-31").resource;
  await house.save(PRACTICE, 1, [supplied(agnes, { recorded: "2026-01-02" })]);
  person = await house.personOf(PRACTICE, "p1");
  await represent(house.db, { actor: AGNES, person });
  await represent(house.db, { actor: ROWAN, person, kind: "carer", scope: ["demographics"] });
});

const asOwn = async (actor: ActorId) =>
  mustSucceed(await house.sharing.mayRead({ actor, purpose: "own-record", what: "access log" }, person));

describe("a person's log in FHIR", () => {
  it("is what they are told of their log, row by row, and says who looked as the place chooses", async () => {
    const row = await logged(house.db, { person, what: "timeline" });
    const permit = await asOwn(AGNES);
    await house.logReading.accessesOf(permit, MONTH);
    // Logged by now: both have the row of this very look.
    const told = mustSucceed(await house.logReading.accessesOf(permit, MONTH));
    const events = mustSucceed(await house.logReading.auditEventsOf(permit, MONTH));
    const event = events.find(({ id }) => id === `access-${String(row)}`);
    expect(event).toMatchObject({
      agent: [{ who: { display: "A nurse" }, requestor: true }, { who: { display: "First Surgery" } }],
      entity: [{ what: { reference: `Person/${person}` }, description: "your timeline" }],
    });
    expect(JSON.stringify(events)).not.toContain(NURSE);
    const rows = told.days.flatMap(({ lines }) => lines.flatMap((line) => line.rows));
    expect(events.map(({ id }) => id).sort()).toEqual(rows.map((one) => `access-${String(one)}`).sort());
    for (const one of events) expect(mustSucceed(fhirOfXml(mustSucceed(xmlOfFhir(one))))).toEqual(one);
  });

  it("has no row of what is held back, and has it again once that is over", async () => {
    const row = await logged(house.db, { person, purpose: "safeguarding" });
    await house.db.query(sql`
      insert into sharing.withheld_access (person, actor, seq, until, reason, asked_by, asked_at, agreed, decided_by, decided_at)
      values (${person}, ${NURSE}, ${row}, '2026-07-01', 'Why.', 'one', '2026-05-02', true, 'other', '2026-05-02')`);
    const ids = async () =>
      mustSucceed(await house.logReading.auditEventsOf(await asOwn(AGNES), MONTH)).map(({ id }) => id);
    expect(await ids()).not.toContain(`access-${String(row)}`);
    await house.db.query(sql`update sharing.withheld_access set ended_at = '2026-05-03', ended_by = 'one'`);
    expect(await ids()).toContain(`access-${String(row)}`);
  });

  it("is not for somebody whom the person lets read, but not see who looked; nor for staff", async () => {
    expect((await house.logReading.auditEventsOf(await asOwn(ROWAN), MONTH)).ok).toBe(false);
    expect((await house.logReading.auditEventsOf(await house.mayRead(person), MONTH)).ok).toBe(false);
  });
});

describe("what a person chose, and whom they let in, in FHIR", () => {
  it("is told to the person and to who cares for them, and logged once", async () => {
    const chosen = await house.sharing.choose(await asOwn(AGNES), { kind: "not-seen-by", organisation: HOSPITAL });
    expect(chosen.ok).toBe(true);
    const permit = await asOwn(AGNES);
    const consents = mustSucceed(await house.sharing.consentsOf(permit));
    expect(consents.map(({ id }) => id)).toEqual([
      expect.stringMatching(/^choice-\d+$/),
      expect.stringMatching(/^reader-\d+$/),
    ]);
    const rows = await house.db.query(sql`select from sharing.access_event where permit = ${permit.id}`);
    expect(rows).toHaveLength(1);
    expect(mustSucceed(await house.sharing.consentsOf(await house.mayRead(person)))).toHaveLength(2);
  });

  it("is not told to those whom the person let in", async () => {
    expect((await house.sharing.consentsOf(await asOwn(ROWAN))).ok).toBe(false);
  });

  it("is told to information governance, who keep the record", async () => {
    const asking = { actor: GOVERNANCE_LEAD, purpose: "records-management", what: "sharing" } as const;
    const permit = mustSucceed(await house.sharing.mayRead(asking, person));
    expect(mustSucceed(await house.sharing.consentsOf(permit))).toHaveLength(2);
  });
});
