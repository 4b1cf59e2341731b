import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { odsCode } from "#base";
import { madeUpNumber } from "../../../test/builders/made-up-number.ts";
import { aDelivery, readWhole } from "../../../test/builders/readings.ts";
import { aTableFile, type TableFileRow } from "../../../test/builders/table-file.ts";
import { createCsdsAdapter } from "./adapter.ts";

const facts = aDelivery({ source: odsCode("XC901"), sourceKind: "community-trust" });
const read = (rows: readonly TableFileRow[]) => readWhole(createCsdsAdapter(), aTableFile(rows), { facts });
const oneOf = async (row: TableFileRow) => {
  const { entries, rejections } = await read([row]);
  expect(rejections).toEqual([]);
  expect(entries).toHaveLength(1);
  return entries[0];
};

const ABOUT = {
  "PERSON ID": "0012345",
  "ORGANISATION IDENTIFIER (CODE OF PROVIDER)": "XC901",
  "REPORTING PERIOD END DATE": "2025-05-31 00:00:00.000",
};
const CONTACT = {
  ...ABOUT,
  "CARE CONTACT IDENTIFIER": "CC1",
  "SERVICE REQUEST IDENTIFIER": "SR1",
  "CARE CONTACT DATE": "2025-05-06 00:00:00.000",
  "CARE CONTACT TIME": "1900-01-01 09:30:00.000",
  "CLINICAL CONTACT DURATION OF CARE CONTACT": "25",
  "CONSULTATION MECHANISM (COMMUNITY CARE)": "01",
  "ACTIVITY LOCATION TYPE CODE": "A01",
  "ATTENDANCE STATUS": "5",
};
const PERSON = {
  ...ABOUT,
  "LOCAL PATIENT IDENTIFIER (EXTENDED)": "C-12345",
  "NHS NUMBER": madeUpNumber(1),
  "NHS NUMBER STATUS INDICATOR CODE": "01",
  "PERSON BIRTH DATE": "1941-03-02",
  "PERSON STATED GENDER CODE": "2",
  "ETHNIC CATEGORY": "M",
  "PERSON GIVEN NAME": "Ada Grace",
  "PERSON FAMILY NAME": "Okafor",
  "PATIENT USUAL ADDRESS": "4 Mill Lane, Northbank",
  "POSTCODE OF USUAL ADDRESS": "zz9 1aa",
};

describe("the master patient index", () => {
  it("gives a patient under the id that every table has, with the local one as an identifier", async () => {
    const entry = await oneOf(PERSON);
    expect(entry).toMatchObject({
      patient: "0012345",
      category: "demographics",
      recorded: new Date("2025-05-31T23:59:59Z"),
    });
    expect(entry?.resource).toMatchObject({
      resourceType: "Patient",
      id: "0012345",
      identifier: [
        {
          system: "https://fhir.nhs.uk/Id/nhs-number",
          value: madeUpNumber(1),
          extension: [{ valueCodeableConcept: { coding: [{ code: "01" }] } }],
        },
        { system: "https://wholestory.example/fhir/Id/local-patient-identifier", value: "C-12345" },
      ],
      name: [{ use: "official", family: "Okafor", given: ["Ada", "Grace"] }],
      gender: "female",
      birthDate: "1941-03-02",
      address: [{ line: ["4 Mill Lane", "Northbank"], postalCode: "ZZ9 1AA" }],
    });
  });

  it("is read with the headings of the landed form too, where the columns stand open", async () => {
    const entry = await oneOf({
      ...ABOUT,
      "NHSNumber Pseudo": madeUpNumber(2),
      "DateOfBirth Pseudo": "1941-03-02",
      "Postcode Pseudo": "ZZ9 1AA",
      "PERSON STATED GENDER CODE": "1",
    });
    expect(entry?.resource).toMatchObject({
      birthDate: "1941-03-02",
      gender: "male",
      identifier: [{ value: madeUpNumber(2) }],
    });
  });

  it("keeps a patient whose number, birth or gender cannot be, and says which", async () => {
    const { entries, rejections } = await read([
      {
        ...PERSON,
        "NHS NUMBER": "9990000000",
        "PERSON BIRTH DATE": "1941-02-30",
        "PERSON STATED GENDER CODE": "7",
        "ETHNIC CATEGORY": "Q",
      },
    ]);
    expect(entries).toHaveLength(1);
    expect(entries[0]?.resource).not.toHaveProperty("birthDate");
    expect(rejections.map(({ field, lost }) => `${field}: ${lost}`)).toEqual([
      "NHS NUMBER: field",
      "PERSON BIRTH DATE: field",
      "PERSON STATED GENDER CODE: field",
      "ETHNIC CATEGORY: field",
    ]);
  });
});

