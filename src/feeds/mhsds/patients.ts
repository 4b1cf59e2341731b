import { aboutOf, entryAbout } from "../data-sets/about.ts";
import { ethnicities, genders, patientOf, practiceFactOf } from "../data-sets/patient.ts";
import { tableOf } from "../table/table.ts";
import { ABOUT } from "./columns.ts";

const PRACTICE = ["GMPReg", "GMPCodeReg"] as const;

/** Who the patients are. A copy for local use has open what "Pseudo" columns hide, and adds names and address. */
export const MASTER_PATIENT_INDEX = tableOf({
  name: "Master patient index (MHS001)",
  columns: {
    ...ABOUT,
    localId: "LocalPatientId",
    nhsNumber: ["NHSNumber", "NHSNumber Pseudo"],
    numberStatus: "NHSNumberStatus",
    born: ["PersonBirthDate", "PersonBirthDate Pseudo"],
    died: "PersDeathDate",
    gender: "Gender",
    ethnicity: "EthnicCategory",
    language: "LanguageCodePreferred",
    given: ["PersonGivenName", "GivenName"],
    family: ["PersonFamilyName", "FamilyName"],
    address: ["PatientUsualAddress", "Address"],
    postcode: ["Postcode", "Postcode Pseudo"],
    telephone: ["TelephoneNumber", "Telephone"],
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
  name: "GP practice registration (MHS002)",
  columns: { ...ABOUT, practice: PRACTICE, from: "StartDateGMPRegistration", to: "EndDateGMPRegistration" },
  needed: ["person", "practice"],
  take: (row) => {
    const about = aboutOf(row);
    const practice = row.needed("practice");
    if (!about || practice === undefined) return [];
    const fact = practiceFactOf({ patient: about.patient, practice, from: row.day("from"), to: row.day("to") });
    return [entryAbout(about, fact, { category: "demographics", sensitivity: "normal" })];
  },
});
