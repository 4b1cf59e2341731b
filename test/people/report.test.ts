import { beforeAll, describe, expect, it } from "vitest";
import { mustSucceed, patientIdOf, stoppedAt } from "#base";
import { aHouse, COUNCIL, OTHER_PRACTICE, PRACTICE, SECOND_LINKER, type House } from "../builders/house.ts";
import { madeUpNumber } from "../builders/made-up-number.ts";
import { aPatient, type PatientInMaking } from "../builders/patient.ts";
import { supplied } from "../builders/resources.ts";

const recorded = "2026-05-01T10:00:00Z";
const ETHNICITY = {
  url: "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory",
  valueCodeableConcept: { coding: [{ code: "N" }] },
};

/** So many of each kind of person: fewer than ten are not told. */
const MANY = 12;
const NAMES = [
  ...["Okafor", "Whitfield", "Sowerby", "Rahman", "Campbell", "Kowalska"],
  ...["Gill", "Adebayo", "Chan", "Novak", "Thorne", "Haddad"],
];

let house: House;
beforeAll(async () => {
  house = await aHouse({ clock: stoppedAt("2026-05-03T10:00:00Z") });
  const all = (of: (nth: number, family: string) => readonly PatientInMaking[]) =>
    NAMES.slice(0, MANY)
      .flatMap((family, nth) => of(nth, family))
      .map((one, nth) => supplied(one.resource, { recorded, line: nth + 1 }));
  await house.save(
    PRACTICE,
    1,
    all((nth, family) => [
      aPatient(`a${nth}`)
        .called("Amina", family)
        .born(`195${nth % 10}-03-${10 + nth}`)
        .tracedAs(madeUpNumber(nth))
        .with({ extension: [ETHNICITY] }),
      aPatient(`b${nth}`)
        .called("Joan", family)
        .born(`201${nth % 10}-01-${10 + nth}`)
        .tracedAs(madeUpNumber(100 + nth))
        .livingAt(`${nth} Mill Lane`, "ZZ99 3VZ"),
    ]),
  );
  await house.save(
    COUNCIL,
    2,
    all((nth, family) => [
      aPatient(`c${nth}`)
        .called("Amina", family)
        .born(`195${nth % 10}-03-${10 + nth}`)
        .giving(madeUpNumber(nth)),
      aPatient(`d${nth}`).giving(madeUpNumber(100 + nth)),
    ]),
  );
});

describe("the report on links", () => {
  it("says how registrations are linked, and for whom less well", async () => {
    const report = await house.people.linkReport();
    expect(report.registrations).toBe(4 * MANY);
    expect([...report.methods].sort((a, b) => (a.method < b.method ? -1 : 1))).toEqual([
      { method: "alone", registrations: 2 * MANY },
      { method: "nhs-number", registrations: 2 * MANY },
    ]);
    const group = (by: string, value: string) => report.groups.find((one) => one.by === by && one.value === value);
    expect(group("source", COUNCIL)).toMatchObject({ registrations: 2 * MANY, alone: MANY });
    expect(group("age", "65 to 84")).toMatchObject({ registrations: 2 * MANY, alone: 0, expectedMissed: 0 });
    expect(group("age", "0 to 17")).toMatchObject({ registrations: MANY, alone: MANY });
    expect(group("ethnicity", "N")).toMatchObject({ registrations: MANY, alone: 0 });
    expect(group("ethnicity", "not said")).toMatchObject({ registrations: 3 * MANY });
    expect(group("age", "0 to 17")?.expectedMissed).toBeGreaterThan(0.2 * MANY);
    for (const by of ["source", "age", "sex", "ethnicity"]) {
      const own = report.groups.filter((one) => one.by === by);
      expect(own.reduce((sum, one) => sum + Number(one.registrations), 0)).toBe(4 * MANY);
    }
  });

  it("counts what people decided in the band of its weight", async () => {
    const before = await house.people.linkReport();
    expect(before.calibration.reduce((sum, { pairs }) => sum + pairs, 0)).toBe(2 * MANY);
    expect(before.calibration.every(({ reviewed }) => reviewed === 0)).toBe(true);
    const [one, other] = [patientIdOf(PRACTICE, "b0"), patientIdOf(COUNCIL, "d0")];
    const decision = mustSucceed(
      await house.people.review.decide(await house.mayLink(), { one, other, verdict: "same", reason: "Rang her." }),
    );
    mustSucceed(await house.people.review.confirm(await house.mayLink(SECOND_LINKER), decision.id));
    const { calibration } = await house.people.linkReport();
    const own = calibration.find(({ from, to }) => (decision.weight ?? NaN) >= from && (decision.weight ?? NaN) < to);
    expect(own).toMatchObject({ reviewed: 1, same: 1 });
  });

  it("tells of no group of fewer than ten, nor of another by which one would be known", async () => {
    const rare = { ...ETHNICITY, valueCodeableConcept: { coding: [{ code: "S" }] } };
    const few = [0, 1, 2, 3, 4, 5, 6, 7].map((nth) =>
      aPatient(`few${nth}`)
        .called("Li", `Wei${nth}`)
        .with({ extension: [rare] }),
    );
    const entries = few.map((one, nth) => supplied(one.resource, { recorded, line: nth + 1 }));
    await house.save(OTHER_PRACTICE, 3, entries);
    const report = await house.people.linkReport();
    const group = (by: string, value: string) => report.groups.find((one) => one.by === by && one.value === value);
    const hidden = { alone: "few", weak: "few", expectedWrong: undefined, expectedMissed: undefined };
    expect(group("ethnicity", "S")).toMatchObject({ registrations: "few", ...hidden });
    expect(group("ethnicity", "N")).toMatchObject({ registrations: "withheld", expectedMissed: undefined });
    expect(group("ethnicity", "not said")).toMatchObject({ registrations: 3 * MANY });
    expect(group("source", OTHER_PRACTICE)).toMatchObject({ registrations: "few" });
    expect(JSON.stringify(report.groups)).not.toMatch(/":[1-9][,}]/);
  });

  it("says of deprivation nothing without a table of areas, and of each fifth with one, not known included", async () => {
    const without = await house.people.linkReport();
    expect(without.groups.some(({ by }) => by === "deprivation")).toBe(false);
    const areaTable = new Map([
      ["ZZ993VZ", { lsoa: "E01999001", decile: 2 }],
      ["ZZ11AA", { lsoa: "E01999002", decile: 9 }],
    ]);
    house.directory.renew({ ...house.directory.place, areas: "areas.csv", areaTable });
    const { groups, registrations } = await house.people.linkReport();
    const own = groups.filter(({ by }) => by === "deprivation");
    expect(own.map(({ value }) => value)).toEqual(["1", "not known"]);
    expect(own[0]).toMatchObject({ registrations: MANY });
    expect(own.reduce((sum, one) => sum + Number(one.registrations), 0)).toBe(registrations);
  });

  it("says what the last learning came to", async () => {
    expect((await house.people.linkReport()).lastRun).toBeUndefined();
    await house.people.learn();
    expect((await house.people.linkReport()).lastRun).toMatchObject({ version: 1, passedOver: [] });
  });
});
