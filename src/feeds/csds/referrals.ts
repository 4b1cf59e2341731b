import { aboutOf, entryAbout } from "../data-sets/about.ts";
import { careTeamOf } from "../data-sets/care-team.ts";
import { momentOn, neededDay, timeIn } from "../data-sets/cells.ts";
import { nationalConcept, nationalList } from "../data-sets/national-code.ts";
import { serviceRequestOf } from "../data-sets/referral.ts";
import { valueList } from "../rows/value-list.ts";
import { tableOf, type TableRow } from "../table/table.ts";
import { ABOUT, REQUEST, TEAM_ID, TEAM_NAME, TEAM_TYPE } from "./columns.ts";
import { COMMUNITY_TEAMS } from "./team-types.ts";

/** @see https://www.datadictionary.nhs.uk/data_elements/priority_type_code.html */
const priorities = valueList(["1", "2", "3"] as const);
const PRIORITIES = { "1": "routine", "2": "urgent", "3": "asap" } as const;
const SOURCES = nationalList("source_of_referral_for_community");
const REASONS = nationalList("primary_reason_for_referral__community_care_");

const TEAM = { teamId: TEAM_ID, teamName: TEAM_NAME, teamType: TEAM_TYPE } as const;

/** The team that a row names. */
export function teamIn(row: TableRow<keyof typeof TEAM>) {
  const type = row.given("teamType");
  return {
    id: row.given("teamId"),
    kind: type === undefined ? undefined : nationalConcept(COMMUNITY_TEAMS, type),
    name: row.given("teamName"),
  };
}

export const REFERRAL = tableOf({
  name: "Service or team referral (CYP101)",
  columns: {
    ...ABOUT,
    ...TEAM,
    request: REQUEST,
    received: "REFERRAL REQUEST RECEIVED DATE",
    receivedAt: "REFERRAL REQUEST RECEIVED TIME",
    source: "SOURCE OF REFERRAL FOR COMMUNITY",
    referrer: [
      "ORGANISATION IDENTIFIER (REFERRING ORGANISATION)",
      "ORGANISATION IDENTIFIER (REFERRING)",
      "REFERRING ORGANISATION CODE",
    ],
    priority: "PRIORITY TYPE CODE",
    reason: "PRIMARY REASON FOR REFERRAL (COMMUNITY CARE)",
    discharged: "SERVICE DISCHARGE DATE",
  },
  needed: ["person", "request", "received"],
  take: (row, { now }) => {
    const about = aboutOf(row);
    const id = row.needed("request");
    const received = neededDay(row, "received");
    if (!about || id === undefined || received === undefined) return [];
    const priority = row.listed("priority", priorities);
    const source = row.given("source");
    const reason = row.given("reason");
    const request = serviceRequestOf(
      {
        ...{ id, patient: about.patient, provider: about.provider, team: teamIn(row) },
        received: momentOn(received, timeIn(row, "receivedAt")),
        discharged: row.day("discharged"),
        rejected: undefined,
        priority: priority && PRIORITIES[priority],
        from: {
          source: source === undefined ? undefined : nationalConcept(SOURCES, source),
          organisation: row.given("referrer"),
        },
        reason: reason === undefined ? undefined : nationalConcept(REASONS, reason),
        services: "community services",
      },
      now,
    );
    return [entryAbout(about, request)];
  },
});

export const TEAM_REFERRED_TO = tableOf({
  name: "Service or team type referred to (CYP102)",
  columns: {
    ...ABOUT,
    ...TEAM,
    request: REQUEST,
    closed: "REFERRAL CLOSURE DATE",
    rejected: "REFERRAL REJECTION DATE",
  },
  needed: ["person", "request", "teamType"],
  take: (row, { now }) => {
    const about = aboutOf(row);
    const request = row.needed("request");
    if (!about || request === undefined) return [];
    const { patient, provider } = about;
    const [closed, rejected] = [row.day("closed"), row.day("rejected")];
    return [entryAbout(about, careTeamOf({ patient, provider, request, team: teamIn(row), closed, rejected }, now))];
  },
});
