import type { ServiceRequest } from "fhir/r4.js";
import { SOCIAL_CARE, textExtension, withExtensions } from "./extension.ts";
import { periodOf, subjectOf } from "./event.ts";
import type { CldRow } from "./row.ts";

/** Someone asks the council for support: a contact with its route of access and what came of it. */
export function requestOf(row: CldRow, id: string): ServiceRequest & { id: string } {
  const description = row.text("description");
  return {
    resourceType: "ServiceRequest",
    id,
    ...withExtensions(
      textExtension("route-of-access", row.text("routeOfAccess")),
      textExtension("event-outcome", row.outcome),
      textExtension("client-type", row.clientType),
    ),
    status: row.end === undefined && row.outcome === undefined ? "active" : "completed",
    intent: "proposal",
    category: [SOCIAL_CARE],
    code: { text: description === "" ? "Request for support" : description },
    subject: subjectOf(row),
    occurrencePeriod: periodOf(row),
    authoredOn: row.start,
    ...(row.outcome === undefined ? {} : { note: [{ text: `Outcome: ${row.outcome}` }] }),
  };
}
