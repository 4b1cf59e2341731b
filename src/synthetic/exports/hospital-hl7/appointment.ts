import { weekdayFrom, type Day } from "../../lives/day.ts";
import type { OutpatientVisit } from "../../lives/hospital.ts";
import { SPECIALTIES } from "../../lives/planned-care.ts";
import { SPECIALTY_WORDS } from "../codes/procedures.ts";
import { FAULT_RATES } from "../fault-rates.ts";
import { clinicMinute, consultantOf } from "../hospital-course.ts";
import { appointmentNumber } from "../hospital-visit.ts";
import { pid } from "./patient-segments.ts";
import { components, hl7Time, plain, segment } from "./segment.ts";
import { accounts, isTold, trueEvent, type Account, type HospitalMessage, type Teller } from "./teller.ts";

const LASTS = 20;
/** Places in the list of visits that no visit of a life has: appointments that are still to come. */
const TO_COME = 800;

/** An appointment: booked some weeks before, for some moved, and told of again when it was over, or missed. */
export function appointmentAccount(teller: Teller, visit: OutpatientVisit, nth: number): Account {
  const { chance, told } = teller;
  if (visit.on < teller.from) return accounts();
  const booked = visit.on - chance.between(14, 45);
  const isMoved = chance.happens(FAULT_RATES.hospitalMessages.movedAppointment);
  const number = appointmentNumber(told.person, nth);
  const first = { ...visit, on: weekdayFrom(visit.on - 7) };
  const messages = [
    siu(teller, "S12", number, isMoved ? first : visit, booked, "Booked"),
    ...(isMoved ? [siu(teller, "S13", number, visit, booked + 5, "Booked")] : []),
    visit.attended
      ? siu(teller, "S14", number, visit, visit.on, "Complete")
      : siu(teller, "S26", number, visit, visit.on, "Noshow"),
  ].filter(({ day, minute }) => isTold(teller, day, minute));
  const known = teller.knownOn(visit.on);
  return messages.length === 0
    ? accounts()
    : { messages, events: [trueEvent(teller, known, "Appointment", number, visit.on)] };
}

/** Of those who come to a clinic, some have been given their next appointment, which lies ahead. */
export function appointmentToCome(teller: Teller, visits: readonly OutpatientVisit[]): Account {
  const { chance, town, told } = teller;
  const [happens, ahead, before] = [chance.happens(0.5), chance.between(5, 90), chance.between(1, 40)];
  const last = visits.findLast(({ on }) => on > town.asAt - 240);
  if (!happens || !last || told.person.until < town.asAt) return accounts();
  const visit = { ...last, on: weekdayFrom(town.asAt + ahead), first: false };
  const number = appointmentNumber(told.person, TO_COME);
  const day = town.asAt - before;
  return {
    messages: [siu(teller, "S12", number, visit, day, "Booked")],
    events: [trueEvent(teller, teller.knownOn(day), "Appointment", number, visit.on)],
  };
}

function siu(
  teller: Teller,
  event: "S12" | "S13" | "S14" | "S26",
  number: string,
  visit: OutpatientVisit,
  day: Day,
  status: "Booked" | "Complete" | "Noshow",
): HospitalMessage {
  const { told } = teller;
  const starts = clinicMinute(told.person, visit);
  const minute = day === visit.on ? starts + LASTS + 10 : 660;
  const specialty = SPECIALTIES[visit.specialty];
  const words = SPECIALTY_WORDS[visit.specialty];
  const { code, name } = consultantOf(specialty, told.person);
  const [title = "", given = "", family = ""] = name.split(" ");
  const from = hl7Time(visit.on, starts);
  const to = hl7Time(visit.on, starts + LASTS);
  const kind = visit.first ? components("1", "First appointment") : components("2", "Follow-up appointment");
  return {
    ...{ type: `SIU^${event}`, application: "PAS", day, minute },
    segments: [
      segment("SCH", {
        ...{ 1: number, 2: number, 7: kind, 9: LASTS.toString(), 10: "MIN" },
        ...{ 11: `^^${LASTS.toString()}^${from}^${to}`, 25: status },
      }),
      pid(told.person, teller.knownOn(Math.min(visit.on, teller.town.asAt)), day),
      segment("RGS", { 1: "1" }),
      segment("AIS", { 1: "1", 3: components(specialty, words, "L"), 4: from, 7: LASTS.toString(), 8: "MIN" }),
      segment("AIL", { 1: "1", 3: components(`${words} clinic`), 6: from }),
      segment("AIP", { 1: "1", 3: components(code, family, given, undefined, undefined, plain(title)), 6: from }),
    ],
  };
}
