import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { patientIdOf, type OdsCode, type PersonId } from "#base";
import { sql } from "#db";
import { aClock, aHouse, COUNCIL, HOSPITAL, PRACTICE, type House } from "../builders/house.ts";
import { madeUpNumber } from "../builders/made-up-number.ts";
import { aPatient, type PatientInMaking } from "../builders/patient.ts";
import { aRegistration, supplied } from "../builders/resources.ts";

const BIRTH = "1947-03-31";
const [A, B, C, D] = [madeUpNumber(1), madeUpNumber(2), madeUpNumber(3), madeUpNumber(4)];

const time = aClock("2026-05-03T10:00:00Z");
let house: House;
let delivery = 0;
beforeAll(async () => {
  house = await aHouse({ clock: time.clock });
});
const clear = () =>
  house.db.execute(sql`
    truncate people.patient, people.person, people.link, people.link_past, people.block_key, people.likeness, people.decision, people.superseded_number,
      record.entry, record.earlier, record.change, sharing.relationship, sharing.access_event`);
beforeEach(clear);

type Said = {
  readonly id: string;
  readonly number: number;
  readonly born: string;
  readonly traced: boolean;
  readonly former: number | undefined;
};

function patientSaying({ id, number, born, traced, former }: Said): PatientInMaking {
  const patient = aPatient(id).born(born);
  const numbered = traced ? patient.tracedAs(madeUpNumber(number)) : patient.giving(madeUpNumber(number));
  return former === undefined ? numbered : numbered.formerly(madeUpNumber(former));
}

/** Registers in one batch what one source says. Each batch is written a second after the one before. */
async function register(source: OdsCode, ...patients: readonly PatientInMaking[]): Promise<void> {
  delivery += 1;
  time.set(new Date(Date.UTC(2026, 4, 3) + delivery * 1000).toISOString());
  await house.save(
    source,
    delivery,
    patients.map((one, nth) => supplied(one.resource, { recorded: time.clock(), line: nth + 1 })),
  );
}

/** Who is together with whom, whatever their persons are called. */
async function partition(): Promise<readonly string[]> {
  const rows = await house.db.query(sql<{ together: string }>`
    select string_agg(patient.source || ' ' || patient.source_id, ', ' order by patient.source, patient.source_id) as together
    from people.current_patient current join people.patient on patient.id = current.patient
    group by current.person order by 1`);
  return rows.map((row) => row.together);
}

const areTogether = async (...patients: readonly (readonly [OdsCode, string])[]): Promise<boolean> =>
  new Set(await Promise.all(patients.map(([source, id]) => house.personOf(source, id)))).size === 1;

describe("registering", () => {
  it("links a practice's patient and a council's by a traced number and the birth", async () => {
    await register(PRACTICE, aPatient("g").born(BIRTH).tracedAs(A));
    await register(COUNCIL, aPatient("c").born(BIRTH).giving(A), aPatient("d").born(BIRTH).giving(B));
    expect(await partition()).toEqual(["X99001 g, X99004 c", "X99004 d"]);
  });

  it("gives the same persons together in any order and any batches", { timeout: 60_000 }, async () => {
    const anySaid = fc.record({
      number: fc.nat(2),
      born: fc.constantFrom(BIRTH, "1962-11-02"),
      traced: fc.boolean(),
      former: fc.option(fc.nat(3), { nil: undefined, freq: 2 }),
    });
    const crowds = fc
      .array(anySaid, { minLength: 2, maxLength: 6 })
      .map((all) => all.map((one, nth) => ({ ...one, id: `p${nth}`, source: nth % 2 === 0 ? PRACTICE : COUNCIL })))
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    await fc.assert(
      fc.asyncProperty(crowds, async ([crowd, shuffled]) => {
        await clear();
        for (const source of [PRACTICE, COUNCIL]) {
          await register(source, ...crowd.filter((one) => one.source === source).map(patientSaying));
        }
        const once = await partition();
        await clear();
        for (const one of shuffled) await register(one.source, patientSaying(one));
        expect(await partition()).toEqual(once);
      }),
      { numRuns: 25 },
    );
  });

  it("puts everyone back when a number is corrected and corrected back", async () => {
    const told = aPatient("c").born(BIRTH).tracedAs(A);
    await register(PRACTICE, aPatient("g").born(BIRTH).tracedAs(A), aPatient("h").born(BIRTH).tracedAs(B));
    await register(COUNCIL, told);
    const [before, person] = [await partition(), await house.personOf(PRACTICE, "g")];
    await register(COUNCIL, aPatient("c").born(BIRTH).tracedAs(B));
    expect(await partition()).toEqual(["X99001 g", "X99001 h, X99004 c"]);
    await register(COUNCIL, told);
    expect(await partition()).toEqual(before);
    expect(await house.personOf(PRACTICE, "g")).toBe(person);
  });

  it("keeps every link that there was, with who decided and until when", async () => {
    await register(PRACTICE, aPatient("g").born(BIRTH).tracedAs(A));
    await register(COUNCIL, aPatient("c").born(BIRTH).tracedAs(B));
    const alone = await house.personOf(COUNCIL, "c");
    await register(COUNCIL, aPatient("c").born(BIRTH).tracedAs(A));
    const past = await house.db.query(sql<{ person: PersonId; method: string; decided_by: string; took: boolean }>`
      select person, method, decided_by, until > since as took from people.link_past
      where patient = ${patientIdOf(COUNCIL, "c")} order by until`);
    expect(past).toEqual([{ person: alone, method: "alone", decided_by: "model as shipped", took: true }]);
  });

  it("changes no link when the same is said again", async () => {
    await register(PRACTICE, aPatient("g").born(BIRTH).tracedAs(A).called("Amina", "Okafor"));
    await register(COUNCIL, aPatient("c").born(BIRTH).tracedAs(A));
    const links = () => house.db.query(sql`select * from people.link order by patient`);
    const before = await links();
    await register(PRACTICE, aPatient("g").born(BIRTH).tracedAs(A).called("Amina", "Okafor-Obi"));
    expect(await links()).toEqual(before);
  });
});

