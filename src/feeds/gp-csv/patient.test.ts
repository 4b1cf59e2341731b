import { describe, expect, it } from "vitest";
import * as rows from "../../../test/builders/gp-extract.ts";
import { gp, practice, read, refused } from "../../../test/builders/gp-readings.ts";
import { madeUpNumber } from "../../../test/builders/made-up-number.ts";
import { idOfParts } from "../source-id.ts";

const { aGuid, idOfGuid } = rows;

describe("a row about a patient", () => {
  const number = madeUpNumber(5);

  it("is a patient and their registration with the practice that sends it", async () => {
    const { entries, rejections } = await read([rows.aPatientRow({ NhsNumber: number })]);
    expect(rejections).toEqual([]);
    const id = idOfGuid(aGuid(1));
    expect(entries.map((one) => [one.patient, one.category, one.sensitivity, one.recorded.toISOString()])).toEqual([
      [id, "demographics", "normal", "2026-10-31T00:00:00.000Z"],
      [id, "contacts", "normal", "2026-10-31T00:00:00.000Z"],
    ]);
    expect(entries[0]?.resource).toMatchObject({
      resourceType: "Patient",
      id,
      active: true,
      name: [{ use: "official", family: "Turnbull", given: ["Olive", "Mary", "Jane"], prefix: ["Mrs"] }],
      gender: "female",
      birthDate: "1948-05-17",
      address: [{ use: "home", line: ["Flat 2", "14 Mill Road"], city: "Northbank", postalCode: "ZZ99 3VZ" }],
      telecom: [{ system: "phone", value: "020 7946 0001", use: "home" }],
      generalPractitioner: [gp],
      managingOrganization: practice,
      identifier: [
        {
          system: "https://fhir.nhs.uk/Id/nhs-number",
          value: number,
          extension: [{ valueCodeableConcept: { coding: [{ code: "01" }] } }],
        },
        { use: "secondary", value: "3553" },
      ],
    });
    expect(entries[1]?.resource).toEqual({
      resourceType: "EpisodeOfCare",
      id: idOfParts("registration", id),
      status: "active",
      type: [{ text: "General practice registration" }],
      patient: { reference: `Patient/${id}` },
      managingOrganization: practice,
      period: { start: "2011-04-01" },
      careManager: gp,
    });
  });

  it("who left has a registration that is over, and is no longer active", async () => {
    const { entries } = await read([rows.aPatientRow({ DateOfDeactivation: "02/03/2026" })]);
    expect(entries.map(({ resource }) => resource)).toMatchObject([
      { active: false },
      { status: "finished", period: { start: "2011-04-01", end: "2026-03-02" } },
    ]);
  });

  it("who leaves on a day to come is still on the list", async () => {
    const { entries } = await read([rows.aPatientRow({ DateOfDeactivation: "2027-01-01" })]);
    expect(entries.map(({ resource }) => resource)).toMatchObject([{ active: true }, { status: "active" }]);
  });

  it("without a day of registration is known there, and no longer registered if they were", async () => {
    const { entries } = await read([rows.aPatientRow({ DateOfRegistration: "" })]);
    expect(entries.map((one) => [one.resource.resourceType, one.ended])).toEqual([
      ["Patient", undefined],
      ["EpisodeOfCare", true],
    ]);
    const unread = await read([rows.aPatientRow({ DateOfRegistration: "long ago" })]);
    expect(unread.entries.map(({ resource }) => resource.resourceType)).toEqual(["Patient"]);
  });

  it("registered otherwise than as a regular patient says how", async () => {
    const { entries } = await read([rows.aPatientRow({ PatientTypeDescription: "Temporary" })]);
    expect(entries[1]?.resource).toMatchObject({ type: [{ text: "Temporary" }] });
  });

  it("whose number superseded another says so", async () => {
    const row = rows.aPatientRow({ NhsNumber: number, SupersededNhsNumber: madeUpNumber(6) });
    const { entries } = await read([row]);
    expect(entries[0]?.resource).toMatchObject({ identifier: [{ use: "official" }, { use: "old" }, {}] });
  });

  it.each(["SpineSensitive", "IsConfidential"])("is withheld where %s says so, registration and all", async (flag) => {
    const { entries } = await read([rows.aPatientRow({ [flag]: "True" })]);
    expect(entries.map(({ sensitivity }) => sensitivity)).toEqual(["restricted", "restricted"]);
  });

  it("is withheld where it is unclear whether it is private", async () => {
    const { entries, rejections } = await read([rows.aPatientRow({ IsConfidential: "perhaps" })]);
    expect(rejections.map(({ field, lost }) => [field, lost])).toEqual([["IsConfidential", "field"]]);
    expect(entries.map(({ sensitivity }) => sensitivity)).toEqual(["restricted", "restricted"]);
  });

  it("deleted, ends the patient and the registration, whatever else it holds", async () => {
    const id = idOfGuid(aGuid(1));
    const bare = { PatientGuid: aGuid(1), Surname: "", DateOfBirth: "", Deleted: "true" };
    for (const row of [bare, rows.aPatientRow({ Deleted: "TRUE" })]) {
      const { entries, rejections } = await read([row]);
      expect(rejections).toEqual([]);
      expect(entries.map(({ resource, ended, patient }) => [resource, ended, patient])).toEqual([
        [{ resourceType: "Patient", id }, true, id],
        [{ resourceType: "EpisodeOfCare", id: idOfParts("registration", id) }, true, id],
      ]);
    }
  });

  it("made up for training is refused", async () => {
    expect(await refused(rows.aPatientRow({ DummyType: "true" }))).toEqual({
      refusals: [["DummyType", "row"]],
      kept: [],
    });
  });

  it.each([
    ["NhsNumber", "9990000001", "field"],
    ["NHSNumberStatus", "99", "field"],
    ["DateOfBirth", "31/02/1948", "field"],
    ["DateOfBirth", "2048-05-17", "field"],
    ["Sex", "woman", "field"],
    ["DateOfDeath", "2031-01-01", "field"],
    ["DateOfRegistration", "the spring", "field"],
    ["DateOfDeactivation", "2010-01-01", "field"],
    ["Surname", "x".repeat(301), "field"],
    ["Deleted", "gone", "row"],
    ["PatientGuid", "", "row"],
  ])("is refused for a fault in %s (%#)", async (column, value, lost) => {
    const { refusals, kept } = await refused(rows.aPatientRow({ [column]: value }));
    expect(refusals).toEqual([[column, lost]]);
    expect(kept.length > 0).toBe(lost === "field");
  });
});
