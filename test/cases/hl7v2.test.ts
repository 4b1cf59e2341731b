import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { FhirResource } from "fhir/r4.js";
import { describe, expect, it } from "vitest";
import { feedId, odsCode } from "#base";
import { createHl7Adapter } from "../../src/feeds/hl7/adapter.ts";
import { readWhole, type WholeReading } from "../builders/readings.ts";

const FOLDER = new URL("../../../shared/cases/hl7v2/", import.meta.url);
const present = existsSync(FOLDER);
if (!present) console.log("Skipped: the HL7 v2 messages are not in ../shared/cases/hl7v2.");

const RECEIVED = new Date("2026-01-01T00:00:00Z");

const read = (name: string, now = RECEIVED): Promise<WholeReading> =>
  readWhole(createHl7Adapter(), readFileSync(new URL(name, FOLDER)), {
    facts: {
      ...{ feed: feedId("hospital-hl7"), source: odsCode("XT901"), sourceKind: "acute-trust", fileName: name },
      ...{ received: now, now },
    },
  });

type Named<Type> = Extract<FhirResource, { resourceType: Type }>;

/** The entries of a type, without the deletions. */
const ofType = <Type extends FhirResource["resourceType"]>({ entries }: WholeReading, type: Type): Named<Type>[] => {
  const isOne = (resource: FhirResource): resource is Named<Type> => resource.resourceType === type;
  return entries.flatMap(({ resource, ended }) => (!ended && isOne(resource) ? [resource] : []));
};

/** "Patient 1, Encounter 1": how many entries of each type, in the order in which they come. */
function typesOf({ entries }: WholeReading): string {
  const types = Map.groupBy(entries, ({ resource, ended }) => `${ended ? "ended " : ""}${resource.resourceType}`);
  return [...types].map(([type, own]) => `${type} ${String(own.length)}`).join(", ");
}

const placesOf = ({ rejections }: WholeReading) => rejections.map(({ field, lost }) => `${field} ${lost}`);

const WHOLE_VISIT =
  "Patient 1, RelatedPerson 1, Encounter 1, AllergyIntolerance 1, Condition 1, Procedure 1, Observation 1";
const PERSON_ALONE = "Patient 1, RelatedPerson 1, AllergyIntolerance 1, Condition 1, Procedure 1, Observation 1";
/** Written down in 2029, which is not believed: the time at which the message was made is. */
const WRITTEN_AHEAD = ["EVN-2 field"];

/** What each message gives, and what of it cannot be taken. */
const CASES: readonly (readonly [name: string, entries: string, refused: readonly string[]])[] = [
  ["ADT-A01-01.hl7", WHOLE_VISIT, WRITTEN_AHEAD],
  ["ADT-A02-01.hl7", "Patient 1, Encounter 1, Observation 1", WRITTEN_AHEAD],
  ["ADT-A03-01.hl7", WHOLE_VISIT, WRITTEN_AHEAD],
  ["ADT-A04-01.hl7", WHOLE_VISIT, WRITTEN_AHEAD],
  ["ADT-A08-01.hl7", WHOLE_VISIT, WRITTEN_AHEAD],
  ["ADT-A11-01.hl7", "Patient 1, Encounter 1, ended Condition 9, ended Procedure 3", WRITTEN_AHEAD],
  ["ADT-A13-01.hl7", WHOLE_VISIT, WRITTEN_AHEAD],
  ["ADT-A28-01.hl7", PERSON_ALONE, WRITTEN_AHEAD],
  ["ADT-A31-01.hl7", PERSON_ALONE, WRITTEN_AHEAD],
  ["ADT-A40-01.hl7", "Patient 2", []],
  ["ADT01-23.hl7", "Patient 1, RelatedPerson 1, Encounter 1, Condition 1", []],
  ["ADT04-251.hl7", "Patient 1, RelatedPerson 1, Encounter 1", []],
  ["LAB-ORU-1.hl7", "Patient 1, Observation 10, DiagnosticReport 2", []],
  // The file of the echocardiogram is announced, and is not there.
  ["MDM-T02-01.hl7", "Patient 1, DocumentReference 1", ["OBX-5 field"]],
  // An OBX that does not say of what it is the result.
  ["ORU-R01-01.hl7", "Patient 1, Observation 4, DiagnosticReport 1", ["OBX-3 field"]],
  [
    "REF-I12-01.hl7",
    "Patient 1, RelatedPerson 1, ServiceRequest 1, AllergyIntolerance 1, Condition 1, Procedure 1, Observation 1, DiagnosticReport 1",
    [],
  ],
  ["SIU-S12-01.hl7", "Patient 1, Appointment 1, Condition 1, Observation 1", []],
];

