import type { CodeableConcept, Extension, Patient, Reference } from "fhir/r4.js";
import { aBirthDate } from "../fhir/checks.ts";
import { conceptIn, organisationIn, RESTRICTED, staffIn } from "./concept.ts";
import { addressesIn, contactsIn, namesIn } from "./name-and-address.ts";
import type { PatientIdentity } from "./patient-identifiers.ts";
import type { MessageReading } from "./reading.ts";
import type { Segment } from "./syntax.ts";

export type MessagePatient = Patient & { readonly id: string };

const UK_CORE = "https://fhir.hl7.org.uk";

/**
 * Who the hospital says that its patient is, from PID and PD1. Where the message asks for protection, where they live
 * and how to reach them is left out, and said so.
 * @see https://hl7.org/fhir/uv/v2mappings/ (segments PID and PD1)
 */
export function patientIn(reading: MessageReading, pid: Segment, { id, identifiers }: PatientIdentity): MessagePatient {
  const { isHidden } = reading;
  const ethnicity = ethnicityIn(pid);
  const gender = genderIn(reading, pid);
  const birthDate = birthDateIn(reading, pid);
  const name = namesIn(reading, pid, 5);
  return {
    resourceType: "Patient",
    id,
    ...(isHidden && { meta: RESTRICTED }),
    ...(ethnicity && { extension: [ethnicity] }),
    identifier: [...identifiers],
    ...(name.length > 0 && { name }),
    ...(isHidden ? leftOut(reading, pid) : whereabouts(reading, pid)),
    ...(gender !== undefined && { gender }),
    ...(birthDate !== undefined && { birthDate }),
    ...deathIn(reading, pid),
    ...restOf(pid),
  };
}

type Whereabouts = Pick<Patient, "telecom" | "address" | "generalPractitioner">;

function whereabouts(reading: MessageReading, pid: Segment): Whereabouts {
  const telecom = [...contactsIn(reading, pid, 13, "home"), ...contactsIn(reading, pid, 14, "work")];
  const address = addressesIn(reading, pid, 11);
  const pd1 = reading.message.first("PD1");
  const generalPractitioner = pd1 ? practiceIn(pd1) : [];
  return {
    ...(telecom.length > 0 && { telecom }),
    ...(address.length > 0 && { address }),
    ...(generalPractitioner.length > 0 && { generalPractitioner }),
  };
}

/** What is protected is not shown with the rejection either. The practice tells where somebody lives, too. */
function leftOut(reading: MessageReading, pid: Segment): object {
  for (const field of [11, 13, 14]) {
    if (pid.raw(field) !== "") reading.withhold(`PID-${field.toString()}`, PROTECTED);
  }
  const pd1 = reading.message.first("PD1");
  for (const field of [3, 4]) {
    if (pd1 && pd1.raw(field) !== "") reading.withhold(`PD1-${field.toString()}`, PROTECTED);
  }
  return {};
}

const PROTECTED = {
  reason: "This was left out, because the message asks that the patient be protected (PD1-12 or ARV).",
  accepted: "Addresses, telephone numbers and practices of patients for whom no protection is asked",
};

/** Table 0001, and the numbers of the NHS Data Dictionary that some hospitals put there. */
const GENDERS: Readonly<Record<string, NonNullable<Patient["gender"]>>> = {
  ...{ M: "male", F: "female", O: "other", A: "other", N: "other", U: "unknown" },
  ...{ "1": "male", "2": "female", "9": "other", "0": "unknown", X: "unknown" },
};

const genderIn = (reading: MessageReading, pid: Segment): Patient["gender"] => reading.listed(pid, 8, GENDERS);

function birthDateIn(reading: MessageReading, pid: Segment): string | undefined {
  // A birth is a day as it was written, whatever the zone.
  const born = reading.time(pid, 7)?.slice(0, 10);
  if (born === undefined) return undefined;
  const fault = aBirthDate(born, "PID-7", reading.facts.now);
  if (!fault) return born;
  reading.refuse(pid, 7, fault);
  return undefined;
}

function deathIn(reading: MessageReading, pid: Segment): Pick<Patient, "deceasedBoolean" | "deceasedDateTime"> {
  const indicator = pid.get(30)?.toUpperCase();
  if (indicator === "N") return { deceasedBoolean: false };
  const died = reading.pastTime(pid, 29);
  if (died !== undefined) return { deceasedDateTime: died };
  return indicator === "Y" ? { deceasedBoolean: true } : {};
}

/**
 * The ethnic category of PID-22, one letter in England; words, or PID-10, where it is none.
 * @see https://www.datadictionary.nhs.uk/attributes/ethnic_category.html
 */
function ethnicityIn(pid: Segment): Extension | undefined {
  const code = pid.get(22)?.toUpperCase();
  const concept = conceptIn(pid, 22) ?? conceptIn(pid, 10);
  if (concept === undefined) return undefined;
  // The letters of table 0189 and of the American census mean something else.
  const isForeign = /^(?:HL70189|CDCREC|HL70005)$/i.test(pid.get(22, 3) ?? "");
  const isEnglish = code !== undefined && !isForeign && /^[A-HJ-NPRSZ]$/.test(code);
  const system = `${UK_CORE}/CodeSystem/UKCore-EthnicCategoryEngland`;
  const display = pid.get(22, 2);
  const english: CodeableConcept = {
    coding: [{ system, code: code ?? "", ...(display !== undefined && { display }) }],
  };
  return {
    url: `${UK_CORE}/StructureDefinition/Extension-UKCore-EthnicCategory`,
    valueCodeableConcept: isEnglish ? english : concept,
  };
}

function restOf(pid: Segment): Pick<Patient, "communication" | "maritalStatus" | "multipleBirthInteger"> {
  const language = conceptIn(pid, 15);
  const maritalStatus = conceptIn(pid, 16);
  const order = pid.get(25);
  return {
    ...(language && { communication: [{ language }] }),
    ...(maritalStatus && { maritalStatus }),
    ...(order !== undefined && /^[1-9]$/.test(order) && { multipleBirthInteger: Number(order) }),
  };
}

/** The practice (PD1-3) first: it is what a registration names; then the doctor (PD1-4). */
function practiceIn(pd1: Segment): Reference[] {
  const practice = pd1.all(3).map(organisationIn).slice(0, 1);
  return [...practice, staffIn(pd1, 4)].filter((one) => one !== undefined);
}
