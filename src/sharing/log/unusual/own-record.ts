import { atPersons, type UnusualRule } from "./actor-day.ts";

/** Any look at one's own record as staff: one's own is read as a person, by the pages that are for people. */
export const ownRecord: UnusualRule = (day) =>
  atPersons(day, day.own, "own-record", "They looked at their own record as a member of staff.");
