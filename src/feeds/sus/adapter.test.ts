import type { CodeableConcept, Condition, Encounter, FhirResource, Patient, Procedure } from "fhir/r4.js";
import { describe, expect, it } from "vitest";
import { odsCode } from "#base";
import {
  aSpellRow,
  anActivityFile,
  anAppointmentRow,
  anAttendanceRow,
  type ActivityRow,
} from "../../../test/builders/hospital-activity.ts";
import { madeUpNumber } from "../../../test/builders/made-up-number.ts";
import { aDelivery, readWhole, type WholeReading } from "../../../test/builders/readings.ts";
import { idOfParts } from "../source-id.ts";
import { createSusAdapter } from "./adapter.ts";

const facts = aDelivery({ source: odsCode("XT901"), sourceKind: "acute-trust" });
const read = (file: string | Buffer, options = {}) => readWhole(createSusAdapter(), file, { facts, ...options });
const readRows = (rows: readonly ActivityRow[], options = {}) => read(anActivityFile(rows), options);

function allOf<T extends FhirResource>(whole: WholeReading, type: T["resourceType"]): readonly T[] {
  return whole.entries.flatMap(({ resource }) => (resource.resourceType === type ? [resource as T] : []));
}
const encounterOf = (whole: WholeReading): Encounter => {
  const last = allOf<Encounter>(whole, "Encounter").at(-1);
  if (!last) throw new Error("No encounter was read.");
  return last;
};
const said = (whole: WholeReading) => whole.rejections.map(({ field, lost }) => `${field} ${lost}`);
const extension = ({ extension: list = [] }: Pick<Encounter, "extension">, name: string) =>
  list.find(({ url }) => url.endsWith(`/${name}`));
const words = (concept: CodeableConcept | undefined) => concept?.text;

