import { stretchOf } from "#base";
import type { Message, Segment } from "./syntax.ts";
import { timeOf } from "./time.ts";

/**
 * Whether a message asks that the patient be protected: PD1-12, or an access restriction (ARV) of the patient that
 * holds today. What is not plainly lifted holds.
 */
export const hidesPatient = (message: Message, now: Date): boolean =>
  message.first("PD1")?.get(12)?.toUpperCase() === "Y" || isRestricted(message, "PID", now);

/** Whether it asks that the visit be protected: PV2-22, or an access restriction (ARV) that follows the visit. */
export const hidesVisit = (message: Message, now: Date): boolean =>
  message.first("PV2")?.get(22)?.toUpperCase() === "Y" || isRestricted(message, "PV1", now);

/** An ARV is about whichever of PID and PV1 stood last before it. */
function isRestricted(message: Message, about: "PID" | "PV1", now: Date): boolean {
  let subject = "PID";
  for (const segment of message.segments) {
    if (segment.name === "PID" || segment.name === "PV1") subject = segment.name;
    if (segment.name === "ARV" && subject === about && holds(segment, now)) return true;
  }
  return false;
}

/** ARV-2: D takes it back. ARV-3 (table 0717): NO and OI restrict nothing. ARV-6: from when to when. */
function holds(arv: Segment, now: Date): boolean {
  if (arv.get(2)?.toUpperCase() === "D") return false;
  const values = arv.all(3).map((one) => one.get()?.toUpperCase());
  if (values.length > 0 && values.every((value) => value === "NO" || value === "OI")) return false;
  const end = stretchOf(timeOf(arv.get(6, 2) ?? "") ?? "")?.to;
  return end === undefined || end > now;
}
