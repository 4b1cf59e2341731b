import type { Attendance } from "../../lives/hospital.ts";
import { departureOf } from "../hospital-course.ts";
import { attendanceNumber } from "../hospital-visit.ts";
import { allergySegments, pd1, pid } from "./patient-segments.ts";
import { components, segment } from "./segment.ts";
import { diagnosis } from "./stay.ts";
import { accounts, isTold, nthId, trueEvent, type Account, type HospitalMessage, type Teller } from "./teller.ts";
import { EMERGENCY_DEPARTMENT, evn, pv1, type VisitFacts } from "./visit-segments.ts";

/** Emergency medicine, as a treatment function. */
const EMERGENCY_MEDICINE = "180";

/** An attendance in the emergency department: registered on arrival, over when they left. */
export function attendanceAccount(teller: Teller, attendance: Attendance, nth: number): Account {
  const { told } = teller;
  const { arrived, minute, stay: place, words, icd10 } = attendance;
  if (arrived < teller.from - 2) return accounts();
  const number = attendanceNumber(told.person, nth);
  const known = teller.knownOn(arrived);
  const departed = departureOf(attendance, place === undefined ? undefined : told.life.hospital.stays[place]);
  const left = [departed.day, departed.minute] as const;
  const visit: VisitFacts = {
    ...{ class: "E", number, specialty: EMERGENCY_MEDICINE, place: EMERGENCY_DEPARTMENT, came: [arrived, minute] },
  };
  const facts = { diagnoses: [icd10], words, admitted: arrived, minute };
  const came: HospitalMessage = {
    ...{ type: "ADT^A04", application: "PAS", day: arrived, minute: minute + 2 },
    segments: [
      evn("A04", arrived, minute + 2, visit.came),
      pid(told.person, known, arrived),
      pd1(teller),
      pv1(teller, visit),
      segment("PV2", { 3: components(undefined, words) }),
      ...allergySegments(teller, arrived),
    ],
  };
  const went: HospitalMessage = {
    ...{ type: "ADT^A03", application: "PAS", day: left[0], minute: left[1] + 3 },
    segments: [
      evn("A03", left[0], left[1] + 3, left),
      pid(told.person, known, left[0]),
      pd1(teller),
      pv1(teller, { ...visit, left }),
      diagnosis(facts, 1, "F"),
    ],
  };
  const messages = [came, went].filter((one) => isTold(teller, one.day, one.minute));
  if (messages.length === 0) return accounts();
  const isOver = messages.includes(went);
  return {
    messages,
    events: [
      trueEvent(teller, known, "Encounter", number, arrived),
      ...(isOver ? [trueEvent(teller, known, "Condition", nthId("DG1", number, 1), arrived)] : []),
    ],
  };
}