describe.skipIf(!present)("the 17 HL7 v2 messages of other people", () => {
  it("are all there are", () => {
    expect(readdirSync(FOLDER).sort()).toEqual(CASES.map(([name]) => name).sort());
  });

  it.each(CASES)("%s gives %s", async (name, entries, refused) => {
    const whole = await read(name);
    expect(typesOf(whole)).toBe(entries);
    expect(placesOf(whole)).toEqual(refused);
    for (const { recorded, line } of whole.entries) {
      expect(recorded.getTime()).toBeLessThanOrEqual(RECEIVED.getTime());
      expect(line).toBe(1);
    }
  });

  it("say who the patient is: the hospital's number, the name in use, the days of birth and death", async () => {
    const [patient] = ofType(await read("ADT-A01-01.hl7"), "Patient");
    expect(patient).toMatchObject({
      ...{ id: "PATID1234", gender: "male", birthDate: "1988-08-18", deceasedDateTime: "2008-08-25T11:16:30+01:15" },
      identifier: [{ value: "PATID1234" }, { value: "123456789" }],
    });
    expect(patient?.name?.[0]).toMatchObject({ family: "EVERYMAN", given: ["ADAM", "A"] });
    expect(patient?.address).toHaveLength(1);
    const [jane] = ofType(await read("ADT04-251.hl7"), "Patient");
    expect([jane?.id, jane?.name?.[0]?.family, jane?.birthDate, jane?.gender]).toEqual([
      ...["MRN12345", "Doe", "1978-01-01", "female"],
    ]);
  });

  it("say of each visit how it stands, from when to when", async () => {
    const stood = await Promise.all(
      ["A01-01", "A02-01", "A03-01", "A04-01", "A08-01", "A11-01", "A13-01"].map(async (event) => {
        const [visit] = ofType(await read(`ADT-${event}.hl7`), "Encounter");
        return [visit?.id, visit?.status, visit?.class.code, visit?.period?.end].join(" ");
      }),
    );
    expect(stood).toEqual([
      "40007716 planned PRENC ",
      "40007716 planned PRENC ",
      "40007716 finished PRENC 2015-02-09T11:34:19+01:10",
      "40007716 planned PRENC ",
      "40007716 finished PRENC 2015-02-09T11:34:19+01:10",
      "40007716 cancelled PRENC ",
      "40007716 in-progress PRENC ",
    ]);
    const [duck] = ofType(await read("ADT01-23.hl7"), "Encounter");
    expect([duck?.id, duck?.status, duck?.class.code, duck?.period]).toEqual([
      ...["40007716", "in-progress", "IMP"],
      { start: "2005-01-10T04:55:02+07:00" },
    ]);
    const [emergency] = ofType(await read("ADT04-251.hl7"), "Encounter");
    expect([emergency?.class.code, emergency?.period?.start]).toEqual(["EMER", "2019-05-04T18:12:05+07:00"]);
  });

  it("protect a patient as long as they ask for it, which was until November 2022", async () => {
    const labels = async (now: string) =>
      (await read("ADT-A01-01.hl7", new Date(now))).entries.map(
        ({ resource, sensitivity }) => `${resource.resourceType} ${sensitivity}`,
      );
    expect(await labels("2022-06-01T00:00:00Z")).toEqual([
      ...["Patient restricted", "Encounter restricted", "AllergyIntolerance normal"],
      ...["Condition restricted", "Procedure restricted", "Observation restricted"],
    ]);
    expect(await labels("2026-01-01T00:00:00Z")).toContain("Patient normal");
  });

  it("hold results with their values, units, ranges and states", async () => {
    const results = ofType(await read("LAB-ORU-1.hl7"), "Observation");
    expect(results.map(({ id }) => id)).toEqual([
      ...["82503246-1", "82503246-2", "82503246-3", "82503246-4", "82503246-5"],
      ...["890775544-1", "890775544-2", "890775544-3", "890775544-4", "890775544-5"],
    ]);
    expect(results[0]).toMatchObject({ status: "registered", code: { coding: [{ system: "http://loinc.org" }] } });
    expect(results[4]).toMatchObject({ status: "final", valueQuantity: { value: 221, unit: "giga.l-1" } });
    const [, culture] = ofType(await read("ORU-R01-01.hl7"), "Observation");
    expect(culture).toMatchObject({
      status: "preliminary",
      valueCodeableConcept: { coding: [{ system: "http://snomed.info/sct", code: "27268008" }] },
      note: [{ text: "Submission of serum" }, { text: "No Antibodies Detected" }],
    });
  });

  it("hold a document, an appointment and a referral", async () => {
    const [document] = ofType(await read("MDM-T02-01.hl7"), "DocumentReference");
    expect(document).toMatchObject({
      ...{ id: "1.2.840.317.5947431.51.20080131160038", docStatus: "final" },
      author: [{ identifier: { value: "IvanDoctorovich" } }],
      context: { encounter: [{ reference: "Encounter/10000001" }] },
    });
    const [appointment] = ofType(await read("SIU-S12-01.hl7"), "Appointment");
    expect(appointment).toMatchObject({
      ...{ id: "36996", status: "booked" },
      ...{ start: "2021-09-24T09:30:00+02:15", end: "2021-09-24T10:20:00+02:15" },
    });
    const [referral] = ofType(await read("REF-I12-01.hl7"), "ServiceRequest");
    expect(referral).toMatchObject({
      ...{ id: "226839", status: "active", priority: "routine", authoredOn: "2022-01-25" },
      requester: { display: "DR ROBERT POWELL, GOOD HEALTH HOSPITAL" },
      performer: [{ display: "DR PAUL McWILLIAMS, RADIANT HEALTH HOSPITAL" }],
    });
  });

  it("merge one registration into another", async () => {
    const patients = ofType(await read("ADT-A40-01.hl7"), "Patient");
    expect(patients.map(({ id, active, link }) => [id, active, link?.[0]?.type, link?.[0]?.other.reference])).toEqual([
      ["56789", false, "replaced-by", "Patient/12345"],
      ["12345", true, "replaces", "Patient/56789"],
    ]);
  });
});
