import type { Extension } from "fhir/r4.js";

const OURS = "https://wholestory.example/fhir";

/** The category that marks an entry as social care; labels read it. */
export const SOCIAL_CARE = {
  coding: [{ system: `${OURS}/CodeSystem/category`, code: "social-care", display: "Social care" }],
};

export const LA_PERSON_ID = `${OURS}/Id/la-person-unique-identifier`;
export const CQC_LOCATION = "https://api.cqc.org.uk/public/v1/locations";
export const FACTS = `${OURS}/CodeSystem/social-care-fact`;

/** What Client Level Data says and FHIR has no element for, as text; nothing where it says nothing. */
export const textExtension = (name: string, value: string | undefined): readonly Extension[] =>
  value === undefined || value === "" ? [] : [{ url: `${OURS}/${name}`, valueString: value }];

/** What one unit of a service costs, in pounds, and how often it falls due, such as "Weekly". */
export function unitCostExtension(pounds: number | undefined, frequency: string): readonly Extension[] {
  if (pounds === undefined) return [];
  const amount = { url: "amount", valueMoney: { value: pounds, currency: "GBP" as const } };
  const due = frequency === "" ? [] : [{ url: "frequency", valueString: frequency }];
  return [{ url: `${OURS}/unit-cost`, extension: [amount, ...due] }];
}

/** An extension list as a member of a resource: absent when empty, as FHIR wants it. */
export const withExtensions = (...lists: readonly (readonly Extension[])[]): { extension?: Extension[] } => {
  const extension = lists.flat();
  return extension.length === 0 ? {} : { extension };
};
