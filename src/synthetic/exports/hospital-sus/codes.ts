import type { ProcedureName } from "../../lives/planned-care.ts";

/** What someone came to the emergency department with, and what it was, in SNOMED CT, by its ICD-10 code. */
const EMERGENCIES: Readonly<Record<string, readonly [complaint: string, diagnosis: string]>> = {
  A099: ["21522001", "25374005"],
  A419: ["386661006", "91302008"],
  B349: ["386661006", "34014006"],
  E101: ["21522001", "420422005"],
  E116: ["40917007", "302866003"],
  F102: ["40917007", "66590003"],
  G409: ["91175000", "84757009"],
  I214: ["29857009", "401314000"],
  I269: ["267036007", "59282003"],
  I489: ["80313002", "49436004"],
  I500: ["267036007", "84114007"],
  I639: ["40917007", "230690007"],
  J069: ["386661006", "54150009"],
  J189: ["267036007", "233604007"],
  J219: ["267036007", "4120002"],
  J441: ["267036007", "195951007"],
  J459: ["267036007", "304527002"],
  K358: ["21522001", "74400008"],
  K802: ["21522001", "235919008"],
  K922: ["8765009", "74474003"],
  L031: ["271807003", "128045006"],
  N179: ["267036007", "14669001"],
  N390: ["21522001", "68566005"],
  R074: ["29857009", "29857009"],
  R104: ["21522001", "21522001"],
  R296: ["161898004", "1912002"],
  R410: ["40917007", "2776000"],
  R51X: ["25064002", "25064002"],
  S060: ["82271004", "110030002"],
  S099: ["82271004", "82271004"],
  S525: ["161898004", "263199001"],
  S619: ["284549007", "284549007"],
  S720: ["161898004", "5913000"],
  S934: ["10601006", "44465007"],
  T391: ["70273001", "70273001"],
};

/** "Clinical finding" stands for what is in no list. */
const UNKNOWN = ["404684003", "404684003"] as const;

export const emergencyCodes = (icd10: string): readonly [complaint: string, diagnosis: string] =>
  EMERGENCIES[icd10] ?? UNKNOWN;

/** Operations in OPCS-4. */
export const OPERATIONS: Readonly<Record<ProcedureName, string>> = {
  "cataract-extraction": "C751",
  "hip-replacement": "W371",
  "knee-replacement": "W401",
  colonoscopy: "H229",
  gastroscopy: "G459",
  "hernia-repair": "T202",
  "gallbladder-removal": "J183",
  "coronary-angioplasty": "K751",
  "coronary-angiography": "K633",
  tonsillectomy: "F341",
  "tooth-extraction": "F104",
  chemotherapy: "X724",
  cystoscopy: "M459",
};

/** Births, by their diagnosis. */
export const BIRTHS: Readonly<Record<string, string>> = { O829: "R182", O809: "R249" };

/** Arrival, acuity, status and destination of the Emergency Care Data Set, in SNOMED CT. */
export const ECDS = {
  ambulance: "1048031000000100",
  ownTransport: "1048071000000103",
  publicTransport: "1048061000000105",
  acuity: ["1064911000000105", "1064901000000108", "1077241000000103", "1077251000000100"],
  completed: "182992009",
  home: "306689006",
  ward: "306706006",
  suspected: "415684004",
  confirmed: "410605003",
} as const;

/** ICD-10 codes fill four characters: a category without subcategories ends in X. */
export const filled = (icd10: string): string => (icd10.length === 3 ? `${icd10}X` : icd10);
