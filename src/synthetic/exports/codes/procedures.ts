import type { Consultation, PracticeProcedure } from "../../lives/practice-life.ts";
import type { Specialty } from "../../lives/planned-care.ts";
import type { Concept } from "./coding.ts";

export const PROCEDURE_CODES: Readonly<Record<PracticeProcedure["name"], Concept>> = {
  "cataract-extraction": ["54885007", "Extraction of cataract"],
  "hip-replacement": ["52734007", "Total replacement of hip"],
  "knee-replacement": ["609588000", "Total replacement of knee joint"],
  colonoscopy: ["73761001", "Colonoscopy"],
  gastroscopy: ["76009000", "Esophagogastroduodenoscopy"],
  "hernia-repair": ["44558001", "Repair of inguinal hernia"],
  "gallbladder-removal": ["38102005", "Cholecystectomy"],
  "coronary-angioplasty": ["415070008", "Percutaneous coronary intervention"],
  "coronary-angiography": ["33367005", "Coronary angiography"],
  tonsillectomy: ["173422009", "Tonsillectomy"],
  "tooth-extraction": ["55162003", "Tooth extraction"],
  chemotherapy: ["367336001", "Chemotherapy"],
  cystoscopy: ["24139008", "Cystoscopy"],
  "medication-review": ["182836005", "Review of medication"],
  "diabetic-foot-check": ["401191002", "Diabetic foot examination"],
  spirometry: ["127783003", "Spirometry"],
  "cervical-screening": ["171149006", "Screening for malignant neoplasm of cervix"],
  electrocardiogram: ["29303009", "Electrocardiographic procedure"],
  "care-plan-review": ["711069006", "Coordination of care plan"],
};

/** Referrals: to which specialty, in words, and the act in SNOMED CT. */
export const REFERRAL: Concept = ["3457005", "Patient referral"];

export const SPECIALTY_WORDS: Readonly<Record<Specialty, string>> = {
  cardiology: "Cardiology",
  respiratory: "Respiratory medicine",
  diabetes: "Diabetes",
  ophthalmology: "Ophthalmology",
  nephrology: "Renal medicine",
  oncology: "Medical oncology",
  "elderly-medicine": "Elderly medicine",
  neurology: "Neurology",
  orthopaedics: "Trauma and orthopaedics",
  rheumatology: "Rheumatology",
  "ear-nose-throat": "Ear, nose and throat",
  "sexual-health": "Sexual health",
  dermatology: "Dermatology",
  gynaecology: "Gynaecology",
  gastroenterology: "Gastroenterology",
  "general-surgery": "General surgery",
  urology: "Urology",
  paediatrics: "Paediatrics",
};

/** How they met: HL7's class of encounter, and the kind of meeting in SNOMED CT. */
export const MODES: Readonly<
  Record<Consultation["mode"], { readonly act: string; readonly words: string; readonly concept: Concept }>
> = {
  surgery: {
    act: "AMB",
    words: "ambulatory",
    concept: ["325861000000105", "Face to face consultation encounter type", "Face to face consultation"],
  },
  telephone: { act: "VR", words: "virtual", concept: ["386472008", "Telephone consultation"] },
  video: {
    act: "VR",
    words: "virtual",
    concept: ["719410009", "Consultation via video conference", "Video consultation"],
  },
  home: { act: "HH", words: "home health", concept: ["439708006", "Home visit"] },
};

export const LETTERS: Readonly<Record<"discharge" | "clinic" | "emergency", Concept>> = {
  discharge: ["373942005", "Discharge summary"],
  clinic: ["371531000", "Report of clinical encounter"],
  emergency: ["371531000", "Report of clinical encounter"],
};
