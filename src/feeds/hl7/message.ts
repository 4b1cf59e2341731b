import { impossible, stretchOf } from "#base";
import type { SuppliedEntry } from "#record";
import type { DeliveryFacts, Rejection } from "../adapter.ts";
import { rejectionOf, type Fault } from "../fault.ts";
import { labelOf } from "../labels.ts";
import { allergiesIn } from "./allergy.ts";
import { appointmentIn } from "./appointment.ts";
import { diagnosesDropped, diagnosesIn, proceduresIn, withdrawnWith, type Belonging } from "./diagnosis.ts";
import { documentIn } from "./document.ts";
import { MESSAGE_EVENTS, TYPES_READ, type MessageEvent } from "./event.ts";
import { mergesIn } from "./merge.ts";
import { identityIn } from "./patient-identifiers.ts";
import { patientIn } from "./patient.ts";
import { readingOf, type Draft, type MessageReading } from "./reading.ts";
import { referralIn, referralNumberIn } from "./referral.ts";
import { relatedPersonsIn } from "./related-person.ts";
import { resultsIn } from "./result.ts";
import { NO_MESSAGE, parseMessage, type Message, type Segment } from "./syntax.ts";
import { encounterIn, isReadyDate, visitIn, type Visit } from "./visit.ts";

/** What one message came to. */
export type TakenMessage = {
  /** MSH-10; empty where it cannot be read. */
  readonly controlId: string;
  /** MSH-9, such as "ADT^A01"; empty where it cannot be read. */
  readonly type: string;
  readonly entries: readonly SuppliedEntry[];
  readonly rejections: readonly Rejection[];
  /**
   * "taken": kept, though fields of it may have been refused. "refused": nothing of it was kept, and the sender must
   * act (AE). "foreign": not HL7, or a version or type that is not read (AR).
   */
  readonly fate: "taken" | "refused" | "foreign";
};

/**
 * Reads one HL7 v2 message into entries. Never throws for what stands in it: what cannot be read is a rejection.
 * `line` is that of the message's first segment in its file, or its number on its connection.
 */
export function takeMessage(text: string, line: number, facts: DeliveryFacts): TakenMessage {
  const parsed = parseMessage(text);
  if (!parsed.ok) return foreign("", "", parsed.problem, line, text);
  const message = parsed.value;
  const controlId = message.header.get(10) ?? "";
  const type = typeOf(message);
  const fault = versionFault(message) ?? typeFault(message, type);
  if (fault) return foreign(controlId, type, fault, line, message.header.text);
  const reading = readingOf(message, line, facts);
  const drafts = draftsOf(reading, MESSAGE_EVENTS[type]);
  refuseStrays(reading);
  const { rejections } = reading;
  if (!drafts) return { controlId, type, entries: [], rejections, fate: "refused" };
  const recorded = recordedOf(reading);
  const entries = drafts.map((draft) => entryOf(draft, line, recorded, facts));
  return { controlId, type, entries, rejections, fate: "taken" };
}

const foreign = (controlId: string, type: string, fault: Fault, line: number, row: string): TakenMessage => ({
  ...{ controlId, type, entries: [], fate: "foreign" },
  rejections: [rejectionOf(fault, line, fault === NO_MESSAGE ? undefined : row, "row")],
});

/** "ADT^A01"; the event from EVN-1 where MSH-9 gives none. */
function typeOf({ header, first }: Message): string {
  const code = header.get(9, 1)?.toUpperCase();
  const event = (header.get(9, 2) ?? first("EVN")?.get(1))?.toUpperCase();
  return code === undefined ? "" : event === undefined ? code : `${code}^${event}`;
}

/** All of HL7 v2 is one language; a version that is not named is taken for one of it. */
function versionFault({ header }: Message): Fault | undefined {
  const version = header.get(12);
  if (version === undefined || /^2(?:\.\d+)*$/.test(version)) return undefined;
  return { path: "MSH-12", reason: "This version is not read.", accepted: "2.1 to 2.9", value: version };
}