describe("a row of admitted patient care", () => {
  it("is a patient, a stay, its diagnoses and its procedures, recorded when the hospital wrote it", async () => {
    const whole = await readRows([aSpellRow()]);
    expect(whole.rejections).toEqual([]);
    expect(whole.entries.map(({ resource, patient }) => [resource.resourceType, patient])).toEqual([
      ["Patient", "1234567"],
      ["Encounter", "1234567"],
      ...["Condition", "Condition", "Condition", "Procedure"].map((type) => [type, "1234567"]),
    ]);
    expect(new Set(whole.entries.slice(1).map(({ recorded }) => recorded.toISOString()))).toEqual(
      new Set(["2025-03-20T09:15:00.000Z"]),
    );
  });

  it("says when, how and where someone came and went", async () => {
    const stay = encounterOf(await readRows([aSpellRow()]));
    expect(stay).toMatchObject({
      id: "S0001",
      status: "finished",
      class: { code: "IMP" },
      type: [{ text: "Emergency admission" }, { text: "Ordinary admission" }],
      priority: { coding: [{ code: "EM" }] },
      serviceType: { coding: [{ code: "320" }], text: "Cardiology" },
      subject: { reference: "Patient/1234567" },
      period: { start: "2025-03-01T22:40:00+00:00", end: "2025-03-08T15:05:00+00:00" },
      length: { value: 7, code: "d" },
      reasonCode: [{ coding: [{ code: "I500" }], text: "Heart failure" }],
      hospitalization: {
        extension: [{ valueCodeableConcept: { coding: [{ code: "21" }] } }],
        admitSource: { text: "Usual place of residence" },
        dischargeDisposition: { coding: [{ code: "19" }] },
      },
      location: [{ location: { identifier: { value: "XT90101" } }, status: "completed" }],
      serviceProvider: { identifier: { value: "XT901" } },
    });
    expect(stay.participant).toMatchObject([
      {
        period: { start: "2025-03-01", end: "2025-03-08" },
        individual: { identifier: { value: "C9999001" }, display: "Dr Zoë Brontë" },
      },
    ]);
    expect(extension(stay, "discharge-ready-date")?.valueDateTime).toBe("2025-03-06");
    expect(extension(stay, "Extension-UKCore-DischargeMethod")?.valueCodeableConcept?.coding?.[0]?.code).toBe("1");
    expect(extension(stay, "Extension-UKCore-LegalStatus")?.extension).toHaveLength(2);
  });

  it("names its diagnoses on the stay, the main one first", async () => {
    const whole = await readRows([aSpellRow()]);
    const conditions = allOf<Condition>(whole, "Condition");
    expect(conditions.map(({ code }) => [code?.coding?.[0]?.code, code?.text])).toEqual([
      ["I500", "Heart failure"],
      ["I10", "High blood pressure"],
      ["E119", "Type 2 diabetes"],
    ]);
    expect(conditions[0]).toMatchObject({
      id: idOfParts("S0001", "1", "1"),
      clinicalStatus: { coding: [{ code: "inactive" }] },
      category: [{ coding: [{ code: "encounter-diagnosis" }] }],
      encounter: { reference: "Encounter/S0001" },
      recordedDate: "2025-03-01",
    });
    expect(
      encounterOf(whole).diagnosis?.map(({ condition, use, rank }) => [condition.reference, use?.text, rank]),
    ).toEqual(
      conditions.map(({ id }, at) => [`Condition/${id ?? ""}`, at === 0 ? "Main diagnosis" : "Also diagnosed", at + 1]),
    );
    expect(allOf<Procedure>(whole, "Procedure")).toMatchObject([
      { code: { coding: [{ code: "U201" }] }, performedDateTime: "2025-03-02", status: "completed" },
    ]);
  });

  it("labels a diagnosis by its code, and the stay by its reason", async () => {
    const whole = await readRows([
      aSpellRow({
        "spell.episodes.clinical_coding.diagnosis.icd.1.code": "F102",
        "spell.episodes.clinical_coding.diagnosis.icd.2.code": "B24X",
      }),
    ]);
    expect(whole.entries.map(({ resource, sensitivity }) => [resource.resourceType, sensitivity])).toEqual([
      ["Patient", "normal"],
      ["Encounter", "substances"],
      ["Condition", "substances"],
      ["Condition", "sexual-health"],
      ["Condition", "normal"],
      ["Procedure", "normal"],
    ]);
  });

  const still = { "spell.discharge.date": "", "spell.discharge.time": "", "spell.discharge.method": "8" };
  it.each([
    [still, "in-progress"],
    [{ ...still, "spell.admission.date": "2025-07-01" }, "planned"],
    [{ ...still, "spell.discharge.method": "1" }, "unknown"],
    [{ ...still, "spell.open_spell_indicator": "N" }, "unknown"],
  ])("without a day of discharge goes on, is to come, or ended nobody knows when", async (changes, status) => {
    expect(encounterOf(await readRows([aSpellRow(changes)])).status).toBe(status);
  });

  it.each([
    ["11", "1", "Planned admission"],
    ["13", "2", "Day case"],
    ["2b", "1", "Emergency admission"],
    ["31", "1", "Maternity admission"],
    ["82", "1", "Birth"],
    ["99", "1", "Stay in hospital"],
  ])("by method %s and class %s is called what people call it", async (method, classification, title) => {
    const row = aSpellRow({
      "spell.admission.method": method,
      "spell.admission.patient_classification": classification,
    });
    expect(words(encounterOf(await readRows([row])).type?.[0])).toBe(title);
  });

  it("that ends in death says so of the patient, and no row of a visit before takes it back", async () => {
    const before = aSpellRow({
      "spell.hospital_provider_spell_number": "S0000",
      "spell.patient.residence.postcode": "ZZ1 1AB",
    });
    const whole = await readRows([
      aSpellRow({ "spell.discharge.method": "4", "spell.discharge.destination": "79" }),
      before,
    ]);
    expect(allOf<Patient>(whole, "Patient").map(({ deceasedDateTime }) => deceasedDateTime)).toEqual([
      "2025-03-08",
      "2025-03-08",
    ]);
  });
});