describe("the practice that a provider believes in", () => {
  it("is a fact of its own, not an episode of care that would give the practice a right", async () => {
    const entry = await oneOf({
      ...ABOUT,
      "GENERAL MEDICAL PRACTICE (PATIENT REGISTRATION)": "X99001",
      "START DATE (GMP PATIENT REGISTRATION)": "2019-04-01",
    });
    expect(entry).toMatchObject({
      category: "demographics",
      resource: {
        resourceType: "Observation",
        code: { text: "Registered GP practice" },
        valueCodeableConcept: { text: "X99001" },
        effectivePeriod: { start: "2019-04-01" },
      },
    });
  });
});

describe("a referral", () => {
  const referral = {
    ...ABOUT,
    "SERVICE REQUEST IDENTIFIER": "SR1",
    "REFERRAL REQUEST RECEIVED DATE": "2025-01-10",
    "REFERRAL REQUEST RECEIVED TIME": "14:05",
    "PRIORITY TYPE CODE": "2",
    "ORGANISATION IDENTIFIER (REFERRING ORGANISATION)": "X99001",
  };

  it("is a request that the provider performs, and lasts until the provider discharges them", async () => {
    expect((await oneOf(referral))?.resource).toMatchObject({
      resourceType: "ServiceRequest",
      id: "SR1",
      status: "active",
      priority: "urgent",
      occurrencePeriod: { start: "2025-01-10T14:05:00+00:00" },
      requester: { identifier: { value: "X99001" } },
      performer: [{ identifier: { system: "https://fhir.nhs.uk/Id/ods-organization-code", value: "XC901" } }],
      code: { text: "Referral to community services" },
    });
    expect((await oneOf({ ...referral, "SERVICE DISCHARGE DATE": "2025-04-01" }))?.resource).toMatchObject({
      status: "completed",
      occurrencePeriod: { end: "2025-04-01" },
    });
  });

  it("is lost without the day when it was received, which it says once", async () => {
    const { entries, rejections } = await read([{ ...referral, "REFERRAL REQUEST RECEIVED DATE": "2025-02-30" }]);
    expect(entries).toEqual([]);
    expect(rejections).toMatchObject([
      { line: 2, field: "REFERRAL REQUEST RECEIVED DATE", reason: "There is no such date.", lost: "row" },
    ]);
  });

  it("brings the team referred to, theirs until it closes the referral", async () => {
    const team = {
      ...ABOUT,
      "SERVICE REQUEST IDENTIFIER": "SR1",
      "SERVICE OR TEAM TYPE REFERRED TO (COMMUNITY CARE)": "12",
    };
    const open = await oneOf(team);
    expect(open?.resource).toMatchObject({
      resourceType: "CareTeam",
      status: "active",
      name: "District nursing service",
      participant: [
        { member: { display: "District nursing service" }, onBehalfOf: { identifier: { value: "XC901" } } },
      ],
    });
    const closed = await oneOf({ ...team, "REFERRAL CLOSURE DATE": "2025-04-01" });
    expect(closed?.resource).toMatchObject({
      id: open?.resource.id,
      status: "inactive",
      period: { end: "2025-04-01" },
    });
  });
});

