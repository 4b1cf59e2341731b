/** What an organisation is. */
export const ORGANISATION_KINDS = [
  "gp-practice",
  "council",
  "acute-trust",
  "community-trust",
  "mental-health-trust",
  "voluntary",
  "ambulance",
  "place",
] as const;

export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];
