import type { CodeableConcept, Coding, Identifier, Reference } from "fhir/r4.js";
import type { OdsCode } from "#base";
import type { Repetition, Segment } from "./syntax.ts";

/**
 * Systems of codes by the names that HL7 v2 gives them (table 0396), and by those that are seen beside them.
 * @see https://terminology.hl7.org/CodeSystem-v2-0396.html
 */
const SYSTEMS: Readonly<Record<string, string>> = {
  ...{ SCT: "http://snomed.info/sct", SNOMED: "http://snomed.info/sct", "SNOMED-CT": "http://snomed.info/sct" },
  ...{ SNM3: "http://snomed.info/sct", LN: "http://loinc.org", LOINC: "http://loinc.org" },
  ...{ I10: "http://hl7.org/fhir/sid/icd-10", ICD10: "http://hl7.org/fhir/sid/icd-10" },
  ...{ "ICD-10": "http://hl7.org/fhir/sid/icd-10", I10C: "http://hl7.org/fhir/sid/icd-10-cm" },
  ...{ I9: "http://hl7.org/fhir/sid/icd-9-cm", I9C: "http://hl7.org/fhir/sid/icd-9-cm" },
  ...{ I9M: "http://hl7.org/fhir/sid/icd-9-cm", C4: "http://www.ama-assn.org/go/cpt" },
  ...{ OPCS4: "https://fhir.hl7.org.uk/Id/opcs-4", "OPCS-4": "https://fhir.hl7.org.uk/Id/opcs-4" },
  ...{ UCUM: "http://unitsofmeasure.org", NDC: "http://hl7.org/fhir/sid/ndc" },
  CDCREC: "urn:oid:2.16.840.1.113883.6.238",
};

/** The FHIR system of a coding system or authority as a message names it; undefined where only the sender knows it. */
export function systemOf(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  const known = SYSTEMS[name.toUpperCase()];
  if (known !== undefined) return known;
  const table = /^HL7(\d{4})$/i.exec(name)?.[1];
  if (table !== undefined) return `http://terminology.hl7.org/CodeSystem/v2-${table}`;
  return /^[0-2](?:\.(?:0|[1-9]\d*)){3,}$/.test(name) ? `urn:oid:${name}` : undefined;
}

/** A coded field (CE, CWE, CNE) or a plain one (IS, ST); undefined where it says nothing. */
export function conceptOf(part: Pick<Repetition, "get">): CodeableConcept | undefined {
  const code = part.get(1);
  const text = part.get(9) ?? part.get(2) ?? code ?? part.get(5);
  const codings = [codingOf(part, 1), codingOf(part, 4)].filter((coding) => coding !== undefined);
  if (codings.length === 0 && text === undefined) return undefined;
  return { ...(codings.length > 0 && { coding: codings }), ...(text !== undefined && { text }) };
}

/** A FHIR code holds no spaces but single ones within. */
const CODE = /^\S+(?: \S+)*$/;

function codingOf(part: Pick<Repetition, "get">, from: number): Coding | undefined {
  const code = part.get(from);
  if (code === undefined || !CODE.test(code)) return undefined;
  const display = part.get(from + 1);
  const system = systemOf(part.get(from + 2));
  // Words in the place of a code, with neither a meaning nor a system beside them, are words.
  if (display === undefined && system === undefined && code.includes(" ")) return undefined;
  return { ...(system !== undefined && { system }), code, ...(display !== undefined && { display }) };
}

/** The concept of a field's first repetition. */
export const conceptIn = (segment: Segment, field: number): CodeableConcept | undefined =>
  conceptOf({ get: (component, subcomponent) => segment.get(field, component, subcomponent) });

/** A member of staff (XCN): prefix, given and family name, with the number that the sender knows them by. */
export function staffOf(part: Pick<Repetition, "get">): Reference | undefined {
  const names = [part.get(6), part.get(3), part.get(2)].filter((name) => name !== undefined);
  const value = part.get(1);
  const display = names.length > 0 ? names.join(" ") : undefined;
  if (display === undefined && value === undefined) return undefined;
  return { ...(value !== undefined && { identifier: { value } }), ...(display !== undefined && { display }) };
}

export const staffIn = (segment: Segment, field: number): Reference | undefined =>
  staffOf({ get: (component, subcomponent) => segment.get(field, component, subcomponent) });

export const ODS_CODE = "https://fhir.nhs.uk/Id/ods-organization-code";

/** An organisation by its ODS code. */
export const organisationOf = (ods: OdsCode | string, display?: string): Reference => ({
  identifier: { system: ODS_CODE, value: ods },
  ...(display !== undefined && { display }),
});

/** An organisation (XON): its name, and its ODS code where its number is one. */
export function organisationIn(part: Pick<Repetition, "get">): Reference | undefined {
  const name = part.get(1);
  const ods = [part.get(10), part.get(3), name].find((text) => text !== undefined && isOdsCode(text));
  if (ods !== undefined) return organisationOf(ods, name === ods ? undefined : name);
  return name === undefined ? undefined : { display: name };
}

/** Letters and digits of both kinds, as nearly all organisations' codes are; names and local numbers are not. */
const isOdsCode = (text: string): boolean => /^(?=.*\d)[A-Z][A-Z0-9]{2,9}$/.test(text);

/** A place (PL): from the bed up to the building, as people read it. */
export function placeIn(segment: Segment, field: number): string | undefined {
  const parts = [1, 2, 3, 4, 7, 8].map((component) => segment.get(field, component));
  const words = [...new Set(parts.filter((part) => part !== undefined))].join(", ");
  return words === "" ? segment.get(field, 9) : words;
}

/** An identifier of a type of HL7 table 0203. */
export const typedIdentifier = (type: string, value: string): Identifier => ({
  type: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/v2-0203", code: type }] },
  value,
});

/** Kept from most eyes: what labels make "restricted" of. */
export const RESTRICTED = {
  security: [{ system: "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", code: "R" }],
};