describe("a care contact", () => {
  it("is an encounter with its length, as the clocks stood in England", async () => {
    expect((await oneOf(CONTACT))?.resource).toMatchObject({
      resourceType: "Encounter",
      id: "CC1",
      status: "finished",
      class: { code: "HH" },
      type: [{ text: "Home visit" }],
      period: { start: "2025-05-06T09:30:00+01:00", end: "2025-05-06T08:55:00.000Z" },
      length: { value: 25, code: "min" },
      basedOn: [{ reference: "ServiceRequest/SR1" }],
    });
  });

  it.each([
    ["02", "A01", "VR", "Telephone"],
    ["11", "", "VR", "Video"],
    ["01", "G02", "HH", "Care home visit"],
    ["01", "B01", "AMB", "Face to face, health centre"],
    ["98", "", "AMB", "Contact"],
    ["", "A01", "HH", "Home visit"],
  ])("by mechanism %s at %s is of class %s: %s", async (mechanism, location, code, words) => {
    const entry = await oneOf({
      ...CONTACT,
      "CONSULTATION MECHANISM (COMMUNITY CARE)": mechanism,
      "ACTIVITY LOCATION TYPE CODE": location,
    });
    expect(entry?.resource).toMatchObject({ class: { code }, type: [{ text: words }] });
  });

  it.each([
    ["5", "finished", "Home visit"],
    ["6", "finished", "Home visit"],
    ["2", "cancelled", "Cancelled by the person: Home visit"],
    ["3", "cancelled", "Did not attend: Home visit"],
    ["4", "cancelled", "Cancelled by the service: Home visit"],
    ["7", "cancelled", "Arrived too late to be seen: Home visit"],
    ["", "unknown", "Home visit"],
  ])("with attendance %s is %s: %s", async (attendance, status, text) => {
    expect((await oneOf({ ...CONTACT, "ATTENDANCE STATUS": attendance }))?.resource).toMatchObject({
      status,
      type: [{ text }],
    });
  });

  it("that lies ahead is planned; one that was called off is not", async () => {
    const ahead = { ...CONTACT, "CARE CONTACT DATE": "2025-09-01", "ATTENDANCE STATUS": "" };
    expect((await oneOf(ahead))?.resource).toMatchObject({ status: "planned" });
    expect((await oneOf({ ...ahead, "CARE CONTACT CANCELLATION DATE": "2025-05-30" }))?.resource).toMatchObject({
      status: "cancelled",
    });
  });

  it("names its team where a copy for local use says which", async () => {
    const entry = await oneOf({ ...CONTACT, "CARE PROFESSIONAL TEAM NAME": "Northbank district nurses" });
    expect(entry?.resource).toMatchObject({
      type: [{ text: "Home visit" }],
      participant: [{ individual: { display: "Northbank district nurses" } }],
    });
  });

  it("takes attendance from the older column where the newer one is empty, as files of several editions have both", async () => {
    const { "ATTENDANCE STATUS": _newer, ...older } = CONTACT;
    const entry = await oneOf({ ...older, "ATTENDANCE STATUS": "", "ATTENDED OR DID NOT ATTEND CODE": "3" });
    expect(entry?.resource).toMatchObject({ status: "cancelled" });
  });

  it("keeps what it can: an attendance outside the list and a time that is none cost their cells", async () => {
    const { entries, rejections } = await read([
      { ...CONTACT, "ATTENDANCE STATUS": "9X", "CARE CONTACT TIME": "25:70" },
    ]);
    expect(entries[0]?.resource).toMatchObject({ status: "unknown", period: { start: "2025-05-06" } });
    expect(rejections.map(({ field, lost }) => `${field} ${lost}`)).toEqual([
      "CARE CONTACT TIME field",
      "ATTENDANCE STATUS field",
    ]);
  });

  it("that nobody can be told to have had is refused", async () => {
    const { entries, rejections } = await read([{ ...CONTACT, "PERSON ID": "" }]);
    expect(entries).toEqual([]);
    expect(rejections).toMatchObject([{ field: "PERSON ID", reason: "This must not be empty.", lost: "row" }]);
  });
});