function typeFault({ header }: Message, type: string): Fault | undefined {
  if (Object.hasOwn(MESSAGE_EVENTS, type)) return undefined;
  const isSaid = /^[A-Z0-9]{3}(?:\^[A-Z0-9]{3})?$/.test(type);
  const reason = isSaid
    ? `Messages of the type ${type} are not read.`
    : "This message does not say of what type it is.";
  return { path: "MSH-9", reason, accepted: TYPES_READ, value: header.raw(9) };
}

/** A merge speaks of several patients; any other message of one, so that nothing lands on the wrong record. */
function draftsOf(reading: MessageReading, event: MessageEvent | undefined): readonly Draft[] | undefined {
  if (!event) return undefined;
  if (event.kind === "merge") return mergesIn(reading);
  const [pid, another] = reading.message.named("PID");
  if (another) {
    reading.lacks("PID", { reason: "This message speaks of several patients.", accepted: "One PID in each message" });
    return undefined;
  }
  if (!pid) {
    reading.lacks("PID", { reason: "This message has no PID: it is about nobody.", accepted: "A PID segment" });
    return undefined;
  }
  return aboutPatient(reading, event, pid);
}

function aboutPatient(
  reading: MessageReading,
  event: Exclude<MessageEvent, { kind: "merge" }>,
  pid: Segment,
): readonly Draft[] | undefined {
  const identity = identityIn(reading, pid);
  if (!identity) return undefined;
  const visit = visitIn(reading, identity.id);
  const facts = factsOf(reading, event, identity.id, visit);
  if (!facts) return undefined;
  const whose: readonly Draft[] = [
    { resource: patientIn(reading, pid, identity), patient: identity.id },
    ...relatedPersonsIn(reading, identity.id),
  ];
  const speaks = event.kind === "visit" || event.kind === "person";
  return [...(speaks ? whose : whose.map(introducing)), ...facts];
}

/**
 * Results, letters and bookings come from systems that know less of the patient than the one that admits them. They
 * introduce a patient of whom nothing was heard before, and give way to any message that is about who someone is.
 */
const introducing = (draft: Draft): Draft => ({ ...draft, recorded: INTRODUCED });
const INTRODUCED = new Date(0);

type OneEvent = Exclude<MessageEvent, { kind: "merge" }>;

/** What the event itself tells, and the clinical segments beside it. */
function factsOf(
  reading: MessageReading,
  event: OneEvent,
  patient: string,
  visit: Visit | undefined,
): readonly Draft[] | undefined {
  const belonging = belongingOf(reading, event, patient, visit);
  switch (event.kind) {
    case "visit":
      return visitFacts(reading, event, belonging);
    case "person":
      return clinicalFacts(reading, belonging);
    case "result": {
      const results = resultsIn(reading, belonging);
      if (results.length > 0) return [...results, ...diagnosesIn(reading, belonging)];
      reading.lacks("OBR", { reason: "This message holds no result that can be read.", accepted: "OBR and OBX" });
      return undefined;
    }
    case "document": {
      const document = documentIn(reading, belonging);
      return document && [document];
    }
    case "appointment": {
      const appointment = appointmentIn(reading, belonging, event.status);
      return appointment && [appointment, ...clinicalFacts(reading, belonging)];
    }
    case "referral": {
      const referral = referralIn(reading, belonging, event.isTakenBack);
      return referral && [referral, ...clinicalFacts(reading, belonging)];
    }
    default:
      return impossible(event);
  }
}

/** A message about a person, a booking or a referral may hold a visit, but what it tells is not of that visit. */
function belongingOf(reading: MessageReading, event: OneEvent, patient: string, visit: Visit | undefined): Belonging {
  const { message } = reading;
  const sch = message.first("SCH");
  const isOver = event.kind === "visit" && (event.status === "finished" || message.first("PV1")?.get(45) !== undefined);
  switch (event.kind) {
    case "person":
      return { patient, context: `patient ${patient}` };
    case "referral":
      return { patient, context: `referral ${referralNumberIn(reading) ?? ""}`, ...(visit && { visit }) };
    case "appointment":
      return { patient, context: `appointment ${sch?.get(2) ?? sch?.get(1) ?? ""}`, ...(visit && { visit }) };
    default:
      return {
        ...{ patient, context: visit?.id ?? `message ${message.header.get(10) ?? ""}`, isOver },
        ...(visit && { visit }),
      };
  }
}

