import type { Attachment, FhirResource, Patient, RelatedPerson } from "fhir/r4.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { odsCode } from "#base";
import { aHeader, aMessage, aPid, aSegment, aVisit, segments } from "../../../test/builders/hl7-message.ts";
import { aDelivery } from "../../../test/builders/readings.ts";
import { takeMessage, type TakenMessage } from "./message.ts";

const FACTS = aDelivery({ source: odsCode("XT901"), sourceKind: "acute-trust" });
const take = (text: string): TakenMessage => takeMessage(text, 1, FACTS);

type Named<Type> = Extract<FhirResource, { resourceType: Type }>;

function only<Type extends FhirResource["resourceType"]>(taken: TakenMessage, type: Type): Named<Type> {
  const isOne = (resource: FhirResource): resource is Named<Type> => resource.resourceType === type;
  const found = taken.entries.flatMap(({ resource, ended }) => (!ended && isOne(resource) ? [resource] : []));
  const [one] = found;
  if (one && found.length === 1) return one;
  throw new Error(`${String(found.length)} of type ${type}: ${JSON.stringify(taken.rejections)}`);
}
const placesIn = ({ rejections }: TakenMessage) => rejections.map(({ field, lost }) => `${field} ${lost}`);
const typesIn = ({ entries }: TakenMessage) => entries.map(({ resource }) => resource.resourceType);

describe("whom a message is about", () => {
  const patientOf = (pid: string, ...more: readonly string[]) =>
    only(take(segments(aHeader("ADT^A28"), pid, ...more)), "Patient");

  it("is known by the hospital's own number, and by a traced NHS number", () => {
    const { id, identifier, name, birthDate, gender, address, telecom } = patientOf(aPid());
    expect([id, birthDate, gender]).toEqual(["0012345", "1947-03-31", "female"]);
    expect(name).toEqual([{ use: "official", family: "Okafor", given: ["Ada", "Ngozi"], prefix: ["Ms"] }]);
    expect(address).toEqual([{ use: "home", line: ["14 Elm Road"], city: "Northbank", postalCode: "ZZ1 1AA" }]);
    expect(telecom).toEqual([{ system: "phone", value: "01632 960001", use: "home" }]);
    const nhs = identifier?.find((one) => one.system === "https://fhir.nhs.uk/Id/nhs-number");
    expect(nhs?.value).toBe("9990000018");
    expect(nhs?.extension?.[0]?.valueCodeableConcept?.coding?.[0]?.code).toBe("01");
  });

  it("is the number of type MR or PI, whatever stands before it", () => {
    const numbers = "9990000018^^^NHS^NH~77^^^LAB^PT~88^^^X^SS~99^^^XT901^PI";
    expect(patientOf(aPid("", { 3: numbers })).id).toBe("99");
    expect(patientOf(aPid("", { 3: "9990000018^^^NHS^NH~A 7" })).id).toMatch(/^[0-9a-f-]{36}$/);
    expect(patientOf(aPid("", { 2: "OLD7", 3: "" })).id).toBe("OLD7");
  });

  it("may be the NHS number alone, where it is a valid one", () => {
    for (const fields of [{ 3: "9990000018^^^NHS^NH" }, { 3: "", 19: "999 000 0018" }, { 3: "", 2: "9990000018" }]) {
      const patient = patientOf(aPid("", fields));
      expect(patient.identifier?.map(({ value }) => value)).toEqual(["9990000018"]);
      expect(patient.id).not.toContain("9990000018");
    }
  });

  it("refuses an NHS number whose check digit is wrong, and keeps the rest", () => {
    const taken = take(segments(aHeader("ADT^A28"), aPid("7", { 3: "7^^^XT901^MR~9990000019^^^NHS^NH" })));
    expect(only(taken, "Patient").identifier?.map(({ value }) => value)).toEqual(["7"]);
    expect(placesIn(taken)).toEqual(["PID-3 field"]);
  });

  it("is refused whole where it is nobody, or several", () => {
    for (const [text, field] of [
      [segments(aHeader("ADT^A28"), aPid("", { 3: "" })), "PID-3"],
      [segments(aHeader("ADT^A28")), "PID"],
      [segments(aHeader("ADT^A28"), aPid("1"), aPid("2")), "PID"],
    ] as const) {
      const taken = take(text);
      expect([taken.fate, taken.entries, placesIn(taken)]).toEqual(["refused", [], [`${field} row`]]);
    }
  });

  it("has no birth in the future, no impossible sex, and what else can be read", () => {
    const taken = take(segments(aHeader("ADT^A28"), aPid("7", { 7: "20350101", 8: "Q", 29: "20400101", 30: "Y" })));
    expect(placesIn(taken)).toEqual(["PID-8 field", "PID-7 field", "PID-29 field"]);
    const { birthDate, gender, deceasedBoolean, name } = only(taken, "Patient");
    expect([birthDate, gender, deceasedBoolean, name?.length]).toEqual([undefined, undefined, true, 1]);
  });

  it("says which practice has them, by its code", () => {
    const { generalPractitioner } = patientOf(aPid(), "PD1|||Alder Lane Surgery^^X99001|G123^Rahman^Amina^^^Dr");
    expect(generalPractitioner?.[0]).toEqual({
      identifier: { system: "https://fhir.nhs.uk/Id/ods-organization-code", value: "X99001" },
      display: "Alder Lane Surgery",
    });
    expect(generalPractitioner?.[1]?.display).toBe("Dr Amina Rahman");
  });

  it("takes a letter for an English ethnic category only where it is none of another country's", () => {
    const codeOf = (text: string) =>
      patientOf(aPid("7", { 22: text })).extension?.[0]?.valueCodeableConcept?.coding?.[0]?.system ?? "";
    expect(codeOf("N")).toContain("UKCore-EthnicCategoryEngland");
    expect(codeOf("N^Not Hispanic or Latino^HL70189")).toContain("v2-0189");
  });
});

