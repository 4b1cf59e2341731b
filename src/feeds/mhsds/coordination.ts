import type { CarePlan } from "fhir/r4.js";
import { aboutOf, entryAbout } from "../data-sets/about.ts";
import { coordinationOf } from "../data-sets/care-team.ts";
import { isOver, neededDay } from "../data-sets/cells.ts";
import { patientRef } from "../data-sets/reference.ts";
import { idOfParts } from "../source-id.ts";
import { tableOf } from "../table/table.ts";
import { ABOUT, STAFF, STAFF_NAME, TEAM_ID, TEAM_NAME, TEAM_TYPE } from "./columns.ts";
import { teamIn } from "./team-types.ts";

/** Who coordinates somebody's care. */
export const CARE_COORDINATOR = tableOf({
  name: "Care coordinator (MHS006)",
  columns: {
    ...ABOUT,
    staff: STAFF,
    name: STAFF_NAME,
    from: "StartDateAssCareCoord",
    to: "EndDateAssCareCoord",
    ...{ teamId: TEAM_ID, teamName: TEAM_NAME, teamType: TEAM_TYPE },
  },
  needed: ["person", "staff", "from"],
  take: (row, { now }) => {
    const about = aboutOf(row);
    const staff = row.needed("staff");
    const from = neededDay(row, "from");
    if (!about || staff === undefined || from === undefined) return [];
    const { patient, provider } = about;
    const given = { patient, provider, staff, from, name: row.given("name"), to: row.day("to"), team: teamIn(row) };
    return [entryAbout(about, coordinationOf(given, now))];
  },
});

/** The Care Programme Approach: a programme of care for those who need more than one service, with a plan and a coordinator. */
export const PROGRAMME = tableOf({
  name: "Care Programme Approach care episode (MHS701)",
  columns: { ...ABOUT, episode: "CPAEpisodeId", from: "StartDateCPA", to: "EndDateCPA" },
  needed: ["person", "episode", "from"],
  take: (row, { now }) => {
    const about = aboutOf(row);
    const episode = row.needed("episode");
    const from = neededDay(row, "from");
    const to = row.day("to");
    if (!about || episode === undefined || from === undefined) return [];
    const programme: CarePlan & { id: string } = {
      resourceType: "CarePlan",
      id: idOfParts("care-programme", episode),
      status: isOver(to, now) ? "completed" : "active",
      intent: "plan",
      title: "Care Programme Approach",
      subject: patientRef(about.patient),
      period: { start: from, ...(to !== undefined && { end: to }) },
    };
    return [entryAbout(about, programme)];
  },
});
