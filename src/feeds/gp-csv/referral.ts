import type { CodeableConcept, Reference, ServiceRequest } from "fhir/r4.js";
import { valueList } from "../rows/value-list.ts";
import { tableOf, type TableRow } from "../table/table.ts";
import { pairedConcept, SNOMED } from "./concept.ts";
import { effectiveDate, ENTRY_COLUMNS, enteredMoment, referenceIn, takeRow, type AboutRow } from "./entry-row.ts";
import { ODS_CODE } from "./organisation.ts";

const COLUMNS = {
  guid: ["ReferralGuid", "ObservationGuid", "ReferralId"],
  ...ENTRY_COLUMNS,
  urgency: ["ReferralUrgency", "Urgency"],
  service: ["ReferralServiceType", "ReferralSpecialty", "ServiceType"],
  serviceCode: ["ReferralTreatmentFunctionCode", "TreatmentFunctionCode"],
  target: "ReferralTargetOrganisationGuid",
  targetOds: ["ReferralTargetOdsCode", "ReferralTargetOrganisationOdsCode"],
  bookingNumber: ["ReferralUBRN", "UniqueBookingReferenceNumber"],
  ended: ["ReferralEndDate", "ReferralEpisodeClosureDate"],
  problem: ["ProblemGuid", "ProblemObservationGuid"],
  reason: ["ReasonTerm", "ReferralReason"],
  reasonCode: ["ReasonSnomedCtConceptId", "ReasonSnomedCode"],
} as const;
type Row = TableRow<keyof typeof COLUMNS>;

/** @see https://hl7.org/fhir/R4/valueset-request-priority.html */
const PRIORITIES = ["routine", "urgent", "asap", "stat"] as const;
type Priority = (typeof PRIORITIES)[number];
const priorities = valueList<Priority>(PRIORITIES, {
  ...{ Soon: "urgent", "2 Week Wait": "urgent", "Two Week Wait": "urgent", "2WW": "urgent", Dated: "routine" },
  ...{ Emergency: "stat", Immediate: "stat", "Non-urgent": "routine" },
});

/** Referrals to other services. */
export const referrals = () =>
  tableOf<keyof typeof COLUMNS>({
    name: "Referral (CareRecord_ObservationReferral)",
    columns: COLUMNS,
    needed: ["guid", "patient", "urgency", "service"],
    take: (row, facts) =>
      takeRow(row, facts, {
        types: () => ["ServiceRequest"],
        entered: () => enteredMoment(row),
        resource: (about) => serviceRequestOf(row, about),
      }),
  });

function serviceRequestOf(row: Row, about: AboutRow): ServiceRequest & { readonly id: string } {
  const [date, priority, ended] = [effectiveDate(row), row.listed("urgency", priorities), row.day("ended")];
  const [reason, performer, booking] = [
    pairedConcept(row, "reasonCode", "reason"),
    performerIn(row),
    row.given("bookingNumber"),
  ];
  const [encounter, requester, problem] = [
    referenceIn(row, "consultation", "Encounter"),
    referenceIn(row, "clinician", "Practitioner"),
    referenceIn(row, "problem", "Condition"),
  ];
  const service = row.given("service");
  return {
    resourceType: "ServiceRequest",
    id: about.id,
    ...about.private,
    ...(booking !== undefined && { identifier: [{ system: BOOKING_NUMBER, value: booking }] }),
    status: ended === undefined ? "active" : "completed",
    intent: "order",
    category: [{ coding: [{ system: SNOMED, code: "3457005", display: "Patient referral" }] }],
    ...(priority !== undefined && { priority }),
    code: { text: service === undefined ? "Referral" : `Referral to ${service}` },
    subject: about.subject,
    ...(encounter && { encounter }),
    ...(date !== undefined && { authoredOn: date }),
    ...(requester && { requester }),
    ...serviceIn(row),
    ...(performer && { performer: [performer] }),
    ...(reason && { reasonCode: [reason] }),
    ...(problem && { reasonReference: [problem] }),
  };
}

const BOOKING_NUMBER = "https://fhir.nhs.uk/Id/UBRN";

/** The kind of service asked, by the treatment function where it is given. */
function serviceIn(row: Row): { performerType?: CodeableConcept } {
  const [code, display] = [row.given("serviceCode"), row.given("service")];
  if (code === undefined) return {};
  const system = "https://www.datadictionary.nhs.uk/attributes/treatment_function_code";
  return { performerType: { coding: [{ system, code, ...(display !== undefined && { display }) }] } };
}

function performerIn(row: Row): Reference | undefined {
  const [target, ods] = [referenceIn(row, "target", "Organization"), row.given("targetOds")];
  if (ods === undefined) return target;
  return { ...target, identifier: { system: ODS_CODE, value: ods.toUpperCase() } };
}