describe("a patient whom the message protects", () => {
  const hidden = take(
    segments(
      aHeader("ADT^A28"),
      aPid("7", { 7: "99999999" }),
      aSegment("PD1", { 3: "Elm Surgery^^X99001", 12: "Y" }),
      "NK1|1|Okafor^Chidi|SPO^Spouse|14 Elm Road",
      "Elm Road is where they live",
    ),
  );

  it("is restricted, and neither where they live nor whom they live with is kept", () => {
    const [entry] = hidden.entries;
    expect([hidden.entries.length, entry?.sensitivity]).toEqual([1, "restricted"]);
    expect(JSON.stringify(hidden.entries)).not.toContain("Elm");
    expect(JSON.stringify(hidden.entries)).not.toContain("01632");
  });

  it("is told of in no rejection either, though each says what was left out", () => {
    expect(placesIn(hidden).sort()).toEqual([
      ...["NK1 field", "NK1 field", "PD1-3 field", "PID-11 field", "PID-13 field", "PID-7 field"],
    ]);
    expect(JSON.stringify(hidden.rejections)).not.toContain("Elm");
  });

  it("is protected by an access restriction as long as it holds", () => {
    const sensitivityWith = (arv: string) => take(segments(aHeader("ADT^A28"), aPid(), arv)).entries[0]?.sensitivity;
    expect(sensitivityWith("ARV|1|A|DEM|PAT|At risk|20250101^20260101")).toBe("restricted");
    expect(sensitivityWith("ARV|1|A|DEM")).toBe("restricted");
    expect(sensitivityWith("ARV|1|A|DEM|PAT|At risk|20240101^20250101")).toBe("normal");
    expect(sensitivityWith("ARV|1|D|DEM")).toBe("normal");
    expect(sensitivityWith("ARV|1|A|NO")).toBe("normal");
  });

  it("may be protected in one visit alone: then all of it is, and nothing else", () => {
    const text = aMessage({ type: "ADT^A01", more: [aSegment("PV2", { 22: "Y" }), "DG1|1||J189^Pneumonia^I10"] });
    const labels = take(text).entries.map(({ resource, sensitivity }) => `${resource.resourceType} ${sensitivity}`);
    expect(labels).toEqual(["Patient normal", "Encounter restricted", "Condition restricted"]);
  });
});

