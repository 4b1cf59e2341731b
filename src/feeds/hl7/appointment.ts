import type { Appointment } from "fhir/r4.js";
import { stretchOf } from "#base";
import { sourceId } from "../source-id.ts";
import { conceptIn, conceptOf, placeIn, RESTRICTED, staffIn } from "./concept.ts";
import type { Belonging } from "./diagnosis.ts";
import type { Draft, MessageReading } from "./reading.ts";
import type { Message, Segment } from "./syntax.ts";
import { serviceIn } from "./visit.ts";

type Status = Appointment["status"];

/**
 * The appointment of an SIU message: by the number of whoever keeps the diary (SCH-2), else of whoever asked (SCH-1).
 * `status`: what the event itself says; undefined where SCH-25 does. Undefined where there is none, which is refused.
 * @see https://hl7.org/fhir/uv/v2mappings/ (segments SCH, AIS, AIL and AIP)
 */
export function appointmentIn(
  reading: MessageReading,
  { patient, visit }: Belonging,
  status: Status | undefined,
): Draft | undefined {
  const { message } = reading;
  const sch = message.first("SCH");
  const number = sch?.get(2) ?? sch?.get(1);
  if (!sch || number === undefined) {
    reading.lacks("SCH-2", { reason: "This appointment has no number.", accepted: "A number in SCH-2 or SCH-1" });
    return undefined;
  }
  const slot = slotIn(reading, sch);
  const stands = status ?? STATUSES[sch.get(25)?.toUpperCase() ?? ""] ?? "booked";
  if (slot.start === undefined && !MAY_LACK_TIME.has(stands)) {
    const accepted = "A time in SCH-11.4, TQ1-7 or AIS-4";
    reading.lacks("SCH-11", { reason: "This appointment does not say when it is.", accepted });
    return undefined;
  }
  const resource: Appointment & { id: string } = {
    resourceType: "Appointment",
    id: sourceId(number),
    ...(visit?.isHidden && { meta: RESTRICTED }),
    identifier: [{ value: number }],
    status: stands,
    ...subjectsIn(message, sch),
    ...slot,
    ...commentIn(reading),
    participant: [
      { actor: { reference: `Patient/${patient}` }, status: "accepted" },
      ...(visit?.isHidden ? [] : othersIn(reading)),
    ],
  };
  return { resource, patient };
}

/** What it is about: the service (AIS-3), the specialty (PV1-10), the type (SCH-8) and the reason (SCH-7). */
function subjectsIn(
  message: Message,
  sch: Segment,
): Pick<Appointment, "serviceType" | "specialty" | "appointmentType" | "reasonCode"> {
  const ais = message.first("AIS");
  const pv1 = message.first("PV1");
  const serviceType = ais && conceptIn(ais, 3);
  const specialty = pv1 && serviceIn(pv1);
  const appointmentType = conceptIn(sch, 8);
  const reason = conceptIn(sch, 7);
  return {
    ...(serviceType && { serviceType: [serviceType] }),
    ...(specialty && { specialty: [specialty] }),
    ...(appointmentType && { appointmentType }),
    ...(reason && { reasonCode: [reason] }),
  };
}

const MAY_LACK_TIME: ReadonlySet<Status> = new Set(["cancelled", "entered-in-error", "waitlist", "pending"]);

/** Table 0278, filler status. */
const STATUSES: Readonly<Record<string, Status | undefined>> = {
  ...{ BOOKED: "booked", OVERBOOK: "booked", BLOCKED: "entered-in-error", CANCELLED: "cancelled" },
  ...{ COMPLETE: "fulfilled", DC: "cancelled", DELETED: "entered-in-error", NOSHOW: "noshow", PENDING: "pending" },
  ...{ STARTED: "arrived", WAITLIST: "waitlist" },
};

type Slot = { readonly start?: string; readonly end?: string; readonly minutesDuration?: number };