describe("a care activity", () => {
  const activity = {
    ...ABOUT,
    "CARE ACTIVITY IDENTIFIER": "CA1",
    "CARE CONTACT IDENTIFIER": "CC1",
    "COMMUNITY CARE ACTIVITY TYPE CODE": "03",
    "CARE PROFESSIONAL LOCAL IDENTIFIER": "N7",
    dmicActivityDate: "2025-05-06",
  };

  it("is a procedure at its contact, by what was done or else by its kind", async () => {
    expect(
      (await oneOf({ ...activity, "CODED PROCEDURE (CLINICAL TERMINOLOGY)": "225358003" }))?.resource,
    ).toMatchObject({
      resourceType: "Procedure",
      id: "CA1",
      code: { coding: [{ system: "http://snomed.info/sct", code: "225358003" }], text: "Wound care" },
      encounter: { reference: "Encounter/CC1" },
      performer: [{ actor: { reference: "Practitioner/N7" } }],
      performedDateTime: "2025-05-06",
    });
    expect((await oneOf(activity))?.resource).toMatchObject({ code: { text: "Clinical intervention" } });
  });

  it("that measured something is an observation with its unit", async () => {
    const entry = await oneOf({
      ...activity,
      "CODED OBSERVATION (CLINICAL TERMINOLOGY)": "27113001",
      "OBSERVATION VALUE": "61.5",
      "UCUM UNIT OF MEASUREMENT": "kg",
    });
    expect(entry?.resource).toMatchObject({
      resourceType: "Observation",
      valueQuantity: { value: 61.5, unit: "kg", code: "kg" },
      encounter: { reference: "Encounter/CC1" },
    });
  });

  it("that says several things gives an entry for each", async () => {
    const { entries } = await read([
      {
        ...activity,
        "CODED PROCEDURE (CLINICAL TERMINOLOGY)": "225358003",
        "CODED FINDING (CODED CLINICAL ENTRY)": "128045006",
        "CODED OBSERVATION (CLINICAL TERMINOLOGY)": "27113001",
        "OBSERVATION VALUE": "about 60",
      },
    ]);
    expect(entries.map(({ resource }) => resource.resourceType)).toEqual(["Procedure", "Observation", "Observation"]);
    expect(entries[2]?.resource).toMatchObject({ valueString: "about 60" });
    expect(new Set(entries.map(({ resource }) => resource.id)).size).toBe(3);
  });
});

