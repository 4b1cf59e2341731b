import type { CarePlan, CarePlanActivityDetail, Reference } from "fhir/r4.js";
import { isOver, periodOf, subjectOf } from "./event.ts";
import { CQC_LOCATION, SOCIAL_CARE, textExtension, unitCostExtension, withExtensions } from "./extension.ts";
import type { CldRow } from "./row.ts";

/** A package of care: what is given, how, by whom, how much a week and at what cost. */
export function serviceOf(row: CldRow, id: string): CarePlan & { id: string } {
  const component = row.text("component");
  const title = [component, row.serviceType].find((text) => text !== undefined && text !== "");
  const description = descriptionOf(row);
  return {
    resourceType: "CarePlan",
    id,
    ...withExtensions(
      textExtension("service-type", row.serviceType),
      textExtension("delivery-mechanism", row.mechanism),
      textExtension("client-funding-status", row.text("fundingStatus")),
      textExtension("full-cost-client", row.text("fullCost")),
      unitCostExtension(row.unitCost, row.text("costFrequency")),
      textExtension("event-outcome", row.outcome),
      textExtension("client-type", row.clientType),
    ),
    status: isOver(row) ? "completed" : "active",
    intent: "order",
    category: [SOCIAL_CARE],
    title: title ?? "Care and support",
    ...(description === "" ? {} : { description }),
    subject: subjectOf(row),
    period: periodOf(row),
    activity: [{ detail: detailOf(row, title ?? "Care and support") }],
  };
}

/** What a page shows beside the title. */
const descriptionOf = (row: CldRow): string =>
  [row.text("description"), row.serviceType, row.mechanism, row.text("providerName"), weekly(row.unitsPerWeek)]
    .filter((text) => text !== undefined && text !== "")
    .join(", ");

const weekly = (units: number | undefined): string | undefined =>
  units === undefined || units === 0 ? undefined : `${units.toString()} a week`;

function detailOf(row: CldRow, title: string): CarePlanActivityDetail {
  const provider = providerOf(row);
  return {
    kind: "ServiceRequest",
    code: { text: title },
    status: isOver(row) ? "completed" : "in-progress",
    scheduledPeriod: periodOf(row),
    ...(provider ? { performer: [provider] } : {}),
    ...(row.unitsPerWeek === undefined ? {} : { quantity: { value: row.unitsPerWeek, unit: "units a week" } }),
  };
}

/** The provider by the Care Quality Commission's id of the place that gives the care. */
function providerOf(row: CldRow): Reference | undefined {
  const name = row.text("providerName");
  const id = row.text("providerId");
  if (name === "" && id === "") return undefined;
  return {
    ...(name === "" ? {} : { display: name }),
    ...(id === "" ? {} : { identifier: { system: CQC_LOCATION, value: id } }),
  };
}
