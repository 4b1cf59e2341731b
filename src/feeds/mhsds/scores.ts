import { aboutOf, entryAbout } from "../data-sets/about.ts";
import { momentIn } from "../data-sets/cells.ts";
import { scoreOf } from "../data-sets/scored-assessment.ts";
import { tableOf } from "../table/table.ts";
import { ABOUT, REQUEST, STAFF } from "./columns.ts";

export const SCORE_AT_REFERRAL = tableOf({
  name: "Coded scored assessment, referral (MHS606)",
  columns: {
    ...ABOUT,
    request: REQUEST,
    tool: "CodedAssToolType",
    score: "PersScore",
    on: ["AssToolCompTimestamp", "AssToolCompDate"],
    staff: STAFF,
  },
  needed: ["person", "request", "tool", "score"],
  take: (row) => {
    const about = aboutOf(row);
    const [referral, tool, score] = [row.needed("request"), row.needed("tool"), row.needed("score")];
    if (!about || referral === undefined || tool === undefined || score === undefined) return [];
    const observation = scoreOf({
      ...{ patient: about.patient, within: { referral }, tool, words: undefined, score },
      on: momentIn(row, "on"),
      staff: row.given("staff"),
    });
    return [entryAbout(about, observation)];
  },
});

export const SCORE_AT_CONTACT = tableOf({
  name: "Coded scored assessment, care activity (MHS607)",
  columns: {
    ...ABOUT,
    activity: "CareActId",
    tool: "CodedAssToolType",
    score: "PersScore",
    on: ["CareContDate", "dmicActivityDate"],
  },
  needed: ["person", "activity", "tool", "score"],
  take: (row) => {
    const about = aboutOf(row);
    const [activity, tool, score] = [row.needed("activity"), row.needed("tool"), row.needed("score")];
    if (!about || activity === undefined || tool === undefined || score === undefined) return [];
    const observation = scoreOf({
      ...{ patient: about.patient, within: { activity }, tool, words: undefined, score },
      ...{ on: row.day("on"), staff: undefined },
    });
    return [entryAbout(about, observation)];
  },
});
