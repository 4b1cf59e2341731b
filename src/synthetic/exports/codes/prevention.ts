import type { Allergen, Allergy, Vaccine } from "../../lives/prevention.ts";
import type { Concept } from "./coding.ts";

/** Vaccinations, as the acts of giving them, in SNOMED CT. */
export const VACCINE_CODES: Readonly<Record<Vaccine, Concept>> = {
  influenza: ["86198006", "Administration of influenza vaccine"],
  "covid-19": ["840534001", "Administration of vaccine product against SARS-CoV-2"],
  pneumococcal: ["12866006", "Administration of pneumococcal vaccine"],
  shingles: ["722215002", "Administration of herpes zoster vaccine"],
  mmr: ["38598009", "Administration of measles, mumps and rubella vaccine"],
  "six-in-one": ["170399005", "Administration of six-in-one vaccine"],
  "meningitis-b": ["720539004", "Administration of meningococcal B vaccine"],
  "preschool-booster": ["868273007", "Administration of preschool booster vaccine"],
  hpv: ["428570002", "Administration of human papillomavirus vaccine"],
  "teenage-booster": ["866186002", "Administration of teenage booster vaccine"],
};

export const ALLERGEN_CODES: Readonly<Record<Allergen, Concept>> = {
  penicillin: ["91936005", "Allergy to penicillin"],
  peanut: ["91935009", "Allergy to peanut"],
  latex: ["300916003", "Latex allergy"],
  ibuprofen: ["293620004", "Allergy to ibuprofen"],
  codeine: ["293597001", "Allergy to codeine"],
  trimethoprim: ["294499007", "Allergy to trimethoprim"],
  egg: ["91930004", "Allergy to egg"],
  aspirin: ["293586001", "Allergy to aspirin"],
  shellfish: ["300913006", "Allergy to shellfish"],
  "bee-sting": ["424213003", "Allergy to bee venom"],
};

export const REACTION_CODES: Readonly<Record<Allergy["reaction"], Concept>> = {
  rash: ["271807003", "Eruption of skin"],
  anaphylaxis: ["39579001", "Anaphylaxis"],
  nausea: ["422587007", "Nausea"],
  wheeze: ["56018004", "Wheezing"],
  swelling: ["65124004", "Swelling"],
};
