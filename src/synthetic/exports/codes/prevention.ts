import type { Allergen, Allergy, Vaccine } from "../../lives/prevention.ts";
import type { Concept } from "./coding.ts";

/** Vaccinations, as the acts of giving them, in SNOMED CT. */
export const VACCINE_CODES: Readonly<Record<Vaccine, Concept>> = {
  influenza: ["822851000000102", "Seasonal influenza vaccination"],
  "covid-19": ["840534001", "Administration of vaccine product against SARS-CoV-2"],
  pneumococcal: ["12866006", "Administration of pneumococcal vaccine"],
  shingles: ["722215002", "Administration of herpes zoster vaccine"],
  mmr: ["38598009", "Administration of measles, mumps and rubella vaccine"],
  "six-in-one": ["1162640003", "Administration of six-in-one vaccine"],
  "meningitis-b": ["516301000000101", "Meningococcal group B vaccination"],
  "preschool-booster": ["868273007", "Administration of preschool booster vaccine"],
  hpv: ["761841000", "Administration of human papillomavirus vaccine"],
  "teenage-booster": ["866186002", "Administration of teenage booster vaccine"],
};

/** Allergies; where the code is of the substance, the entry's own kind says that it is an allergy to it. */
export const ALLERGEN_CODES: Readonly<Record<Allergen, Concept>> = {
  penicillin: ["91936005", "Allergy to penicillin"],
  peanut: ["91935009", "Allergy to peanut"],
  latex: ["300916003", "Latex allergy"],
  ibuprofen: ["387207008", "Ibuprofen"],
  codeine: ["293597001", "Allergy to codeine"],
  trimethoprim: ["387170002", "Trimethoprim"],
  egg: ["91930004", "Allergy to egg"],
  aspirin: ["293586001", "Allergy to aspirin"],
  shellfish: ["300913006", "Allergy to shellfish"],
  "bee-sting": ["424213003", "Allergy to bee venom"],
};

export const REACTION_CODES: Readonly<Record<Allergy["reaction"], Concept>> = {
  rash: ["271807003", "Rash"],
  anaphylaxis: ["39579001", "Anaphylaxis"],
  nausea: ["422587007", "Nausea"],
  wheeze: ["56018004", "Wheezing"],
  swelling: ["65124004", "Swelling"],
};