describe("a visit", () => {
  const encounterOf = (text: string) => only(take(text), "Encounter");

  it("is an admission that goes on, with who, where, why and how", () => {
    const { id, status, period, serviceType, location, participant, serviceProvider, extension, ...rest } = encounterOf(
      aMessage({ type: "ADT^A01", more: ["PV2|||J189^Pneumonia^I10"] }),
    );
    expect([id, status, rest.class.code, period]).toEqual([
      ...["S1", "in-progress", "IMP"],
      { start: "2025-05-20T09:15:00+01:00" },
    ]);
    expect(serviceType?.coding?.[0]?.code).toBe("300");
    expect(serviceType?.coding?.[0]?.system).toContain("treatment-function");
    expect(location?.[0]?.location.display).toBe("Ward 4, Bed 2");
    expect(participant).toBeUndefined();
    expect(serviceProvider?.identifier?.value).toBe("XT901");
    expect(extension?.[0]?.valueCodeableConcept?.coding?.[0]?.code).toBe("21");
    expect(rest.reasonCode?.[0]?.text).toBe("Pneumonia");
  });

  it("is left as its last message leaves it", () => {
    const discharged = "202505221400";
    const stood = (type: string, fields: object = {}) => {
      const { status, period } = encounterOf(aMessage({ type, written: "20250522150000", ...fields }));
      return [status, period?.end];
    };
    expect(stood("ADT^A03", { discharged })).toEqual(["finished", "2025-05-22T14:00:00+01:00"]);
    expect(stood("ADT^A03")).toEqual(["finished", "2025-05-22T15:00:00+01:00"]);
    expect(stood("ADT^A13", { discharged })).toEqual(["in-progress", undefined]);
    expect(stood("ADT^A11")).toEqual(["cancelled", undefined]);
    expect(stood("ADT^A08", { discharged })).toEqual(["finished", "2025-05-22T14:00:00+01:00"]);
    expect(stood("ADT^A02")).toEqual(["in-progress", undefined]);
    expect(stood("ADT^A05", { admitted: "202506201000" })).toEqual(["planned", undefined]);
  });

  it("says from which day the patient need not have been there", () => {
    const more = ["OBX|1|DT|DRD^Discharge ready date^L||20250521||||||F"];
    const taken = take(aMessage({ type: "ADT^A08", more }));
    const found = only(taken, "Encounter").extension?.find(({ url }) => url.includes("ready"));
    expect(found?.valueDateTime).toBe("2025-05-21");
    expect(typesIn(taken)).toEqual(["Patient", "Encounter"]);
    // Without a visit in which it could stand, it is a measurement like any other.
    const alone = take(segments(aHeader("ADT^A08"), aPid(), ...more));
    expect(only(alone, "Observation").valueDateTime).toBe("2025-05-21");
  });

  it("does not end before it begins, nor in the future", () => {
    const early = take(aMessage({ type: "ADT^A03", discharged: "202505010900" }));
    expect([placesIn(early), only(early, "Encounter").period?.end]).toEqual([["PV1-45 field"], undefined]);
    const late = take(aMessage({ type: "ADT^A03", discharged: "203505010900" }));
    expect([placesIn(late), only(late, "Encounter").period?.end]).toEqual([["PV1-45 field"], undefined]);
  });

  it("without a number is told by when the patient came, and refused where that is missing too", () => {
    const [one, again] = [aMessage({ type: "ADT^A01", visit: "" }), aMessage({ type: "ADT^A03", visit: "" })];
    expect(encounterOf(one).id).toBe(encounterOf(again).id);
    const taken = take(aMessage({ type: "ADT^A01", visit: "", admitted: "" }));
    expect([taken.fate, placesIn(taken)]).toEqual(["refused", ["PV1-19 row"]]);
    expect(typesIn(take(segments(aHeader("ADT^A08"), aPid())))).toEqual(["Patient"]);
  });

  it("keeps diagnoses by their number, so that the final one takes the place of the first", () => {
    const diagnosis = (type: string, dg1: string) => only(take(aMessage({ type, more: [dg1] })), "Condition");
    const first = diagnosis("ADT^A01", "DG1|1||R074^Chest pain^I10||20250520|A");
    const last = diagnosis("ADT^A03", "DG1|1||I219^Heart attack^I10||20250522|F");
    expect(first.id).toBe(last.id);
    expect(first.clinicalStatus?.coding?.[0]?.code).toBe("active");
    expect(last.clinicalStatus?.coding?.[0]?.code).toBe("inactive");
    expect(last.code).toEqual({
      coding: [{ system: "http://hl7.org/fhir/sid/icd-10", code: "I219", display: "Heart attack" }],
      text: "Heart attack",
    });
    expect(last.encounter?.reference).toBe("Encounter/S1");
    expect(
      diagnosis("ADT^A01", aSegment("DG1", { 1: "1", 3: "X^Y", 20: "N7", 21: "D" })).verificationStatus?.coding?.[0]
        ?.code,
    ).toBe("entered-in-error");
  });

  it("takes what it had said of the patient with it when it is taken back", () => {
    const told = only(take(aMessage({ type: "ADT^A01", more: ["DG1|1||J189^Pneumonia^I10"] })), "Condition");
    const taken = take(aMessage({ type: "ADT^A11" }));
    const ended = taken.entries.filter((entry) => entry.ended).map(({ resource }) => resource.id);
    expect(ended).toContain(told.id);
  });

  it("has allergies and relatives that are the same whatever visit tells of them", () => {
    const told = (visit: string) =>
      take(
        aMessage({
          type: "ADT^A01",
          visit,
          more: ["AL1|1|DA|7980^Penicillin^L|SV|Rash", "NK1|1|Okafor^Chidi|SPO^Spouse"],
        }),
      );
    const idsOf = (taken: TakenMessage) =>
      taken.entries.flatMap(({ resource }) =>
        ["AllergyIntolerance", "RelatedPerson"].includes(resource.resourceType) ? resource.id : [],
      );
    expect(idsOf(told("S1"))).toEqual(idsOf(told("S2")));
    expect(idsOf(told("S1")).length).toBe(2);
    const relative = told("S1").entries.find(({ resource }) => resource.resourceType === "RelatedPerson");
    expect([relative?.category, relative?.sensitivity]).toEqual(["demographics", "third-party"]);
    expect((relative?.resource as RelatedPerson).relationship?.[0]?.text).toBe("Spouse");
  });
});

