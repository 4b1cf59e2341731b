import type { Day } from "../lives/day.ts";
import type { Attendance, OutpatientVisit, Stay } from "../lives/hospital.ts";
import type { Person } from "../lives/person.ts";

/**
 * What a life leaves open of what the hospital did: at what hour, and who was responsible. The hospital's messages and
 * its returns tell one course of events, so both ask here. Minutes count from midnight.
 */

/** A number that looks drawn, and is always the same for the same event. */
const spread = (...parts: readonly number[]): number =>
  parts.reduce((sum, part) => (Math.imul(sum, 7919) + Math.imul(part, 31) + 101) >>> 0, 17);

/** When on the day of their discharge they left. */
export function dischargeMinute({ admitted, minute, discharged }: Stay): number {
  if (discharged === admitted) return Math.min(1439, minute + 180 + (spread(admitted, minute) % 240));
  return 540 + (spread(admitted, minute) % 540);
}

/** When someone left the emergency department; whoever was admitted left it for the ward. */
export function departureOf(
  attendance: Attendance,
  stay: Stay | undefined,
): { readonly day: Day; readonly minute: number } {
  const { arrived, minute } = attendance;
  const stayed = stay ? Math.max(20, stay.minute - minute) : 45 + (spread(arrived, minute) % 240);
  const left = minute + stayed;
  return left < 1440 ? { day: arrived, minute: left } : { day: arrived + 1, minute: left - 1440 };
}

/** When an outpatient appointment was: every ten minutes of the clinics' hours. */
export const clinicMinute = (person: Person, { on }: OutpatientVisit): number =>
  540 + (spread(person.number, on) % 42) * 10;

/** A made-up consultant. No real one has a code that begins with C99990. */
export type Consultant = { readonly code: string; readonly name: string };

const NAMES = [
  "Dr Zoë Brontë",
  "Mr José Núñez",
  "Dr Siân Llewellyn",
  "Miss Adaeze Obi",
  "Dr François Lemaître",
  "Mr Tariq Hussain",
  "Dr Björn Sørensen",
  "Ms Priya Raman",
] as const;

/** Who is responsible for a person in a specialty (treatment function code): one of two. */
export function consultantOf(specialty: string, person: Person): Consultant {
  const nth = (spread(Number(specialty)) + (person.number % 2)) % NAMES.length;
  return { code: `C99990${specialty.slice(-1)}${nth}`, name: NAMES[nth] ?? NAMES[0] };
}
