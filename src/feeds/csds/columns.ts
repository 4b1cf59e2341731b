/** The headings that every table about a patient has, as the data set lands them; some went by another name before. */
export const ABOUT = {
  person: "PERSON ID",
  provider: ["ORGANISATION IDENTIFIER (CODE OF PROVIDER)", "ORGANISATION CODE (PROVIDER)"],
  effectiveFrom: "EFFECTIVE FROM",
  periodEnd: "REPORTING PERIOD END DATE",
} as const;

export const REQUEST = "SERVICE REQUEST IDENTIFIER";
export const TEAM_ID = "CARE PROFESSIONAL TEAM LOCAL IDENTIFIER";
/** Added in copies for local use. */
export const TEAM_NAME = ["CARE PROFESSIONAL TEAM NAME", "TEAM NAME"] as const;
export const TEAM_TYPE = "SERVICE OR TEAM TYPE REFERRED TO (COMMUNITY CARE)";
export const STAFF = "CARE PROFESSIONAL LOCAL IDENTIFIER";
/** A commissioner's own column, where the table of the data set gives no day. */
export const ACTIVITY_DAY = ["CARE CONTACT DATE", "dmicActivityDate", "dmicObservationDate"] as const;