function visitFacts(
  reading: MessageReading,
  { status, needsVisit }: Extract<MessageEvent, { kind: "visit" }>,
  belonging: Belonging,
): readonly Draft[] | undefined {
  const { message } = reading;
  const pv1 = message.first("PV1");
  const { patient, visit } = belonging;
  if (!pv1 || !visit) {
    if (!needsVisit) return clinicalFacts(reading, { patient, context: `patient ${patient}` });
    const accepted = "PV1 with the number of the visit in PV1-19, or the time of admission in PV1-44";
    reading.lacks("PV1-19", { reason: "This message does not say which visit it is about.", accepted });
    return undefined;
  }
  const evn = message.first("EVN");
  const happened = evn && (reading.time(evn, 6) ?? reading.time(evn, 2));
  const encounter: Draft = { resource: encounterIn(reading, pv1, visit, patient, status, happened), patient };
  if (status === "cancelled") return [encounter, ...withdrawnWith(visit.id)];
  const dropped = status === "finished" ? diagnosesDropped(reading, visit.id) : [];
  return [encounter, ...clinicalFacts(reading, { ...belonging, isTaken: isReadyDate }), ...dropped];
}

const clinicalFacts = (reading: MessageReading, belonging: Belonging): readonly Draft[] => [
  ...allergiesIn(reading, belonging.patient),
  ...diagnosesIn(reading, belonging),
  ...proceduresIn(reading, belonging),
  ...resultsIn(reading, belonging),
];

function refuseStrays(reading: MessageReading): void {
  for (const { text, after } of reading.message.strays) {
    const accepted =
      "Lines that begin with three capitals or digits, such as OBX, and the character that divides fields";
    const fault = { path: after, reason: `A line after ${after} is no segment, and was left out.`, accepted };
    reading.refuseLine(fault, text);
  }
}

/** A sender's clock may be ahead of ours; what is more than a day ahead is not believed. */
const DAY = 86_400_000;

/**
 * When the source wrote it down: EVN-2, else when the message was made (MSH-7), and never later than it was received.
 */
function recordedOf(reading: MessageReading): Date {
  const { message, facts } = reading;
  const evn = message.first("EVN");
  const candidates: readonly (readonly [Segment | undefined, number])[] = [
    [evn, 2],
    [message.header, 7],
  ];
  for (const [segment, field] of candidates) {
    const text = segment && reading.time(segment, field);
    const moment = text === undefined ? undefined : stretchOf(text)?.from;
    if (!segment || !moment) continue;
    if (moment <= facts.received) return moment;
    if (moment.getTime() <= facts.received.getTime() + DAY) return facts.received;
    reading.refuse(segment, field, {
      reason: "This time is after the message was received.",
      accepted: "The time at which it was written down",
    });
  }
  return facts.received;
}

function entryOf(draft: Draft, line: number, recorded: Date, facts: DeliveryFacts): SuppliedEntry {
  const { resource, patient, ended, onlyIfHeld } = draft;
  const label = labelOf({ ...resource }, facts);
  const isOpen = label.sensitivity === "normal";
  return {
    resource,
    ...(patient !== undefined && { patient }),
    category: label.category,
    // The narrower of what the rule and the labels say: a restriction outweighs a relative's own.
    sensitivity: draft.sensitivity !== undefined && isOpen ? draft.sensitivity : label.sensitivity,
    recorded: draft.recorded ?? recorded,
    line,
    ...(ended !== undefined && { ended }),
    ...(onlyIfHeld && { onlyIfHeld }),
  };
}
