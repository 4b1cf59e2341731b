import type { Encounter } from "fhir/r4.js";
import { encounterClass, isOver, periodOf, subjectOf } from "./event.ts";
import { SOCIAL_CARE, textExtension, withExtensions } from "./extension.ts";
import type { CldRow } from "./row.ts";

/** The council looks again at the support that someone has. */
export function reviewOf(row: CldRow, id: string): Encounter & { id: string } {
  const reason = row.text("reviewReason");
  const method = row.text("reviewMethod");
  return {
    resourceType: "Encounter",
    id,
    ...withExtensions(
      textExtension("method", method),
      textExtension("outcomes-achieved", row.text("reviewOutcomes")),
      textExtension("event-outcome", row.outcome),
      textExtension("client-type", row.clientType),
    ),
    status: isOver(row) ? "finished" : "in-progress",
    class: encounterClass(method),
    type: [{ text: "Review of care and support" }],
    serviceType: SOCIAL_CARE,
    subject: subjectOf(row),
    period: periodOf(row),
    ...(reason === "" ? {} : { reasonCode: [{ text: reason }] }),
  };
}
