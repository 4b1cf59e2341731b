import { nationalList } from "./national-code.ts";
import { valueList } from "../rows/value-list.ts";

/** The codes of attendance: whether an appointment took place, and if not, why. */
export const ATTENDANCE_CODES = ["2", "3", "4", "5", "6", "7"] as const;
export type AttendanceCode = (typeof ATTENDANCE_CODES)[number];

/** Both the element of today and the one that it replaced use these codes; some systems put a nought before them. */
export const attendanceCodes = valueList(
  ATTENDANCE_CODES,
  Object.fromEntries(ATTENDANCE_CODES.map((code) => [`0${code}`, code])),
);

/**
 * Codes and their meaning, in our words.
 * @see https://www.datadictionary.nhs.uk/data_elements/attendance_status.html
 */
export const ATTENDANCE = nationalList("attendance_status", {
  "2": "Cancelled by the person or on their behalf",
  "3": "Did not attend, without warning",
  "4": "Cancelled or put off by the service",
  "5": "Attended in time",
  "6": "Arrived late, but was seen",
  "7": "Arrived too late to be seen",
});

type Outcome = {
  readonly status: "finished" | "cancelled";
  /** What a reader must see before anything else of a contact that did not take place. */
  readonly before?: string;
};

/** What an attendance code makes of a contact. */
export function outcomeOf(code: AttendanceCode): Outcome {
  switch (code) {
    case "5":
    case "6":
      return { status: "finished" };
    case "2":
      return { status: "cancelled", before: "Cancelled by the person" };
    case "3":
      return { status: "cancelled", before: "Did not attend" };
    case "4":
      return { status: "cancelled", before: "Cancelled by the service" };
    case "7":
      return { status: "cancelled", before: "Arrived too late to be seen" };
  }
}
