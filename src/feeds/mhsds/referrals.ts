import { aboutOf, entryAbout } from "../data-sets/about.ts";
import { careTeamOf } from "../data-sets/care-team.ts";
import { momentOn, neededDay, timeIn } from "../data-sets/cells.ts";
import { nationalConcept } from "../data-sets/national-code.ts";
import { serviceRequestOf } from "../data-sets/referral.ts";
import { valueList } from "../rows/value-list.ts";
import { tableOf, type TableRow } from "../table/table.ts";
import { ABOUT, REQUEST, TEAM_ID, TEAM_NAME, TEAM_TYPE } from "./columns.ts";
import { REASONS, SOURCES } from "./referral-lists.ts";
import { teamIn } from "./team-types.ts";

/** @see https://www.datadictionary.nhs.uk/data_elements/clinical_response_priority_type.html */
const priorities = valueList(["1", "2", "3", "4"] as const);
const PRIORITIES = { "1": "stat", "2": "urgent", "3": "routine", "4": "asap" } as const;

/** When something ended: a day, with the time of day where it stands beside it. */
function endIn<D extends string, T extends string>(row: TableRow<D | T>, on: D, at: T): string | undefined {
  const day = row.day(on);
  return day === undefined ? undefined : momentOn(day, timeIn(row, at));
}

export const REFERRAL = tableOf({
  name: "Service or team referral (MHS101)",
  columns: {
    ...ABOUT,
    request: REQUEST,
    received: "ReferralRequestReceivedDate",
    receivedAt: "ReferralRequestReceivedTime",
    source: "SourceOfReferralMH",
    referrer: ["OrgIDReferringOrg", "OrgIDReferring"],
    priority: "ClinRespPriorityType",
    reason: "PrimReasonReferralMH",
    discharged: "ServDischDate",
    dischargedAt: "ServDischTime",
    rejected: "ReferRejectionDate",
    rejectedAt: "ReferRejectionTime",
    ...{ teamId: TEAM_ID, teamName: TEAM_NAME, teamType: TEAM_TYPE },
  },
  needed: ["person", "request", "received"],
  take: (row, { now }) => {
    const about = aboutOf(row);
    const id = row.needed("request");
    const received = neededDay(row, "received");
    if (!about || id === undefined || received === undefined) return [];
    const priority = row.listed("priority", priorities);
    const [source, reason] = [row.given("source"), row.given("reason")];
    const request = serviceRequestOf(
      {
        ...{ id, patient: about.patient, provider: about.provider, team: teamIn(row) },
        received: momentOn(received, timeIn(row, "receivedAt")),
        discharged: endIn(row, "discharged", "dischargedAt"),
        rejected: endIn(row, "rejected", "rejectedAt"),
        priority: priority && PRIORITIES[priority],
        from: {
          source: source === undefined ? undefined : nationalConcept(SOURCES, source),
          organisation: row.given("referrer"),
        },
        reason: reason === undefined ? undefined : nationalConcept(REASONS, reason),
        services: "mental health services",
      },
      now,
    );
    return [entryAbout(about, request)];
  },
});

export const TEAM_REFERRED_TO = tableOf({
  name: "Service or team type referred to (MHS102)",
  columns: {
    ...ABOUT,
    request: REQUEST,
    closed: "ReferClosureDate",
    closedAt: "ReferClosureTime",
    rejected: "ReferRejectionDate",
    rejectedAt: "ReferRejectionTime",
    ...{ teamId: TEAM_ID, teamName: TEAM_NAME, teamType: TEAM_TYPE },
  },
  needed: ["person", "request", "teamType"],
  take: (row, { now }) => {
    const about = aboutOf(row);
    const request = row.needed("request");
    if (!about || request === undefined) return [];
    const referred = {
      ...{ patient: about.patient, provider: about.provider, request, team: teamIn(row) },
      closed: endIn(row, "closed", "closedAt"),
      rejected: endIn(row, "rejected", "rejectedAt"),
    };
    return [entryAbout(about, careTeamOf(referred, now))];
  },
});