describe("a stay of several episodes", () => {
  const first = aSpellRow({
    "spell.episodes.last_episode_indicator": "2",
    "spell.episodes.end_date": "2025-03-03",
    "spell.discharge.date": "",
    "spell.discharge.time": "",
  });
  const second = aSpellRow({
    "spell.episodes.number": "2",
    "spell.episodes.start_date": "2025-03-03",
    "spell.admission.source": "",
    "spell.episodes.care_professional.consultant": "C9999002",
    "spell.episodes.care_professional.treatment_function": "430",
    "spell.episodes.clinical_coding.diagnosis.icd.1.code": "J189",
    "spell.episodes.clinical_coding.diagnosis.icd.2.code": "",
    "spell.episodes.clinical_coding.diagnosis.icd.3.code": "",
    "spell.episodes.clinical_coding.procedure.opcs.1.code": "",
  });
  const consultants = ({ participant = [] }: Encounter) =>
    participant.map(({ individual }) => individual?.identifier?.value);

  it("is one encounter, with every consultant and all diagnoses", async () => {
    const whole = await readRows([first, second]);
    expect(allOf<Encounter>(whole, "Encounter").map(({ id }) => id)).toEqual(["S0001", "S0001"]);
    const stay = encounterOf(whole);
    expect(consultants(stay)).toEqual(["C9999001", "C9999002"]);
    expect(stay.diagnosis).toHaveLength(4);
    expect(stay).toMatchObject({
      status: "finished",
      serviceType: { text: "Elderly medicine" },
      reasonCode: [{ text: "Heart failure" }],
      hospitalization: { admitSource: { text: "Usual place of residence" } },
    });
  });

  it("comes out the same whichever row stands first", async () => {
    expect(encounterOf(await readRows([second, first]))).toEqual(encounterOf(await readRows([first, second])));
  });

  it("takes its main diagnosis from the dominant episode, where one is named", async () => {
    const whole = await readRows([
      { ...first, "spell.episodes.dominant_episode_flag": "0" },
      { ...second, "spell.episodes.dominant_episode_flag": "1" },
    ]);
    expect(words(encounterOf(whole).reasonCode?.[0])).toBe("Pneumonia");
  });

  it("lets a row that was written earlier fill gaps but change nothing", async () => {
    const earlier = {
      ...second,
      "system.transaction.cds_applicable_date": "2025-03-10",
      "spell.discharge.destination": "54",
      "spell.admission.source": "51",
    };
    const stay = encounterOf(await readRows([{ ...first, "spell.discharge.date": "2025-03-08" }, earlier]));
    expect(stay.hospitalization?.dischargeDisposition?.coding?.[0]?.code).toBe("19");
    expect(stay.hospitalization?.admitSource?.coding?.[0]?.code).toBe("19");
    expect(consultants(stay)).toEqual(["C9999001", "C9999002"]);
  });

  it("is put together when the reading was stopped between its rows", async () => {
    const whole = await readRows([first, second], { resumeAfter: 2 });
    expect(whole.entries.every(({ line }) => line === 3)).toBe(true);
    expect(consultants(encounterOf(whole))).toEqual(["C9999001", "C9999002"]);
  });
});

describe("a row of outpatients", () => {
  it("is an encounter with how it went", async () => {
    const whole = await readRows([anAppointmentRow()]);
    expect(whole.rejections).toEqual([]);
    const visit = encounterOf(whole);
    expect(visit).toMatchObject({
      id: "A0001",
      status: "finished",
      class: { code: "AMB" },
      type: [{ text: "Outpatients: first appointment" }, { coding: [{ code: "1" }] }],
      serviceType: { text: "Cardiology" },
      priority: { text: "Urgent" },
      period: { start: "2025-02-11T10:20:00+00:00", end: "2025-02-11T10:45:00+00:00" },
      serviceProvider: { identifier: { value: "XT901" } },
    });
    expect(words(extension(visit, "Extension-UKCore-OutcomeOfAttendance")?.valueCodeableConcept)).toBe(
      "Another appointment given",
    );
    expect(words(extension(visit, "referral-source")?.valueCodeableConcept)).toBe("General practitioner");
    expect(extension(visit, "referral-received")?.valueDateTime).toBe("2024-12-02");
    expect(allOf<Procedure>(whole, "Procedure")).toMatchObject([
      { code: { text: "Electrocardiography" }, performedDateTime: "2025-02-11T10:20:00+00:00" },
    ]);
  });

  it.each([
    ["5", "finished", "Outpatients: first appointment"],
    ["6", "finished", "Outpatients: first appointment"],
    ["3", "cancelled", "Outpatients: first appointment, did not attend"],
    ["2", "cancelled", "Outpatients: first appointment, cancelled by, or for, the patient"],
    ["4", "cancelled", "Outpatients: first appointment, cancelled by the hospital"],
    ["7", "cancelled", "Outpatients: first appointment, came late and could not be seen"],
    ["0", "planned", "Outpatients: first appointment"],
    ["", "unknown", "Outpatients: first appointment"],
  ])("of attendance %j is %s", async (code, status, title) => {
    const visit = encounterOf(await readRows([anAppointmentRow({ "appointment.attended_or_dna": code })]));
    expect([visit.status, words(visit.type?.[0])]).toEqual([status, title]);
  });

  it("is filed among visits, not among stays", async () => {
    const { entries } = await readRows([anAppointmentRow()]);
    expect(entries.find(({ resource }) => resource.resourceType === "Encounter")?.category).toBe("contacts");
  });

  it("does not run past midnight", async () => {
    const late = anAppointmentRow({ "appointment.time": "23:50", "appointment.expected_duration": "45" });
    expect(encounterOf(await readRows([late])).period?.end).toBe("2025-02-11T23:59:00+00:00");
  });
});

