import type { Coding } from "fhir/r4.js";
import { nationalList } from "./national-code.ts";

/**
 * How they met, in our words; 03 and 06 are of the older list.
 * @see https://www.datadictionary.nhs.uk/data_elements/consultation_mechanism.html
 */
export const MECHANISM = nationalList("consultation_mechanism", {
  "01": "Face to face",
  "02": "Telephone",
  "03": "Telemedicine",
  "04": "Talk type",
  "05": "Email",
  "06": "Text message",
  "09": "Text message",
  "10": "Instant messaging",
  "11": "Video",
  "12": "Message board",
  "13": "Chat room",
  "98": "Another way",
});

/** @see https://www.datadictionary.nhs.uk/data_elements/activity_location_type_code.html */
export const LOCATION = nationalList("activity_location_type_code", {
  A01: "Home of the person",
  A02: "Home of a carer",
  A03: "Place of work",
  A04: "Other place of the person",
  B01: "Health centre",
  B02: "Polyclinic",
  C01: "GP practice",
  E01: "Out-patient clinic",
  E02: "Ward",
  E03: "Day hospital",
  E04: "Emergency department",
  F01: "Hospice",
  G01: "Care home",
  G02: "Care home with nursing",
  H01: "Day centre",
  L01: "School",
  M01: "Prison",
  X01: "Elsewhere",
});

/** HL7's class of a contact, with the words by which a reader knows it. */
export type Meeting = { readonly class: Coding; readonly words: string };

/** The class of a contact, from how and where they met. A location says nothing of a telephone call. */
export function meetingOf(mechanism: string | undefined, location: string | undefined): Meeting {
  const how = mechanism?.padStart(2, "0");
  if (how !== undefined && VIRTUAL.has(how)) return { class: VR, words: MECHANISM.words[how] ?? "Remote contact" };
  const where = location?.toUpperCase();
  if (where === "A01" || where === "A02") return { class: HH, words: "Home visit" };
  if (where?.startsWith("G")) return { class: HH, words: "Care home visit" };
  const place = where === undefined ? undefined : LOCATION.words[where]?.toLowerCase();
  if (how === "01") return { class: AMB, words: place === undefined ? "Face to face" : `Face to face, ${place}` };
  return { class: AMB, words: place === undefined ? "Contact" : `Contact, ${place}` };
}

const VIRTUAL: ReadonlySet<string> = new Set("02 03 04 05 06 09 10 11 12 13".split(" "));

/** @see https://terminology.hl7.org/ValueSet-v3-ActEncounterCode.html */
const system = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
const HH: Coding = { system, code: "HH", display: "home health" };
const VR: Coding = { system, code: "VR", display: "virtual" };
const AMB: Coding = { system, code: "AMB", display: "ambulatory" };
export const INPATIENT: Coding = { system, code: "IMP", display: "inpatient encounter" };
