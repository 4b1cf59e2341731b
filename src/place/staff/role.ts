/** What members of staff do: what each may see for each purpose is decided by it. */
export const STAFF_ROLES = [
  "gp",
  "nurse",
  "social-worker",
  "therapist",
  "coordinator",
  "data-quality",
  "analyst",
  "information-governance",
  "engineer",
] as const;

export type StaffRole = (typeof STAFF_ROLES)[number];

/** "Social worker" as a role; undefined where there is none of that name. */
export const staffRoleIn = (text: string): StaffRole | undefined =>
  STAFF_ROLES.find((role) => role === text.trim().toLowerCase().replaceAll(/\s+/g, "-"));
