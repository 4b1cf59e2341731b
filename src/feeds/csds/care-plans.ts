import { aboutOf, entryAbout } from "../data-sets/about.ts";
import { agreementOf, carePlanOf } from "../data-sets/care-plan.ts";
import { momentOn, timeIn } from "../data-sets/cells.ts";
import { nationalConcept, nationalList } from "../data-sets/national-code.ts";
import { tableOf } from "../table/table.ts";
import { ABOUT } from "./columns.ts";

const PLAN = "CARE PLAN IDENTIFIER";
const PLAN_TYPES = nationalList("care_plan_type__community_care_");
const AGREED_BY = nationalList("care_plan_agreed_by");

export const CARE_PLAN = tableOf({
  name: "Care plan type (CYP004)",
  columns: {
    ...ABOUT,
    plan: PLAN,
    kind: "CARE PLAN TYPE (COMMUNITY CARE)",
    created: "CARE PLAN CREATION DATE",
    createdAt: "CARE PLAN CREATION TIME",
    updated: "CARE PLAN LAST UPDATED DATE",
    updatedAt: "CARE PLAN LAST UPDATED TIME",
    implemented: "CARE PLAN IMPLEMENTATION DATE",
    ended: "RECORD END DATE",
  },
  needed: ["person", "plan", "created"],
  take: (row, { now }) => {
    const about = aboutOf(row);
    const id = row.needed("plan");
    if (!about || id === undefined) return [];
    const kind = row.given("kind");
    const created = row.day("created");
    const updated = row.day("updated");
    const plan = {
      ...{ id, patient: about.patient, otherwise: "Community care plan" },
      kind: kind === undefined ? undefined : nationalConcept(PLAN_TYPES, kind),
      created: created && momentOn(created, timeIn(row, "createdAt")),
      updated: updated && momentOn(updated, timeIn(row, "updatedAt")),
      implemented: row.day("implemented"),
      ended: row.day("ended"),
    };
    return [entryAbout(about, carePlanOf(plan, now))];
  },
});

export const CARE_PLAN_AGREEMENT = tableOf({
  name: "Care plan agreement (CYP005)",
  columns: {
    ...ABOUT,
    plan: PLAN,
    by: ["CARE PLAN AGREED BY", "CARE PLAN CONTENT AGREED BY"],
    on: ["CARE PLAN AGREED DATE", "CARE PLAN CONTENT AGREED DATE"],
    at: ["CARE PLAN AGREED TIME", "CARE PLAN CONTENT AGREED TIME"],
  },
  needed: ["person", "plan", "by"],
  take: (row) => {
    const about = aboutOf(row);
    const plan = row.needed("plan");
    if (!about || plan === undefined) return [];
    const by = row.given("by");
    const day = row.day("on");
    const agreement = agreementOf({
      ...{ patient: about.patient, plan },
      on: day && momentOn(day, timeIn(row, "at")),
      by: by === undefined ? undefined : nationalConcept(AGREED_BY, by),
    });
    return [entryAbout(about, agreement, { category: "plans" })];
  },
});
