import type { Extension, Reference } from "fhir/r4.js";
import { sourceId } from "../source-id.ts";

const OURS = "https://wholestory.example/fhir";
const ODS_CODE = "https://fhir.nhs.uk/Id/ods-organization-code";

export const patientRef = (patient: string): Reference => ({ reference: `Patient/${patient}` });

/** Another entry of the same source, by the source's id of it. */
export const entryRef = (type: string, id: string, display?: string): Reference => ({
  reference: `${type}/${sourceId(id)}`,
  ...(display !== undefined && { display }),
});

export const organisationRef = (ods: string): Reference => ({
  identifier: { system: ODS_CODE, value: ods.toUpperCase() },
});

/** The referral to which something belongs, where FHIR has no element that says so. */
export const referralExtension = (request: string): Extension => ({
  url: `${OURS}/referral`,
  valueReference: entryRef("ServiceRequest", request),
});

export const textExtension = (name: string, text: string): Extension => ({ url: `${OURS}/${name}`, valueString: text });

/** Extensions as a member of a resource: absent where there are none. */
export const extended = (...given: readonly (Extension | undefined)[]): { extension?: Extension[] } => {
  const extension = given.filter((one) => one !== undefined);
  return extension.length === 0 ? {} : { extension };
};

/** The system of an id that a provider gives to its own patients, teams or staff. */
export const localSystem = (of: "patient" | "team" | "staff"): string => `${OURS}/Id/local-${of}-identifier`;
