import type { Encounter } from "fhir/r4.js";
import { encounterClass, isOver, periodOf, subjectOf } from "./event.ts";
import { SOCIAL_CARE, textExtension, withExtensions } from "./extension.ts";
import type { CldRow } from "./row.ts";

/** The council finds out with a person, or a carer, what they need. */
export function assessmentOf(row: CldRow, id: string): Encounter & { id: string } {
  const type = row.text("assessmentType");
  const method = row.text("assessmentMethod");
  return {
    resourceType: "Encounter",
    id,
    ...withExtensions(
      textExtension("method", method),
      textExtension("eligible-needs", row.text("eligibleNeeds")),
      textExtension("carer-involved", row.text("carerInvolved")),
      textExtension("hours-caring", row.text("hoursCaring")),
      textExtension("event-outcome", row.outcome),
      textExtension("client-type", row.clientType),
    ),
    status: isOver(row) ? "finished" : "in-progress",
    class: encounterClass(method),
    type: [{ text: type === "" ? "Assessment of needs" : `Assessment: ${type}` }],
    serviceType: SOCIAL_CARE,
    subject: subjectOf(row),
    period: periodOf(row),
  };
}
