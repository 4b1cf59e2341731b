/** Code systems by the words that people use for them; others are named by their address. */
const SYSTEMS: Readonly<Record<string, string>> = {
  snomed: "http://snomed.info/sct",
  snomedct: "http://snomed.info/sct",
  icd10: "http://hl7.org/fhir/sid/icd-10",
  opcs4: "https://fhir.hl7.org.uk/Id/opcs-4",
  loinc: "http://loinc.org",
};

/** The address of a code system that is named by a short word, or by its address. */
export const codeSystem = (name: string): string => SYSTEMS[name.toLowerCase().replace(/[^a-z0-9]/g, "")] ?? name;
