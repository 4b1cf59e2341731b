import type { Sensitivity } from "#sharing";

/**
 * The SNOMED CT concepts that mark an entry as private beyond the ordinary: a short list of the most plain ones.
 * A place that holds a licence for SNOMED CT widens it.
 * @see https://digital.nhs.uk/services/summary-care-records-scr/additional-information-in-scr (items withheld)
 * @see https://elearning.rcgp.org.uk/mod/book/view.php?id=15290&chapterid=936 (safeguarding codes)
 * @see https://simplifier.net/nhsbookingandreferrals (CodeSystem safeguarding-codes-bars)
 */
export const SENSITIVE_SNOMED: ReadonlyMap<string, Sensitivity> = new Map<string, Sensitivity>([
  ["86406008", "sexual-health"], // human immunodeficiency virus infection
  ["62479008", "sexual-health"], // acquired immune deficiency syndrome
  ["386639001", "fertility"], // termination of pregnancy
  ["57797005", "fertility"], // induced termination of pregnancy
  ["93461009", "gender"], // gender dysphoria
  ["7200002", "substances"], // alcoholism
  ["66590003", "substances"], // alcohol dependence
  ["15167005", "substances"], // alcohol abuse
  ["191816009", "substances"], // drug dependence
  ["75544000", "substances"], // opioid dependence
  ["26416006", "substances"], // drug abuse
  ["706893006", "abuse"], // victim of intimate partner abuse
  ["707087005", "abuse"], // at risk of domestic violence
  ["881081000000100", "abuse"], // domestic abuse victim in household
  ["697950003", "abuse"], // suspected domestic abuse
  ["297591000000108", "abuse"], // alleged victim of sexual assault
  ["288371000119106", "abuse"], // history of victim of child abuse
  ["417430008", "safeguarding"], // vulnerable adult
  ["836881000000105", "safeguarding"], // child is cause for safeguarding concern
  ["1064961000000107", "safeguarding"], // child in family is safeguarding concern
  ["878111000000109", "safeguarding"], // unborn child is cause for safeguarding concern
  ["342191000000101", "safeguarding"], // subject to child protection plan
  ["375041000000100", "safeguarding"], // family member subject of child protection plan
]);

/**
 * ICD-10 categories (three characters) and subcategories (four, without the dot).
 * F17 (tobacco) is left out on purpose.
 * @see https://icd.who.int/browse10/2019/en
 */
export const SENSITIVE_ICD10: ReadonlyMap<string, Sensitivity> = new Map<string, Sensitivity>([
  ...entries("sexual-health", ["B20", "B21", "B22", "B23", "B24", "Z21", "A50", "A51", "A52", "A53", "A54", "A56"]),
  ...entries("fertility", ["O04", "Z332"]),
  ...entries("gender", ["F64"]),
  ...entries("substances", ["F10", "F11", "F12", "F13", "F14", "F15", "F16", "F18", "F19", "Z502", "Z503"]),
  ...entries("abuse", ["T74", "Y05", "Y06", "Y07", "Z614", "Z615", "Z616"]),
]);

function entries(sensitivity: Sensitivity, codes: readonly string[]): readonly [string, Sensitivity][] {
  return codes.map((code) => [code, sensitivity]);
}

/**
 * The security labels of HL7 (meta.security) that a source sets by itself.
 * @see https://hl7.org/fhir/R4/valueset-security-labels.html
 */
export const SECURITY_LABELS: ReadonlyMap<string, Sensitivity> = new Map<string, Sensitivity>([
  ["R", "restricted"],
  ["V", "restricted"],
  ["HIV", "sexual-health"],
  ["STD", "sexual-health"],
  ["SEX", "sexual-health"],
  ["ETH", "substances"],
  ["ALC", "substances"],
  ["OPIOIDUD", "substances"],
  ["SDV", "abuse"],
  ["DVD", "abuse"],
  ["PSY", "mental-health"],
  ["MH", "mental-health"],
]);
