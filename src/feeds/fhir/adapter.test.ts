import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { aDelivery, readWhole } from "../../../test/builders/readings.ts";
import { createFhirAdapter, type FindByIdentifier } from "./adapter.ts";
import { isWhole } from "./open-file.ts";

const nobody: FindByIdentifier = async () => Promise.resolve([]);
const read = (file: string | Buffer, options: Parameters<typeof readWhole>[2] = {}, find = nobody) =>
  readWhole(createFhirAdapter({ findByIdentifier: find }), file, options);

const patient = { resourceType: "Patient", id: "p1", birthDate: "1950-02-03", gender: "female" };
const problem = {
  resourceType: "Condition",
  id: "c1",
  subject: { reference: "Patient/p1" },
  code: { coding: [{ system: "http://snomed.info/sct", code: "44054006", display: "Diabetes" }] },
  recordedDate: "2020-05-06",
};
const ndjson = (...resources: readonly unknown[]) => resources.map((one) => JSON.stringify(one) + "\n").join("");

describe("one resource a line", () => {
  it("becomes an entry with its patient, label, time, line and the text as received", async () => {
    const { entries, rejections, line } = await read(ndjson(patient, problem));
    expect(rejections).toEqual([]);
    expect(line).toBe(2);
    expect(entries[1]).toEqual({
      resource: problem,
      json: JSON.stringify(problem),
      patient: "p1",
      category: "problems",
      sensitivity: "normal",
      recorded: new Date("2020-05-06T00:00:00Z"),
      line: 2,
    });
  });

  it("is read with CRLF, a byte order mark, empty lines and no last line end", async () => {
    const file = `\uFEFF${JSON.stringify(patient)}\r\n\r\n${JSON.stringify(problem)}`;
    const { entries, rejections } = await read(file, { piece: 3 });
    expect(rejections).toEqual([]);
    expect(entries.map(({ line, json }) => [line, json?.at(-1)])).toEqual([
      [1, "}"],
      [3, "}"],
    ]);
  });

  it("that is half a line is refused with the line's number, and the rest is taken", async () => {
    const file = ndjson(patient, problem).slice(0, -30);
    const { entries, rejections } = await read(file);
    expect(entries).toHaveLength(1);
    expect(rejections).toMatchObject([{ line: 2, field: "line", lost: "row" }]);
    expect(rejections[0]?.reason).toContain("breaks off");
  });

  it("that is not UTF-8 is refused with the line's number, and the rest is taken", async () => {
    const [first = "", second = ""] = ndjson({ ...patient, name: [{ family: "Zoë" }] }, problem).split("\n");
    const file = Buffer.concat([Buffer.from(first, "latin1"), Buffer.from(`\n${second}\n`)]);
    const { entries, rejections } = await read(file);
    expect(rejections).toMatchObject([{ line: 1, reason: "This line holds bytes that are not UTF-8." }]);
    expect(entries.map(({ line }) => line)).toEqual([2]);
  });

  it("is not read again up to where a stopped load resumes", async () => {
    const { entries, line } = await read(ndjson(patient, problem, { ...problem, id: "c2" }), { resumeAfter: 2 });
    expect(entries.map(({ resource }) => resource.id)).toEqual(["c2"]);
    expect(line).toBe(3);
  });

  it("comes in readings of about a thousand entries whose lines run on", async () => {
    const file = ndjson(...Array.from({ length: 3500 }, (_, at) => ({ ...problem, id: `c${at.toString()}` })));
    const { readings, entries } = await read(file);
    expect(entries).toHaveLength(3500);
    expect(Math.max(...readings.map((reading) => reading.entries.length))).toBeLessThanOrEqual(1000);
    expect(readings.map(({ line }) => line)).toEqual([...readings.map(({ line }) => line)].sort((a, b) => a - b));
  });

  it("may name staff by identifier, earlier in the file or sent before", async () => {
    const gp = { resourceType: "Practitioner", id: "g1", identifier: [{ system: "urn:gmc", value: "7" }] };
    const visit = (reference: string) => ({ ...problem, recorder: { reference } });
    const find: FindByIdentifier = async (source, type, system, value) =>
      Promise.resolve(source === "B86001" && `${type}|${system}|${value}` === "Practitioner|urn:gmc|8" ? ["g2"] : []);
    const file = ndjson(gp, visit("Practitioner?identifier=urn:gmc|7"), visit("Practitioner?identifier=urn%3Agmc%7C8"));
    const { entries, rejections } = await read(file, {}, find);
    expect(rejections).toEqual([]);
    expect(entries.slice(1).map(({ resource }) => "recorder" in resource && resource.recorder)).toEqual([
      { reference: "Practitioner/g1" },
      { reference: "Practitioner/g2" },
    ]);
    expect(entries[1]).not.toHaveProperty("json");
  });

  it("that names no one or several by identifier is refused with the reference", async () => {
    const visit = (value: string) => ({ ...problem, recorder: { reference: `Practitioner?identifier=s|${value}` } });
    const find: FindByIdentifier = async (_source, _type, _system, value) =>
      Promise.resolve(value === "2" ? ["a", "b"] : []);
    const { entries, rejections } = await read(ndjson(visit("1"), visit("2")), {}, find);
    expect(entries).toEqual([]);
    expect(rejections.map(({ field, reason, value }) => [field, reason.split(" of ")[0], value])).toEqual([
      ["Condition.recorder.reference", "No resource", "Practitioner?identifier=s|1"],
      ["Condition.recorder.reference", "More than one resource", "Practitioner?identifier=s|2"],
    ]);
  });
});

