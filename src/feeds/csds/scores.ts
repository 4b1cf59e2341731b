import { aboutOf, entryAbout } from "../data-sets/about.ts";
import { scoreOf } from "../data-sets/scored-assessment.ts";
import { tableOf } from "../table/table.ts";
import { ABOUT, ACTIVITY_DAY, REQUEST } from "./columns.ts";

const TOOL = "CODED ASSESSMENT TOOL TYPE (SNOMED CT)";
const SCORE = "PERSON SCORE";

export const SCORE_AT_REFERRAL = tableOf({
  name: "Coded scored assessment, referral (CYP609)",
  columns: { ...ABOUT, request: REQUEST, tool: TOOL, score: SCORE, on: "ASSESSMENT TOOL COMPLETION DATE" },
  needed: ["person", "request", "tool", "score"],
  take: (row) => {
    const about = aboutOf(row);
    const [referral, tool, score] = [row.needed("request"), row.needed("tool"), row.needed("score")];
    if (!about || referral === undefined || tool === undefined || score === undefined) return [];
    const { patient } = about;
    const observation = scoreOf({
      ...{ patient, within: { referral }, tool, score, on: row.day("on") },
      ...{ words: undefined, staff: undefined },
    });
    return [entryAbout(about, observation)];
  },
});

export const SCORE_AT_CONTACT = tableOf({
  name: "Coded scored assessment, contact (CYP612)",
  columns: {
    ...ABOUT,
    activity: "CARE ACTIVITY IDENTIFIER",
    tool: TOOL,
    words: "SNOMED CT ASSESSMENT PREFERRED TERM",
    score: SCORE,
    on: ACTIVITY_DAY,
  },
  needed: ["person", "activity", "tool", "score"],
  take: (row) => {
    const about = aboutOf(row);
    const [activity, tool, score] = [row.needed("activity"), row.needed("tool"), row.needed("score")];
    if (!about || activity === undefined || tool === undefined || score === undefined) return [];
    const observation = scoreOf({
      ...{ patient: about.patient, within: { activity }, tool, score, on: row.day("on") },
      ...{ words: row.given("words"), staff: undefined },
    });
    return [entryAbout(about, observation)];
  },
});
