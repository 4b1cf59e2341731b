import type { CodeableConcept, Encounter, Extension, Reference } from "fhir/r4.js";
import { stretchOf } from "#base";
import { spellingKey } from "../rows/value-list.ts";
import { idOfParts, sourceId } from "../source-id.ts";
import { conceptIn, organisationOf, placeIn, RESTRICTED, staffOf, typedIdentifier } from "./concept.ts";
import type { MessageReading } from "./reading.ts";
import { hidesVisit } from "./restriction.ts";
import type { Segment } from "./syntax.ts";

/** The stay, attendance or clinic visit to which a message belongs. */
export type Visit = {
  /** The source's id of the encounter, as a FHIR id. */
  readonly id: string;
  /** The number by which the hospital knows it; none where the id had to be made. */
  readonly number?: string;
  readonly reference: Reference;
  /** The message asks that it be protected. */
  readonly isHidden: boolean;
};

/**
 * The visit of a PV1: by its number (PV1-19), else by another that the sender gives it (PV1-50, or the account of
 * PID-18); else by when the patient came (PV1-44). Undefined where none of these is there.
 */
export function visitIn(reading: MessageReading, patient: string): Visit | undefined {
  const { message, facts } = reading;
  const pv1 = message.first("PV1");
  if (!pv1) return undefined;
  const number = pv1.get(19) ?? pv1.get(50) ?? message.first("PID")?.get(18);
  const came = pv1.get(44);
  if (number === undefined && came === undefined) return undefined;
  const id = number === undefined ? idOfParts("visit", patient, came ?? "") : sourceId(number);
  return {
    id,
    ...(number !== undefined && { number }),
    reference: { reference: `Encounter/${id}` },
    isHidden: hidesVisit(message, facts.now),
  };
}

/**
 * How an event leaves a visit. "as-told": as its class and its end say. "reopened": a discharge was withdrawn, and the
 * visit goes on.
 */
export type VisitStatus = "planned" | "as-told" | "finished" | "cancelled" | "reopened";

/**
 * A visit as an ADT message tells it: each message tells all of it.
 * @see https://hl7.org/fhir/uv/v2mappings/ (segments PV1 and PV2)
 */
export function encounterIn(
  reading: MessageReading,
  pv1: Segment,
  visit: Visit,
  patient: string,
  told: VisitStatus,
  happened: string | undefined,
): Encounter & { readonly id: string } {
  const kind = kindIn(reading, pv1);
  const period = periodIn(reading, pv1, told, happened);
  const status = statusOf(told, kind, period);
  const pv2 = reading.message.first("PV2");
  const reason = pv2 && conceptIn(pv2, 3);
  const serviceType = serviceIn(pv1);
  return {
    resourceType: "Encounter",
    id: visit.id,
    ...(visit.isHidden && { meta: RESTRICTED }),
    ...extensionsIn(reading, pv1),
    ...(visit.number !== undefined && { identifier: [typedIdentifier("VN", visit.number)] }),
    status,
    class: { system: kind.system ?? ACT_CODE, code: kind.code, display: kind.display },
    type: [{ text: kind.words }],
    ...(serviceType && { serviceType }),
    ...priorityIn(pv1),
    subject: { reference: `Patient/${patient}` },
    ...participantsIn(pv1),
    ...(Object.keys(period).length > 0 && { period }),
    ...(reason && { reasonCode: [reason] }),
    ...hospitalizationIn(pv1),
    ...(!visit.isHidden && locationsIn(pv1, status)),
    serviceProvider: organisationOf(reading.facts.source, pv1.get(39)),
  };
}

const ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
const ACT_PRIORITY = "http://terminology.hl7.org/CodeSystem/v3-ActPriority";

type Kind = { readonly code: string; readonly display: string; readonly words: string; readonly system?: string };