describe("what is faulty in a resource", () => {
  const reject = async (resource: unknown) => read(ndjson(resource));

  it("is dropped when the rest can stand without it: an NHS number with a wrong check digit", async () => {
    const nhs = { system: "https://fhir.nhs.uk/Id/nhs-number", value: "9990000001" };
    const local = { system: "urn:local", value: "77" };
    const { entries, rejections } = await reject({ ...patient, identifier: [nhs, local] });
    expect(rejections).toMatchObject([
      { field: "Patient.identifier[0].value", lost: "field", value: "9990000001", line: 1 },
    ]);
    expect(entries[0]?.resource).toEqual({ ...patient, identifier: [local] });
    expect(entries[0]).not.toHaveProperty("json");
  });

  it.each([
    ["a birth in the future", { birthDate: "2025-06-20" }, "Patient.birthDate", "This birth is in the future."],
    ["a birth long ago", { birthDate: "1750-01-01" }, "Patient.birthDate", "This birth was more than 130 years ago."],
    ["a day that does not exist", { birthDate: "1951-02-30" }, "Patient.birthDate", "There is no such date."],
    ["a code outside the list", { gender: "F" }, "Patient.gender", "This code is not in the list."],
    ["a name that is text", { name: ["Ann"] }, "Patient.name[0]", "This must be an object."],
  ])("is dropped and named: %s", async (_, members, field, reason) => {
    const { entries, rejections } = await reject({ ...patient, ...members });
    expect(rejections).toMatchObject([{ field, reason, lost: "field" }]);
    expect(Object.keys(entries[0]?.resource ?? {})).not.toContain(Object.keys(members)[0]);
  });

  it("never makes a dead person alive", async () => {
    const { entries } = await reject({ ...patient, deceasedDateTime: "2021-02-30" });
    expect(entries[0]?.resource).toEqual({ ...patient, deceasedBoolean: true });
  });

  it.each([
    ["an unknown type", { ...problem, resourceType: "Conditions" }, "resourceType"],
    ["no id", { ...problem, id: undefined }, "Condition.id"],
    ["an id with a space", { ...problem, id: "c 1" }, "Condition.id"],
    ["no subject", { ...problem, subject: undefined }, "Condition.subject"],
    [
      "a status that changes the meaning",
      { ...problem, verificationStatus: verification("perhaps") },
      "Condition.verificationStatus.coding.code",
    ],
    [
      "no medicine",
      { ...prescription(), medicationCodeableConcept: undefined },
      "MedicationRequest.medicationCodeableConcept or medicationReference",
    ],
    ["a status outside the list", { ...prescription(), status: "given" }, "MedicationRequest.status"],
    [
      "a patient on another server",
      { ...problem, subject: { reference: "https://a.example/Patient/1" } },
      "Condition.subject",
    ],
    [
      "an address of no Bundle",
      { ...problem, encounter: { reference: "urn:uuid:1" } },
      "Condition.encounter.reference",
    ],
    ["a null character", { ...problem, note: [{ text: "a\u0000b" }] }, "note[0].text"],
    ["half a character", { ...problem, note: [{ text: "\ud800" }] }, "note[0].text"],
    ["no object", [1], "line"],
  ])("costs the row where the rest cannot be read without it: %s", async (_, resource, field) => {
    const { entries, rejections } = await reject(resource);
    expect(entries).toEqual([]);
    expect(rejections).toMatchObject([{ line: 1, field, lost: "row" }]);
    expect(rejections[0]?.accepted).not.toBe("");
  });

  it("is too deep, or a number too large: refused, not fallen over", async () => {
    const deep = `{"resourceType":"Basic","id":"x","a":${"[".repeat(100_000)}${"]".repeat(100_000)}}\n`;
    const large = `{"resourceType":"Basic","id":"x","a":1e999}\n`;
    const { entries, rejections } = await read(deep + large);
    expect(entries).toEqual([]);
    expect(rejections.map(({ reason }) => reason)).toEqual(["This is nested too deeply.", "This number is too large."]);
  });

  it("leaves other countries' identifiers and extensions as they are", async () => {
    const foreign = {
      ...patient,
      identifier: [{ system: "http://hl7.org/fhir/sid/us-ssn", value: "999-11" }],
      extension: [{ url: "x" }],
    };
    const { entries } = await reject(foreign);
    expect(entries[0]?.json).toBe(JSON.stringify(foreign));
  });
});