describe("a superseded number", () => {
  it("is followed to the one that took its place", async () => {
    await register(PRACTICE, aPatient("g").born(BIRTH).tracedAs(B).formerly(A));
    await register(COUNCIL, aPatient("c").born(BIRTH).giving(A));
    expect(await areTogether([PRACTICE, "g"], [COUNCIL, "c"])).toBe(true);
  });

  it("is followed for those who came before it was known", async () => {
    await register(COUNCIL, aPatient("c").born(BIRTH).giving(A));
    await register(PRACTICE, aPatient("g").born(BIRTH).tracedAs(B).formerly(A));
    expect(await areTogether([PRACTICE, "g"], [COUNCIL, "c"])).toBe(true);
  });

  it("is followed through a chain, in whatever order its parts are told", async () => {
    const told = [
      aPatient("ab").born(BIRTH).tracedAs(B).formerly(A),
      aPatient("bc").born(BIRTH).tracedAs(C).formerly(B),
      aPatient("cd").born(BIRTH).tracedAs(D).formerly(C),
    ];
    for (const order of [told, [...told].reverse(), [told[1], told[0], told[2]]]) {
      await clear();
      await register(COUNCIL, aPatient("c").born(BIRTH).giving(A));
      for (const one of order) if (one) await register(PRACTICE, one);
      expect(await partition()).toEqual(["X99001 ab, X99001 bc, X99001 cd, X99004 c"]);
    }
  });

  it("does not lead in circles where two numbers are each other's", async () => {
    await register(PRACTICE, aPatient("ab").born(BIRTH).tracedAs(B).formerly(A));
    await register(HOSPITAL, aPatient("ba").born(BIRTH).tracedAs(A).formerly(B));
    await register(COUNCIL, aPatient("c").born(BIRTH).giving(A));
    expect(await partition()).toEqual(["X99001 ab, X99003 ba, X99004 c"]);
  });

  it("does not join people of different births", async () => {
    await register(PRACTICE, aPatient("g").born(BIRTH).tracedAs(B).formerly(A));
    await register(COUNCIL, aPatient("c").born("1962-11-02").giving(A));
    expect(await areTogether([PRACTICE, "g"], [COUNCIL, "c"])).toBe(false);
  });

  it("is not believed from a registration whose own number nobody traced", async () => {
    await register(PRACTICE, aPatient("g").born(BIRTH).giving(B).formerly(A));
    await register(COUNCIL, aPatient("c").born(BIRTH).tracedAs(A));
    expect(await areTogether([PRACTICE, "g"], [COUNCIL, "c"])).toBe(false);
  });

  it("is followed no longer once the source has taken it back", async () => {
    await register(PRACTICE, aPatient("g").born(BIRTH).tracedAs(B).formerly(A));
    await register(COUNCIL, aPatient("c").born(BIRTH).giving(A));
    await register(PRACTICE, aPatient("g").born(BIRTH).tracedAs(B));
    expect(await areTogether([PRACTICE, "g"], [COUNCIL, "c"])).toBe(false);
  });
});