describe("when a message was written down", () => {
  const recordedOf = (text: string) => take(text).entries[0]?.recorded.toISOString();
  const message = (written: string, made: string) =>
    segments(aHeader("ADT^A28", made), aSegment("EVN", { 1: "A28", 2: written }), aPid());

  it("is when the event was recorded, else when the message was made", () => {
    expect(recordedOf(message("202505011200", "202505201200"))).toBe("2025-05-01T11:00:00.000Z");
    expect(recordedOf(message("", "202505201200"))).toBe("2025-05-20T11:00:00.000Z");
    expect(recordedOf(message("", ""))).toBe(FACTS.received.toISOString());
  });

  it("is never after it was received: a clock may be ahead, years are not believed", () => {
    expect(recordedOf(message("202506011200", "202506011200"))).toBe(FACTS.received.toISOString());
    const taken = take(message("203501011200", "202505201200"));
    expect(taken.entries[0]?.recorded.toISOString()).toBe("2025-05-20T11:00:00.000Z");
    expect(placesIn(taken)).toEqual(["EVN-2 field"]);
  });

  it("is long ago for who a patient is in a message that is not about that: it gives way to any that is", () => {
    const taken = take(segments(aHeader("ORU^R01"), aPid(), "OBR|1||F1|FBC", "OBX|1|NM|HB||140|g/L|||||F"));
    const [patient, result] = taken.entries;
    expect(patient?.recorded.getTime()).toBe(0);
    expect(result?.recorded.toISOString()).toBe("2025-05-20T09:30:00.000Z");
  });
});

describe("a merge of two registrations", () => {
  it("leaves the one that is given up inactive, as the same person, replaced by the other", () => {
    const taken = take(
      segments(aHeader("ADT^A40"), aSegment("EVN", { 2: "20250520" }), aPid("NEW"), "MRG|OLD^^^XT901^MR"),
    );
    const [old, now] = taken.entries.map(({ resource }) => resource as Patient);
    expect(taken.entries.map(({ patient }) => patient)).toEqual(["OLD", "NEW"]);
    expect([old?.active, old?.link]).toEqual([false, [{ type: "replaced-by", other: { reference: "Patient/NEW" } }]]);
    expect([now?.active, now?.link]).toEqual([true, [{ type: "replaces", other: { reference: "Patient/OLD" } }]]);
    expect(old?.identifier?.map(({ value }) => value)).toEqual(["9990000018", "OLD"]);
    expect([old?.birthDate, old?.name]).toEqual([now?.birthDate, now?.name]);
  });

  it("may be of several pairs, and is refused where it does not say of whom", () => {
    const pairs = [aPid("A"), "MRG|B^^^XT901^MR", aPid("C"), "MRG|D^^^XT901^MR"];
    expect(take(segments(aHeader("ADT^A40"), ...pairs)).entries.map(({ patient }) => patient)).toEqual([
      "B",
      "A",
      "D",
      "C",
    ]);
    for (const mrg of [[], ["MRG|"], ["MRG|A^^^XT901^MR"]]) {
      expect(take(segments(aHeader("ADT^A40"), aPid("A"), ...mrg)).fate).toBe("refused");
    }
  });
});

