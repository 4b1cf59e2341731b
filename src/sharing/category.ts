/**
 * What kind of fact an entry is, after the headings of the PRSB Core Information Standard.
 * Agreements and choices name categories, so the list is short and in the words of the public.
 * @see https://theprsb.org/standards/coreinformationstandard/
 */
export const CATEGORIES = {
  demographics: "Name, address and contact details",
  "about-me": "About me",
  alerts: "Alerts and risks",
  allergies: "Allergies and adverse reactions",
  problems: "Problems and diagnoses",
  medicines: "Medicines",
  results: "Tests, measurements and results",
  procedures: "Operations and procedures",
  vaccinations: "Vaccinations",
  contacts: "Appointments and visits",
  admissions: "Stays in hospital and emergency care",
  referrals: "Referrals and requests",
  "social-care": "Social care and support at home",
  plans: "Care plans and teams",
  "social-context": "Home, work and daily life",
  documents: "Letters and documents",
  administration: "Organisations, staff and administration",
} as const;

export type Category = keyof typeof CATEGORIES;

export const isCategory = (text: string): text is Category => Object.hasOwn(CATEGORIES, text);

/**
 * How private an entry is beyond the ordinary. "restricted" is seen by no one until a rule says otherwise.
 * @see https://digital.nhs.uk/services/summary-care-records-scr (items withheld unless asked for)
 */
export const SENSITIVITIES = {
  normal: "Ordinary",
  "sexual-health": "Sexual health and HIV",
  fertility: "Fertility treatment and termination of pregnancy",
  gender: "Gender reassignment",
  "mental-health": "Mental health detail",
  substances: "Alcohol and drugs",
  abuse: "Abuse and violence",
  safeguarding: "Safeguarding",
  "third-party": "About another person",
  restricted: "Withheld until someone decides",
} as const;

export type Sensitivity = keyof typeof SENSITIVITIES;

export const isSensitivity = (text: string): text is Sensitivity => Object.hasOwn(SENSITIVITIES, text);
