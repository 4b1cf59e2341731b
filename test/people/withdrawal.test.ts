import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { mustSucceed, patientIdOf, type OdsCode, type PatientId } from "#base";
import { sql } from "#db";
import { emptied, tablesHolding } from "../builders/governance.ts";
import { aClock, aHouse, COUNCIL, HOSPITAL, PRACTICE, type House } from "../builders/house.ts";
import { linkedAfresh, partitionOf } from "../builders/linked-afresh.ts";
import { madeUpNumber } from "../builders/made-up-number.ts";
import { aPatient, type PatientInMaking } from "../builders/patient.ts";
import { supplied } from "../builders/resources.ts";

const BIRTH = "1947-03-31";
const HOME = ["4 Mill Lane", "ZZ99 3VZ"] as const;
const [A, B] = [madeUpNumber(1), madeUpNumber(2)];

const time = aClock("2026-05-03T10:00:00Z");
let house: House;
let delivery = 0;
beforeAll(async () => {
  house = await aHouse({ clock: time.clock });
});
beforeEach(() => emptied(house));

async function register(source: OdsCode, ...patients: readonly PatientInMaking[]): Promise<void> {
  delivery += 1;
  time.set(new Date(Date.UTC(2026, 4, 3) + delivery * 1000).toISOString());
  const entries = patients.map((one, nth) => supplied(one.resource, { recorded: time.clock(), line: nth + 1 }));
  await house.save(source, delivery, entries);
}

const inTransaction = <T>(work: () => Promise<T>): Promise<T> => house.db.inTransaction(work);
const withdraw = async (how: "seal" | "erase", ...patients: readonly PatientId[]) => {
  const permit = await house.mayAct();
  return inTransaction(() => house.people.withdraw(permit, patients, how));
};
const restore = async (...patients: readonly PatientId[]) => {
  const permit = await house.mayAct();
  return inTransaction(() => house.people.restore(permit, patients));
};

const linksNow = () =>
  house.db.query(sql<{ patient: PatientId; person: string; method: string; reason: string }>`
    select patient, person, method, reason from people.link order by patient`);

const [practice, council, hospital] = [
  patientIdOf(PRACTICE, "g"),
  patientIdOf(COUNCIL, "c"),
  patientIdOf(HOSPITAL, "h"),
];

