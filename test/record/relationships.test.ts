import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { deliveryId, mustSucceed, type EntryId, type PersonId } from "#base";
import { sql } from "#db";
import { aClock, aHouse, COUNCIL, HOSPITAL, PRACTICE, type House } from "../builders/house.ts";
import { madeUpNumber } from "../builders/made-up-number.ts";
import { aPatient } from "../builders/patient.ts";
import { aPackage, aReferral, aRegistration, aStay, supplied } from "../builders/resources.ts";

const time = aClock("2026-01-01T00:00:00Z");
let house: House;
let deliveries = 0;
beforeAll(async () => {
  house = await aHouse({ clock: time.clock });
});

type Resource = Parameters<typeof supplied>[0];

/** Saves as one more delivery, written and received a minute after the last. */
function deliver(source: typeof PRACTICE, ...resources: readonly Resource[]) {
  deliveries += 1;
  time.set(new Date(Date.UTC(2026, 0, 1, 0, deliveries)).toISOString());
  return house.save(
    source,
    deliveries,
    resources.map((one, nth) => supplied(one, { recorded: time.clock(), line: nth + 1 })),
  );
}

const known = (id: string, number: number) => aPatient(id).born("1947-03-31").tracedAs(madeUpNumber(number)).resource;

async function related(source: typeof PRACTICE, patient: string): Promise<readonly string[]> {
  const permit = await house.mayRead(await house.personOf(source, patient));
  return (await house.sharing.relationshipsOf(permit)).map((one) => `${one.kind} ${one.organisation}`);
}

describe("a relationship", () => {
  it("begins with the entry that grounds it, in its own batch or after its patient", async () => {
    await deliver(PRACTICE, known("a", 1), aRegistration("a1", "a", PRACTICE));
    await deliver(PRACTICE, aReferral("a2", "a", COUNCIL));
    expect(await related(PRACTICE, "a")).toEqual([`referral ${COUNCIL}`, `registration ${PRACTICE}`]);
  });

  it("begins when the patient comes after the entry", async () => {
    await deliver(PRACTICE, aRegistration("b1", "b", PRACTICE));
    await deliver(PRACTICE, aReferral("b2", "b", COUNCIL));
    await deliver(PRACTICE, known("b", 2));
    expect(await related(PRACTICE, "b")).toEqual([`referral ${COUNCIL}`, `registration ${PRACTICE}`]);
  });

  it("follows what the entry says now: another organisation, or none", async () => {
    await deliver(PRACTICE, known("c", 3), aReferral("c1", "c", COUNCIL));
    await deliver(PRACTICE, aReferral("c1", "c", HOSPITAL));
    expect(await related(PRACTICE, "c")).toEqual([`referral ${HOSPITAL}`]);
    await deliver(PRACTICE, { ...aReferral("c1", "c", HOSPITAL), status: "entered-in-error" });
    expect(await related(PRACTICE, "c")).toEqual([]);
  });

  it("does not come back with an older version", async () => {
    await deliver(PRACTICE, known("d", 4), aReferral("d1", "d", COUNCIL));
    await deliver(PRACTICE, { ...aReferral("d1", "d", COUNCIL), status: "revoked" });
    await house.save(PRACTICE, ++deliveries, [supplied(aReferral("d1", "d", HOSPITAL), { recorded: "2025-01-01" })]);
    expect(await related(PRACTICE, "d")).toEqual([]);
  });

  it("goes when the source ends the entry, and comes back with it", async () => {
    await deliver(COUNCIL, known("e", 5), aPackage("e1", "e", "2025-02-01"));
    const permit = mustSucceed(await house.sharing.maySupply(COUNCIL, deliveryId(++deliveries)));
    const [{ entry }] = (await groundsHeld("e1")) as [{ entry: EntryId }];
    const within = { from: new Date("2025-01-01"), to: new Date("2026-06-01") };
    const ending = { delivery: permit.delivery, received: time.clock(), recorded: within.to, within };
    expect(await house.record.end(permit, [entry], ending)).toBe(1);
    expect(await related(COUNCIL, "e")).toEqual([]);
    await house.save(COUNCIL, ++deliveries, [supplied(aPackage("e1", "e", "2025-02-01"), { recorded: "2026-07-01" })]);
    expect(await related(COUNCIL, "e")).toEqual([`team ${COUNCIL}`]);
  });

  it("is not told to whoever may not see the entry that shows it", async () => {
    await deliver(PRACTICE, known("h", 8));
    const referral = supplied(aReferral("h1", "h", COUNCIL), { recorded: time.clock(), sensitivity: "safeguarding" });
    await house.save(PRACTICE, ++deliveries, [referral]);
    expect(await groundsHeld("h1")).toHaveLength(1);
    expect(await related(PRACTICE, "h")).toEqual([]);
    await deliver(PRACTICE, aReferral("h1", "h", COUNCIL));
    expect(await related(PRACTICE, "h")).toEqual([`referral ${COUNCIL}`]);
  });

  it("goes with the entry to the patient whom it is about after all", async () => {
    await deliver(PRACTICE, known("f", 6), known("g", 7), aReferral("f1", "f", COUNCIL));
    await deliver(PRACTICE, aReferral("f1", "g", COUNCIL));
    expect([await related(PRACTICE, "f"), await related(PRACTICE, "g")]).toEqual([[], [`referral ${COUNCIL}`]]);
  });
});