describe("results", () => {
  const order = aSegment("OBR", {
    ...{ 1: "1", 2: "P1", 3: "F1", 4: "58410-2^Full blood count^LN", 7: "202505200800", 22: "202505201000" },
    ...{ 24: "LAB", 25: "F" },
  });
  const results = (...obx: readonly string[]) => take(segments(aHeader("ORU^R01"), aPid(), order, ...obx));
  const valueOf = (obx: string) => {
    const found = Object.entries(only(results(obx), "Observation"));
    return Object.fromEntries(found.filter(([name]) => name.startsWith("value")));
  };

  it("stand in a report, by the laboratory's number and their own", () => {
    const taken = results(
      "OBX|1|NM|718-7^Haemoglobin^LN||140|g/L^^UCUM|115-180|N|||F",
      "NTE|1||Fasting",
      "OBX|2|ST|1^Film^L||Normal||||||P",
    );
    const [patient, one, two, report] = taken.entries.map(({ resource }) => resource);
    expect([patient?.id, one?.id, two?.id, report?.id]).toEqual(["0012345", "F1-1", "F1-2", "F1"]);
    expect(one).toMatchObject({
      status: "final",
      effectiveDateTime: "2025-05-20T08:00:00+01:00",
      valueQuantity: { value: 140, unit: "g/L", system: "http://unitsofmeasure.org", code: "g/L" },
      referenceRange: [{ low: { value: 115 }, high: { value: 180 }, text: "115-180" }],
      interpretation: [{ coding: [{ code: "N" }] }],
      note: [{ text: "Fasting" }],
    });
    expect(two).toMatchObject({ status: "preliminary", valueString: "Normal" });
    expect(report).toMatchObject({
      status: "final",
      code: { text: "Full blood count" },
      issued: "2025-05-20T10:00:00+01:00",
      result: [{ reference: "Observation/F1-1" }, { reference: "Observation/F1-2" }],
    });
  });

  it("have values of many kinds; a number that is none is kept as words", () => {
    expect(valueOf("OBX|1|NM|X||<5|mg/L|||||F")).toEqual({
      valueQuantity: { value: 5, comparator: "<", unit: "mg/L" },
    });
    expect(valueOf("OBX|1|NM|X||haemolysed|mg/L|||||F")).toEqual({ valueString: "haemolysed" });
    expect(valueOf("OBX|1|NM|X||60~120||||||F")).toEqual({ valueString: "60\n120" });
    expect(valueOf("OBX|1|SN|X||>^90|mL/min|||||F")).toEqual({
      valueQuantity: { value: 90, comparator: ">", unit: "mL/min" },
    });
    expect(valueOf("OBX|1|SN|X||^1^-^4||||||F")).toEqual({ valueRange: { low: { value: 1 }, high: { value: 4 } } });
    expect(valueOf("OBX|1|SN|X||^1^:^128||||||F")).toEqual({ valueString: "1 : 128" });
    expect(valueOf("OBX|1|CE|X||1^Positive^L||||||F")).toMatchObject({ valueCodeableConcept: { text: "Positive" } });
    expect(valueOf("OBX|1|TM|X||0930||||||F")).toEqual({ valueTime: "09:30:00" });
    expect(valueOf("OBX|1|DT|X||20250521||||||F")).toEqual({ valueDateTime: "2025-05-21" });
    expect(valueOf("OBX|1|FT|X||One\\.br\\two \\T\\ three||||||F")).toEqual({ valueString: "One\ntwo & three" });
  });

  it("are told apart where their numbers repeat, and refused where they do not say of what they are", () => {
    const taken = results(
      "OBX|1|NM|A||1||||||F",
      "OBX|1|NM|B||2||||||F",
      "OBX|1|NM|||3||||||F",
      "OBX|1|NM|C|1|4||||||F",
    );
    expect(taken.entries.map(({ resource }) => resource.id).slice(1, 4)).toEqual(["F1-1", "F1-1-2", "F1-1.1"]);
    expect(placesIn(taken)).toEqual(["OBX-3 field"]);
  });

  it("may be a file, which stands in the report", () => {
    const pdf = Buffer.from("%PDF-1.4 made up").toString("base64");
    const report = only(results(`OBX|1|ED|R^Report^L||^AP^PDF^Base64^${pdf}||||||F`), "DiagnosticReport");
    expect(report.presentedForm).toEqual([{ contentType: "application/pdf", data: pdf, title: "Report" }]);
  });

  it("are refused where there are none", () => {
    expect(take(segments(aHeader("ORU^R01"), aPid())).fate).toBe("refused");
  });
});

