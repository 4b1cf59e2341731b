import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { odsCode } from "#base";
import { madeUpNumber } from "../../../test/builders/made-up-number.ts";
import { aDelivery, readWhole } from "../../../test/builders/readings.ts";
import { aTableFile, type TableFileRow } from "../../../test/builders/table-file.ts";
import { createMhsdsAdapter } from "./adapter.ts";

const facts = aDelivery({ source: odsCode("XM901"), sourceKind: "mental-health-trust" });
const read = (rows: readonly TableFileRow[]) => readWhole(createMhsdsAdapter(), aTableFile(rows), { facts });
const oneOf = async (row: TableFileRow) => {
  const { entries, rejections } = await read([row]);
  expect(rejections).toEqual([]);
  expect(entries).toHaveLength(1);
  return entries[0];
};

const ABOUT = { Person_ID: "0054321", OrgIDProv: "XM901", ReportingPeriodEndDate: "2025-05-31" };
const CONTACT = {
  ...ABOUT,
  CareContactId: "MC1",
  ServiceRequestId: "MR1",
  CareContDate: "2025-01-15",
  CareContTime: "14:00:00",
  ClinContDurOfCareCont: "50",
  ConsMechanismMH: "11",
  AttendStatus: "5",
};

describe("the care coordinator", () => {
  const coordinator = {
    ...ABOUT,
    CareProfLocalId: "S12",
    StartDateAssCareCoord: "2024-02-01",
    CareProfServOrTeamTypeAssoc: "A06",
  };

  it("is a care team of one whose role says that they coordinate, for the trust", async () => {
    const entry = await oneOf({ ...coordinator, CareProfName: "Niamh Byrne" });
    expect(entry).toMatchObject({
      patient: "0054321",
      category: "plans",
      sensitivity: "mental-health",
      resource: {
        resourceType: "CareTeam",
        status: "active",
        name: "Care coordinator, Community mental health team, functional",
        period: { start: "2024-02-01" },
        participant: [
          {
            role: [{ coding: [{ system: "http://snomed.info/sct", code: "768820003" }] }],
            member: { reference: "Practitioner/S12", display: "Niamh Byrne" },
            onBehalfOf: { identifier: { value: "XM901" } },
          },
        ],
      },
    });
  });

  it("stays the same entry when the assignment ends, which it then has", async () => {
    const before = await oneOf(coordinator);
    const after = await oneOf({ ...coordinator, EndDateAssCareCoord: "2025-03-31" });
    expect(after?.resource).toMatchObject({
      id: before?.resource.id,
      status: "inactive",
      period: { end: "2025-03-31" },
    });
  });

  it("refers to the member of staff as their own table names them", async () => {
    const entry = await oneOf({
      CareProfLocalId: "S12",
      CareProfStaffGpMH: "N4",
      CareProfJobRoleCode: "R1234",
      ProfRegBodyCode: "02",
      ProfRegEntryId: "99Z0000Z",
      CareProfName: "Niamh Byrne",
      ReportingPeriodEndDate: "2025-05-31",
    });
    expect(entry).not.toHaveProperty("patient");
    expect(entry?.resource).toMatchObject({
      resourceType: "Practitioner",
      id: "S12",
      name: [{ text: "Niamh Byrne" }],
      identifier: [{ value: "S12" }, { value: "99Z0000Z" }],
    });
  });
});

describe("care plans and the Care Programme Approach", () => {
  it("a plan is named by its type, private, and active until the trust ceases to report it", async () => {
    const plan = { ...ABOUT, CarePlanID: "MP1", CarePlanTypeMH: "12", CarePlanCreatDate: "2024-02-20" };
    expect(await oneOf(plan)).toMatchObject({
      category: "plans",
      sensitivity: "mental-health",
      resource: { resourceType: "CarePlan", id: "MP1", title: "Mental health crisis plan", status: "active" },
    });
    expect((await oneOf({ ...plan, RecordEndDate: "2025-05-01" }))?.resource).toMatchObject({ status: "completed" });
  });

  it("an agreement is filed with plans, and as private as they are", async () => {
    const entry = await oneOf({
      ...ABOUT,
      CarePlanID: "MP1",
      CarePlanAgreedBy: "10",
      CarePlanAgreedDate: "2024-02-25",
    });
    expect(entry).toMatchObject({
      category: "plans",
      sensitivity: "mental-health",
      resource: { basedOn: [{ reference: "CarePlan/MP1" }], performedDateTime: "2024-02-25" },
    });
  });

  it("the programme lasts from its first day to its last, and is no plan of the same number", async () => {
    const programme = { ...ABOUT, CPAEpisodeId: "MP1", StartDateCPA: "2024-02-01" };
    const entry = await oneOf(programme);
    expect(entry?.resource).toMatchObject({ title: "Care Programme Approach", status: "active" });
    expect(entry?.resource.id).not.toBe("MP1");
    const ended = await oneOf({ ...programme, EndDateCPA: "2025-04-30" });
    expect(ended?.resource).toMatchObject({ id: entry?.resource.id, status: "completed" });
  });
});