describe("plans, diagnoses, scores and staff", () => {
  it("a care plan is active until the source ceases to report it, and says when it was updated", async () => {
    const plan = {
      ...ABOUT,
      "CARE PLAN IDENTIFIER": "CP1",
      "CARE PLAN TYPE (COMMUNITY CARE)": "Personalised care and support plan",
      "CARE PLAN CREATION DATE": "2025-01-20",
      "CARE PLAN LAST UPDATED DATE": "2025-04-02",
    };
    expect((await oneOf(plan))?.resource).toMatchObject({
      resourceType: "CarePlan",
      status: "active",
      title: "Personalised care and support plan",
      description: "Last updated on 2025-04-02",
      created: "2025-01-20",
    });
    const ended = await oneOf({ ...plan, "RECORD END DATE": "2025-05-31" });
    expect(ended?.resource).toMatchObject({ status: "completed", period: { end: "2025-05-31" } });
  });

  it("an agreement points at its plan and is filed with plans", async () => {
    const entry = await oneOf({
      ...ABOUT,
      "CARE PLAN IDENTIFIER": "CP1",
      "CARE PLAN CONTENT AGREED BY": "10",
      "CARE PLAN CONTENT AGREED DATE": "2025-01-21",
    });
    expect(entry).toMatchObject({
      category: "plans",
      resource: {
        code: { text: "Care plan agreed" },
        basedOn: [{ reference: "CarePlan/CP1" }],
        performedDateTime: "2025-01-21",
      },
    });
  });

  it.each([
    ["PREVIOUS DIAGNOSIS (CODED CLINICAL ENTRY)", "confirmed"],
    ["PROVISIONAL DIAGNOSIS (CODED CLINICAL ENTRY)", "provisional"],
    ["PRIMARY DIAGNOSIS (CODED CLINICAL ENTRY)", "confirmed"],
    ["SECONDARY DIAGNOSIS (CODED CLINICAL ENTRY)", "confirmed"],
  ])("%s is a %s condition", async (heading, code) => {
    const entry = await oneOf({ ...ABOUT, [heading]: "L97X", "DIAGNOSIS SCHEME IN USE": "02" });
    expect(entry?.resource).toMatchObject({
      resourceType: "Condition",
      clinicalStatus: { coding: [{ code: heading.startsWith("PREVIOUS") ? "inactive" : "active" }] },
      verificationStatus: { coding: [{ code }] },
      code: { coding: [{ system: "http://hl7.org/fhir/sid/icd-10", code: "L97X" }], text: "Ulcer of the leg" },
    });
  });

  it("a diagnosis keeps its id from submission to submission, and its words where the row has them", async () => {
    const row = {
      ...ABOUT,
      "SERVICE REQUEST IDENTIFIER": "SR1",
      "PRIMARY DIAGNOSIS (CODED CLINICAL ENTRY)": "399912005",
      "MASTER SNOMED CT PRIMARY DIAGNOSIS PREFERRED TERM": "Pressure ulcer",
      "DIAGNOSIS SCHEME IN USE": "06",
      "DIAGNOSIS DATE": "2025-02-03",
    };
    const first = await oneOf({ ...row, "CYP607 UNIQUE ID": "1" });
    const later = await oneOf({ ...row, "CYP607 UNIQUE ID": "2", "REPORTING PERIOD END DATE": "2025-06-30" });
    expect(first?.resource).toEqual(later?.resource);
    expect(first?.resource).toMatchObject({ code: { text: "Pressure ulcer" }, recordedDate: "2025-02-03" });
  });

  it("a diagnosis that the source no longer reports is no longer active", async () => {
    const row = { ...ABOUT, "PRIMARY DIAGNOSIS (CODED CLINICAL ENTRY)": "L97X", "DIAGNOSIS SCHEME IN USE": "02" };
    const ended = await oneOf({ ...row, "RECORD END DATE": "2025-04-30" });
    expect(ended?.resource).toMatchObject({ clinicalStatus: { coding: [{ code: "inactive" }] } });
    expect(ended?.resource.id).toBe((await oneOf(row))?.resource.id);
  });

  it("a diagnosis in no known code is lost, and says so", async () => {
    const { entries, rejections } = await read([
      { ...ABOUT, "PRIMARY DIAGNOSIS (CODED CLINICAL ENTRY)": "X", "DIAGNOSIS SCHEME IN USE": "77" },
    ]);
    expect(entries).toEqual([]);
    expect(rejections).toMatchObject([{ accepted: "02; 04; 05; 06", lost: "row" }]);
  });

  it("a score stands at its referral or at its activity", async () => {
    const score = { ...ABOUT, "CODED ASSESSMENT TOOL TYPE (SNOMED CT)": "278897004", "PERSON SCORE": "17" };
    const atReferral = await oneOf({
      ...score,
      "SERVICE REQUEST IDENTIFIER": "SR1",
      "ASSESSMENT TOOL COMPLETION DATE": "2025-05-06",
    });
    expect(atReferral?.resource).toMatchObject({
      resourceType: "Observation",
      code: { text: "Waterlow pressure sore risk score" },
      valueQuantity: { value: 17 },
      effectiveDateTime: "2025-05-06",
    });
    const atContact = await oneOf({ ...score, "CARE ACTIVITY IDENTIFIER": "CA1" });
    expect(atContact?.resource).toMatchObject({ partOf: [{ reference: "Procedure/CA1" }] });
  });

  it("a child protection plan warns, as safeguarding", async () => {
    const entry = await oneOf({ ...ABOUT, "CHILD PROTECTION PLAN START DATE": "2025-02-03" });
    expect(entry).toMatchObject({
      category: "alerts",
      sensitivity: "safeguarding",
      resource: { resourceType: "Flag", status: "active" },
    });
  });

  it("a member of staff is about no patient", async () => {
    const entry = await oneOf({
      "CARE PROFESSIONAL LOCAL IDENTIFIER": "N7",
      "CARE PROFESSIONAL STAFF GROUP (COMMUNITY CARE)": "N1",
      "CARE PROFESSIONAL NAME": "Niamh Byrne",
      "REPORTING PERIOD END DATE": "2025-05-31",
    });
    expect(entry).not.toHaveProperty("patient");
    expect(entry?.resource).toMatchObject({ resourceType: "Practitioner", id: "N7", name: [{ text: "Niamh Byrne" }] });
  });
});

