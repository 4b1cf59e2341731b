import { nationalList } from "../data-sets/national-code.ts";
import type { TableRow } from "../table/table.ts";
import { nationalConcept } from "../data-sets/national-code.ts";

/**
 * Kinds of team of mental health services; some are no longer used, but stand in older submissions.
 * @see https://www.datadictionary.nhs.uk/data_elements/service_or_team_type_referred_to__mental_health_.html
 */
export const MENTAL_HEALTH_TEAMS = nationalList("service_or_team_type_referred_to__mental_health_", {
  A01: "Day care service",
  A02: "Crisis resolution and home treatment team",
  A03: "Crisis resolution team",
  A04: "Home treatment service",
  A05: "Primary care mental health service",
  A06: "Community mental health team, functional",
  A07: "Community mental health team, organic",
  A08: "Assertive outreach team",
  A09: "Community rehabilitation service",
  A10: "General psychiatry service",
  A11: "Psychiatric liaison service",
  A12: "Psychotherapy service",
  A13: "Psychological therapy service",
  A14: "Early intervention team for psychosis",
  A15: "Young onset dementia team",
  A16: "Personality disorder service",
  A17: "Memory service",
  A18: "Single point of access service",
  A19: "Crisis response line",
  A20: "Place of safety service",
  A21: "Crisis café or safe haven",
  A22: "Walk-in crisis assessment unit",
  A23: "Psychiatric decision unit",
  A24: "Acute day service",
  A25: "Crisis house",
  B01: "Forensic mental health service",
  B02: "Forensic learning disability service",
  C01: "Autism service",
  C02: "Perinatal mental health service",
  C04: "Neurodevelopment team",
  C05: "Paediatric liaison service",
  C06: "Looked after children service",
  C07: "Youth offending service",
  C08: "Acquired brain injury service",
  C10: "Eating disorder service",
  D01: "Substance misuse team",
  D02: "Criminal justice liaison and diversion service",
  D03: "Prison psychiatric inreach service",
  D04: "Asylum service",
  D05: "Individual placement and support service",
  D06: "Mental health in education service",
  D07: "Problem gambling service",
  D08: "Rough sleeping service",
  E01: "Community team for learning disabilities",
  E02: "Epilepsy or neurological service",
  E03: "Specialist parenting service",
  E04: "Intensive support service",
  F01: "Mental health support team in education",
  F02: "Maternal mental health service",
  F03: "Mental health service for deaf people",
  F04: "Veterans' complex treatment service",
  F05: "Enhanced care in care homes team",
  F06: "Mental health and wellbeing hub",
  Z01: "Other mental health service",
  Z02: "Other mental health service",
});

/** The team that a row names. */
export function teamIn(row: TableRow<"teamId" | "teamType" | "teamName">) {
  const type = row.given("teamType");
  return {
    id: row.given("teamId"),
    kind: type === undefined ? undefined : nationalConcept(MENTAL_HEALTH_TEAMS, type),
    name: row.given("teamName"),
  };
}