describe("a document", () => {
  const letter = (txa: string, ...obx: readonly string[]) =>
    take(segments(aHeader("MDM^T02"), aPid(), aVisit({}), txa, ...obx));
  const txaWith = (more: Readonly<Record<number, string>> = {}) =>
    aSegment("TXA", {
      ...{ 1: "1", 2: "DS^Discharge summary", 3: "TX", 4: "202505221500", 9: "1122^Osei^Daniel^^^Dr", 12: "DOC1" },
      ...{ 17: "AU", 19: "AV", ...more },
    });
  const TXA = txaWith();
  const documentOf = (...obx: readonly string[]) => only(letter(TXA, ...obx), "DocumentReference");
  const file = (attachment: Attachment | undefined) => Buffer.from(attachment?.data ?? "", "base64").toString();

  it("is its text, line by line, with who wrote it about which visit", () => {
    const { id, docStatus, type, date, author, content, context } = documentOf(
      "OBX|1|TX|D||Admitted with chest pain.",
      "OBX|2|TX|D||",
      "OBX|3|FT|D||Went home \\T\\ is well.\\.br\\No follow-up.",
    );
    expect([id, docStatus, type?.text, date]).toEqual([
      ...["DOC1", "final", "Discharge summary", "2025-05-22T15:00:00+01:00"],
    ]);
    expect(author?.[0]?.display).toBe("Dr Daniel Osei");
    expect(context?.encounter).toEqual([{ reference: "Encounter/S1" }]);
    expect(content.map(({ attachment }) => [attachment.contentType, file(attachment)])).toEqual([
      ["text/plain; charset=utf-8", "Admitted with chest pain.\n\nWent home & is well.\nNo follow-up."],
    ]);
  });

  it("is whole, however many lines it has and however its text is divided", () => {
    const lines = Array.from({ length: 1200 }, (_, nth) => `Line ${nth.toString()}`);
    const [repeated] = documentOf(`OBX|1|TX|D||${lines.join("~")}`).content;
    expect(file(repeated?.attachment).split("\n")).toEqual(lines);
    const [divided] = documentOf(`OBX|1|TX|D||${lines.join("^")}`).content;
    expect(file(divided?.attachment)).toBe(lines.join(" "));
    const taken = letter(TXA, `OBX|1|TX|D||${"x~".repeat(20_000)}`);
    expect(placesIn(taken)).toEqual(["OBX-5 field"]);
  });

  it("may be a file of a known kind, told by its bytes", () => {
    const rtf = Buffer.from("{\\rtf1 Home}").toString("base64");
    const found = documentOf(`OBX|1|ED|D||^AP^RTF^Base64^${rtf}`, `OBX|2|ED|D||^IM^PNG^Hex^89504E470D0A1A0A00`);
    expect(found.content.map(({ attachment }) => attachment.contentType)).toEqual(["application/rtf", "image/png"]);
  });

  it("keeps of HTML what says something, and nothing that acts", () => {
    const html =
      "<html><body><p>Went <b>home</b></p><script>alert(1)</script><a href='javascript:x()'>x</a></body></html>";
    const taken = letter(TXA, `OBX|1|ED|D||^TEXT^HTML^Base64^${Buffer.from(html).toString("base64")}`);
    const [content] = only(taken, "DocumentReference").content;
    expect(content?.attachment.contentType).toBe("text/html; charset=utf-8");
    expect(file(content?.attachment)).toContain("Went <b>home</b>");
    expect(file(content?.attachment)).not.toMatch(/script/i);
    expect(placesIn(taken)).toEqual(["OBX-5 field"]);
  });

  it("refuses a file that is no kind it knows, or not what it says, and the message where nothing else is left", () => {
    const program = Buffer.from([0x4d, 0x5a, 0x90, 0, 3, 0]).toString("base64");
    for (const data of [
      `^AP^PDF^Base64^${program}`,
      `^AP^PDF^Base64^${Buffer.from("words").toString("base64")}`,
      "^AP^PDF^Base64^!!",
      "^AP^PDF^Base64^",
    ]) {
      const taken = letter(TXA, `OBX|1|ED|D||${data}`);
      expect([taken.fate, placesIn(taken)]).toEqual(["refused", ["OBX-5 field", "OBX-5 row"]]);
      expect(letter(TXA, "OBX|1|TX|D||Words", `OBX|2|ED|D||${data}`).fate).toBe("taken");
    }
  });

  it("is restricted where it says so, and refused without a number", () => {
    const restricted = letter(txaWith({ 18: "R" }), "OBX|1|TX|D||Words");
    expect(restricted.entries.at(-1)?.sensitivity).toBe("restricted");
    expect(placesIn(letter("TXA|1|DS", "OBX|1|TX|D||Words"))).toEqual(["TXA-12 row"]);
  });
});