describe("a row of emergency care", () => {
  it("is an encounter with how they came, how urgent it was, what they had and where they went", async () => {
    const whole = await readRows([anAttendanceRow()]);
    expect(whole.rejections).toEqual([]);
    const visit = encounterOf(whole);
    expect(visit).toMatchObject({
      id: "E0001",
      status: "finished",
      class: { code: "EMER" },
      priority: { text: "Very urgent" },
      reasonCode: [{ text: "Chest pain" }],
      period: { start: "2025-03-01T18:50:00+00:00", end: "2025-03-01T22:38:00+00:00" },
      hospitalization: { dischargeDisposition: { text: "Ward" } },
    });
    expect(words(extension(visit, "arrival-mode")?.valueCodeableConcept)).toBe("By emergency ambulance");
    expect(extension(visit, "decision-to-admit")?.valueDateTime).toBe("2025-03-01T21:30:00+00:00");
    expect(words(extension(visit, "Extension-UKCore-EmergencyCareDischargeStatus")?.valueCodeableConcept)).toBe(
      "Treatment completed",
    );
    expect(allOf<Condition>(whole, "Condition")).toMatchObject([
      { code: { text: "Heart failure" }, verificationStatus: { coding: [{ code: "confirmed" }] } },
    ]);
  });

  it("goes on until somebody has left, or where they went to is known", async () => {
    const left = { "attendance.departure.date": "", "attendance.departure.time": "" };
    const gone = { "attendance.discharge.status.code": "", "attendance.discharge.destination.code": "" };
    const statusOf = async (changes: ActivityRow) => encounterOf(await readRows([anAttendanceRow(changes)])).status;
    expect(await statusOf({ ...left, ...gone })).toBe("in-progress");
    expect(await statusOf(left)).toBe("unknown");
  });

  it("reads a day with its time in one cell", async () => {
    const row: ActivityRow = { ...anAttendanceRow(), "attendance.arrival.date": "2025-07-01T18:50:00" };
    const rows = [{ ...row, "attendance.arrival.time": "", "attendance.departure.date": "" }];
    expect(encounterOf(await readRows(rows)).period?.start).toBe("2025-07-01T18:50:00+01:00");
  });

  it("that ends in death says so of the patient", async () => {
    const whole = await readRows([anAttendanceRow({ "attendance.discharge.status.code": "75004002" })]);
    expect(allOf<Patient>(whole, "Patient")[0]?.deceasedDateTime).toBe("2025-03-01");
  });
});

