import type { Duration, MedicationRequest } from "fhir/r4.js";
import { tableOf, type TableRow } from "../table/table.ts";
import { neededConcept, pairedConcept } from "./concept.ts";
import { effectiveDate, enteredMoment, referenceIn, takeRow, type AboutRow } from "./entry-row.ts";
import { circumstancesIn, courseIn, courseOf, dosageIn, MEDICINE_COLUMNS, quantityIn } from "./medicine-row.ts";

const COLUMNS = {
  ...MEDICINE_COLUMNS,
  guid: ["IssueRecordGuid", "DrugIssueGuid", "IssueRecordId"],
  days: ["CourseDurationInDays", "DurationDays"],
} as const;
type Row = TableRow<keyof typeof COLUMNS>;

/** Prescriptions that were written. */
export const drugIssues = () =>
  tableOf<keyof typeof COLUMNS>({
    name: "Drug issue (Prescribing_IssueRecord)",
    columns: COLUMNS,
    needed: ["guid", "patient", "effective"],
    take: (row, facts) =>
      takeRow(row, facts, {
        types: () => ["MedicationRequest"],
        entered: () => enteredMoment(row),
        resource: (about) => issueOf(row, about),
      }),
  });

function issueOf(row: Row, about: AboutRow): (MedicationRequest & { readonly id: string }) | undefined {
  const [medicine, date, reason] = [neededConcept(row), effectiveDate(row), pairedConcept(row, "reasonCode", "reason")];
  const authorisation = referenceIn(row, "drugRecord", "MedicationRequest");
  if (!medicine) return undefined;
  return {
    resourceType: "MedicationRequest",
    id: about.id,
    ...about.private,
    ...(authorisation && { basedOn: [authorisation] }),
    status: "completed",
    intent: "order",
    medicationCodeableConcept: medicine,
    subject: about.subject,
    ...(date !== undefined && { authoredOn: date }),
    ...circumstancesIn(row),
    ...(reason && { reasonCode: [reason] }),
    ...courseOf(courseIn(row)),
    ...dosageIn(row),
    ...supplyIn(row),
  };
}

function supplyIn(row: Row): Pick<MedicationRequest, "dispenseRequest"> {
  const supply = { ...quantityIn(row), ...durationIn(row) };
  return Object.keys(supply).length === 0 ? {} : { dispenseRequest: supply };
}

/** None where the supplier says none with a nought. */
function durationIn(row: Row): { expectedSupplyDuration?: Duration } {
  const value = row.amount("days");
  if (value === undefined || value === 0) return {};
  return { expectedSupplyDuration: { value, unit: "days", system: "http://unitsofmeasure.org", code: "d" } };
}