const groundsHeld = (sourceId: string) =>
  house.db.query(sql<{ entry: EntryId }>`
    select id as entry from record.entry where content::json ->> 'id' = ${sourceId}`);

/** Relationships whose person is not the one to whom their patient is linked. */
const outlived = () =>
  house.db.query(sql<{ person: PersonId }>`
    select held.person from sharing.relationship held
    left join people.current_patient current on current.patient = held.ground_patient
    where current.person is distinct from held.person`);

describe("no right outlives the link that it came from", () => {
  it("whatever joins and parts, in any order", { timeout: 60_000 }, async () => {
    const step = fc.record({
      source: fc.constantFrom(PRACTICE, HOSPITAL),
      patient: fc.nat(2),
      says: fc.oneof(
        fc.record({ number: fc.integer({ min: 20, max: 22 }) }),
        fc.record({ stay: fc.nat(2) }),
        fc.record({ referral: fc.nat(2), to: fc.constantFrom(COUNCIL, HOSPITAL) }),
      ),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        await house.db.execute(sql`
          truncate people.patient, people.person, people.link, people.link_past, people.block_key, people.likeness, people.decision, record.entry, record.earlier,
            sharing.relationship`);
        for (const { source, patient, says } of steps) {
          const id = `r${patient}`;
          if ("number" in says) await deliver(source, known(id, says.number));
          else if ("stay" in says) await deliver(source, aStay(`s${says.stay}`, id, "2025-02-01"));
          else await deliver(source, aReferral(`q${says.referral}`, id, says.to));
          expect(await outlived()).toEqual([]);
        }
        expect(await ungrounded()).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  it("not even when a link moves while an entry of its patient is being saved", async () => {
    await deliver(PRACTICE, known("x", 30));
    await deliver(HOSPITAL, known("y", 31));
    let saved = (): void => undefined;
    let goOn = (): void => undefined;
    const isSaved = new Promise<void>((done) => (saved = done));
    const mayGoOn = new Promise<void>((done) => (goOn = done));
    const slow = house.db.inTransaction(async () => {
      await deliver(HOSPITAL, aStay("y1", "y", "2025-02-01"));
      saved();
      await mayGoOn;
    });
    await isSaved;
    // The practice's number turns out to be the hospital's: the older person takes the hospital's patient.
    const moving = deliver(PRACTICE, known("x", 31));
    await new Promise((done) => setTimeout(done, 200));
    goOn();
    await Promise.all([slow, moving]);
    expect(await house.personOf(HOSPITAL, "y")).toBe(await house.personOf(PRACTICE, "x"));
    expect(await outlived()).toEqual([]);
    expect(await related(PRACTICE, "x")).toEqual([`stay ${HOSPITAL}`]);
  });
});

/** Stays and referrals that stand, of patients who are known, without a relationship. */
const ungrounded = () =>
  house.db.query(sql`
    select entry.id from record.entry join people.current_patient using (patient)
    where type in ('Encounter', 'ServiceRequest') and not ended
      and not exists (select from sharing.relationship held where held.ground_entry = entry.id)`);
