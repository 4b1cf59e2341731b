import type { Encounter } from "fhir/r4.js";
import type { DeliveryFacts } from "../adapter.ts";
import { encounterClass } from "../cld/event.ts";
import { localMoment, timeOfDay } from "../local-time.ts";
import { tableOf, type TableRow } from "../table/table.ts";
import { pairedConcept } from "./concept.ts";
import {
  effectiveDate,
  ENTRY_COLUMNS,
  enteredMoment,
  isYes,
  NO_TIME,
  referenceIn,
  takeRow,
  type AboutRow,
} from "./entry-row.ts";
import { ODS_CODE } from "./organisation.ts";

const COLUMNS = {
  guid: ["ConsultationGuid", "ConsultationId"],
  ...ENTRY_COLUMNS,
  organisation: ["OrganisationGuid", "OrganisationId"],
  time: ["EffectiveTime", "ConsultationTime"],
  endTime: ["EndTime", "ConsultationEndTime"],
  slot: "AppointmentSlotGuid",
  source: ["ConsultationSourceTerm", "ConsultationSource", "ConsultationType"],
  sourceCode: ["ConsultationSourceSnomedCtConceptId", "ConsultationSourceSnomedCode"],
  type: "ConsultationType",
  reason: ["ReasonTerm", "ConsultationReason"],
  reasonCode: ["ReasonSnomedCtConceptId", "ReasonSnomedCode"],
  complete: "Complete",
} as const;
type Row = TableRow<keyof typeof COLUMNS>;

/** Contacts with the practice, and what was done for someone without them. */
export const consultations = () =>
  tableOf<keyof typeof COLUMNS>({
    name: "Consultation (CareRecord_Consultation)",
    columns: COLUMNS,
    needed: ["guid", "patient", "effective", "source"],
    take: (row, facts) =>
      takeRow(row, facts, {
        types: () => ["Encounter"],
        entered: () => enteredMoment(row),
        resource: (about) => encounterOf(row, about, facts),
      }),
  });

function encounterOf(row: Row, about: AboutRow, facts: DeliveryFacts): Encounter & { readonly id: string } {
  const type = pairedConcept(row, "sourceCode", "source") ?? typeIn(row);
  const reason = pairedConcept(row, "reasonCode", "reason");
  const [individual, slot] = [referenceIn(row, "clinician", "Practitioner"), referenceIn(row, "slot", "Appointment")];
  return {
    resourceType: "Encounter",
    id: about.id,
    ...about.private,
    status: row.text("complete") === "" || isYes(row, "complete", true) ? "finished" : "in-progress",
    class: encounterClass(`${row.text("source")} ${row.text("type")}`),
    ...(type && { type: [type] }),
    subject: about.subject,
    ...(individual && { participant: [{ individual }] }),
    ...(slot && { appointment: [slot] }),
    ...periodIn(row),
    ...(reason && { reasonCode: [reason] }),
    serviceProvider: {
      ...referenceIn(row, "organisation", "Organization"),
      identifier: { system: ODS_CODE, value: facts.source },
    },
  };
}

const typeIn = (row: Row) => (row.text("type") === "" ? undefined : { text: row.text("type") });

/** A contact is over on the day on which it took place, whatever is not known of its times. */
function periodIn(row: Row): Pick<Encounter, "period"> {
  const date = effectiveDate(row);
  if (date === undefined) return {};
  const [start, end] = [timeIn(row, "time"), timeIn(row, "endTime")];
  if (start === undefined || date.length < 10) return { period: { start: date, end: date } };
  const last = end !== undefined && end >= start ? end : start;
  return { period: { start: localMoment(date, start), end: localMoment(date, last) } };
}

function timeIn(row: Row, column: "time" | "endTime"): string | undefined {
  const text = row.text(column);
  const time = text === "" ? undefined : timeOfDay(text);
  if (text !== "" && time === undefined) row.refuse(column, NO_TIME, "field");
  return time;
}
