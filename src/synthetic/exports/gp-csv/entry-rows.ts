import type {
  CodeableConcept,
  Condition,
  Encounter,
  FhirResource,
  MedicationRequest,
  Organization,
  Practitioner,
  ServiceRequest,
} from "fhir/r4.js";
import { dayOf, isoDay } from "../../lives/day.ts";
import { ODS_CODE } from "../gp/fhir.ts";
import {
  codedCells,
  dayIn,
  guidCell,
  NOT_DELETED,
  reasonCells,
  termIn,
  timeIn,
  whenCells,
  whoCells,
} from "./coded-cells.ts";
import { bracketed, guidFor } from "./guid.ts";
import { observationRows, type About } from "./observation-rows.ts";
import type { ExtractRow } from "./tables.ts";

/** The rows that say the same as an entry of the practice's record; patients and registrations have rows of their own. */
export function rowsOf(resource: FhirResource, about: About): readonly ExtractRow[] {
  switch (resource.resourceType) {
    case "Organization":
      return [organisation(resource, about)];
    case "Practitioner":
      return [staffMember(resource, about)];
    case "Encounter":
      return consultation(resource, about);
    case "Condition":
      return [problem(resource, about)];
    case "MedicationRequest":
      return [resource.intent === "plan" ? drugRecord(resource, about) : drugIssue(resource, about)];
    case "ServiceRequest":
      return [referral(resource, about)];
    default:
      return observationRows(resource, about);
  }
}

function organisation({ id = "", name = "", identifier, active }: Organization, { ods }: About): ExtractRow {
  const guid = guidFor(ods, "Organization", id);
  return {
    ...({ table: "organisation", type: "Organization", id: guid } as const),
    cells: {
      OrganisationGuid: bracketed(guid),
      OrganisationName: name,
      ODSCode: identifier?.find(({ system }) => system === ODS_CODE)?.value ?? "",
      OrganisationType: "General Practice",
      CloseDate: active === false ? "2023-06-30" : "",
    },
  };
}

function staffMember({ id = "", name, qualification }: Practitioner, { ods, organisation: own }: About): ExtractRow {
  const guid = guidFor(ods, "Practitioner", id);
  return {
    ...({ table: "staff", type: "Practitioner", id: guid } as const),
    cells: {
      UserInRoleGuid: bracketed(guid),
      OrganisationGuid: own,
      Title: name?.[0]?.prefix?.[0] ?? "",
      GivenName: name?.[0]?.given?.[0] ?? "",
      Surname: name?.[0]?.family ?? "",
      JobCategoryName: qualification?.[0]?.code.text ?? "",
    },
  };
}

const whose = ({ patient, organisation: own }: About) => ({ PatientGuid: patient, OrganisationGuid: own });

/** What was booked beforehand: reviews. */
const BOOKED: ReadonlySet<string> = new Set(["390906007", "182836005"]);

/** A contact and, where it was booked, the appointment that was kept. */
function consultation(encounter: Encounter, about: About): readonly ExtractRow[] {
  const { id = "", type, period, participant, reasonCode } = encounter;
  const guid = guidFor(about.ods, "Encounter", id);
  const isBooked = BOOKED.has(reasonCode?.[0]?.coding?.[0]?.code ?? "");
  const slot = isBooked ? bracketed(guidFor(about.ods, "Appointment", id)) : "";
  const contact: ExtractRow = {
    ...({ table: "consultation", type: "Encounter", id: guid } as const),
    cells: {
      ConsultationGuid: bracketed(guid),
      ...whose(about),
      ...whenCells(period?.start, period?.end),
      EffectiveTime: timeIn(period?.start),
      EndTime: timeIn(period?.end),
      ...whoCells(about.ods, participant?.[0]?.individual),
      AppointmentSlotGuid: slot,
      ...sourceCells(type?.[0]),
      ...reasonCells(reasonCode),
      Complete: "true",
      ...NOT_DELETED,
    },
  };
  return isBooked ? [contact, appointment(encounter, about, slot)] : [contact];
}

const sourceCells = (type: CodeableConcept | undefined) => ({
  ConsultationSourceTerm: termIn(type),
  ConsultationSourceSnomedCtConceptId: type?.coding?.[0]?.code ?? "",
});

/** Days. */
const BOOKED_BEFORE = 14;

