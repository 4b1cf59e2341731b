import { describe, expect, it } from "vitest";
import * as rows from "../../../test/builders/gp-extract.ts";
import { gp, only, practice, read, refused, subject } from "../../../test/builders/gp-readings.ts";

const { aGuid, idOfGuid } = rows;

describe("a row of the problems", () => {
  it("is a problem with its onset and how it stands", async () => {
    expect(await only(rows.aProblemRow())).toMatchObject({
      resourceType: "Condition",
      id: idOfGuid(aGuid(200)),
      clinicalStatus: { coding: [{ code: "active" }] },
      code: { coding: [{ code: "44054006" }, { code: "C10F." }], text: "Type 2 diabetes mellitus" },
      subject,
      onsetDateTime: "2019-06-01",
      recordedDate: "2019-06-03T09:05:00+01:00",
      extension: [{ valueCode: "major" }],
    });
  });

  it("that is past has its end", async () => {
    const past = { ProblemStatusDescription: "Past Problem", EndDate: "2024-05-17", EndDatePrecision: "YM" };
    expect(await only(rows.aProblemRow(past))).toMatchObject({
      clinicalStatus: { coding: [{ code: "resolved" }] },
      abatementDateTime: "2024-05",
    });
  });

  it.each([
    ["ProblemStatusDescription", "Undecided", "field"],
    ["EndDate", "2024-13-01", "field"],
    ["ObservationGuid", "", "row"],
  ])("is refused for %s = %j", async (column, value, lost) => {
    const { refusals } = await refused(rows.aProblemRow({ [column]: value }));
    expect(refusals).toEqual([[column, lost]]);
  });
});

describe("rows about medicines", () => {
  it("are what someone is to take", async () => {
    expect(await only(rows.aDrugRow())).toMatchObject({
      resourceType: "MedicationRequest",
      id: idOfGuid(aGuid(301)),
      status: "active",
      intent: "plan",
      medicationCodeableConcept: { coding: [{ code: "386864001" }], text: "Amlodipine 5mg tablets" },
      authoredOn: "2025-11-10",
      requester: gp,
      courseOfTherapyType: { coding: [{ code: "continuous" }] },
      dosageInstruction: [{ text: "Take one daily" }],
      dispenseRequest: {
        validityPeriod: { start: "2025-11-10" },
        numberOfRepeatsAllowed: 6,
        quantity: { value: 56, unit: "tablet" },
      },
    });
  });

  it.each([
    [{ CancellationDate: "2026-02-01", IsActive: "false" }, "stopped"],
    [{ IsActive: "false" }, "stopped"],
    [{ IsActive: "false", PrescriptionType: "Acute" }, "completed"],
    [{ IsActive: "" }, "active"],
  ])("%j stand as %s", async (changes, status) => {
    expect(await only(rows.aDrugRow(changes))).toHaveProperty("status", status);
  });

  it("are what was issued, from which authorisation, for how long", async () => {
    expect(await only(rows.anIssueRow({ ProblemObservationGuid: aGuid(200) }))).toMatchObject({
      resourceType: "MedicationRequest",
      id: idOfGuid(aGuid(300)),
      basedOn: [{ reference: `MedicationRequest/${idOfGuid(aGuid(301))}` }],
      status: "completed",
      intent: "order",
      reasonReference: [{ reference: `Condition/${idOfGuid(aGuid(200))}` }],
      dispenseRequest: {
        quantity: { value: 56, unit: "tablet" },
        expectedSupplyDuration: { value: 56, unit: "days", code: "d" },
      },
    });
  });

  it.each([
    [rows.anIssueRow, "Quantity", "some", "field"],
    [rows.anIssueRow, "CourseDurationInDays", "a month", "field"],
    [rows.anIssueRow, "EffectiveDate", "2026-02-30", "field"],
    [rows.aDrugRow, "PrescriptionType", "Now and then", "field"],
    [rows.aDrugRow, "IsActive", "maybe", "field"],
    [rows.aDrugRow, "CancellationDate", "1 May", "field"],
  ])("are refused for a fault in a field (%#)", async (aRow, column, value, lost) => {
    const { refusals, kept } = await refused(aRow({ [column]: value }));
    expect(refusals).toEqual([[column, lost]]);
    expect(kept.length).toBe(1);
  });
});

