import type { Sensitivity } from "#sharing";
import type { Condition, SensitivityRule } from "./rule.ts";

const SNOMED = "http://snomed.info/sct";
const ICD10 = "http://hl7.org/fhir/sid/icd-10";
const SCR = "https://digital.nhs.uk/services/summary-care-records-scr/additional-information-in-scr";
const WHO = "https://icd.who.int/browse10/2019/en";
/** Nobody published a rule: a place may think otherwise, and say so in its place file. */
const OURS = "our own judgement";
const DICTIONARY =
  "https://www.datadictionary.nhs.uk/data_sets/clinical_data_sets/mental_health_services_data_set.html";
const MENTAL_HEALTH_TEAM =
  "https://www.datadictionary.nhs.uk/data_elements/service_or_team_type_referred_to__mental_health_.html";
const MENTAL_HEALTH_REASON =
  "https://www.datadictionary.nhs.uk/data_elements/primary_reason_for_referral__mental_health_.html";
const LABELS = "https://hl7.org/fhir/R4/valueset-security-labels.html";

const rule = (sensitivity: Sensitivity, because: string, source: string, when: Condition): SensitivityRule => ({
  ...{ sensitivity, because, source, when },
});

const labelled = (sensitivity: Sensitivity, ...securityLabels: readonly string[]): SensitivityRule =>
  rule(sensitivity, "its source marked it so itself", LABELS, { securityLabels });

/** A short list of the most plain concepts; a place that holds a licence for SNOMED CT widens it in its place file. */
const snomed = (sensitivity: Sensitivity, because: string, codes: readonly string[]): SensitivityRule =>
  rule(sensitivity, because, SCR, { codes: { system: SNOMED, codes } });

/** ICD-10 categories and subcategories. F17 (tobacco) is left out on purpose. */
const icd10 = (sensitivity: Sensitivity, because: string, codes: readonly string[]): SensitivityRule =>
  rule(sensitivity, because, WHO, { codesBeginning: { system: ICD10, codes } });

/**
 * What makes an entry private beyond the ordinary. The first rule that holds stands: the source's own labels before
 * codes, codes before who says it.
 * @see https://elearning.rcgp.org.uk/mod/book/view.php?id=15290&chapterid=936 (safeguarding codes)
 * @see https://simplifier.net/nhsbookingandreferrals (CodeSystem safeguarding-codes-bars)
 */
export const SENSITIVITY_RULES: readonly SensitivityRule[] = [
  labelled("restricted", "R", "V"),
  labelled("sexual-health", "HIV", "STD", "SEX"),
  labelled("substances", "ETH", "ALC", "OPIOIDUD"),
  labelled("abuse", "SDV", "DVD"),
  labelled("mental-health", "PSY", "MH"),
  snomed("sexual-health", "its code stands for an infection that is passed on by sex", [
    "86406008", // human immunodeficiency virus infection
    "62479008", // acquired immune deficiency syndrome
  ]),
  snomed("fertility", "its code stands for a termination of pregnancy", [
    "386639001", // termination of pregnancy
    "57797005", // induced termination of pregnancy
  ]),
  snomed("gender", "its code is about gender identity", [
    "93461009", // gender dysphoria
  ]),
  snomed("substances", "its code is about alcohol or drugs", [
    "7200002", // alcoholism
    "66590003", // alcohol dependence
    "15167005", // alcohol abuse
    "191816009", // drug dependence
    "75544000", // opioid dependence
    "26416006", // drug abuse
  ]),
  snomed("abuse", "its code is about abuse or violence", [
    "706893006", // victim of intimate partner abuse
    "707087005", // at risk of domestic violence
    "881081000000100", // domestic abuse victim in household
    "697950003", // suspected domestic abuse
    "297591000000108", // alleged victim of sexual assault
    "288371000119106", // history of victim of child abuse
  ]),
  snomed("safeguarding", "its code is about safeguarding", [
    "417430008", // vulnerable adult
    "836881000000105", // child is cause for safeguarding concern
    "1064961000000107", // child in family is safeguarding concern
    "878111000000109", // unborn child is cause for safeguarding concern
    "342191000000101", // subject to child protection plan
    "375041000000100", // family member subject of child protection plan
  ]),
  icd10("sexual-health", "its code stands for an infection that is passed on by sex", [
    "B20",
    "B21",
    "B22",
    "B23",
    "B24",
    "Z21",
    "A50",
    "A51",
    "A52",
    "A53",
    "A54",
    "A56",
  ]),
  icd10("fertility", "its code stands for a termination of pregnancy", ["O04", "Z332"]),
  icd10("gender", "its code is about gender identity", ["F64"]),
  icd10("substances", "its code is about alcohol or drugs", [
    "F10",
    "F11",
    "F12",
    "F13",
    "F14",
    "F15",
    "F16",
    "F18",
    "F19",
    "Z502",
    "Z503",
  ]),
  icd10("abuse", "its code is about abuse or violence", ["T74", "Y05", "Y06", "Y07", "Z614", "Z615", "Z616"]),
  rule("substances", "it names a team for alcohol and drugs", DICTIONARY, {
    codes: { system: MENTAL_HEALTH_TEAM, codes: ["D01"] },
  }),
  rule("substances", "drugs or alcohol are the reason for the referral", DICTIONARY, {
    codes: { system: MENTAL_HEALTH_REASON, codes: ["09"] },
  }),
  rule("gender", "gender is the reason for the referral", DICTIONARY, {
    codes: { system: MENTAL_HEALTH_REASON, codes: ["20"] },
  }),
  rule("mental-health", "it names a kind of mental health team", DICTIONARY, {
    codesBeginning: { system: MENTAL_HEALTH_TEAM, codes: [""] },
  }),
  rule("mental-health", "it gives the reason for a referral to mental health services", DICTIONARY, {
    codesBeginning: { system: MENTAL_HEALTH_REASON, codes: [""] },
  }),
  rule("mental-health", "a mental health trust wrote it, and it says more than that there was contact", OURS, {
    sourceKinds: ["mental-health-trust"],
    inCategories: ["problems", "results", "procedures", "plans", "documents", "about-me"],
  }),
  rule(
    "sexual-health",
    "it is a letter from a sexual health clinic",
    "https://www.legislation.gov.uk/uksi/1974/29/made",
    { types: ["DocumentReference", "Composition"], documentTypes: ["sexual health", "genitourinary medicine", "hiv"] },
  ),
  rule("safeguarding", "it is a document about safeguarding", OURS, {
    types: ["DocumentReference", "Composition"],
    documentTypes: ["safeguarding", "child protection", "marac"],
  }),
  rule("third-party", "it is about another person", OURS, {
    types: ["RelatedPerson"],
  }),
];