function prescription() {
  return {
    resourceType: "MedicationRequest",
    id: "m1",
    status: "active",
    intent: "order",
    medicationCodeableConcept: { text: "Metformin" },
    subject: { reference: "Patient/p1" },
  };
}

function verification(code: string) {
  return { coding: [{ system: "http://terminology.hl7.org/CodeSystem/condition-ver-status", code }] };
}

describe("a file", () => {
  it.each([
    ["empty", ""],
    ["blank", " \r\n\t\n"],
    ["a spreadsheet", "a,b\n1,2\n"],
    ["in UTF-16", Buffer.from("\uFEFF{}", "utf16le")],
    ["compressed", gzipSync(JSON.stringify(patient))],
    ["half a Bundle", '{"resourceType":"Bundle","type":"batch","entry":[{"resource":'],
    ["a Bundle of a kind that is not read", '{"resourceType":"Bundle","type":"subscription-notification"}'],
  ])("that is %s is refused in words", async (_, file) => {
    const { entries, rejections } = await read(file);
    expect(entries).toEqual([]);
    expect(rejections).toMatchObject([{ line: 1, lost: "row" }]);
  });

  it.each([
    ["name", [{ family: { of: "objects" } }], "name[0].family"],
    ["name", [{ given: "no list" }], "name[0].given"],
    ["name", [{ family: "x".repeat(5000) }], "name[0].family"],
    ["address", [{ postalCode: 5 }], "address[0].postalCode"],
    ["address", [{ line: "no list" }], "address[0].line"],
    ["telecom", [{ value: {} }], "telecom[0].value"],
    ["identifier", [{ extension: {} }], "identifier[0].extension"],
  ])("whose patient has a faulty %s loses that, not the patient", async (name, value, field) => {
    const { entries, rejections } = await read(JSON.stringify({ ...patient, [name]: value }));
    expect(entries).toHaveLength(1);
    expect(entries[0]?.resource).not.toHaveProperty(name);
    expect(rejections).toMatchObject([{ field: `Patient.${field}`, lost: "field" }]);
  });

  it("that holds a Bundle which is not UTF-8 names the line", async () => {
    const file = Buffer.from('{"resourceType": "Bundle",\n"type": "collection",\n"note": "\u00e9"}', "latin1");
    const { rejections } = await read(file);
    expect(rejections[0]?.reason).toBe("Line 3 of this file holds bytes that are not UTF-8.");
  });

  it("that is one indented resource is read", async () => {
    expect((await read(JSON.stringify(patient, null, 2))).entries.map(({ resource }) => resource.id)).toEqual(["p1"]);
  });

  it.each([
    ['{"resourceType":"Bundle","type":"batch"', true],
    ['{"id":"x","meta":1,"resourceType" : "Bundle"', true],
    ['{"entry":[', true],
    ['{\n  "resourceType": "Patient",\n', true],
    ['{"resourceType":"Patient","id":"1"}\n{"resourceType":"Bundle"', false],
    ['{"resourceType":"Parameters","parameter":[{"resource":{"resourceType":"Bundle"}}]}', false],
  ])("that begins %j is one JSON text: %s", (start, whole) => {
    expect(isWhole(start)).toBe(whole);
  });

  it("recorded ahead of time is held to when it was received", async () => {
    const { entries } = await read(ndjson({ ...patient, meta: { lastUpdated: "2099-01-01T00:00:00Z" } }));
    expect(entries[0]?.recorded).toEqual(aDelivery().received);
  });
});