describe("the patient of a row", () => {
  it("has the hospital's number, the NHS number with its status, and what else the row says", async () => {
    const [patient] = allOf<Patient>(await readRows([aSpellRow()]), "Patient");
    expect(patient).toMatchObject({
      id: "1234567",
      identifier: [
        {
          extension: [{ valueCodeableConcept: { coding: [{ code: "01" }] } }],
          system: "https://fhir.nhs.uk/Id/nhs-number",
          value: madeUpNumber(7),
        },
        { value: "1234567" },
      ],
      name: [{ family: "Moss", given: ["Edna"] }],
      gender: "female",
      birthDate: "1944-02-03",
      address: [{ postalCode: "ZZ1 1AA" }],
      generalPractitioner: [{ identifier: { value: "X99001" } }],
    });
    expect(patient?.extension?.[0]?.valueCodeableConcept?.coding?.[0]?.code).toBe("A");
  });

  it("is given once a file, and again when the row of a later visit says otherwise", async () => {
    const row = (number: string, day: string, postcode: string) =>
      aSpellRow({
        "spell.hospital_provider_spell_number": number,
        "spell.admission.date": day,
        "spell.discharge.date": "",
        "spell.patient.residence.postcode": postcode,
      });
    const whole = await readRows([
      row("S1", "2025-01-20", "ZZ1 1AA"),
      row("S2", "2025-02-20", "ZZ1 1AA"),
      row("S3", "2025-02-02", "ZZ9 9ZZ"),
      row("S4", "2025-03-10", "ZZ1 1AB"),
    ]);
    const patients = whole.entries.filter(({ resource }) => resource.resourceType === "Patient");
    expect(patients.map(({ line }) => line)).toEqual([2, 5]);
  });

  it("counts as known when the visit began, so that it undoes nothing that was said since", async () => {
    const { entries } = await readRows([aSpellRow()]);
    expect(entries[0]?.recorded).toEqual(new Date("2025-03-01T22:40:00Z"));
  });

  it.each(["identity.nhs_number.value", "identity.birth_date", "name.family"])(
    "without %s is only introduced: whatever knows more stands, whenever it was written",
    async (column) => {
      const { entries } = await readRows([aSpellRow({ [`spell.patient.${column}`]: "" })]);
      expect(entries[0]?.recorded).toEqual(new Date(0));
      expect(entries[1]?.recorded).toEqual(new Date("2025-03-20T09:15:00Z"));
    },
  );

  it("whose identity is withheld is nobody, and nobody sees what the row says", async () => {
    const withheld = { "spell.patient.identity.withheld_identity_reason": "03" };
    const { entries } = await readRows([aSpellRow(withheld)]);
    expect(entries[0]?.resource).toEqual({
      resourceType: "Patient",
      id: "1234567",
      identifier: [{ use: "secondary", system: expect.any(String) as string, value: "1234567" }],
    });
    expect(new Set(entries.map(({ sensitivity }) => sensitivity))).toEqual(new Set(["restricted"]));
  });

  it("takes the first letter of an ethnic category, and no postcode or practice that stands for none", async () => {
    const [patient] = allOf<Patient>(
      await readRows([
        aSpellRow({
          "spell.patient.identity.ethnic_category": "N1",
          "spell.patient.residence.postcode": "ZZ99 3VZ",
          "spell.patient.registration.general_practice": "V81999",
        }),
      ]),
      "Patient",
    );
    expect(patient?.extension?.[0]?.valueCodeableConcept?.coding?.[0]?.code).toBe("N");
    expect(patient?.address).toBeUndefined();
    expect(patient?.generalPractitioner).toBeUndefined();
  });

  it("reads no number that a national centre has replaced by a pseudonym", async () => {
    const file = anActivityFile([aSpellRow()], {
      "spell.patient.identity.nhs_number.value": "spell.patient.identity.nhs_number.value Pseudo",
    });
    const [patient] = allOf<Patient>(await read(file), "Patient");
    expect(patient?.identifier?.map(({ value }) => value)).toEqual(["1234567"]);
  });
});

const takenBack = ({ entries }: WholeReading) =>
  entries
    .filter(({ ended }) => ended)
    .map(({ resource, onlyIfHeld }) => [resource.resourceType, resource.id, onlyIfHeld]);

describe("a deletion", () => {
  const deleted = (changes: ActivityRow) =>
    readRows([aSpellRow({ "system.transaction.cds_update_type": "1", ...changes })]);

  it("ends the stay and all that its episode may have said, by their ids alone", async () => {
    const whole = await deleted({});
    expect(whole.rejections).toEqual([]);
    expect(whole.entries.every(({ ended, resource }) => ended && Object.keys(resource).length === 2)).toBe(true);
    expect(takenBack(whole).slice(0, 5)).toEqual([
      ["Encounter", "S0001", undefined],
      ["Condition", idOfParts("S0001", "1", "1"), undefined],
      ["Condition", idOfParts("S0001", "1", "2"), undefined],
      ["Condition", idOfParts("S0001", "1", "3"), undefined],
      ["Condition", idOfParts("S0001", "1", "4"), true],
    ]);
    expect(takenBack(whole).filter(([type]) => type === "Procedure")).toHaveLength(24);
  });

  it("of a later episode leaves the stay", async () => {
    const { entries } = await deleted({ "spell.episodes.number": "2" });
    expect(entries.some(({ resource }) => resource.resourceType === "Encounter")).toBe(false);
    expect(entries[0]?.resource.id).toBe(idOfParts("S0001", "2", "1"));
  });

  it("in words, of an appointment, or of an attendance", async () => {
    const kept = { "system.transaction.cds_update_type": "" };
    const appointment = await readRows([anAppointmentRow({ ...kept, action: "DELETE" })]);
    const attendance = await readRows([anAttendanceRow({ ...kept, dmicIsDeleted: "1" })]);
    expect([appointment, attendance].map(({ entries }) => entries[0])).toMatchObject([
      { resource: { resourceType: "Encounter", id: "A0001" }, ended: true },
      { resource: { resourceType: "Encounter", id: "E0001" }, ended: true },
    ]);
  });
});