describe("a file", () => {
  it("of a table that is not read says so, once", async () => {
    const { entries, rejections } = await read([
      { SK: "1", "PERSON ID": "1", "ACCOMMODATION STATUS CODE": "MA", "CYP003 UNIQUE ID": "7" },
      { SK: "2", "PERSON ID": "2", "ACCOMMODATION STATUS CODE": "MA", "CYP003 UNIQUE ID": "8" },
    ]);
    expect(entries).toEqual([]);
    expect(rejections).toMatchObject([
      { line: 1, field: "file", reason: "This table is not read: Accommodation type (CYP003)." },
    ]);
  });

  it("of no table of the data set names the nearest and what it lacks", async () => {
    const { rejections } = await read([{ "PERSON ID": "1", "CARE CONTACT IDENTIFIER": "2" }]);
    expect(rejections[0]?.reason).toMatch(/no known table\. Nearest is .+missing: /);
    expect(rejections[0]?.accepted).toContain("Care contact (CYP201)");
  });

  it("in Windows-1252 keeps the accents of names", async () => {
    const { entries } = await readWhole(
      createCsdsAdapter(),
      Buffer.from(aTableFile([{ ...PERSON, "PERSON GIVEN NAME": "Zoë" }]), "latin1"),
      { facts },
    );
    expect(entries[0]?.resource).toMatchObject({ name: [{ given: ["Zoë"] }] });
  });

  it("is no more recent than when it was received, and as recent as its submission was processed", async () => {
    const processed = await oneOf({ ...CONTACT, "EFFECTIVE FROM": "2025-05-20 03:12:00.000" });
    expect(processed?.recorded).toEqual(new Date("2025-05-20T03:12:00+01:00"));
    const ahead = await oneOf({ ...CONTACT, "REPORTING PERIOD END DATE": "2025-06-30" });
    expect(ahead?.recorded).toEqual(facts.received);
  });

  it("loses no row, whatever stands in its cells: each gives entries or a rejection", async () => {
    const cell = fc.oneof(
      fc.constantFrom("", "0", "5", "2025-05-06", "31/02/2025", "A01", "x".repeat(300)),
      fc.string(),
    );
    const row = fc.record(Object.fromEntries(Object.keys(CONTACT).map((heading) => [heading, cell])));
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (rows) => {
        const file = [CONTACT, ...rows].map((one) => ({ ...CONTACT, ...onOneLine(one) }));
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
