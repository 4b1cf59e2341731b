import type { Flag } from "fhir/r4.js";
import { aboutOf, entryAbout } from "../data-sets/about.ts";
import { isOver, neededDay } from "../data-sets/cells.ts";
import { patientRef } from "../data-sets/reference.ts";
import { idOfParts } from "../source-id.ts";
import { tableOf } from "../table/table.ts";
import { ABOUT } from "./columns.ts";

/** A warning for whoever meets the child; its code makes it one of safeguarding. */
export const CHILD_PROTECTION_PLAN = tableOf({
  name: "Child protection plan (CYP403)",
  columns: { ...ABOUT, from: "CHILD PROTECTION PLAN START DATE", to: "CHILD PROTECTION PLAN END DATE" },
  needed: ["person", "from"],
  take: (row, { now }) => {
    const about = aboutOf(row);
    const from = neededDay(row, "from");
    const to = row.day("to");
    if (!about || from === undefined) return [];
    const flag: Flag & { id: string } = {
      resourceType: "Flag",
      id: idOfParts("child-protection-plan", about.patient, from),
      status: isOver(to, now) ? "inactive" : "active",
      code: {
        coding: [
          { system: "http://snomed.info/sct", code: "342191000000101", display: "Subject to child protection plan" },
        ],
        text: "Child protection plan",
      },
      subject: patientRef(about.patient),
      period: { start: from, ...(to !== undefined && { end: to }) },
    };
    return [entryAbout(about, flag)];
  },
});
