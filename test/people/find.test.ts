import { beforeAll, describe, expect, it } from "vitest";
import { mustSucceed, stoppedAt, type PersonId } from "#base";
import { sql } from "#db";
import type { SearchForm } from "#people";
import { readSearch } from "#people";
import { aHouse, COUNCIL, PRACTICE, type House } from "../builders/house.ts";
import { madeUpNumber } from "../builders/made-up-number.ts";
import { aPatient } from "../builders/patient.ts";
import { supplied } from "../builders/resources.ts";

const CLOCK = stoppedAt("2026-05-03T10:00:00Z");
const BIRTH = "1947-03-31";
const BORN = { day: "31", month: "3", year: "1947" };

let house: House;
beforeAll(async () => {
  house = await aHouse({ clock: CLOCK });
  const recorded = "2026-05-01T10:00:00Z";
  const practice = [
    aPatient("1").called("Amina", "Okafor").born(BIRTH).tracedAs(madeUpNumber(1)).formerly(madeUpNumber(9)),
    aPatient("2").called("Ömer", "Özdemir").born(BIRTH).livingAt("1 High Street", "ZZ99 3VZ"),
    aPatient("3").called("İlknur", "Çelik").born(BIRTH).livingAt("2 High Street", "ZZ99 4AA"),
    aPatient("4").called("Siân", "O'Neill").born(BIRTH),
    ...Array.from({ length: 60 }, (_, n) => aPatient(`s${n}`).called(`Given${n}`, "Smith").born("1950-01-01")),
  ];
  await house.save(
    PRACTICE,
    1,
    practice.map((one, nth) => supplied(one.resource, { recorded, line: nth + 1 })),
  );
  const council = aPatient("9").called("A", "OKAFOR-BELLO").born(BIRTH).giving(madeUpNumber(1));
  await house.save(COUNCIL, 2, [supplied(council.resource, { recorded })]);
});

const find = async (form: SearchForm) => {
  const search = readSearch(form, "2026-05-03");
  if (!search.ok) throw new Error("The form has faults.");
  return house.people.find(await house.mayList(), search.value);
};
const namesOf = async (form: SearchForm) => (await find(form)).persons.map((one) => `${one.given} ${one.family}`);

describe("finding a person", () => {
  it("goes by a number, also by one that was given up", async () => {
    expect(await namesOf({ nhsNumber: madeUpNumber(1) })).toEqual(["Amina Okafor"]);
    expect(await namesOf({ nhsNumber: madeUpNumber(9) })).toEqual(["Amina Okafor"]);
    expect(await namesOf({ nhsNumber: madeUpNumber(5) })).toEqual([]);
  });

  it("goes by any registration's name, and shows the person with all of them", async () => {
    const { persons } = await find({ family: "Okafor-Bello", ...BORN });
    expect(persons.map((one) => one.family)).toEqual(["Okafor"]);
    expect(persons[0]?.registrations.map((one) => one.source)).toEqual([PRACTICE, COUNCIL]);
  });

  it.each(["özdemir", "ÖZDEMIR", "Özdemir"])("takes small letters for capitals: %s", async (family) => {
    expect(await namesOf({ family, ...BORN })).toEqual(["Ömer Özdemir"]);
  });

  it("takes letters that other languages make small otherwise", async () => {
    expect(await namesOf({ family: "ÇELIK", ...BORN, given: "İl" })).toEqual(["İlknur Çelik"]);
    expect(await namesOf({ family: "o'neill", ...BORN, given: "si" })).toEqual(["Siân O'Neill"]);
  });

  it("is narrowed by the beginning of a postcode, with or without its space", async () => {
    expect(await namesOf({ family: "Çelik", ...BORN, postcode: "zz99 4" })).toEqual(["İlknur Çelik"]);
    expect(await namesOf({ family: "Çelik", ...BORN, postcode: "ZZ993" })).toEqual([]);
  });

  it("takes a percent sign for a percent sign", async () => {
    expect(await namesOf({ family: "Smith", day: "1", month: "1", year: "1950", given: "%" })).toEqual([]);
  });
});

describe("a list of many", () => {
  const SMITHS = { family: "Smith", day: "1", month: "1", year: "1950" };
  const logged = () =>
    house.db.query(sql<{ person: PersonId | null }>`select person from sharing.access_event where kind = 'list'`);

  it("shows fifty, says that there are more, and logs those fifty", async () => {
    await house.db.execute(sql`delete from sharing.access_event`);
    const found = await find(SMITHS);
    expect(found.more).toBe(true);
    expect(found.persons).toHaveLength(50);
    expect((await logged()).map((row) => row.person).sort()).toEqual(found.persons.map((one) => one.id).sort());
  });

  it("says nothing of more where all are shown", async () => {
    expect((await find({ ...SMITHS, given: "Given1" })).more).toBe(false);
  });

  it("leaves one row where nobody was found", async () => {
    await house.db.execute(sql`delete from sharing.access_event`);
    await find({ nhsNumber: madeUpNumber(5) });
    expect(await logged()).toEqual([{ person: null }]);
  });
});

describe("who a person is", () => {
  it("is told from all registrations, and the look is logged", async () => {
    const person = await house.personOf(COUNCIL, "9");
    await house.db.execute(sql`delete from sharing.access_event`);
    const known = mustSucceed(await house.people.get(await house.mayRead(person)));
    expect(known).toMatchObject({ family: "Okafor", nhsNumber: madeUpNumber(1), born: BIRTH });
    const rows = await house.db.query(sql<{ person: PersonId }>`select person from sharing.access_event`);
    expect(rows).toEqual([{ person }]);
  });

  it("is nobody where there is no such person", async () => {
    const nobody = "99999999-9999-4999-8999-999999999999" as PersonId;
    expect(await house.people.get(await house.mayRead(nobody))).toMatchObject({
      ok: false,
      problem: { kind: "not-found" },
    });
  });

  const LINKED = { method: "nhs-number", reason: "A traced NHS number and the date of birth are the same." };

  const UNSURE = "Others are like this registration, but it is not sure enough that they are the same person.";

  it("is counted without being shown, with the reasons", async () => {
    expect(await house.people.counts()).toEqual({ persons: 64, patients: 65, links: { alone: 63, "nhs-number": 2 } });
    expect(await house.people.countsBySource()).toEqual([
      {
        ...{ source: PRACTICE, patients: 64, linked: 1 },
        links: [
          { method: "alone", reason: UNSURE, patients: 60 },
          { method: "alone", reason: "No other registration is like this one.", patients: 3 },
          { ...LINKED, patients: 1 },
        ],
      },
      { source: COUNCIL, patients: 1, linked: 1, links: [{ ...LINKED, patients: 1 }] },
    ]);
  });
});
