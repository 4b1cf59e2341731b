/** What a row of the observations may be in FHIR. */
export const OBSERVATION_KINDS = [
  ...(["Observation", "AllergyIntolerance", "Immunization", "Procedure", "DocumentReference"] as const),
] as const;
export type ObservationKind = (typeof OBSERVATION_KINDS)[number];

/**
 * Codes of SNOMED CT that say by themselves what kind of entry a row is, for rows that do not say it otherwise: short
 * lists of the most common ones. @see https://termbrowser.nhs.uk
 */
const IMMUNISATIONS =
  "822851000000102 840534001 12866006 722215002 38598009 1162640003 516301000000101 868273007 761841000 866186002 " +
  "86198006 1324681000000101 1324691000000104";
const ALLERGIES =
  "91936005 91935009 300916003 293597001 91930004 293586001 300913006 424213003 294505008 91937001 300910009 716186003";
const PROCEDURES =
  "54885007 52734007 609588000 73761001 76009000 44558001 38102005 415070008 33367005 173422009 55162003 367336001 " +
  "24139008 182836005 401191002 127783003 171149006 29303009 711069006 80146002 236886002";

const listed = (codes: string, kind: ObservationKind): readonly (readonly [string, ObservationKind])[] =>
  codes.split(" ").map((code) => [code, kind]);

export const KIND_OF_CODE: ReadonlyMap<string, ObservationKind> = new Map([
  ...listed(IMMUNISATIONS, "Immunization"),
  ...listed(ALLERGIES, "AllergyIntolerance"),
  ...listed(PROCEDURES, "Procedure"),
]);

/** @see http://terminology.hl7.org/CodeSystem/observation-category */
export type ObservationCategory = "vital-signs" | "laboratory" | "social-history";

const VITAL_SIGNS =
  "27113001 50373000 60621009 78564009 386725007 431314004 18491006 75367002 271649006 271650006 364075005 86290005 " +
  "72313002 1091811000000102 162763007 162755006";
const SOCIAL_HISTORY = "365981007 266919005 8517006 77176002 160573003 365980008 229819007";

const CATEGORY_OF_CODE: ReadonlyMap<string, ObservationCategory> = new Map<string, ObservationCategory>([
  ...VITAL_SIGNS.split(" ").map((code) => [code, "vital-signs"] as const),
  ...SOCIAL_HISTORY.split(" ").map((code) => [code, "social-history"] as const),
]);

/** The supplier's groups of codes under which laboratories' results stand, and what people say of their lives. */
const LABORATORY = /^(?:biochem|haemat|immunolog|microbiol|cytolog|virolog|patholog)/i;
const PERSONAL = /^personal health and social/i;

/** Under which head an observation belongs, where its code, or the group of its code, tells. */
export function categoryOfCode(code: string, group: string): ObservationCategory | undefined {
  const known = CATEGORY_OF_CODE.get(code);
  if (known || group === "") return known;
  return LABORATORY.test(group) ? "laboratory" : PERSONAL.test(group) ? "social-history" : undefined;
}
