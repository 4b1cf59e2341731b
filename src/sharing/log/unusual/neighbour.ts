import { atPersons, type UnusualRule } from "./actor-day.ts";

/** Any look at somebody who lives where the actor lives: the same household, or the same postcode. */
export const neighbour: UnusualRule = (day) =>
  atPersons(day, day.neighbours, "neighbour", "They looked at the record of somebody who lives where they live.");