describe("a row that replaces one", () => {
  it("takes back the codes that it no longer names, of those for which the file has columns", async () => {
    const whole = await readRows([
      aSpellRow({
        "system.record.version": "2",
        "spell.episodes.clinical_coding.diagnosis.icd.2.code": "",
        "spell.episodes.clinical_coding.diagnosis.icd.3.code": "",
      }),
    ]);
    expect(takenBack(whole)).toEqual([
      ["Condition", idOfParts("S0001", "1", "2"), undefined],
      ["Condition", idOfParts("S0001", "1", "3"), undefined],
      ["Condition", idOfParts("S0001", "1", "4"), true],
      ["Procedure", idOfParts("S0001", "1", "2"), undefined],
    ]);
  });

  it("keeps what stands where a code cannot be read", async () => {
    const whole = await readRows([
      aSpellRow({ "system.record.version": "2", "spell.episodes.clinical_coding.diagnosis.icd.3.code": "?" }),
    ]);
    expect(takenBack(whole).map(([, id]) => id)).not.toContain(idOfParts("S0001", "1", "3"));
  });
});

describe("a faulty cell", () => {
  it.each([
    ["spell.admission.method", "77"],
    ["spell.admission.source", "00"],
    ["spell.discharge.destination", "home"],
    ["spell.discharge.date", "2025-02-30"],
    ["spell.discharge.date", "2025-02-01"],
    ["spell.discharge.time", "25:00"],
    ["spell.discharge.ready_date", "2025-02-01"],
    ["spell.patient.identity.nhs_number.value", "9990000000"],
    ["spell.patient.identity.birth_date", "2044-02-03"],
    ["spell.patient.identity.gender", "7"],
    ["spell.episodes.care_professional.treatment_function", "cardiology"],
    ["spell.episodes.clinical_coding.diagnosis.icd.1.code", "heart failure"],
    ["spell.episodes.clinical_coding.procedure.opcs.1.code", "1234"],
    ["spell.episodes.clinical_coding.procedure.opcs.1.date", "31/02/2025"],
    ["system.transaction.cds_update_type", "5"],
    ["spell.patient.mental_health_act_legal_status.classification", "77"],
  ])("in %s (%s) is refused, and the rest of the row kept", async (column, value) => {
    const whole = await readRows([aSpellRow({ [column]: value })]);
    expect(said(whole)).toEqual([`${column} field`]);
    expect(whole.rejections[0]?.value).toBe(value);
    expect(encounterOf(whole).id).toBe("S0001");
  });

  it("of an admission's day leaves a stay that ends", async () => {
    const whole = await readRows([aSpellRow({ "spell.admission.date": "2025-02-30" })]);
    expect(said(whole)).toEqual(["spell.admission.date field"]);
    expect(encounterOf(whole).period).toEqual({ end: "2025-03-08T15:05:00+00:00" });
  });

  it("in the number of an episode costs the row", async () => {
    const whole = await readRows([
      aSpellRow({ "spell.episodes.number": "100" }),
      aSpellRow({ "spell.episodes.number": "" }),
    ]);
    expect(said(whole)).toEqual(["spell.episodes.number row"]);
    expect(encounterOf(whole).diagnosis?.[0]?.condition.reference).toBe(`Condition/${idOfParts("S0001", "1", "1")}`);
  });

  it.each([
    [aSpellRow, "spell.hospital_provider_spell_number"],
    [aSpellRow, "spell.patient.identity.local_patient_identifier.value"],
    [aSpellRow, "spell.admission.date"],
    [anAppointmentRow, "appointment.identifier"],
    [anAppointmentRow, "appointment.date"],
    [anAttendanceRow, "attendance.arrival.attendance_identifier"],
    [anAttendanceRow, "attendance.arrival.date"],
  ])("without which the row means nothing costs the row", async (aRow, column) => {
    const whole = await readRows([aRow({ [column]: "" }), aRow()]);
    expect(said(whole)).toEqual([`${column} row`]);
    expect(whole.entries.every(({ line }) => line === 3)).toBe(true);
    expect(allOf<Patient>(whole, "Patient")).toHaveLength(1);
  });

  it.each([
    [anAppointmentRow, "appointment.attended_or_dna", "9"],
    [anAppointmentRow, "appointment.first_attendance", "first"],
    [anAppointmentRow, "appointment.outcome", "8"],
    [anAppointmentRow, "appointment.referral.received_date", "soon"],
    [anAttendanceRow, "attendance.arrival.arrival_mode.code", "1.04803E+15"],
    [anAttendanceRow, "attendance.arrival.attendance_category", "8"],
    [anAttendanceRow, "attendance.departure.date", "2025-02-01"],
    [anAttendanceRow, "clinical.diagnoses.snomed.1.code", "84114008"],
  ])("of an appointment or attendance is refused, and the rest kept", async (aRow, column, value) => {
    const whole = await readRows([aRow({ [column]: value })]);
    expect(said(whole)).toEqual([`${column} field`]);
    expect(allOf<Encounter>(whole, "Encounter")).toHaveLength(1);
  });
});

