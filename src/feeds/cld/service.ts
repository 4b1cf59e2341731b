import type { CarePlan, CarePlanActivityDetail, Reference } from "fhir/r4.js";
import { isOver, periodOf, subjectOf } from "./event.ts";
import { CQC_LOCATION, SOCIAL_CARE, textExtension, unitCostExtension, withExtensions } from "./extension.ts";
import { packageWords } from "./package-words.ts";
import type { CldRow } from "./row.ts";

/** A package of care: what is given, how, by whom, how much a week and at what cost. */
export function serviceOf(row: CldRow, id: string): CarePlan & { id: string } {
  const { title, description } = wordsOf(row);
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
    title,
    ...(description === "" ? {} : { description }),
    subject: subjectOf(row),
    period: periodOf(row),
    activity: [{ detail: detailOf(row, title) }],
  };
}

const wordsOf = (row: CldRow) =>
  packageWords({
    component: row.text("component"),
    description: row.text("description"),
    serviceType: row.serviceType,
    mechanism: row.mechanism,
    provider: row.text("providerName"),
    unitsPerWeek: row.unitsPerWeek,
    costFrequency: row.text("costFrequency"),
  });

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
