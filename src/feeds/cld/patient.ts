import type { Patient, Reference } from "fhir/r4.js";
import { impossible, type NhsNumber } from "#base";
import { LA_PERSON_ID } from "./extension.ts";
import { patientIdOfRow } from "./event-key.ts";
import { given, type CldRow, type Gender } from "./row.ts";

/** What a council's rows say of a person, put together. */
export type Demographics = {
  readonly nhsNumber?: NhsNumber;
  readonly birthDate?: string;
  readonly deathDate?: string;
  readonly gender?: Gender;
  readonly ethnicity?: string;
  readonly givenName?: string;
  readonly familyName?: string;
  readonly addressLine?: string;
  readonly postcode?: string;
  readonly practiceCode?: string;
  readonly practiceName?: string;
};

const TEXTS = [
  "givenName",
  "familyName",
  "addressLine",
  "postcode",
  "practiceCode",
  "practiceName",
] as const satisfies readonly (keyof Demographics)[];

/** What one row says; the NHS number is settled elsewhere, over all rows of the person. */
export function demographicsOf(row: CldRow): Demographics {
  const { birthDate, deathDate, gender, ethnicity } = row;
  const texts = Object.fromEntries(TEXTS.map((name) => [name, row.text(name) === "" ? undefined : row.text(name)]));
  return given({ birthDate, deathDate, gender, ethnicity, ...texts });
}

/** The person as a FHIR Patient of the council. */
export function patientOfRow(row: CldRow, known: Demographics): Patient & { id: string } {
  return {
    resourceType: "Patient",
    id: patientIdOfRow(row),
    ...(known.ethnicity === undefined
      ? {}
      : { extension: [{ url: ETHNICITY, valueCodeableConcept: { text: known.ethnicity } }] }),
    identifier: [
      ...(known.nhsNumber === undefined ? [] : [{ system: NHS_NUMBER, value: known.nhsNumber }]),
      { system: LA_PERSON_ID, value: row.person },
    ],
    ...nameOf(known),
    ...(known.gender === undefined ? {} : { gender: fhirGender(known.gender) }),
    ...(known.birthDate === undefined ? {} : { birthDate: known.birthDate }),
    ...(known.deathDate === undefined ? {} : { deceasedDateTime: known.deathDate }),
    ...addressOf(known),
    ...practiceOf(known),
  };
}

const NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number";
const ODS_CODE = "https://fhir.nhs.uk/Id/ods-organization-code";
/** @see https://simplifier.net/hl7fhirukcorer4/extension-ukcore-ethniccategory */
const ETHNICITY = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory";

function nameOf({ givenName, familyName }: Demographics): Pick<Patient, "name"> {
  if (givenName === undefined && familyName === undefined) return {};
  return {
    name: [
      {
        use: "official",
        ...(familyName === undefined ? {} : { family: familyName }),
        ...(givenName === undefined ? {} : { given: givenName.split(/\s+/) }),
      },
    ],
  };
}

function addressOf({ addressLine, postcode }: Demographics): Pick<Patient, "address"> {
  if (addressLine === undefined && postcode === undefined) return {};
  return {
    address: [
      {
        use: "home",
        ...(addressLine === undefined ? {} : { line: [addressLine] }),
        ...(postcode === undefined ? {} : { postalCode: postcode }),
      },
    ],
  };
}

function practiceOf({ practiceCode, practiceName }: Demographics): { generalPractitioner?: Reference[] } {
  if (practiceCode === undefined && practiceName === undefined) return {};
  return {
    generalPractitioner: [
      {
        ...(practiceCode === undefined ? {} : { identifier: { system: ODS_CODE, value: practiceCode } }),
        ...(practiceName === undefined ? {} : { display: practiceName }),
      },
    ],
  };
}

function fhirGender(gender: Gender): NonNullable<Patient["gender"]> {
  switch (gender) {
    case "Male":
      return "male";
    case "Female":
      return "female";
    case "Other":
      return "other";
    case "Unknown":
      return "unknown";
    default:
      return impossible(gender);
  }
}
