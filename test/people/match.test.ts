import { beforeAll, describe, expect, it } from "vitest";
import { patientIdOf, stoppedAt } from "#base";
import { sql } from "#db";
import { patientResourceOf } from "#people";
import { aHouse, COUNCIL, PRACTICE, type House } from "../builders/house.ts";
import { madeUpNumber } from "../builders/made-up-number.ts";
import { aPatient, type PatientInMaking } from "../builders/patient.ts";
import { supplied } from "../builders/resources.ts";

const HOME = ["4 Mill Lane", "ZZ99 3VZ"] as const;
const recorded = "2026-05-01T10:00:00Z";

let house: House;
beforeAll(async () => {
  house = await aHouse({ clock: stoppedAt("2026-05-03T10:00:00Z") });
  const amina = aPatient("g")
    .called("Amina", "Okafor")
    .born("1947-03-31")
    .tracedAs(madeUpNumber(1))
    .livingAt(...HOME);
  const twin = aPatient("t")
    .called("Joan", "Okafor")
    .born("1947-03-31")
    .tracedAs(madeUpNumber(2))
    .livingAt(...HOME);
  await house.save(PRACTICE, 1, [supplied(amina.resource, { recorded }), supplied(twin.resource, { recorded })]);
  await house.save(COUNCIL, 2, [
    supplied(
      aPatient("c")
        .called("Amina", "Okafor")
        .born("1947-03-31")
        .livingAt(...HOME).resource,
      { recorded },
    ),
  ]);
});

const match = async (asked: PatientInMaking, onlyCertainMatches = false) =>
  house.people.match(await house.mayList(), asked.resource, { onlyCertainMatches, most: 10 });

describe("matching a Patient", () => {
  it("finds the person with all their registrations, though the name has a slip", async () => {
    const [first, ...others] = await match(
      aPatient("x")
        .called("Amina", "Okfor")
        .born("1947-03-31")
        .livingAt(...HOME),
    );
    expect(first?.grade).toBe("certain");
    expect(first?.score).toBeGreaterThan(0.99);
    expect(first?.person.registrations.map((one) => one.source).sort()).toEqual([PRACTICE, COUNCIL].sort());
    expect(others).toEqual([]);
  });

  it("is certain of nobody where two are as like", async () => {
    const asked = aPatient("x").called("A", "Okafor").born("1947-03-31");
    for (const { grade } of await match(asked)) expect(grade).not.toBe("certain");
    expect(await match(asked, true)).toEqual([]);
  });

  it("finds nobody for somebody unknown, and for a Patient that says nothing", async () => {
    expect(await match(aPatient("x").called("Tunde", "Adebayo").born("1980-12-24"))).toEqual([]);
    expect(await match(aPatient("x"))).toEqual([]);
  });

  it("logs each person whom it shows", async () => {
    await house.db.execute(sql`delete from sharing.access_event`);
    const [first] = await match(aPatient("x").giving(madeUpNumber(1)).born("1947-03-31"));
    const log = await house.db.query(sql<{ person: string }>`select person from sharing.access_event`);
    expect(log).toEqual([{ person: first?.person.id }]);
  });

  it("writes nothing: whom it asked about is not registered by asking", async () => {
    const before = await house.people.counts();
    await match(aPatient("x").called("Amina", "Okafor").born("1947-03-31"));
    expect(await house.people.counts()).toEqual(before);
  });
});

describe("a person as one Patient", () => {
  it("has a link to each of their registrations", async () => {
    const [first] = await match(aPatient("x").giving(madeUpNumber(1)).born("1947-03-31"));
    if (!first) throw new Error("Nobody was found.");
    const resource = patientResourceOf(first.person);
    expect(resource).toMatchObject({
      resourceType: "Patient",
      id: first.person.id,
      birthDate: "1947-03-31",
      name: [{ family: "Okafor", given: ["Amina"] }],
      identifier: [{ value: madeUpNumber(1) }],
    });
    expect(resource.link?.map((one) => one.other.reference).sort()).toEqual(
      [patientIdOf(PRACTICE, "g"), patientIdOf(COUNCIL, "c")].map((id) => `Patient/${id}`).sort(),
    );
    expect(resource.link?.every((one) => one.type === "seealso")).toBe(true);
  });
});
