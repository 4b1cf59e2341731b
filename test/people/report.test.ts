import { beforeAll, describe, expect, it } from "vitest";
import { mustSucceed, patientIdOf, stoppedAt } from "#base";
import { aHouse, COUNCIL, PRACTICE, SECOND_LINKER, type House } from "../builders/house.ts";
import { madeUpNumber } from "../builders/made-up-number.ts";
import { aPatient } from "../builders/patient.ts";
import { supplied } from "../builders/resources.ts";

const recorded = "2026-05-01T10:00:00Z";
const HOME = ["4 Mill Lane", "ZZ99 3VZ"] as const;
const ETHNICITY = {
  url: "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory",
  valueCodeableConcept: { coding: [{ code: "N" }] },
};

let house: House;
beforeAll(async () => {
  house = await aHouse({ clock: stoppedAt("2026-05-03T10:00:00Z") });
  const practice = [
    aPatient("a")
      .called("Amina", "Okafor")
      .born("1947-03-31")
      .tracedAs(madeUpNumber(1))
      .with({ extension: [ETHNICITY] }),
    aPatient("b")
      .called("Joan", "Whitfield")
      .born("2012-01-05")
      .tracedAs(madeUpNumber(2))
      .livingAt(...HOME),
  ];
  await house.save(
    PRACTICE,
    1,
    practice.map((one, nth) => supplied(one.resource, { recorded, line: nth + 1 })),
  );
  const council = [
    aPatient("c").called("Amina", "Okafor").born("1947-03-31").giving(madeUpNumber(1)),
    aPatient("d").giving(madeUpNumber(2)),
  ];
  await house.save(
    COUNCIL,
    2,
    council.map((one, nth) => supplied(one.resource, { recorded, line: nth + 1 })),
  );
});

describe("the report on links", () => {
  it("says how registrations are linked, and for whom less well", async () => {
    const report = await house.people.linkReport();
    expect(report.registrations).toBe(4);
    expect([...report.methods].sort((a, b) => (a.method < b.method ? -1 : 1))).toEqual([
      { method: "alone", registrations: 2 },
      { method: "nhs-number", registrations: 2 },
    ]);
    const group = (by: string, value: string) => report.groups.find((one) => one.by === by && one.value === value);
    expect(group("source", COUNCIL)).toMatchObject({ registrations: 2, alone: 1 });
    expect(group("age", "65 to 84")).toMatchObject({ registrations: 2, alone: 0, expectedMissed: 0 });
    expect(group("age", "0 to 17")).toMatchObject({ registrations: 1, alone: 1 });
    expect(group("ethnicity", "N")).toMatchObject({ registrations: 1, alone: 0 });
    expect(group("ethnicity", "not said")).toMatchObject({ registrations: 3 });
    expect(group("age", "0 to 17")?.expectedMissed).toBeGreaterThan(0.2);
    for (const by of ["source", "age", "sex", "ethnicity"]) {
      const own = report.groups.filter((one) => one.by === by);
      expect(own.reduce((sum, one) => sum + one.registrations, 0)).toBe(4);
    }
  });

  it("counts what people decided in the band of its weight", async () => {
    const before = await house.people.linkReport();
    expect(before.calibration.reduce((sum, { pairs }) => sum + pairs, 0)).toBe(2);
    expect(before.calibration.every(({ reviewed }) => reviewed === 0)).toBe(true);
    const [one, other] = [patientIdOf(PRACTICE, "b"), patientIdOf(COUNCIL, "d")];
    const decision = mustSucceed(
      await house.people.review.decide(await house.mayLink(), { one, other, verdict: "same", reason: "Rang her." }),
    );
    mustSucceed(await house.people.review.confirm(await house.mayLink(SECOND_LINKER), decision.id));
    const { calibration } = await house.people.linkReport();
    const own = calibration.find(({ from, to }) => (decision.weight ?? NaN) >= from && (decision.weight ?? NaN) < to);
    expect(own).toMatchObject({ reviewed: 1, same: 1 });
  });

  it("says what the last learning came to", async () => {
    expect((await house.people.linkReport()).lastRun).toBeUndefined();
    await house.people.learn();
    expect((await house.people.linkReport()).lastRun).toMatchObject({ version: 1, passedOver: [] });
  });
});
