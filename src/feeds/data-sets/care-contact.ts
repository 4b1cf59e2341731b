import type { CodeableConcept, Encounter, EncounterParticipant, Period } from "fhir/r4.js";
import { civilDay } from "#base";
import { sourceId } from "../source-id.ts";
import { ATTENDANCE, outcomeOf, type AttendanceCode } from "./attendance.ts";
import { momentOn } from "./cells.ts";
import { meetingOf, type Meeting } from "./consultation.ts";
import { nationalConcept } from "./national-code.ts";
import { entryRef, extended, localSystem, organisationRef, patientRef } from "./reference.ts";

/** What a row says of one contact between a service and a person. */
export type CareContact = {
  readonly id: string;
  readonly patient: string;
  readonly provider: string | undefined;
  readonly request: string | undefined;
  /** YYYY-MM-DD, HH:MM:SS. */
  readonly on: string;
  readonly time: string | undefined;
  readonly minutes: number | undefined;
  readonly mechanism: string | undefined;
  readonly location: string | undefined;
  readonly attendance: AttendanceCode | undefined;
  /** When it was cancelled, where it was. */
  readonly cancelled: string | undefined;
  readonly team: Team;
};

/** The team that met them: its id in the provider, its kind and its name, as far as the row says. */
export type Team = {
  readonly id: string | undefined;
  readonly kind: CodeableConcept | undefined;
  readonly name: string | undefined;
};

export const teamWords = ({ name, kind }: Team): string | undefined => name ?? kind?.text;

/** A care contact as a FHIR Encounter. One that did not take place is cancelled, and says so first. */
export function encounterOf(contact: CareContact, now: Date): Encounter & { id: string } {
  const { id, patient, provider, request, minutes, attendance } = contact;
  const meeting = meetingOf(contact.mechanism, contact.location);
  const participant = participantOf(contact.team);
  return {
    resourceType: "Encounter",
    id: sourceId(id),
    ...extended(
      attendance && { url: ATTENDANCE_OF_CONTACT, valueCodeableConcept: nationalConcept(ATTENDANCE, attendance) },
    ),
    status: statusOf(contact, now),
    class: meeting.class,
    type: [typeOf(contact, meeting)],
    subject: patientRef(patient),
    ...(request !== undefined && { basedOn: [entryRef("ServiceRequest", request)] }),
    ...(participant && { participant: [participant] }),
    period: periodOf(contact),
    ...(minutes !== undefined && {
      length: { value: minutes, unit: "minutes", system: "http://unitsofmeasure.org", code: "min" },
    }),
    ...(provider !== undefined && { serviceProvider: organisationRef(provider) }),
  };
}

const ATTENDANCE_OF_CONTACT = "https://wholestory.example/fhir/attendance";

function statusOf({ attendance, cancelled, on }: CareContact, now: Date): Encounter["status"] {
  if (attendance !== undefined) return outcomeOf(attendance).status;
  if (cancelled !== undefined) return "cancelled";
  return on > civilDay(now) ? "planned" : "unknown";
}

/** "Did not attend: Home visit"; who the team is, its participant says. */
function typeOf({ team, attendance, cancelled }: CareContact, { words }: Meeting): CodeableConcept {
  const before = attendance === undefined ? cancelled && "Cancelled" : outcomeOf(attendance).before;
  const text = [before, words].filter(Boolean).join(": ");
  return { ...team.kind, text };
}

/** A contact of unknown length ends as it begins: it is not one that goes on. */
function periodOf({ on, time, minutes }: CareContact): Period {
  const start = momentOn(on, time);
  if (time === undefined || minutes === undefined) return { start, end: start };
  return { start, end: new Date(Date.parse(start) + minutes * 60_000).toISOString() };
}

function participantOf({ id, kind, name }: Team): EncounterParticipant | undefined {
  const display = name ?? kind?.text;
  if (id === undefined && display === undefined) return undefined;
  return {
    individual: {
      ...(id !== undefined && { identifier: { system: localSystem("team"), value: id } }),
      ...(display !== undefined && { display }),
    },
  };
}
