import type { App } from "#app";
import type { PersonPermit } from "#sharing";
import { monthOf, stretchOfMonth } from "../month.ts";

/** This month's looks at a record in a sentence, and how many were in an emergency; none for whom the log is not open. */
export async function looksThisMonth({ logReading }: App, permit: PersonPermit, now: Date) {
  const accesses = await logReading.accessesOf(permit, stretchOfMonth(monthOf(now)));
  if (!accesses.ok) return undefined;
  const { summary, days } = accesses.value;
  return { summary, emergencies: days.flatMap(({ lines }) => lines).filter((one) => one.isEmergency).length };
}
