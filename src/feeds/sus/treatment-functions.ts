import type { CodeableConcept } from "fhir/r4.js";
import { conceptOf, TREATMENT_FUNCTION } from "./fhir.ts";

/**
 * Treatment functions, the specialties in which someone is treated. One that is not here is kept as its code.
 * @see https://www.datadictionary.nhs.uk/data_elements/activity_treatment_function_code.html
 */
const TREATMENT_FUNCTIONS: Readonly<Record<string, string>> = {
  ...{ "100": "General surgery", "101": "Urology", "102": "Transplant surgery", "103": "Breast surgery" },
  ...{ "104": "Colorectal surgery", "105": "Hepatobiliary surgery", "106": "Upper gastrointestinal surgery" },
  ...{ "107": "Vascular surgery", "108": "Spinal surgery", "110": "Trauma and orthopaedics" },
  ...{ "120": "Ear, nose and throat", "130": "Ophthalmology", "140": "Oral surgery", "143": "Orthodontics" },
  ...{ "144": "Maxillofacial surgery", "150": "Neurosurgery", "160": "Plastic surgery", "161": "Burns care" },
  ...{ "170": "Cardiothoracic surgery", "171": "Paediatric surgery", "172": "Cardiac surgery" },
  ...{ "173": "Thoracic surgery", "180": "Emergency medicine", "190": "Anaesthetics", "191": "Pain management" },
  ...{ "192": "Intensive care", "211": "Paediatric urology", "214": "Paediatric trauma and orthopaedics" },
  ...{ "215": "Paediatric ear, nose and throat", "300": "General internal medicine", "301": "Gastroenterology" },
  ...{ "302": "Endocrinology", "303": "Clinical haematology", "306": "Liver medicine", "307": "Diabetes" },
  ...{
    "309": "Haemophilia",
    "310": "Audio-vestibular medicine",
    "314": "Rehabilitation",
    "315": "Palliative medicine",
  },
  ...{ "316": "Clinical immunology", "317": "Allergy", "319": "Respite care", "320": "Cardiology" },
  ...{ "321": "Paediatric cardiology", "322": "Clinical microbiology", "324": "Anticoagulant service" },
  ...{ "326": "Acute internal medicine", "327": "Cardiac rehabilitation", "328": "Stroke medicine" },
  ...{ "329": "Transient ischaemic attack", "330": "Dermatology", "340": "Respiratory medicine" },
  ...{ "341": "Respiratory physiology", "342": "Pulmonary rehabilitation", "350": "Infectious diseases" },
  ...{ "360": "Genitourinary medicine", "361": "Renal medicine", "370": "Medical oncology" },
  ...{ "371": "Nuclear medicine", "400": "Neurology", "401": "Clinical neurophysiology", "410": "Rheumatology" },
  ...{ "420": "Paediatrics", "421": "Paediatric neurology", "422": "Neonatal critical care" },
  ...{ "424": "Well babies", "430": "Elderly medicine", "431": "Orthogeriatric medicine" },
  ...{ "501": "Obstetrics", "502": "Gynaecology", "503": "Gynaecological oncology", "560": "Midwifery" },
  ...{ "650": "Physiotherapy", "651": "Occupational therapy", "652": "Speech and language therapy" },
  ...{ "653": "Podiatry", "654": "Dietetics", "655": "Orthoptics", "656": "Clinical psychology" },
  ...{ "657": "Prosthetics", "658": "Orthotics", "700": "Learning disability", "710": "Adult mental health" },
  ...{ "711": "Child and adolescent psychiatry", "715": "Old age psychiatry", "720": "Eating disorders" },
  ...{ "800": "Clinical oncology", "811": "Interventional radiology", "812": "Diagnostic imaging" },
  ...{ "822": "Chemical pathology", "834": "Medical virology", "840": "Audiology" },
};

const kept = new Map<string, CodeableConcept>(
  Object.entries(TREATMENT_FUNCTIONS).map(([code, words]) => [code, conceptOf(TREATMENT_FUNCTION, code, words)]),
);

/** The concept of a code of three digits, or a letter and two; undefined for anything else. */
export function treatmentFunctionOf(text: string): CodeableConcept | undefined {
  const known = kept.get(text);
  if (known) return known;
  return /^[A-Z\d]\d{2}$/i.test(text) ? conceptOf(TREATMENT_FUNCTION, text.toUpperCase(), undefined) : undefined;
}
