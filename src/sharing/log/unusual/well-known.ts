import { atPersons, type UnusualRule } from "./actor-day.ts";

/** Any look at somebody of whom many are curious. */
export const wellKnown: UnusualRule = (day) =>
  atPersons(day, day.wellKnown, "well-known", "They looked at the record of somebody who is well known.");