function appointment({ id = "", type, period, participant }: Encounter, about: About, slot: string): ExtractRow {
  const day = dayIn(period?.start);
  const minutes = (Date.parse(period?.end ?? "") - Date.parse(period?.start ?? "")) / 60_000;
  return {
    ...({ table: "appointment", type: "Appointment", id: guidFor(about.ods, "Appointment", id) } as const),
    cells: {
      SlotGuid: slot,
      AppointmentDate: day,
      AppointmentStartTime: timeIn(period?.start),
      PlannedDurationInMinutes: String(minutes),
      ...whose(about),
      SendInTime: timeIn(period?.start),
      LeftTime: timeIn(period?.end),
      DidNotAttend: "false",
      ClinicianUserInRoleGuid: guidCell(about.ods, participant?.[0]?.individual),
      BookedDate: isoDay(dayOf(day) - BOOKED_BEFORE),
      SlotStatus: "Left",
      SlotType: termIn(type?.[0]),
      Deleted: "false",
    },
  };
}

function problem(condition: Condition, about: About): ExtractRow {
  const { id = "", code, onsetDateTime, abatementDateTime, recordedDate, recorder, encounter } = condition;
  const guid = guidFor(about.ods, "Condition", id);
  return {
    ...({ table: "problem", type: "Condition", id: guid } as const),
    cells: {
      ObservationGuid: bracketed(guid),
      ...whose(about),
      ...whenCells(onsetDateTime, recordedDate),
      ...whoCells(about.ods, recorder),
      ConsultationGuid: guidCell(about.ods, encounter),
      ...codedCells(code),
      EndDate: abatementDateTime ?? "",
      ProblemStatusDescription: abatementDateTime === undefined ? "Active Problem" : "Past Problem",
      SignificanceDescription: "Significant Problem",
      ...NOT_DELETED,
    },
  };
}

function medicineCells(resource: MedicationRequest, about: About) {
  const { medicationCodeableConcept, authoredOn, requester, encounter, reasonCode, meta } = resource;
  const { dosageInstruction, dispenseRequest, courseOfTherapyType } = resource;
  const isRepeat = courseOfTherapyType?.coding?.[0]?.code === "continuous";
  return {
    ...whose(about),
    ...whenCells(authoredOn, meta?.lastUpdated),
    ...whoCells(about.ods, requester),
    ...codedCells(medicationCodeableConcept),
    Dosage: dosageInstruction?.[0]?.text ?? "",
    Quantity: dispenseRequest?.quantity?.value?.toFixed(3) ?? "",
    QuantityUnit: dispenseRequest?.quantity?.unit ?? "",
    PrescriptionType: isRepeat ? "Repeat" : "Acute",
    ...reasonCells(reasonCode),
    ConsultationGuid: guidCell(about.ods, encounter),
    ...NOT_DELETED,
  };
}

function drugRecord(resource: MedicationRequest, about: About): ExtractRow {
  const guid = guidFor(about.ods, "MedicationRequest", resource.id ?? "");
  const stopped = resource.dispenseRequest?.validityPeriod?.end;
  return {
    ...({ table: "drug_record", type: "MedicationRequest", id: guid } as const),
    cells: {
      DrugRecordGuid: bracketed(guid),
      ...medicineCells(resource, about),
      IsActive: stopped === undefined ? "true" : "false",
      CancellationDate: stopped ?? "",
      CancellationReason: resource.statusReason?.text ?? "",
    },
  };
}

function drugIssue(resource: MedicationRequest, about: About): ExtractRow {
  const guid = guidFor(about.ods, "MedicationRequest", resource.id ?? "");
  return {
    ...({ table: "drug_issue", type: "MedicationRequest", id: guid } as const),
    cells: {
      IssueRecordGuid: bracketed(guid),
      DrugRecordGuid: guidCell(about.ods, resource.basedOn?.[0]),
      ...medicineCells(resource, about),
    },
  };
}

function referral(request: ServiceRequest, about: About): ExtractRow {
  const { id = "", authoredOn, priority, performerType, requester, encounter, reasonCode, status, meta } = request;
  const guid = guidFor(about.ods, "ServiceRequest", id);
  return {
    ...({ table: "referral", type: "ServiceRequest", id: guid } as const),
    cells: {
      ObservationGuid: bracketed(guid),
      ...whose(about),
      ...whenCells(authoredOn, authoredOn),
      ...whoCells(about.ods, requester),
      ConsultationGuid: guidCell(about.ods, encounter),
      ReferralUrgency: priority === "urgent" ? "Urgent" : "Routine",
      ReferralServiceType: termIn(performerType),
      ReferralTreatmentFunctionCode: performerType?.coding?.[0]?.code ?? "",
      ReferralEndDate: status === "completed" ? dayIn(meta?.lastUpdated) : "",
      ...reasonCells(reasonCode),
      ...NOT_DELETED,
    },
  };
}