describe("an old id of a person", () => {
  const present = (id: PersonId) => house.people.presentId(id);

  it("leads to whom it became, and on", async () => {
    await register(PRACTICE, aPatient("1").born(BIRTH).tracedAs(A));
    await register(HOSPITAL, aPatient("2").born(BIRTH).tracedAs(B));
    await register(COUNCIL, aPatient("3").born(BIRTH).tracedAs(C));
    const [first, second, third] = [
      await house.personOf(PRACTICE, "1"),
      await house.personOf(HOSPITAL, "2"),
      await house.personOf(COUNCIL, "3"),
    ];
    await register(COUNCIL, aPatient("3").born(BIRTH).tracedAs(B));
    expect(await present(third)).toBe(second);
    await register(HOSPITAL, aPatient("2").born(BIRTH).tracedAs(A));
    await register(COUNCIL, aPatient("3").born(BIRTH).tracedAs(A));
    expect(await present(second)).toBe(first);
    expect(await present(third)).toBe(first);
    expect(await present(first)).toBe(first);
  });

  it("is itself again when somebody belongs to it again, and leads in no circle", async () => {
    for (let round = 0; round < 3; round++) {
      await register(PRACTICE, aPatient("1").born(BIRTH).tracedAs(A));
      await register(COUNCIL, aPatient("2").born(BIRTH).tracedAs(A));
      await register(COUNCIL, aPatient("2").born(BIRTH).tracedAs(B));
      await register(PRACTICE, aPatient("1").born(BIRTH).tracedAs(B));
    }
    const ids = await house.db.query(sql<{ id: PersonId }>`select id from people.person`);
    const now = await house.personOf(PRACTICE, "1");
    expect(await house.personOf(COUNCIL, "2")).toBe(now);
    for (const { id } of ids) expect(await present(id)).toBe(now);
  });

  it("leads nowhere where it never was anyone", async () => {
    expect(await present("99999999-9999-4999-8999-999999999999" as PersonId)).toBeUndefined();
  });
});

describe("a relationship", () => {
  const related = async (person: PersonId) =>
    (await house.sharing.relationshipsOf(await house.mayRead(person))).map((one) => one.organisation);

  it("goes with its patient to another person, and back, in the transaction that moves them", async () => {
    await register(PRACTICE, aPatient("g").born(BIRTH).tracedAs(A));
    await register(HOSPITAL, aPatient("h").born(BIRTH).tracedAs(B));
    await house.save(HOSPITAL, ++delivery, [
      supplied(aRegistration("e", "h", HOSPITAL), { recorded: "2026-05-03T10:00:00Z" }),
    ]);
    const [mine, theirs] = [await house.personOf(PRACTICE, "g"), await house.personOf(HOSPITAL, "h")];
    expect([await related(mine), await related(theirs)]).toEqual([[], [HOSPITAL]]);
    await register(HOSPITAL, aPatient("h").born(BIRTH).tracedAs(A));
    expect([await related(mine), await related(theirs)]).toEqual([[HOSPITAL], []]);
    await register(HOSPITAL, aPatient("h").born(BIRTH).tracedAs(B));
    const parted = await house.personOf(HOSPITAL, "h");
    expect([await related(mine), await related(parted)]).toEqual([[], [HOSPITAL]]);
  });

  it("does not move where the link was not saved", async () => {
    await register(PRACTICE, aPatient("g").born(BIRTH).tracedAs(A));
    await register(HOSPITAL, aPatient("h").born(BIRTH).tracedAs(B));
    await house.save(HOSPITAL, ++delivery, [
      supplied(aRegistration("e", "h", HOSPITAL), { recorded: "2026-05-03T10:00:00Z" }),
    ]);
    const theirs = await house.personOf(HOSPITAL, "h");
    const work = house.db.inTransaction(async () => {
      await register(HOSPITAL, aPatient("h").born(BIRTH).tracedAs(A));
      throw new Error("Something else went wrong.");
    });
    await expect(work).rejects.toThrow("Something else");
    expect(await related(theirs)).toEqual([HOSPITAL]);
    expect(await house.personOf(HOSPITAL, "h")).toBe(theirs);
  });
});