describe("rows about contacts and organisations", () => {
  it("are consultations", async () => {
    expect(await only(rows.aConsultationRow())).toMatchObject({
      resourceType: "Encounter",
      id: idOfGuid(aGuid(400)),
      status: "finished",
      class: { code: "VR" },
      type: [{ text: "Telephone consultation" }],
      participant: [{ individual: gp }],
      appointment: [{ reference: `Appointment/${idOfGuid(aGuid(500))}` }],
      period: { start: "2026-03-02T10:10:00+00:00", end: "2026-03-02T10:10:00+00:00" },
      serviceProvider: practice,
    });
  });

  it("are over on their day where no time is known", async () => {
    const { entries } = await read([
      rows.aConsultationRow({ EffectiveTime: "", ConsultationSourceTerm: "Home visit" }),
    ]);
    expect(entries[0]?.resource).toMatchObject({
      class: { code: "HH" },
      period: { start: "2026-03-02", end: "2026-03-02" },
    });
  });

  it.each([
    [{}, "booked"],
    [{ SendInTime: "10:12:00" }, "arrived"],
    [{ SendInTime: "10:12:00", LeftTime: "10:25:00" }, "fulfilled"],
    [{ SlotStatus: "DNA" }, "noshow"],
    [{ DidNotAttend: "TRUE", SlotStatus: "Left" }, "noshow"],
    [{ SlotStatus: "Cancelled by Patient" }, "cancelled"],
  ])("are appointments: %j is %s", async (changes, status) => {
    expect(await only(rows.aSlotRow(changes))).toMatchObject({
      resourceType: "Appointment",
      status,
      start: "2026-06-02T10:10:00+01:00",
      end: "2026-06-02T10:20:00+01:00",
      minutesDuration: 10,
      created: "2026-05-20T08:01:00+01:00",
      serviceType: [{ text: "Nurse appointment" }],
      participant: [{ actor: subject, status: "accepted" }],
    });
  });

  it.each([
    ["AppointmentDate", "2026-06-31", ["field", "row"]],
    ["AppointmentStartTime", "noon", ["row"]],
    ["PlannedDurationInMinutes", "5000", ["field"]],
    ["SlotStatus", "On the moon", ["field"]],
  ])("are refused for %s = %j", async (column, value, lost) => {
    const { refusals } = await refused(rows.aSlotRow({ [column]: value }));
    expect(refusals).toEqual(lost.map((one) => [column, one]));
  });

  it("are referrals", async () => {
    const target = {
      ReferralTargetOdsCode: "xt901",
      ReferralTreatmentFunctionCode: "320",
      ReferralEndDate: "2026-05-01",
    };
    expect(await only(rows.aReferralRow(target))).toMatchObject({
      resourceType: "ServiceRequest",
      id: idOfGuid(aGuid(600)),
      status: "completed",
      intent: "order",
      priority: "urgent",
      code: { text: "Referral to Cardiology" },
      authoredOn: "2026-03-02",
      performerType: { coding: [{ code: "320", display: "Cardiology" }] },
      performer: [{ identifier: { value: "XT901" } }],
    });
    expect(await only(rows.aReferralRow())).toMatchObject({ status: "active" });
  });

  it("are the practice and its staff, who are about no patient", async () => {
    const { entries } = await read([
      {
        OrganisationGuid: rows.PRACTICE_GUID,
        OrganisationName: "Canal Bridge Surgery",
        ODSCode: "x99002",
        CloseDate: "",
      },
    ]);
    expect(entries).toMatchObject([
      {
        category: "administration",
        resource: {
          resourceType: "Organization",
          active: true,
          name: "Canal Bridge Surgery",
          identifier: [{ value: "X99002" }],
        },
      },
    ]);
    expect(entries[0]).not.toHaveProperty("patient");
    const job = { JobCategoryName: "General Medical Practitioner", ContractEndDate: "2020-01-01" };
    expect(
      await only({ UserInRoleGuid: rows.GP_GUID, Title: "Dr", GivenName: "Ada", Surname: "Cole", ...job }),
    ).toMatchObject({
      resourceType: "Practitioner",
      active: false,
      name: [{ family: "Cole", given: ["Ada"], prefix: ["Dr"] }],
      qualification: [{ code: { text: "General Medical Practitioner" } }],
    });
  });

  it.each([
    ["MedicationRequest", rows.anIssueRow()],
    ["MedicationRequest", rows.aDrugRow()],
    ["Condition", rows.aProblemRow()],
    ["Encounter", rows.aConsultationRow()],
    ["Appointment", rows.aSlotRow()],
    ["ServiceRequest", rows.aReferralRow()],
  ])("or, deleted, the end of a %s", async (type, row) => {
    const { entries } = await read([{ ...row, Deleted: "true" }]);
    expect(entries.map(({ resource, ended }) => [resource.resourceType, ended])).toEqual([[type, true]]);
  });
});