const INPATIENT: Kind = { code: "IMP", display: "inpatient encounter", words: "Stay in hospital" };
const AMBULATORY: Kind = { code: "AMB", display: "ambulatory", words: "Outpatient visit" };
const UNKNOWN: Kind = {
  ...{ code: "UNK", display: "unknown", words: "Visit" },
  system: "http://terminology.hl7.org/CodeSystem/v3-NullFlavor",
};

/** Table 0004, patient class. */
const KINDS: Readonly<Record<string, Kind>> = {
  I: INPATIENT,
  B: { ...INPATIENT, words: "Maternity stay" },
  D: { ...INPATIENT, words: "Day case" },
  E: { code: "EMER", display: "emergency", words: "Emergency department attendance" },
  O: AMBULATORY,
  R: { ...AMBULATORY, words: "Regular attendance" },
  P: { code: "PRENC", display: "pre-admission", words: "Planned stay" },
  ...{ C: UNKNOWN, N: UNKNOWN, U: UNKNOWN },
};

const kindIn = (reading: MessageReading, pv1: Segment): Kind => reading.listed(pv1, 2, KINDS) ?? UNKNOWN;

function extensionsIn(reading: MessageReading, pv1: Segment): Pick<Encounter, "extension"> {
  const extension = [admissionMethodIn(pv1), readyDateIn(reading)].filter((one) => one !== undefined);
  return extension.length > 0 ? { extension } : {};
}

/**
 * PV1-4 holds the admission method of the NHS Data Dictionary in England, and elsewhere a code of table 0007.
 * @see https://www.datadictionary.nhs.uk/attributes/admission_method.html
 */
function admissionMethodIn(pv1: Segment): Extension | undefined {
  const code = pv1.get(4)?.toUpperCase();
  if (code === undefined || !/^[1-9][0-9A-D]$/.test(code)) return undefined;
  const system = "https://fhir.hl7.org.uk/CodeSystem/UKCore-AdmissionMethodEngland";
  const display = pv1.get(4, 2);
  const coding = [{ system, code, ...(display !== undefined && { display }) }];
  return { url: ADMISSION_METHOD, valueCodeableConcept: { coding } };
}
const ADMISSION_METHOD = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-AdmissionMethod";

/** The day from which the patient did not need to be there any more: no field holds it, so hospitals measure it (OBX). */
export const isReadyDate = (obx: Segment): boolean =>
  [obx.get(3), obx.get(3, 2)].some((name) => name !== undefined && spellingKey(name) === "dischargereadydate");

function readyDateIn(reading: MessageReading): Extension | undefined {
  const obx = reading.message.named("OBX").find(isReadyDate);
  const ready = obx && reading.time(obx, 5);
  return ready === undefined ? undefined : { url: READY_DATE, valueDateTime: ready.slice(0, 10) };
}
/** The same as in a hospital's returns of its spells. */
const READY_DATE = "https://wholestory.example/fhir/discharge-ready-date";

function priorityIn(pv1: Segment): Pick<Encounter, "priority"> {
  const known = PRIORITIES[pv1.get(4)?.toUpperCase() ?? ""];
  return known ? { priority: { coding: [{ system: ACT_PRIORITY, ...known }] } } : {};
}

/** Table 0007, admission type. */
const PRIORITIES: Readonly<Record<string, { readonly code: string; readonly display: string }>> = {
  ...{ A: { code: "EM", display: "emergency" }, E: { code: "EM", display: "emergency" } },
  ...{ L: { code: "UR", display: "urgent" }, U: { code: "UR", display: "urgent" } },
  ...{ N: { code: "R", display: "routine" }, R: { code: "R", display: "routine" } },
  C: { code: "EL", display: "elective" },
};

type Period = { readonly start?: string; readonly end?: string };

