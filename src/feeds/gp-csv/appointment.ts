import type { Appointment } from "fhir/r4.js";
import { localMoment, timeOfDay } from "../local-time.ts";
import { valueList } from "../rows/value-list.ts";
import { tableOf, type TableRow } from "../table/table.ts";
import { isYes, momentIn, NO_TIME, referenceIn, ROW_COLUMNS, takeRow, type AboutRow } from "./entry-row.ts";

const COLUMNS = {
  guid: ["SlotGuid", "AppointmentSlotGuid", "AppointmentGuid"],
  ...ROW_COLUMNS,
  date: ["AppointmentDate", "SlotDate"],
  time: ["AppointmentStartTime", "AppointmentTime"],
  planned: ["PlannedDurationInMinutes", "PlannedDuration"],
  status: ["SlotStatus", "AppointmentStatus"],
  type: ["SlotType", "AppointmentType"],
  mode: "ModeOfContact",
  clinician: ["ClinicianUserInRoleGuid", "UserInRoleGuid", "ClinicianGuid"],
  booked: "BookedDate",
  bookedTime: "BookedTime",
  sentIn: "SendInTime",
  left: "LeftTime",
  didNotAttend: "DidNotAttend",
} as const;
type Row = TableRow<keyof typeof COLUMNS>;

/** @see https://hl7.org/fhir/R4/valueset-appointmentstatus.html */
const STATUSES = ["booked", "arrived", "fulfilled", "cancelled", "noshow"] as const;
type Status = (typeof STATUSES)[number];

/** What suppliers call how an appointment stands. */
const statuses = valueList<Status>(STATUSES, {
  ...{ "Slot Available": "booked", Arrived: "arrived", "Sent In": "arrived", "Quiet Send In": "arrived" },
  ...{ Left: "fulfilled", Seen: "fulfilled", Finished: "fulfilled", Complete: "fulfilled", Completed: "fulfilled" },
  ...{ "Telephone - Complete": "fulfilled", Visited: "fulfilled", Canceled: "cancelled", Unused: "cancelled" },
  ...{
    "Cancelled by Patient": "cancelled",
    "Cancelled by Unit": "cancelled",
    "Cancelled by Other Service": "cancelled",
  },
  ...{ DNA: "noshow", "Did Not Attend": "noshow", "Walked Out": "noshow", "Cannot Be Seen": "noshow" },
});

/** Appointments: made, kept, missed. */
export const appointments = () =>
  tableOf<keyof typeof COLUMNS>({
    name: "Appointment (Appointment_Slot)",
    columns: COLUMNS,
    needed: ["guid", "patient", "date", "time"],
    take: (row, facts) =>
      takeRow(row, facts, {
        types: () => ["Appointment"],
        entered: () => momentIn(row, "booked", "bookedTime"),
        resource: (about) => appointmentOf(row, about),
      }),
  });

function appointmentOf(row: Row, about: AboutRow): (Appointment & { readonly id: string }) | undefined {
  const [start, minutes, status] = [startIn(row), minutesIn(row), statusIn(row)];
  const actor = referenceIn(row, "clinician", "Practitioner");
  const type = row.given("type") ?? row.given("mode");
  if (start === undefined) return undefined;
  return {
    resourceType: "Appointment",
    id: about.id,
    ...about.private,
    status,
    ...(type !== undefined && { serviceType: [{ text: type }] }),
    start,
    ...(minutes !== undefined && { end: later(start, minutes), minutesDuration: minutes }),
    ...(about.entered !== undefined && { created: about.entered }),
    participant: [
      { actor: about.subject, status: "accepted" },
      ...(actor ? [{ actor, status: "accepted" as const }] : []),
    ],
  };
}

/** An appointment at no time is none. */
function startIn(row: Row): string | undefined {
  const [date, clock] = [row.needed("date"), row.needed("time")];
  if (date === undefined || clock === undefined) return undefined;
  const [day, time] = [row.day("date"), timeOfDay(clock)];
  if (time === undefined) row.refuse("time", NO_TIME, "row");
  if (day === undefined) row.refuse("date", NO_DAY, "row");
  return day === undefined || time === undefined ? undefined : localMoment(day, time);
}

const NO_DAY = { reason: "Without its day this appointment cannot be kept.", accepted: "2024-05-17 or 17/05/2024" };

function minutesIn(row: Row): number | undefined {
  const minutes = row.amount("planned");
  if (minutes === undefined || (Number.isInteger(minutes) && minutes > 0 && minutes <= 1440)) return minutes;
  row.refuse("planned", { reason: "No appointment lasts so long.", accepted: "Whole minutes from 1 to 1440" }, "field");
  return undefined;
}

/** So many minutes later on the same clock: clocks change at night. */
function later(start: string, minutes: number): string {
  const zone = start.slice(19);
  const moment = new Date(`${start.slice(0, 19)}Z`);
  moment.setUTCMinutes(moment.getUTCMinutes() + minutes);
  return `${moment.toISOString().slice(0, 19)}${zone}`;
}

/** What is known of how it went outweighs how the slot is marked. */
function statusIn(row: Row): Status {
  const marked = row.listed("status", statuses);
  if (isYes(row, "didNotAttend")) return "noshow";
  if (marked !== undefined && marked !== "booked") return marked;
  if (row.text("left") !== "") return "fulfilled";
  return row.text("sentIn") === "" ? "booked" : "arrived";
}
