import { aboutOf, entryAbout } from "../data-sets/about.ts";
import { ethnicities, genders, patientOf, practiceFactOf } from "../data-sets/patient.ts";
import { tableOf } from "../table/table.ts";
import { ABOUT } from "./columns.ts";

const PRACTICE = [
  "GENERAL MEDICAL PRACTICE (PATIENT REGISTRATION)",
  "GENERAL MEDICAL PRACTICE CODE (PATIENT REGISTRATION)",
] as const;

/** Who the patients are. A copy for local use has open what "Pseudo" columns hide, and adds names and address. */
export const MASTER_PATIENT_INDEX = tableOf({
  name: "Master patient index (CYP001)",
  columns: {
    ...ABOUT,
    localId: "LOCAL PATIENT IDENTIFIER (EXTENDED)",
    nhsNumber: ["NHS NUMBER", "NHSNumber Pseudo"],
    numberStatus: "NHS NUMBER STATUS INDICATOR CODE",
    born: ["PERSON BIRTH DATE", "DateOfBirth Pseudo", "DATE OF BIRTH"],
    died: "PERSON DEATH DATE",
    gender: "PERSON STATED GENDER CODE",
    ethnicity: "ETHNIC CATEGORY",
    language: "LANGUAGE CODE (PREFERRED)",
    given: ["PERSON GIVEN NAME", "GIVEN NAME"],
    family: ["PERSON FAMILY NAME", "FAMILY NAME"],
    address: ["PATIENT USUAL ADDRESS", "ADDRESS"],
    postcode: ["POSTCODE OF USUAL ADDRESS", "Postcode Pseudo", "POSTCODE"],
    telephone: ["TELEPHONE NUMBER", "TELEPHONE"],
    practice: PRACTICE,
  },
  needed: ["person", "born", "gender"],
  take: (row) => {
    const about = aboutOf(row);
    if (!about) return [];
    const patient = patientOf({
      id: about.patient,
      localId: row.given("localId"),
      nhsNumber: row.nhsNumber("nhsNumber"),
      numberStatus: row.given("numberStatus"),
      born: row.birthDay("born"),
      died: row.pastDay("died"),
      gender: row.listed("gender", genders),
      ethnicity: row.listed("ethnicity", ethnicities),
      language: row.given("language"),
      given: row.given("given"),
      family: row.given("family"),
      address: row.given("address"),
      postcode: row.given("postcode"),
      telephone: row.given("telephone"),
      practice: row.given("practice"),
    });
    return [entryAbout(about, patient)];
  },
});

/** With which practice the provider believes them to be registered. */
export const GP_REGISTRATION = tableOf({
  name: "GP practice registration (CYP002)",
  columns: {
    ...ABOUT,
    practice: PRACTICE,
    from: "START DATE (GMP PATIENT REGISTRATION)",
    to: "END DATE (GMP PATIENT REGISTRATION)",
  },
  needed: ["person", "practice"],
  take: (row) => {
    const about = aboutOf(row);
    const practice = row.needed("practice");
    if (!about || practice === undefined) return [];
    const fact = practiceFactOf({ patient: about.patient, practice, from: row.day("from"), to: row.day("to") });
    return [entryAbout(about, fact, { category: "demographics", sensitivity: "normal" })];
  },
});
