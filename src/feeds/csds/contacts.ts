import { aboutOf, entryAbout } from "../data-sets/about.ts";
import { attendanceCodes } from "../data-sets/attendance.ts";
import { activityEntries, snomedConcept } from "../data-sets/care-activity.ts";
import { encounterOf } from "../data-sets/care-contact.ts";
import { neededDay, timeIn } from "../data-sets/cells.ts";
import { nationalConcept } from "../data-sets/national-code.ts";
import { tableOf, type TableRow } from "../table/table.ts";
import { ABOUT, ACTIVITY_DAY, REQUEST, STAFF, TEAM_ID, TEAM_NAME, TEAM_TYPE } from "./columns.ts";
import { teamIn } from "./referrals.ts";
import { ACTIVITY_TYPES } from "./team-types.ts";

export const CARE_CONTACT = tableOf({
  name: "Care contact (CYP201)",
  columns: {
    ...ABOUT,
    contact: "CARE CONTACT IDENTIFIER",
    request: REQUEST,
    teamId: TEAM_ID,
    teamName: TEAM_NAME,
    teamType: TEAM_TYPE,
    on: "CARE CONTACT DATE",
    at: "CARE CONTACT TIME",
    minutes: "CLINICAL CONTACT DURATION OF CARE CONTACT",
    mechanism: ["CONSULTATION MECHANISM (COMMUNITY CARE)", "CONSULTATION MEDIUM USED"],
    location: "ACTIVITY LOCATION TYPE CODE",
    attendance: ["ATTENDANCE STATUS", "ATTENDED OR DID NOT ATTEND CODE"],
    cancelled: "CARE CONTACT CANCELLATION DATE",
  },
  needed: ["person", "contact", "on"],
  take: (row, { now }) => {
    const about = aboutOf(row);
    const id = row.needed("contact");
    const on = neededDay(row, "on");
    if (!about || id === undefined || on === undefined) return [];
    const contact = {
      ...{ id, patient: about.patient, provider: about.provider, on },
      request: row.given("request"),
      time: timeIn(row, "at"),
      minutes: row.amount("minutes"),
      mechanism: row.given("mechanism"),
      location: row.given("location"),
      attendance: row.listed("attendance", attendanceCodes),
      cancelled: row.day("cancelled"),
      team: teamIn(row),
    };
    return [entryAbout(about, encounterOf(contact, now))];
  },
});

type Coded = "procedure" | "procedureWords" | "finding" | "findingWords" | "observation" | "observationWords";

const conceptIn = (row: TableRow<Coded>, of: "procedure" | "finding" | "observation") => {
  const code = row.given(of);
  return code === undefined ? undefined : snomedConcept(code, row.given(`${of}Words`));
};

export const CARE_ACTIVITY = tableOf({
  name: "Care activity (CYP202)",
  columns: {
    ...ABOUT,
    activity: "CARE ACTIVITY IDENTIFIER",
    contact: "CARE CONTACT IDENTIFIER",
    kind: ["COMMUNITY CARE ACTIVITY TYPE", "COMMUNITY CARE ACTIVITY TYPE CODE"],
    staff: STAFF,
    on: ACTIVITY_DAY,
    procedure: ["MASTER SNOMED CT PROCEDURE CODE", "CODED PROCEDURE (CLINICAL TERMINOLOGY)"],
    procedureWords: "MASTER SNOMED CT PROCEDURE PREFERRED TERM",
    finding: ["MASTER SNOMED CT FINDING CODE", "CODED FINDING (CODED CLINICAL ENTRY)"],
    findingWords: "MASTER SNOMED CT FINDING PREFERRED TERM",
    observation: ["MASTER SNOMED CT OBSERVATION CODE", "CODED OBSERVATION (CLINICAL TERMINOLOGY)"],
    observationWords: "MASTER SNOMED CT OBSERVATION PREFERRED TERM",
    value: "OBSERVATION VALUE",
    unit: "UCUM UNIT OF MEASUREMENT",
  },
  needed: ["person", "activity", "contact"],
  take: (row) => {
    const about = aboutOf(row);
    const id = row.needed("activity");
    const contact = row.needed("contact");
    if (!about || id === undefined || contact === undefined) return [];
    const kind = row.given("kind");
    const activity = {
      ...{ id, contact, patient: about.patient },
      staff: row.given("staff"),
      on: row.day("on"),
      kind: kind === undefined ? undefined : nationalConcept(ACTIVITY_TYPES, kind),
      procedure: conceptIn(row, "procedure"),
      finding: conceptIn(row, "finding"),
      observation: conceptIn(row, "observation"),
      value: row.given("value"),
      unit: row.given("unit"),
    };
    return activityEntries(activity).map((resource) => entryAbout(about, resource));
  },
});
