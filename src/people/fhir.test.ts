import type { Address, HumanName } from "fhir/r4.js";
import { describe, expect, it } from "vitest";
import { odsCode, patientIdOf } from "#base";
import { madeUpNumber } from "../../test/builders/made-up-number.ts";
import { aPatient, type PatientInMaking } from "../../test/builders/patient.ts";
import { patientFrom } from "./fhir.ts";

const SOURCE = odsCode("X99001");
const RECORDED = new Date("2026-05-03T10:00:00Z");
const from = (patient: PatientInMaking) => patientFrom(SOURCE, patient.resource, RECORDED);
const named = (...name: HumanName[]) => from(aPatient("p1").with({ name }));
const living = (...address: Address[]) => from(aPatient("p1").with({ address }));

describe("what a Patient says", () => {
  it("is who, where and under which number", () => {
    const patient = aPatient("p1")
      .called("Amina", "Okafor")
      .born("1947-03-31")
      .tracedAs(madeUpNumber(1))
      .livingAt("4 Mill Lane", "ZZ99 3VZ")
      .registeredWith("X99001");
    expect(from(patient)).toEqual({
      id: patientIdOf(SOURCE, "p1"),
      source: SOURCE,
      sourceId: "p1",
      recorded: RECORDED,
      active: true,
      deceased: false,
      family: "Okafor",
      given: "Amina",
      born: "1947-03-31",
      nhsNumber: madeUpNumber(1),
      nhsNumberVerified: true,
      supersededNumbers: [],
      sameAs: [],
      address: "4 Mill Lane",
      postcode: "ZZ99 3VZ",
      practice: "X99001",
    });
  });

  it("may be that the registration has ended", () => {
    expect(from(aPatient("p1").with({ active: false })).active).toBe(false);
  });

  it("may be no more than an id", () => {
    expect(from(aPatient("p1"))).toEqual({
      id: patientIdOf(SOURCE, "p1"),
      source: SOURCE,
      sourceId: "p1",
      recorded: RECORDED,
      active: true,
      deceased: false,
      nhsNumberVerified: false,
      supersededNumbers: [],
      sameAs: [],
    });
  });
});

describe("an NHS number in a Patient", () => {
  it("is traced only where the source says so", () => {
    expect(from(aPatient("p1").giving(madeUpNumber(1)))).toMatchObject({
      nhsNumber: madeUpNumber(1),
      nhsNumberVerified: false,
    });
    const bare = [{ system: "https://fhir.nhs.uk/Id/nhs-number", value: madeUpNumber(1) }];
    expect(from(aPatient("p1").with({ identifier: bare })).nhsNumberVerified).toBe(false);
  });

  it("is none where its check digit is wrong, and then nothing was traced", () => {
    const wrong = from(aPatient("p1").tracedAs("9990000019"));
    expect(wrong.nhsNumber).toBeUndefined();
    expect(wrong.nhsNumberVerified).toBe(false);
  });

  it("may have given way to another", () => {
    const patient = from(aPatient("p1").formerly(madeUpNumber(2)).tracedAs(madeUpNumber(1)).formerly("9990000019"));
    expect(patient.nhsNumber).toBe(madeUpNumber(1));
    expect(patient.supersededNumbers).toEqual([madeUpNumber(2)]);
  });

  it("is not a number of another kind", () => {
    const identifier = [{ system: "https://example.org/hospital-number", value: madeUpNumber(1) }];
    expect(from(aPatient("p1").with({ identifier })).nhsNumber).toBeUndefined();
  });
});

describe("the name of today", () => {
  const maiden = { use: "maiden", family: "Bello" } as const;
  const old = { use: "old", family: "Cole" } as const;

  it("is the official one, then the usual one, wherever they stand", () => {
    expect(named(maiden, { use: "usual", family: "Obi" }, { use: "official", family: "Okafor" }).family).toBe("Okafor");
    expect(named({ use: "usual", family: "Obi" }, maiden, { use: "nickname", given: ["Mina"] }).family).toBe("Obi");
  });

  it("is the last of several without a use", () => {
    expect(named({ family: "Obi" }, { family: "Okafor" }).family).toBe("Okafor");
  });

  it("is never an old one, or one whose time is over", () => {
    expect(named(old).family).toBeUndefined();
    expect(named({ family: "Obi" }, { use: "official", family: "Cole", period: { end: "2020" } }).family).toBe("Obi");
  });

  it("is the maiden name where there is no other", () => {
    expect(named(old, maiden).family).toBe("Bello");
  });

  it("has every given name, and the title", () => {
    expect(named({ family: "Obi", given: ["Ada", "Grace"], prefix: ["Dr"] })).toMatchObject({
      given: "Ada Grace",
      title: "Dr",
    });
  });
});

describe("the address of today", () => {
  it("is home before a temporary one, and never an old one", () => {
    const home = { use: "home", line: ["1 High Street"], city: "Testborough", postalCode: "zz993vz" } as const;
    const patient = living(
      { use: "temp", line: ["Ward 3"] },
      { ...home, line: [...home.line] },
      { use: "old", line: ["Away"] },
    );
    expect(patient.address).toBe("1 High Street, Testborough");
    expect(patient.postcode).toBe("ZZ99 3VZ");
  });
});

describe("a day of birth or death", () => {
  it("is kept where it is a whole day that there was", () => {
    const patient = from(aPatient("p1").born("1948-02-29").died("2025-12-01T04:30:00Z"));
    expect(patient).toMatchObject({ born: "1948-02-29", died: "2025-12-01" });
  });

  it.each(["1947", "1947-03", "1947-02-29", "1947-13-01", "31/03/1947", "1947-03-31junk"])("is none in %s", (text) => {
    expect(from(aPatient("p1").born(text)).born).toBeUndefined();
    expect(from(aPatient("p1").died(text)).died).toBeUndefined();
  });
});

describe("the practice", () => {
  it("is known by its code, or by a reference that is one", () => {
    const generalPractitioner = [{ reference: "Practitioner/gp1" }, { reference: "Organization/X99002" }];
    expect(from(aPatient("p1").with({ generalPractitioner })).practice).toBe("X99002");
    expect(from(aPatient("p1").with({ managingOrganization: { reference: "Organization/X99001" } })).practice).toBe(
      "X99001",
    );
  });

  it("is unknown where the reference is the source's own id", () => {
    const generalPractitioner = [{ reference: "Organization/7f0c1a52-8f5e-4a50-9a55-5c1f3b9c0001" }];
    expect(from(aPatient("p1").with({ generalPractitioner })).practice).toBeUndefined();
  });
});
