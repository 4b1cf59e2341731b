import { aboutOf, entryAbout } from "../data-sets/about.ts";
import { attendanceCodes } from "../data-sets/attendance.ts";
import { activityEntries, snomedConcept } from "../data-sets/care-activity.ts";
import { encounterOf } from "../data-sets/care-contact.ts";
import { neededDay, timeIn } from "../data-sets/cells.ts";
import { tableOf } from "../table/table.ts";
import { ABOUT, REQUEST, STAFF, TEAM_ID, TEAM_NAME, TEAM_TYPE } from "./columns.ts";
import { teamIn } from "./team-types.ts";

export const CARE_CONTACT = tableOf({
  name: "Care contact (MHS201)",
  columns: {
    ...ABOUT,
    contact: "CareContactId",
    request: REQUEST,
    on: "CareContDate",
    at: "CareContTime",
    minutes: "ClinContDurOfCareCont",
    mechanism: ["ConsMechanismMH", "ConsMediumUsed"],
    location: "ActLocTypeCode",
    attendance: ["AttendStatus", "AttendOrDNACode"],
    cancelled: "CareContCancelDate",
    ...{ teamId: TEAM_ID, teamName: TEAM_NAME, teamType: TEAM_TYPE },
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

const conceptOf = (code: string | undefined) => (code === undefined ? undefined : snomedConcept(code, undefined));

export const CARE_ACTIVITY = tableOf({
  name: "Care activity (MHS202)",
  columns: {
    ...ABOUT,
    activity: "CareActId",
    contact: "CareContactId",
    staff: STAFF,
    on: ["CareContDate", "dmicActivityDate"],
    procedure: ["CodeProcAndProcStatus", "Procedure"],
    finding: ["MasterSnomedCTFindingCode", "CodeFind", "Finding"],
    observation: ["MasterSnomedCTObsCode", "CodeObs", "Observation"],
    value: "ObsValue",
    unit: ["UnitOfMeasurement_UCUM", "UnitMeasure"],
  },
  needed: ["person", "activity", "contact"],
  take: (row) => {
    const about = aboutOf(row);
    const id = row.needed("activity");
    const contact = row.needed("contact");
    if (!about || id === undefined || contact === undefined) return [];
    const activity = {
      ...{ id, contact, patient: about.patient, kind: undefined },
      staff: row.given("staff"),
      on: row.day("on"),
      procedure: conceptOf(row.given("procedure")),
      finding: conceptOf(row.given("finding")),
      observation: conceptOf(row.given("observation")),
      value: row.given("value"),
      unit: row.given("unit"),
    };
    return activityEntries(activity).map((resource) => entryAbout(about, resource));
  },
});
