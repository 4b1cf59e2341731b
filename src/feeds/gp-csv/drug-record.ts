import type { MedicationRequest } from "fhir/r4.js";
import { tableOf, type TableRow } from "../table/table.ts";
import { neededConcept, pairedConcept } from "./concept.ts";
import { effectiveDate, enteredMoment, isYes, takeRow, type AboutRow } from "./entry-row.ts";
import { circumstancesIn, courseIn, courseOf, dosageIn, MEDICINE_COLUMNS, quantityIn } from "./medicine-row.ts";

const COLUMNS = {
  ...MEDICINE_COLUMNS,
  guid: ["DrugRecordGuid", "DrugRecordId"],
  isActive: ["IsActive", "Active"],
  cancelled: ["CancellationDate", "StoppedDate"],
  whyCancelled: ["CancellationReason", "StoppedReason"],
  issues: ["NumberOfIssuesAuthorised", "IssuesAuthorised"],
} as const;
type Row = TableRow<keyof typeof COLUMNS>;

/** What someone is to take: the authorisations from which issues are made. */
export const drugRecords = () =>
  tableOf<keyof typeof COLUMNS>({
    name: "Drug record (Prescribing_DrugRecord)",
    columns: COLUMNS,
    needed: ["guid", "patient", "effective", "isActive"],
    take: (row, facts) =>
      takeRow(row, facts, {
        types: () => ["MedicationRequest"],
        entered: () => enteredMoment(row),
        resource: (about) => authorisationOf(row, about),
      }),
  });

function authorisationOf(row: Row, about: AboutRow): (MedicationRequest & { readonly id: string }) | undefined {
  const [medicine, started, course] = [neededConcept(row), effectiveDate(row), courseIn(row)];
  const [stopped, why, reason] = [
    row.day("cancelled"),
    row.given("whyCancelled"),
    pairedConcept(row, "reasonCode", "reason"),
  ];
  const isActive = row.text("isActive") === "" || isYes(row, "isActive", true);
  if (!medicine) return undefined;
  return {
    resourceType: "MedicationRequest",
    id: about.id,
    ...about.private,
    status: stopped !== undefined ? "stopped" : isActive ? "active" : course === "acute" ? "completed" : "stopped",
    ...(why !== undefined && { statusReason: { text: why } }),
    intent: "plan",
    medicationCodeableConcept: medicine,
    subject: about.subject,
    ...(started !== undefined && { authoredOn: started }),
    ...circumstancesIn(row),
    ...(reason && { reasonCode: [reason] }),
    ...courseOf(course),
    ...dosageIn(row),
    dispenseRequest: {
      ...validityOf(started, stopped),
      ...repeatsIn(row),
      ...quantityIn(row),
    },
  };
}

function validityOf(start: string | undefined, end: string | undefined) {
  if (start === undefined && end === undefined) return {};
  return { validityPeriod: { ...(start !== undefined && { start }), ...(end !== undefined && { end }) } };
}

function repeatsIn(row: Row): { numberOfRepeatsAllowed?: number } {
  const issues = row.amount("issues");
  return issues === undefined || !Number.isInteger(issues) ? {} : { numberOfRepeatsAllowed: issues };
}