describe("an appointment", () => {
  const booking = (type: string, ...more: readonly string[]) => take(segments(aHeader(type), ...more, aPid()));
  const SCH = "SCH|P1|A1|||||ROUTINE^Routine|Follow-up|20|MIN|^^20^202506101430^202506101450||||||||||||||Booked";

  it("has a time, a service, a place and somebody to see", () => {
    const taken = booking(
      "SIU^S12",
      SCH,
      "AIS|1||320^Cardiology",
      "AIL|1||Clinic 3^^^Main",
      "AIP|1||77^Osei^Daniel^^^Dr",
    );
    const { id, status, start, end, serviceType, participant } = only(taken, "Appointment");
    expect([id, status, start, end, serviceType?.[0]?.text]).toEqual([
      ...["A1", "booked", "2025-06-10T14:30:00+01:00", "2025-06-10T14:50:00+01:00", "Cardiology"],
    ]);
    expect(participant.map(({ actor }) => actor?.reference ?? actor?.display)).toEqual([
      ...["Patient/0012345", "Dr Daniel Osei", "Clinic 3, Main"],
    ]);
  });

  it("ends as long after its start as it lasts", () => {
    const { start, end } = only(booking("SIU^S12", "SCH||A1|||||||45|min", "AIS|1||320|202510251430"), "Appointment");
    expect([start, end]).toEqual(["2025-10-25T14:30:00+01:00", "2025-10-25T15:15:00+01:00"]);
  });

  it("stands as its last message leaves it", () => {
    const status = (type: string) => only(booking(type, SCH), "Appointment").status;
    expect(["SIU^S13", "SIU^S15", "SIU^S26", "SIU^S17"].map(status)).toEqual([
      ...["booked", "cancelled", "noshow", "entered-in-error"],
    ]);
  });

  it("is refused without a number or a time, unless it is cancelled", () => {
    expect(placesIn(booking("SIU^S12", "SCH|||||||||||"))).toEqual(["SCH-2 row"]);
    expect(placesIn(booking("SIU^S12", "SCH||A1"))).toEqual(["SCH-11 row"]);
    expect(booking("SIU^S15", "SCH||A1").fate).toBe("taken");
  });
});

describe("a referral", () => {
  const RF1 = "RF1|A^Accepted|U|CAR^Cardiology||O^Outpatient|R1|20250519|||I50^Heart failure^I10";
  const refer = (type: string, ...more: readonly string[]) => take(segments(aHeader(type), ...more, aPid()));

  it("says who asks whom for what, and why", () => {
    const taken = refer(
      "REF^I12",
      RF1,
      "PRD|RP|Rahman^Amina^^^Dr|||||X99001|||Alder Lane Surgery",
      "PRD|RT||||||XT901",
    );
    const { id, status, priority, code, authoredOn, requester, performer, reasonCode } = only(taken, "ServiceRequest");
    expect([id, status, priority, code?.text, authoredOn]).toEqual([
      ...["R1", "active", "urgent", "Cardiology", "2025-05-19"],
    ]);
    expect(requester).toMatchObject({
      identifier: { value: "X99001" },
      display: "Dr Amina Rahman, Alder Lane Surgery",
    });
    expect(performer).toMatchObject([{ identifier: { value: "XT901" } }]);
    expect(reasonCode?.[0]?.text).toBe("Heart failure");
  });

  it("may be taken back, and is refused without a number", () => {
    expect(only(refer("REF^I14", RF1), "ServiceRequest").status).toBe("revoked");
    expect(placesIn(refer("REF^I12", "RF1|A"))).toEqual(["RF1-6 row"]);
  });
});

