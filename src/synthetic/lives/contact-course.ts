import type { Chance } from "./chance.ts";
import { weekdayFrom, type Day } from "./day.ts";
import type { HospitalLife } from "./hospital.ts";
import type { Person } from "./person.ts";

/** One appointment or visit of a service, whether it took place or not. */
export type ServiceContact = {
  readonly on: Day;
  /** From midnight. */
  readonly minute: number;
  readonly minutes: number;
  readonly place: ContactPlace;
  readonly attendance: ContactAttendance;
  /** Which of the service's clinicians, from 0. */
  readonly clinician: number;
};

export type ContactPlace = "home" | "care-home" | "clinic" | "school" | "telephone" | "video";

export type ContactAttendance =
  "attended" | "late" | "missed" | "cancelled-by-person" | "cancelled-by-service" | "turned-away";

export const tookPlace = ({ attendance }: ServiceContact): boolean =>
  attendance === "attended" || attendance === "late";

/** A row of contacts: how long until the first, how many, how far apart, where, and how long each. */
export type Course = {
  /** Days, both included. */
  readonly wait: readonly [least: number, most: number];
  readonly contacts: number;
  /** Days from one to the next, give or take two fifths. */
  readonly every: number;
  readonly minutes: number;
  readonly clinicians: number;
  /** Where they meet, by how often. */
  readonly places: readonly (readonly [ContactPlace, number])[];
  /** Whether the service comes at weekends too. */
  readonly everyDay?: boolean;
};

/** A stretch of days on which somebody is in hospital. */
export type Away = { readonly from: Day; readonly to: Day };

export const awayOf = ({ stays }: HospitalLife, asAt: Day): readonly Away[] =>
  stays.map(({ admitted, discharged }) => ({ from: admitted, to: discharged ?? asAt }));

/** The contacts of a course that begins on a day, up to the person's last day; none while they are in hospital. */
export function contactsOf(
  person: Person,
  from: Day,
  course: Course,
  away: readonly Away[],
  chance: Chance,
): readonly ServiceContact[] {
  const [least, most] = course.wait;
  const contacts: ServiceContact[] = [];
  const clinician = chance.between(0, course.clinicians - 1);
  let day = from + chance.between(least, most);
  for (let nth = 0; nth < course.contacts; nth++) {
    const on = course.everyDay ? day : weekdayFrom(day);
    const contact = contactOn(on, course, clinician, chance);
    day = Math.max(on + 1, on + Math.round(course.every * (0.6 + 0.8 * chance.unit())));
    if (on > person.until || (person.died !== undefined && on >= person.died)) break;
    if (on >= person.from && !away.some((one) => one.from <= on && on <= one.to)) contacts.push(contact);
  }
  return contacts;
}

function contactOn(on: Day, course: Course, clinician: number, chance: Chance): ServiceContact {
  const place = chance.weighted(course.places);
  const other = chance.happens(0.2) ? chance.between(0, course.clinicians - 1) : clinician;
  return {
    on,
    minute: 480 + chance.between(0, 108) * 5,
    minutes: Math.max(5, Math.round((course.minutes * (0.7 + 0.6 * chance.unit())) / 5) * 5),
    place,
    attendance: chance.weighted(place === "clinic" || place === "school" ? IN_CLINIC : AT_HOME),
    clinician: other,
  };
}

const AT_HOME = [
  ["attended", 950],
  ["late", 5],
  ["missed", 15],
  ["cancelled-by-person", 18],
  ["cancelled-by-service", 12],
] as const;

/** About one appointment in ten of a clinic is missed or called off. */
const IN_CLINIC = [
  ["attended", 845],
  ["late", 25],
  ["missed", 65],
  ["cancelled-by-person", 35],
  ["cancelled-by-service", 25],
  ["turned-away", 5],
] as const;

/** When a service lets somebody go: some days after the last contact; with their death; when they move away. None: it goes on. */
export function endOfCare(
  person: Person,
  contacts: readonly ServiceContact[],
  planned: number,
  asAt: Day,
  chance: Chance,
): Day | undefined {
  const last = contacts.at(-1)?.on;
  const after = (last ?? person.until) + chance.between(0, 12);
  const isDone = contacts.length >= planned && after <= person.until;
  if (isDone) return after;
  if (person.until < asAt) return person.until;
  return undefined;
}