/** When: TQ1 (2.5 and later), else SCH-11 (before), else the service or place that is booked. */
function slotIn(reading: MessageReading, sch: Segment): Slot {
  const { message } = reading;
  const tq1 = message.first("TQ1");
  const timed = tq1 && tq1.get(7) !== undefined ? ([tq1, 7, 1, 8, 1] as const) : ([sch, 11, 4, 11, 5] as const);
  const [segment, startField, startPart, endField, endPart] = timed;
  const booked = BOOKED.map(([name, field]) => [message.first(name), field] as const).find(
    ([one, field]) => one?.get(field) !== undefined,
  );
  const start = reading.time(segment, startField, startPart) ?? (booked?.[0] && reading.time(booked[0], booked[1]));
  if (start === undefined) return {};
  const told = reading.time(segment, endField, endPart);
  const minutes = told === undefined ? minutesIn(sch, booked?.[0], booked?.[1]) : undefined;
  const end = told ?? endAfter(start, minutes);
  const isOrdered = isAfter(end, start);
  if (!isOrdered)
    reading.refuse(segment, endField, { reason: "This ends before it begins.", accepted: "A later time" });
  return { start, end: isOrdered ? end : start, ...(minutes !== undefined && { minutesDuration: minutes }) };
}

/** Where a service, a place or a person is booked, and from when. */
const BOOKED = [
  ["AIS", 4],
  ["AIL", 6],
  ["AIP", 6],
  ["AIG", 8],
] as const;

const isAfter = (end: string, start: string): boolean =>
  (stretchOf(end)?.to.getTime() ?? 0) >= (stretchOf(start)?.from.getTime() ?? Infinity);

/** SCH-9 with its unit; else what the booking says, three fields after its start. */
function minutesIn(sch: Segment, booked: Segment | undefined, field = 0): number | undefined {
  const own = minutesOf(sch.get(9), sch.get(10));
  return own ?? (booked && minutesOf(booked.get(field + 3), booked.get(field + 4)));
}

function minutesOf(length: string | undefined, unit: string | undefined): number | undefined {
  const value = Number(length);
  if (length === undefined || !Number.isFinite(value) || value <= 0 || value > 100_000) return undefined;
  const plain = unit?.toUpperCase() ?? "MIN";
  const minutes =
    plain === "S" || plain.startsWith("SEC") ? value / 60 : /^H(?:OU)?RS?$|^H$/.test(plain) ? value * 60 : value;
  return Math.max(1, Math.round(minutes));
}

/** In the zone of the start. Of a day alone, the day. */
function endAfter(start: string, minutes: number | undefined): string {
  const from = stretchOf(start)?.from;
  const zone = /(?:Z|[+-]\d\d:\d\d)$/.exec(start)?.[0];
  if (!from || minutes === undefined || zone === undefined || start.length <= 10) return start;
  const [, sign, hours = "00", rest = "00"] = /^([+-])(\d\d):(\d\d)$/.exec(zone) ?? [];
  const ahead = (Number(hours) * 60 + Number(rest)) * (sign === "-" ? -1 : 1);
  const local = new Date(from.getTime() + (minutes + ahead) * 60_000);
  return `${local.toISOString().slice(0, 19)}${zone}`;
}

/** The clinicians (AIP), places (AIL) and equipment (AIG) that are booked. */
function othersIn(reading: MessageReading): Appointment["participant"] {
  const { message } = reading;
  const clinicians = message.named("AIP").flatMap((aip) => staffIn(aip, 3) ?? []);
  const places = message.named("AIL").flatMap((ail) => {
    const display = placeIn(ail, 3);
    return display === undefined ? [] : [{ display }];
  });
  const things = message.named("AIG").flatMap((aig) => {
    const display = conceptOf({ get: (component) => aig.get(3, component) })?.text;
    return display === undefined ? [] : [{ display }];
  });
  return [...clinicians, ...places, ...things].map((actor) => ({ actor, status: "accepted" as const }));
}

/** Notes are for whoever comes, and for who prepares: all are kept. */
function commentIn(reading: MessageReading): Pick<Appointment, "comment"> {
  const notes = reading.message.named("NTE").flatMap((nte) => reading.all(nte, 3).map((one) => one.words));
  return notes.length > 0 ? { comment: notes.join("\n") } : {};
}