describe("a registration withdrawn", () => {
  beforeEach(async () => {
    await register(PRACTICE, aPatient("g").called("Agnes", "Marker").born(BIRTH).tracedAs(A));
    await register(COUNCIL, aPatient("c").born(BIRTH).giving(A));
    await register(HOSPITAL, aPatient("h").born(BIRTH).giving(A));
  });

  it("leaves those linked by it alone, who know nothing of each other; restored, all are one again", async () => {
    await register(HOSPITAL, aPatient("h").called("Agnes", "Marker").born(BIRTH));
    await register(COUNCIL, aPatient("c").giving(A).born("1947-03"));
    await register(
      PRACTICE,
      aPatient("g")
        .called("Agnes", "Marker")
        .born(BIRTH)
        .tracedAs(A)
        .livingAt(...HOME),
    );
    await register(
      COUNCIL,
      aPatient("c")
        .giving(A)
        .livingAt(...HOME),
    );
    const before = await linksNow();
    expect(new Set(before.map((one) => one.person)).size).toBe(1);
    const persons = await withdraw("seal", practice);
    expect(persons).toEqual([before[0]?.person]);
    const left = await linksNow();
    expect(left.map((one) => one.method)).toEqual(["alone", "alone"]);
    expect(new Set(left.map((one) => one.person)).size).toBe(2);
    await restore(practice);
    expect(partitionOf(await linksNow())).toEqual(partitionOf(before));
  });

  it("is restored into what is known by then: whoever came meanwhile is joined", async () => {
    await withdraw("seal", practice, council, hospital);
    await register(COUNCIL, aPatient("new").born(BIRTH).giving(A));
    const alone = await house.personOf(COUNCIL, "new");
    await restore(practice);
    const person = await house.personOf(PRACTICE, "g");
    expect(await house.personOf(COUNCIL, "new")).toBe(person);
    expect(await house.people.presentId(alone)).toBe(person);
  });

  it("is found by nobody and counted nowhere", async () => {
    const counted = await house.people.counts();
    await withdraw("seal", practice);
    const search = { by: "name-and-birth", family: "Marker", born: BIRTH } as const;
    expect((await house.people.find(await house.mayList(), search)).persons).toEqual([]);
    expect((await house.people.counts()).patients).toBe(counted.patients - 1);
    expect((await house.people.countsBySource()).map((one) => one.source)).not.toContain(PRACTICE);
  });

  it("erased leaves nothing of what it said, sealed before or not", async () => {
    const but = ["record.entry"];
    expect(await tablesHolding(house, "Marker", but)).toEqual(["people.patient"]);
    await withdraw("seal", practice);
    expect(await tablesHolding(house, "Marker", but)).toEqual(["people.sealed_patient"]);
    expect(await withdraw("erase", practice)).toHaveLength(1);
    expect(await tablesHolding(house, "Marker", but)).toEqual([]);
  });

  it("takes with it what it said of superseded numbers, and says it again when restored", async () => {
    await register(HOSPITAL, aPatient("h").born(BIRTH).giving(B));
    await register(PRACTICE, aPatient("g").born(BIRTH).tracedAs(B).formerly(A));
    expect(new Set((await linksNow()).map((one) => one.person)).size).toBe(1);
    await withdraw("seal", practice);
    expect(new Set((await linksNow()).map((one) => one.person)).size).toBe(2);
    await restore(practice);
    expect(new Set((await linksNow()).map((one) => one.person)).size).toBe(1);
    await withdraw("erase", practice);
    expect(await house.db.query(sql`select from people.superseded_number`)).toEqual([]);
  });

  it("leaves a person with whom somebody stays, and who is theirs still", async () => {
    const person = await house.personOf(PRACTICE, "g");
    await register(COUNCIL, aPatient("c").born(BIRTH).tracedAs(A));
    await withdraw("erase", practice);
    expect(await house.personOf(COUNCIL, "c")).toBe(person);
    const { registrations } = mustSucceed(await house.people.get(await house.mayRead(person)));
    expect(registrations.map((one) => one.source).sort()).toEqual([HOSPITAL, COUNCIL].sort());
  });
});

describe("who is linked to whom", () => {
  it("follows from those who are in sight, whoever is sealed, given back or erased", { timeout: 120_000 }, async () => {
    const sources = [PRACTICE, COUNCIL, HOSPITAL] as const;
    const who = fc.nat(3);
    const anyStep = fc.oneof(
      {
        weight: 3,
        arbitrary: fc.record({
          who,
          number: fc.nat(1),
          traced: fc.boolean(),
          former: fc.option(fc.nat(2), { nil: undefined }),
        }),
      },
      { weight: 2, arbitrary: fc.record({ who, how: fc.constantFrom("seal", "erase", "restore") }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 3, maxLength: 14 }), async (steps) => {
        await emptied(house);
        const sealed = new Set<number>();
        for (const step of steps) {
          const source = sources[step.who % sources.length] ?? PRACTICE;
          const id = `p${step.who}`;
          if ("number" in step) {
            if (sealed.has(step.who)) continue;
            const patient = aPatient(id).born(BIRTH);
            const number = madeUpNumber(step.number);
            const numbered = step.traced ? patient.tracedAs(number) : patient.giving(number);
            await register(source, step.former === undefined ? numbered : numbered.formerly(madeUpNumber(step.former)));
          } else if (step.how === "restore") {
            if (sealed.delete(step.who)) await restore(patientIdOf(source, id));
          } else if (!sealed.has(step.who)) {
            await withdraw(step.how, patientIdOf(source, id));
            if (step.how === "seal" && (await isSealed(patientIdOf(source, id)))) sealed.add(step.who);
          }
          expect(partitionOf(await linksNow())).toEqual(partitionOf(await linkedAfresh(house.db)));
        }
      }),
      { numRuns: 60 },
    );
  });
});

const isSealed = async (patient: PatientId): Promise<boolean> =>
  (await house.db.query(sql`select from people.sealed_patient where id = ${patient}`)).length > 0;