describe("a file of hospital activity", () => {
  it("may have the national headings, dates as in Britain, and Windows' letters", async () => {
    const file = [
      [
        ...["HOSPITAL PROVIDER SPELL NUMBER", "LOCAL PATIENT IDENTIFIER", "START DATE (HOSPITAL PROVIDER SPELL)"],
        ...["ADMISSION METHOD CODE (HOSPITAL PROVIDER SPELL)", "PRIMARY DIAGNOSIS (ICD)"],
        ...["SECONDARY DIAGNOSIS (ICD) 1", "CONSULTANT NAME", "CDS EXTRACT DATE"],
      ].join(";"),
      "S0009;7654321;01/07/2024;11;M169;E119;Mr José Núñez;20/08/2024",
    ].join("\n");
    const whole = await read(Buffer.from(file, "latin1"));
    const stay = encounterOf(whole);
    expect(said(whole)).toEqual([]);
    expect(whole.entries.at(-1)?.recorded).toEqual(new Date("2024-08-20T00:00:00Z"));
    expect(stay).toMatchObject({ id: "S0009", period: { start: "2024-07-01" }, type: [{ text: "Planned admission" }] });
    expect(stay.participant?.[0]?.individual?.display).toBe("Mr José Núñez");
    expect(allOf<Condition>(whole, "Condition").map(({ code }) => code?.text)).toEqual([
      "Osteoarthritis of the hip",
      "Type 2 diabetes",
    ]);
  });

  it("of none of the three tables is refused, naming what the nearest lacks", async () => {
    const { entries, rejections } = await read("appointment id,patient name\nA1,Edna Moss\n");
    expect(entries).toEqual([]);
    expect(rejections).toMatchObject([{ line: 1, field: "file", lost: "row" }]);
    expect(rejections[0]?.reason).toMatch(/Nearest is outpatient care \(OP\)/);
  });

  it("loses no row without saying so, whatever stands in its cells", async () => {
    const rows = Array.from({ length: 300 }, (_, nth) => {
      const columns = Object.keys(aSpellRow());
      const spoilt = columns[(nth * 7) % columns.length] ?? "";
      const junk = ["", "?", "99", "2025-13-01", "É", "-1", "1e9", "a,b", '"'][nth % 9] ?? "";
      return aSpellRow({ "spell.hospital_provider_spell_number": `S${nth.toString()}`, [spoilt]: junk });
    });
    const whole = await readRows(rows);
    const given = new Set(whole.entries.map(({ line }) => line));
    const lost = new Set(whole.rejections.flatMap(({ line, lost: cost }) => (cost === "row" ? [line] : [])));
    for (let line = 2; line <= 301; line++) expect(given.has(line) !== lost.has(line), `line ${line}`).toBe(true);
  });
});
