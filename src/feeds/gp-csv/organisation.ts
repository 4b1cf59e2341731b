import type { Organization } from "fhir/r4.js";
import type { DeliveryFacts } from "../adapter.ts";
import { tableOf, type TableEntry, type TableRow } from "../table/table.ts";
import { deletionIn, goneOf } from "./entry-row.ts";
import { extractMoment } from "./extract-moment.ts";
import { guidId } from "./guid.ts";

export const ODS_CODE = "https://fhir.nhs.uk/Id/ods-organization-code";

const COLUMNS = {
  guid: ["OrganisationGuid", "OrganisationId"],
  name: ["OrganisationName", "Name"],
  ods: ["ODSCode", "OrganisationCode"],
  type: ["OrganisationType", "TypeDesc"],
  opened: "OpenDate",
  closed: "CloseDate",
  deleted: ["Deleted", "IsDeleted", "IsObsolete"],
} as const;

/** The practice, and the organisations that its records name. */
export const organisations = () =>
  tableOf<keyof typeof COLUMNS>({
    name: "Organisation (Admin_Organisation)",
    columns: COLUMNS,
    needed: ["guid", "name"],
    take: (row, facts) => organisationIn(row, facts),
  });

function organisationIn(row: TableRow<keyof typeof COLUMNS>, facts: DeliveryFacts): readonly TableEntry[] {
  const [guid, isDeleted] = [row.needed("guid"), deletionIn(row)];
  if (guid === undefined || isDeleted === undefined) return [];
  const id = guidId(guid);
  const recorded = extractMoment(facts);
  if (isDeleted) return [{ resource: goneOf("Organization", id), ended: true, recorded }];
  const name = row.needed("name");
  if (name === undefined) return [];
  return [{ resource: organizationOf(row, id, name, facts.now), recorded }];
}

function organizationOf(
  row: TableRow<keyof typeof COLUMNS>,
  id: string,
  name: string,
  now: Date,
): Organization & { readonly id: string } {
  const [ods, type, closed] = [row.given("ods"), row.given("type"), row.day("closed")];
  return {
    resourceType: "Organization",
    id,
    ...(ods !== undefined && { identifier: [{ system: ODS_CODE, value: ods.toUpperCase() }] }),
    active: closed === undefined || closed > now.toISOString().slice(0, 10),
    ...(type !== undefined && { type: [{ text: type }] }),
    name,
  };
}
