import { atPersons, type UnusualRule } from "./actor-day.ts";

/** Any look at somebody who works for the same organisation. */
export const colleague: UnusualRule = (day) =>
  atPersons(
    day,
    day.colleagues,
    "colleague",
    "They looked at the record of somebody who works for the same organisation.",
  );