describe("referrals and teams", () => {
  const referral = {
    ...ABOUT,
    ServiceRequestId: "MR1",
    ReferralRequestReceivedDate: "2025-01-03",
    SourceOfReferralMH: "A1",
    ClinRespPriorityType: "3",
    PrimReasonReferralMH: "04",
  };

  it("a referral says why, and is private because it does", async () => {
    expect(await oneOf(referral)).toMatchObject({
      category: "referrals",
      sensitivity: "mental-health",
      resource: { priority: "routine", reasonCode: [{ text: "Depression" }], status: "active" },
    });
    const { PrimReasonReferralMH: _why, ...without } = referral;
    expect(await oneOf(without)).toMatchObject({ sensitivity: "normal" });
  });

  it("one because of drugs or alcohol is about substances", async () => {
    expect(await oneOf({ ...referral, PrimReasonReferralMH: "09" })).toMatchObject({ sensitivity: "substances" });
  });

  it("one that was turned down is revoked and grounds nothing", async () => {
    const entry = await oneOf({ ...referral, ReferRejectionDate: "2025-01-10", ReferRejectionTime: "09:00" });
    expect(entry?.resource).toMatchObject({
      status: "revoked",
      occurrencePeriod: { end: "2025-01-10T09:00:00+00:00" },
    });
  });

  it("the team referred to is theirs until it closes the referral", async () => {
    const team = { ...ABOUT, ServiceRequestId: "MR1", ServTeamTypeRefToMH: "A17", CareProfTeamLocalId: "T3" };
    expect((await oneOf(team))?.resource).toMatchObject({ status: "active", name: "Memory service" });
    expect((await oneOf({ ...team, ReferClosureDate: "2025-02-01" }))?.resource).toMatchObject({ status: "inactive" });
    expect((await oneOf({ ...team, ReferRejectionDate: "2025-02-01" }))?.resource).toMatchObject({
      status: "inactive",
      name: "Memory service, which turned the referral down",
    });
  });
});

describe("contacts and what was done", () => {
  it("a contact that names no team is ordinary; one that does is private", async () => {
    expect(await oneOf(CONTACT)).toMatchObject({
      category: "contacts",
      sensitivity: "normal",
      resource: { class: { code: "VR" }, type: [{ text: "Video" }], period: { start: "2025-01-15T14:00:00+00:00" } },
    });
    expect(await oneOf({ ...CONTACT, ServTeamTypeMH: "A14" })).toMatchObject({
      sensitivity: "mental-health",
      resource: {
        type: [{ coding: [{ code: "A14" }], text: "Video" }],
        participant: [{ individual: { display: "Early intervention team for psychosis" } }],
      },
    });
    expect(await oneOf({ ...CONTACT, ServTeamTypeMH: "D01" })).toMatchObject({ sensitivity: "substances" });
  });

  it("a procedure stands without its status, and scores of questionnaires at their activity", async () => {
    const activity = {
      ...ABOUT,
      CareActId: "MA1",
      CareContactId: "MC1",
      CodeProcAndProcStatus: "304891004:408730004=443390004",
    };
    expect(await oneOf(activity)).toMatchObject({
      sensitivity: "mental-health",
      resource: {
        resourceType: "Procedure",
        code: { coding: [{ code: "304891004" }], text: "Cognitive behavioural therapy" },
      },
    });
    const score = await oneOf({ ...ABOUT, CareActId: "MA1", CodedAssToolType: "720433000", PersScore: "14" });
    expect(score).toMatchObject({
      category: "results",
      sensitivity: "mental-health",
      resource: { code: { text: "Depression (PHQ-9) score" }, valueQuantity: { value: 14 } },
    });
  });

  it.each([
    ["PrevDiag", "confirmed"],
    ["ProvDiag", "provisional"],
    ["PrimDiag", "confirmed"],
    ["SecDiag", "confirmed"],
  ])("%s is a %s condition, private by its source", async (heading, code) => {
    const entry = await oneOf({
      ...ABOUT,
      [heading]: "F20.0",
      DiagSchemeInUse: "02",
      ...(heading === "ProvDiag"
        ? { CodedProvDiagTimestamp: "2024-02-03T10:15:00+00:00" }
        : { CodedDiagTimestamp: "2024-02-03T10:15:00+00:00" }),
    });
    expect(entry).toMatchObject({
      sensitivity: "mental-health",
      resource: {
        verificationStatus: { coding: [{ code }] },
        code: { text: "Schizophrenia" },
        recordedDate: "2024-02-03T10:15:00+00:00",
      },
    });
  });
});

