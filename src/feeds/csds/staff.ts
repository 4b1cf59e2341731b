import { recordedIn } from "../data-sets/about.ts";
import { nationalConcept, nationalList } from "../data-sets/national-code.ts";
import { practitionerOf } from "../data-sets/staff.ts";
import { tableOf } from "../table/table.ts";
import { STAFF } from "./columns.ts";

const GROUPS = nationalList("care_professional_staff_group__community_care_");
const ROLES = nationalList("care_professional__job_role_code_");

export const STAFF_DETAILS = tableOf({
  name: "Staff details (CYP901)",
  columns: {
    staff: STAFF,
    name: ["CARE PROFESSIONAL NAME", "STAFF NAME"],
    body: "PROFESSIONAL REGISTRATION BODY CODE",
    entry: "PROFESSIONAL REGISTRATION ENTRY IDENTIFIER",
    group: "CARE PROFESSIONAL STAFF GROUP (COMMUNITY CARE)",
    role: "CARE PROFESSIONAL (JOB ROLE CODE)",
    effectiveFrom: "EFFECTIVE FROM",
    periodEnd: "REPORTING PERIOD END DATE",
  },
  needed: ["staff", "group"],
  take: (row) => {
    const id = row.needed("staff");
    if (id === undefined) return [];
    const [group, role] = [row.given("group"), row.given("role")];
    const practitioner = practitionerOf({
      ...{ id, name: row.given("name") },
      registration: { body: row.given("body"), entry: row.given("entry") },
      group: group === undefined ? undefined : nationalConcept(GROUPS, group),
      role: role === undefined ? undefined : nationalConcept(ROLES, role),
    });
    return [{ resource: practitioner, recorded: recordedIn(row) }];
  },
});
