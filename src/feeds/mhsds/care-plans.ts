import { aboutOf, entryAbout } from "../data-sets/about.ts";
import { agreementOf, carePlanOf } from "../data-sets/care-plan.ts";
import { momentOn, timeIn } from "../data-sets/cells.ts";
import { nationalConcept, nationalList } from "../data-sets/national-code.ts";
import { tableOf } from "../table/table.ts";
import { ABOUT } from "./columns.ts";

/** @see https://www.datadictionary.nhs.uk/data_elements/care_plan_type__mental_health_.html */
const PLAN_TYPES = nationalList("care_plan_type__mental_health_", {
  "10": "Mental health care plan",
  "11": "Urgent and emergency mental health care plan",
  "12": "Mental health crisis plan",
  "13": "Positive behaviour support plan",
  "14": "Mental health transition plan of a child or young person",
});
const AGREED_BY = nationalList("care_plan_agreed_by");

export const CARE_PLAN = tableOf({
  name: "Care plan type (MHS008)",
  columns: {
    ...ABOUT,
    plan: "CarePlanID",
    kind: "CarePlanTypeMH",
    created: "CarePlanCreatDate",
    createdAt: "CarePlanCreationTime",
    updated: "CarePlanLastUpdateDate",
    updatedAt: "CarePlanLastUpdateTime",
    implemented: "CarePlanImplementDate",
    ended: "RecordEndDate",
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
      ...{ id, patient: about.patient, otherwise: "Mental health care plan" },
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
  name: "Care plan agreement (MHS009)",
  columns: {
    ...ABOUT,
    plan: "CarePlanID",
    by: ["CarePlanAgreedBy", "CarePlanContentAgreedBy"],
    on: ["CarePlanAgreedDate", "CarePlanContentAgreedDate"],
    at: ["CarePlanAgreedTime", "CarePlanContentAgreedTime"],
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
    return [entryAbout(about, agreement, { category: "plans", sensitivity: "mental-health" })];
  },
});