describe("a hospital provider spell", () => {
  const spell = {
    ...ABOUT,
    HospProvSpellID: "MC1",
    ServiceRequestId: "MR1",
    StartDateHospProvSpell: "2025-03-01",
    StartTimeHospProvSpell: "22:15",
    MethAdmMHHospProvSpell: "25",
    SourceAdmMHHospProvSpell: "19",
  };

  it("is a stay that goes on until they are discharged", async () => {
    const going = await oneOf(spell);
    expect(going).toMatchObject({
      category: "admissions",
      resource: {
        resourceType: "Encounter",
        class: { code: "IMP" },
        status: "in-progress",
        period: { start: "2025-03-01T22:15:00+00:00" },
        hospitalization: { admitSource: { text: "Usual home" } },
      },
    });
    const over = await oneOf({ ...spell, DischDateHospProvSpell: "2025-04-05", DestOfDischHospProvSpell: "19" });
    expect(over?.resource).toMatchObject({
      id: going?.resource.id,
      status: "finished",
      period: { end: "2025-04-05" },
      hospitalization: { dischargeDisposition: { text: "Usual home" } },
    });
  });

  it("is not the contact of the same number", async () => {
    expect((await oneOf(spell))?.resource.id).not.toBe((await oneOf(CONTACT))?.resource.id);
  });
});

describe("patients", () => {
  it("come with what a copy for local use adds, and their practice as a fact of its own", async () => {
    const person = {
      ...ABOUT,
      LocalPatientId: "M-54321",
      NHSNumber: madeUpNumber(3),
      NHSNumberStatus: "01",
      PersonBirthDate: "1979-08-11",
      Gender: "1",
      PersonGivenName: "Tariq",
      PersonFamilyName: "Aziz",
      Postcode: "ZZ9 2BB",
    };
    expect((await oneOf(person))?.resource).toMatchObject({
      id: "0054321",
      gender: "male",
      birthDate: "1979-08-11",
      name: [{ family: "Aziz", given: ["Tariq"] }],
      identifier: [{ value: madeUpNumber(3) }, { value: "M-54321" }],
    });
    const practice = await oneOf({ ...ABOUT, GMPReg: "X99001", StartDateGMPRegistration: "2020-01-01" });
    expect(practice).toMatchObject({ category: "demographics", sensitivity: "normal" });
  });
});

describe("a file", () => {
  it.each([
    ["Ward stay (MHS502)", { Person_ID: "1", HospProvSpellID: "2", WardStayId: "3", MHS502UniqID: "4" }],
    ["Header (MHS000)", { OrgIDProvider: "XM901", MHS000UniqID: "1" }],
    ["Team details (MHS902)", { CareProfTeamLocalID: "T3", ServTeamTypeMH: "A06", MHS902UniqID: "4" }],
  ])("of %s is refused in words", async (name, row) => {
    const { entries, rejections } = await read([row]);
    expect(entries).toEqual([]);
    expect(rejections).toMatchObject([{ line: 1, field: "file", reason: `This table is not read: ${name}.` }]);
  });

  it("that was stopped goes on after its last row", async () => {
    const file = aTableFile([1, 2, 3].map((n) => ({ ...CONTACT, CareContactId: `MC${n.toString()}` })));
    const { entries } = await readWhole(createMhsdsAdapter(), file, { facts, resumeAfter: 3 });
    expect(entries.map(({ resource, line }) => `${resource.id} ${line.toString()}`)).toEqual(["MC3 4"]);
  });

  it("loses no row, whatever stands in its cells: each gives entries or a rejection", async () => {
    const cell = fc.oneof(fc.constantFrom("", "0", "5", "2025-05-06", "31/02/2025"), fc.string());
    const row = fc.record(Object.fromEntries(Object.keys(CONTACT).map((heading) => [heading, cell])));
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (rows) => {
        const file = [CONTACT, ...rows.map(onOneLine)];
        const { entries, rejections } = await read(file);
        const lost = new Set(rejections.filter((one) => one.lost === "row").map(({ line }) => line));
        const kept = new Set(entries.map(({ line }) => line));
        const empty = file.filter((one) => Object.values(one).every((text) => text.trim() === "")).length;
        return lost.size + kept.size + empty === file.length && [...kept].every((line) => !lost.has(line));
      }),
      { numRuns: 60 },
    );
  });
});

const onOneLine = (row: TableFileRow): TableFileRow =>
  Object.fromEntries(
    Object.entries(row).map(([heading, text]) => [heading, text.replace(/[\r\n\0"]/g, " ").toWellFormed()]),
  );
