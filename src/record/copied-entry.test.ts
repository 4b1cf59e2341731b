import { describe, expect, it } from "vitest";
import { entryIdOf, fhirJsonOf, odsCode, patientIdOf, type EntryId, type PersonId } from "#base";
import { copiedEntry } from "./copied-entry.ts";

const SOURCE = odsCode("X99001");
const PERSON = "11111111-1111-4111-8111-111111111111" as PersonId;
const idOf = (type: string, id: string): EntryId => entryIdOf(SOURCE, type, id);

const SHOWN = idOf("Encounter", "e1");
const NAMED = new Map([[idOf("Practitioner", "dr-open"), "Dr Open"]]);
const SCOPE = {
  ...{ source: SOURCE, person: PERSON, registration: patientIdOf(SOURCE, "p1") },
  isShown: (id: EntryId) => id === SHOWN,
  nameOf: (id: EntryId) => NAMED.get(id),
};
const copied = (resource: object) => copiedEntry(JSON.stringify(resource), idOf("Observation", "o1"), SCOPE);

/** A medicine for a problem that is not shown, as another system might send it. */
const medicine = {
  resourceType: "MedicationRequest",
  id: "m1",
  text: { status: "generated", div: "<div>Given for HIV by Dr Hidden</div>" },
  subject: { reference: "Patient/p1", display: "Agnes" },
  medicationCodeableConcept: { text: "A medicine" },
  encounter: { reference: "Encounter/e1", display: "At the surgery" },
  requester: { reference: "Practitioner/dr-hidden", display: "Dr Hidden" },
  recorder: { reference: "Practitioner/dr-open", display: "Dr Open" },
  reasonReference: [{ reference: "Condition/hidden", display: "HIV" }],
};

describe("an entry in a copy", () => {
  it("stands under its id here, with the organisation that wrote it", () => {
    const copy = copied({ resourceType: "Observation", id: "o1", meta: { profile: ["https://one.example"] } });
    expect(copy).toEqual({
      resourceType: "Observation",
      id: idOf("Observation", "o1"),
      meta: { profile: ["https://one.example"], source: "https://fhir.nhs.uk/Id/ods-organization-code#X99001" },
    });
  });

  it("leads to what the copy holds too, by the address that it has there", () => {
    expect(copied(medicine)["encounter"]).toEqual({ reference: `urn:uuid:${SHOWN}`, display: "At the surgery" });
  });

  it("says nothing of what the copy does not hold: neither where it was, nor its name, nor in its own account", () => {
    const copy = copied(medicine);
    for (const words of ["HIV", "Hidden", "hidden"]) expect(JSON.stringify(copy)).not.toContain(words);
    for (const gone of ["reasonReference", "requester", "text"]) expect(copy).not.toHaveProperty(gone);
  });

  it("keeps its own account where nothing was cut", () => {
    const text = { status: "generated", div: "<div>Weight 80 kg</div>" };
    expect(copied({ resourceType: "Observation", text, encounter: { reference: "Encounter/e1" } })["text"]).toEqual(
      text,
    );
  });

  it("names staff whom the permit opens, though they are no entry of the copy", () => {
    expect(copied(medicine)["recorder"]).toEqual({ type: "Practitioner", display: "Dr Open" });
    const nameless = copied({ ...medicine, recorder: { reference: "Practitioner/dr-open" } });
    expect(nameless["recorder"]).toEqual({ type: "Practitioner", display: "Dr Open" });
  });

  it("is about the person, where the registration under which it is filed is not open", () => {
    expect(copied(medicine)["subject"]).toEqual({ identifier: { system: "urn:wholestory:person", value: PERSON } });
    const mother = copied({ ...medicine, subject: { reference: "Patient/mother", display: "Her mother" } });
    expect(mother["subject"]).toEqual({ display: "Not in this copy" });
  });

  it("loses what stands beside a reference that goes, and nothing else of a list", () => {
    const copy = copied({
      resourceType: "Encounter",
      participant: [
        { type: [{ text: "Counsellor for abuse" }], individual: { reference: "Practitioner/dr-hidden" } },
        { type: [{ text: "Doctor" }], individual: { reference: "Practitioner/dr-open" } },
      ],
      diagnosis: [{ condition: { reference: "Condition/hidden" }, use: { text: "The reason for coming" } }],
    });
    expect(JSON.stringify(copy)).not.toContain("abuse");
    expect(copy["participant"]).toHaveLength(1);
    expect(copy).not.toHaveProperty("diagnosis");
  });

  it("keeps what says something of the entry itself, without whoever said it", () => {
    const copy = copied({
      resourceType: "Patient",
      identifier: [{ value: "9990000000", assigner: { reference: "Organization/hidden", display: "Hidden Clinic" } }],
      note: [{ text: "Feels well.", authorReference: { reference: "Practitioner/dr-hidden" } }],
    });
    expect(copy).toMatchObject({ identifier: [{ value: "9990000000" }], note: [{ text: "Feels well." }] });
    expect(JSON.stringify(copy)).not.toMatch(/hidden/i);
  });

  it("has nothing of what is said in extensions, or within a contained resource, of what is not shown", () => {
    const copy = copied({
      resourceType: "Observation",
      extension: [
        { url: "https://one.example/reason", valueReference: { reference: "Condition/hidden" } },
        {
          url: "https://one.example/reasons",
          extension: [{ url: "reason", valueReference: { reference: "Condition/hidden" } }],
        },
      ],
      contained: [{ resourceType: "Procedure", id: "c1", reasonReference: [{ reference: "Condition/hidden" }] }],
      partOf: [{ reference: "#c1" }],
    });
    expect(JSON.stringify(copy)).not.toContain("hidden");
    expect(copy).toMatchObject({ contained: [{ id: "c1" }], partOf: [{ reference: "#c1" }] });
    expect(copy).not.toHaveProperty("extension");
  });

  it("keeps doers and organisations that are no entries, and no problem that is named by identifier", () => {
    const copy = copied({
      resourceType: "Procedure",
      performer: [{ actor: { identifier: { value: "C123" }, display: "A Surgeon" } }],
      serviceProvider: { identifier: { system: "https://fhir.nhs.uk/Id/ods-organization-code", value: "X99003" } },
      reasonReference: [{ identifier: { value: "77" }, display: "HIV" }],
      report: [{ reference: "https://elsewhere.example/DiagnosticReport/1", display: "HIV test" }],
    });
    expect(copy).toMatchObject({ performer: [{ actor: { display: "A Surgeon" } }] });
    expect(copy).toHaveProperty("serviceProvider");
    expect(JSON.stringify(copy)).not.toContain("HIV");
  });

  it("still has what its type must have", () => {
    const provenance = copied({
      resourceType: "Provenance",
      target: [{ reference: "Condition/hidden" }],
      agent: [{ who: { reference: "Practitioner/dr-hidden" } }],
    });
    expect(provenance).toMatchObject({ target: [{ display: "Not in this copy" }], agent: [{ who: {} }] });
    const given = { ...medicine, medicationCodeableConcept: undefined };
    const unknown = copied({ ...given, medicationReference: { reference: "Medication/hidden", display: "Truvada" } });
    expect(unknown["medicationReference"]).toEqual({ display: "Not in this copy" });
    expect(copied(medicine)).not.toHaveProperty("medicationReference");
  });

  it("keeps the digits that its source wrote", () => {
    const copy = copiedEntry('{"resourceType":"Observation","valueQuantity":{"value":1.00}}', SHOWN, SCOPE);
    expect(fhirJsonOf(copy)).toContain("1.00");
  });
});
