import type { ActorDay, Unusual, UnusualKind, UnusualRule } from "./actor-day.ts";
import { colleague } from "./colleague.ts";
import { neighbour } from "./neighbour.ts";
import { night } from "./night.ts";
import { ownRecord } from "./own-record.ts";
import { refusals } from "./refusals.ts";
import { volume } from "./volume.ts";
import { wellKnown } from "./well-known.ts";

const RULES: Readonly<Record<UnusualKind, UnusualRule>> = {
  ...{ "own-record": ownRecord, colleague, neighbour, "well-known": wellKnown, night, volume, refusals },
};

/** What stands out in a member of staff's day, by every rule. One's own record is not also a colleague's or neighbour's. */
export function unusualIn(day: ActorDay): readonly Unusual[] {
  const found = Object.values(RULES).flatMap((rule) => rule(day));
  return found.filter(
    ({ rule, person }) => person === null || !day.own.has(person) || rule === "own-record" || rule === "well-known",
  );
}
