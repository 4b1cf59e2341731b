import type { Person } from "../lives/person.ts";

/** The greatest prime of ten digits. */
const PRIME = 9_999_999_967;

/**
 * The hospital's own numbers of what it did, from the place of the event in its list of the person's life
 * (`HospitalLife`). Its messages and its returns name a stay, an attendance or an appointment by the same one; nobody
 * sees from it whose it is.
 */
export const spellNumber = (person: Person, stay: number): string => `S${numberOf(person, stay, 1)}`;

/** Of an attendance in the emergency department. */
export const attendanceNumber = (person: Person, attendance: number): string => `E${numberOf(person, attendance, 2)}`;

/** Of an outpatient appointment. */
export const appointmentNumber = (person: Person, visit: number): string => `A${numberOf(person, visit, 3)}`;

/** Ten digits, different for each person and place in the list (below 1,000). */
const numberOf = ({ number }: Person, place: number, salt: number): string =>
  (((number * 1000 + place) * 654_323 + salt * 123_456_791) % PRIME).toString().padStart(10, "0");
