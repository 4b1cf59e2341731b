/** The columns that every table about a patient has, as the data set lands them. */
export const ABOUT = {
  person: "Person_ID",
  provider: ["OrgIDProv", "OrgIDProvider"],
  effectiveFrom: ["EFFECTIVE_FROM", "EFFECTIVE FROM"],
  periodEnd: "ReportingPeriodEndDate",
} as const;

export const REQUEST = "ServiceRequestId";
export const TEAM_ID = ["CareProfTeamLocalId", "OtherCareProfTeamLocalID"] as const;
/** Joined from the teams' own table in copies for local use. */
export const TEAM_TYPE = [
  "ServTeamTypeRefToMH",
  "ServTeamTypeMH",
  "ServTeamType",
  "CareProfServOrTeamTypeAssoc",
] as const;
export const TEAM_NAME = ["CareProfTeamName", "ServiceTypeName"] as const;
export const STAFF = "CareProfLocalId";
/** Added in copies for local use. */
export const STAFF_NAME = ["CareProfName", "StaffName"] as const;
export const SPELL = ["HospProvSpellID", "HospProvSpellNum"] as const;