describe("a message that is not read", () => {
  it("is foreign, with a true reason", () => {
    for (const [text, field, reason] of [
      ["hello", "MSH", "This is no HL7 v2 message."],
      [segments(aHeader("ADT^A17"), aPid()), "MSH-9", "Messages of the type ADT^A17 are not read."],
      [segments(aHeader(""), aPid()), "MSH-9", "This message does not say of what type it is."],
      [segments(aHeader("ADT^A28").replace("|2.4", "|3.0"), aPid()), "MSH-12", "This version is not read."],
      [segments(aHeader("ADT^A28").replace("^~\\&", "AAAA"), aPid()), "MSH-2", "The characters that divide"],
    ] as const) {
      const { fate, entries, rejections } = take(text);
      expect([fate, entries, rejections.length]).toEqual(["foreign", [], 1]);
      expect(rejections[0]).toMatchObject({ field, lost: "row" });
      expect(rejections[0]?.reason).toContain(reason);
    }
  });

  it("takes its event from EVN where MSH-9 has none", () => {
    expect(take(segments(aHeader("ADT"), "EVN|A28", aPid())).type).toBe("ADT^A28");
  });
});

const LINES = [
  ...["EVN|A01|20250520", "PD1||||G1^Rahman^Amina", "NK1|1|Okafor^Chidi|SPO", "AL1|1|DA|P^Penicillin", "ZBE|1|x"],
  ...["DG1|1||J189^Pneumonia^I10", "PR1|1||U071^Scan", "OBR|1||F1|FBC", "OBX|1|NM|HB||140|g/L|||||F", "NTE|1||Note"],
  ...["PV1|1|I|||||||||||||||||S1", "PV2|||J189", "TXA|1|DS||20250520||||||||D1", "SCH||A1", "RF1|A|R|||O|R1", "MRG|B"],
  ...["PRD|RT||||||XT901", "AIS|1||320|20250601", "ARV|1|A|DEM", "not a segment", "PID|1||7^^^XT901^MR||Okafor^Ada"],
];
const TYPES = "ADT^A01 ADT^A08 ADT^A11 ADT^A40 ADT^A31 ORU^R01 MDM^T02 SIU^S12 REF^I12 XXX".split(" ");

describe("any message at all", () => {
  it("is read or refused, whatever order its segments stand in, and never both", () => {
    fc.assert(
      fc.property(fc.constantFrom(...TYPES), fc.shuffledSubarray(LINES), (type, lines) => {
        const { fate, entries, rejections } = take(segments(aHeader(type), ...lines));
        expect(fate === "taken").toBe(entries.length > 0);
        if (fate !== "taken") expect(rejections.some(({ lost }) => lost === "row")).toBe(true);
        for (const { resource, patient, recorded, ended } of entries) {
          expect(resource.id).toMatch(/^[A-Za-z0-9\-.]{1,64}$/);
          expect(recorded.getTime()).toBeLessThanOrEqual(FACTS.received.getTime());
          expect(ended === true || patient !== undefined).toBe(true);
        }
      }),
    );
  });

  it("says the same of the patient whatever segments stand beside, and knows none of those that it does not know", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(["ZZZ|1|2", "ZBE|7", "FT1|1", "GT1|1|x", "IN1|2"]), (unknown) => {
        const plain = take(aMessage({ type: "ADT^A01" }));
        const taken = take(aMessage({ type: "ADT^A01", more: unknown }));
        expect(taken.entries).toEqual(plain.entries);
        expect(taken.rejections).toEqual([]);
      }),
    );
  });

  it("never throws, whatever stands in its fields", () => {
    const aText = fc.string({
      unit: fc.constantFrom(...'|^~\\&"0123456789ABCXT. <>-:\r\nFé'.split("")),
      maxLength: 80,
    });
    fc.assert(
      fc.property(fc.constantFrom(...TYPES), fc.array(fc.tuple(fc.constantFrom(...LINES), aText)), (type, lines) => {
        const mixed = lines.map(([line, text]) => `${line.slice(0, 6)}${text}`);
        const { rejections } = take(segments(aHeader(type), aPid(), ...mixed));
        for (const { reason, accepted } of rejections) expect(reason.length * accepted.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => take(text).fate === "foreign"));
  });
});