/** `happened`: when the event took place, for an admission or discharge whose PV1 gives no time. */
function periodIn(reading: MessageReading, pv1: Segment, told: VisitStatus, happened: string | undefined): Period {
  const isAhead = told === "planned" || pv1.get(2)?.toUpperCase() === "P";
  const came = isAhead ? reading.time(pv1, 44) : reading.pastTime(pv1, 44);
  const start = came ?? (told === "as-told" && pv1.get(44) === undefined ? happened : undefined);
  // A withdrawn discharge leaves the visit open, whatever time still stands there.
  const left = told === "reopened" ? undefined : reading.pastTime(pv1, 45);
  const end = left ?? (told === "finished" && pv1.get(45) === undefined ? happened : undefined);
  if (start === undefined || end === undefined) return { ...(start && { start }), ...(end && { end }) };
  const first = stretchOf(start);
  const last = stretchOf(end);
  if (first && last && first.from < last.to) return { start, end };
  reading.refuse(pv1, 45, { reason: "This visit ends before it begins.", accepted: "A time after PV1-44" });
  return { start };
}

function statusOf(told: VisitStatus, kind: Kind, { end }: Period): Encounter["status"] {
  if (told === "reopened") return "in-progress";
  if (told !== "as-told") return told;
  if (end !== undefined) return "finished";
  return kind.code === "PRENC" ? "planned" : "in-progress";
}

/** The hospital service (PV1-10): in England the treatment function, three digits. */
export function serviceIn(pv1: Segment): CodeableConcept | undefined {
  const concept = conceptIn(pv1, 10);
  const [coding] = concept?.coding ?? [];
  if (!concept || coding?.system !== undefined || !/^\d{3}$/.test(coding?.code ?? "")) return concept;
  return { ...concept, coding: [{ ...coding, system: TREATMENT_FUNCTION }] };
}
/** @see https://www.datadictionary.nhs.uk/attributes/treatment_function_code.html */
const TREATMENT_FUNCTION = "https://fhir.nhs.uk/CodeSystem/NHSDataModelAndDictionary-treatment-function";

/** Table 0443: who does what at a visit. */
const PARTS = [
  [7, "ATND", "attender"],
  [8, "REF", "referrer"],
  [9, "CON", "consultant"],
  [17, "ADM", "admitter"],
] as const;

function participantsIn(pv1: Segment): Pick<Encounter, "participant"> {
  const system = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";
  const participant = PARTS.flatMap(([field, code, display]) => {
    const individual = pv1
      .all(field)
      .map(staffOf)
      .find((one) => one !== undefined);
    return individual ? [{ type: [{ coding: [{ system, code, display }] }], individual }] : [];
  });
  return participant.length > 0 ? { participant } : {};
}

function hospitalizationIn(pv1: Segment): Pick<Encounter, "hospitalization"> {
  const admitSource = conceptIn(pv1, 14);
  const dischargeDisposition = conceptIn(pv1, 36);
  const destination = pv1.get(37, 2) ?? pv1.get(37);
  const preAdmission = pv1.get(5);
  const hospitalization = {
    ...(preAdmission !== undefined && { preAdmissionIdentifier: { value: preAdmission } }),
    ...(admitSource && { admitSource }),
    ...(destination !== undefined && { destination: { display: destination } }),
    ...(dischargeDisposition && { dischargeDisposition }),
  };
  return Object.keys(hospitalization).length > 0 ? { hospitalization } : {};
}

/** Where they are (PV1-3), and where they were before (PV1-6). */
function locationsIn(pv1: Segment, status: Encounter["status"]): Pick<Encounter, "location"> {
  const now = placeIn(pv1, 3);
  const earlier = placeIn(pv1, 6);
  const isThere = status === "in-progress";
  const location = [
    ...(now === undefined
      ? []
      : [locationOf(now, status === "planned" ? "planned" : isThere ? "active" : "completed")]),
    ...(earlier === undefined || earlier === now ? [] : [locationOf(earlier, "completed")]),
  ];
  return location.length > 0 ? { location } : {};
}

const locationOf = (display: string, status: "planned" | "active" | "completed") => ({ location: { display }, status });
