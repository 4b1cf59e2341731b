import type { ContactAttendance, ContactPlace, ServiceContact } from "../../lives/contact-course.ts";
import { isoDay, type Day } from "../../lives/day.ts";
import type { CareLife } from "../../lives/care.ts";

/** National codes of attendance. */
const ATTENDANCE: Readonly<Record<ContactAttendance, string>> = {
  attended: "5",
  late: "6",
  missed: "3",
  "cancelled-by-person": "2",
  "cancelled-by-service": "4",
  "turned-away": "7",
};

/** National codes of how and where they met. */
const PLACES: Readonly<Record<ContactPlace, { readonly mechanism: string; readonly location: string }>> = {
  home: { mechanism: "01", location: "A01" },
  "care-home": { mechanism: "01", location: "G01" },
  clinic: { mechanism: "01", location: "B01" },
  school: { mechanism: "01", location: "L01" },
  telephone: { mechanism: "02", location: "" },
  video: { mechanism: "11", location: "" },
};

/** What both data sets say of a contact. */
export function contactCells({ on, minute, minutes, place, attendance }: ServiceContact, care: CareLife) {
  const where = place === "home" && isInCareHome(care, on) ? "care-home" : place;
  return {
    on: isoDay(on),
    at: `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}:00`,
    minutes: String(minutes),
    ...PLACES[where],
    attendance: ATTENDANCE[attendance],
  };
}

export const twoDigits = (number: number): string => String(number).padStart(2, "0");

const isInCareHome = ({ services }: CareLife, day: Day): boolean =>
  services.some(
    ({ type, on, ended }) =>
      on <= day &&
      (ended === undefined || day <= ended) &&
      (type.endsWith("Nursing Care") || type.endsWith("Residential Care")),
  );
