import type { CodeableConcept, Encounter } from "fhir/r4.js";
import { aboutOf, entryAbout } from "../data-sets/about.ts";
import { INPATIENT } from "../data-sets/consultation.ts";
import { isOver, momentOn, neededDay, timeIn } from "../data-sets/cells.ts";
import { nationalConcept, nationalList, type NationalList } from "../data-sets/national-code.ts";
import { entryRef, extended, localSystem, organisationRef, patientRef } from "../data-sets/reference.ts";
import { idOfParts } from "../source-id.ts";
import { tableOf, type TableRow } from "../table/table.ts";
import { ABOUT, REQUEST, SPELL } from "./columns.ts";

/** @see https://www.datadictionary.nhs.uk/data_elements/admission_method_code__hospital_provider_spell_.html */
const METHODS = nationalList("admission_method_code__hospital_provider_spell_", {
  "11": "Planned, from a waiting list",
  "12": "Planned, booked",
  "13": "Planned",
  "21": "Emergency, by an emergency department",
  "22": "Emergency, by a GP",
  "23": "Emergency, by a bed bureau",
  "24": "Emergency, by a clinic",
  "25": "Emergency, by a mental health crisis team",
  "2A": "Emergency, by another provider's emergency department",
  "2B": "Emergency, transferred from another hospital",
  "2D": "Emergency, another way",
  "28": "Emergency, another way",
  "81": "Transfer from another hospital",
});

/** @see https://www.datadictionary.nhs.uk/data_elements/admission_source__hospital_provider_spell_.html */
const SOURCES = nationalList("admission_source__hospital_provider_spell_", {
  "19": "Usual home",
  "29": "Temporary home",
  "37": "Court",
  "40": "Prison",
  "42": "Police station",
  "51": "Another hospital's general ward",
  "53": "Another hospital's mental health ward",
  "55": "Care home with nursing",
  "56": "Care home",
});

/** @see https://www.datadictionary.nhs.uk/data_elements/discharge_destination_code__hospital_provider_spell_.html */
const DESTINATIONS = nationalList("discharge_destination_code__hospital_provider_spell_", {
  "19": "Usual home",
  "29": "Temporary home",
  "37": "Court",
  "38": "Prison or police station",
  "51": "Another hospital's general ward",
  "53": "Another hospital's mental health ward",
  "54": "Care home of the NHS",
  "65": "Home of the council",
  "79": "Not applicable: died",
});

const METHOD_OF_ADMISSION = "https://wholestory.example/fhir/admission-method";

/** A stay in a mental health hospital. */
export const HOSPITAL_SPELL = tableOf({
  name: "Hospital provider spell (MHS501)",
  columns: {
    ...ABOUT,
    spell: SPELL,
    request: REQUEST,
    from: "StartDateHospProvSpell",
    fromAt: "StartTimeHospProvSpell",
    to: "DischDateHospProvSpell",
    toAt: "DischTimeHospProvSpell",
    method: ["MethAdmMHHospProvSpell", "AdmMethCodeHospProvSpell"],
    source: ["SourceAdmMHHospProvSpell", "SourceAdmCodeHospProvSpell"],
    destination: ["DestOfDischHospProvSpell", "DischDestCodeHospProvSpell"],
  },
  needed: ["person", "spell", "from"],
  take: (row, { now }) => {
    const about = aboutOf(row);
    const spell = row.needed("spell");
    const from = neededDay(row, "from");
    if (!about || spell === undefined || from === undefined) return [];
    const start = momentOn(from, timeIn(row, "fromAt"));
    const to = row.day("to");
    const end = to === undefined ? undefined : momentOn(to, timeIn(row, "toAt"));
    const { patient, provider } = about;
    const request = row.given("request");
    const method = conceptIn(row, "method", METHODS);
    const hospitalization = hospitalizationIn(row);
    const encounter: Encounter & { id: string } = {
      resourceType: "Encounter",
      // Not the id itself: contacts are Encounters too, and are numbered on their own.
      id: idOfParts("hospital-provider-spell", spell),
      ...extended(method && { url: METHOD_OF_ADMISSION, valueCodeableConcept: method }),
      identifier: [{ system: `${localSystem("patient")}#hospital-provider-spell`, value: spell }],
      status: isOver(to, now) ? "finished" : "in-progress",
      class: INPATIENT,
      type: [{ text: "Stay in a mental health hospital" }],
      subject: patientRef(patient),
      ...(request !== undefined && { basedOn: [entryRef("ServiceRequest", request)] }),
      period: { start, ...(end !== undefined && { end }) },
      ...(hospitalization && { hospitalization }),
      ...(provider !== undefined && { serviceProvider: organisationRef(provider) }),
    };
    return [entryAbout(about, encounter)];
  },
});

function conceptIn<C extends string>(row: TableRow<C>, column: C, list: NationalList): CodeableConcept | undefined {
  const code = row.given(column);
  return code === undefined ? undefined : nationalConcept(list, code);
}

function hospitalizationIn(row: TableRow<"source" | "destination">): Encounter["hospitalization"] {
  const admitSource = conceptIn(row, "source", SOURCES);
  const dischargeDisposition = conceptIn(row, "destination", DESTINATIONS);
  if (!admitSource && !dischargeDisposition) return undefined;
  return { ...(admitSource && { admitSource }), ...(dischargeDisposition && { dischargeDisposition }) };
}
