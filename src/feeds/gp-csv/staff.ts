import type { Practitioner } from "fhir/r4.js";
import type { DeliveryFacts } from "../adapter.ts";
import { tableOf, type TableEntry, type TableRow } from "../table/table.ts";
import { deletionIn, goneOf } from "./entry-row.ts";
import { extractMoment } from "./extract-moment.ts";
import { guidId } from "./guid.ts";

const COLUMNS = {
  guid: ["UserInRoleGuid", "UserInRoleId"],
  title: "Title",
  given: ["GivenName", "Forename", "FirstName"],
  family: ["Surname", "LastName"],
  job: ["JobCategoryName", "JobTitle"],
  ended: "ContractEndDate",
  deleted: ["Deleted", "IsDeleted"],
} as const;
type Column = keyof typeof COLUMNS;

/** Those who write in the records: a person in one role at one organisation. */
export const staff = () =>
  tableOf<Column>({
    name: "Staff (Admin_UserInRole)",
    columns: COLUMNS,
    needed: ["guid", "family"],
    take: (row, facts) => staffMemberIn(row, facts),
  });

function staffMemberIn(row: TableRow<Column>, facts: DeliveryFacts): readonly TableEntry[] {
  const [guid, isDeleted] = [row.needed("guid"), deletionIn(row)];
  if (guid === undefined || isDeleted === undefined) return [];
  const id = guidId(guid);
  const recorded = extractMoment(facts);
  if (isDeleted) return [{ resource: goneOf("Practitioner", id), ended: true, recorded }];
  return [{ resource: practitionerOf(row, id, facts.now), recorded }];
}

function practitionerOf(row: TableRow<Column>, id: string, now: Date): Practitioner & { readonly id: string } {
  const [title, given, family, job] = [row.given("title"), row.given("given"), row.given("family"), row.given("job")];
  const ended = row.day("ended");
  return {
    resourceType: "Practitioner",
    id,
    active: ended === undefined || ended > now.toISOString().slice(0, 10),
    name: [
      {
        ...(family !== undefined && { family }),
        ...(given !== undefined && { given: given.split(/\s+/) }),
        ...(title !== undefined && { prefix: [title] }),
      },
    ],
    ...(job !== undefined && { qualification: [{ code: { text: job } }] }),
  };
}
