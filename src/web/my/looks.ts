import type { App } from "#app";
import { civilDay, stretchOf } from "#base";
import type { PersonPermit } from "#sharing";

export const NO_LOOKS_YET = "Nobody has looked yet.";

/** This month's looks at a record in a sentence, and how many were in an emergency; none for whom the log is not open. */
export async function looksThisMonth({ logReading }: App, permit: PersonPermit, now: Date) {
  const month = stretchOf(monthOf(now));
  if (!month) return undefined;
  const accesses = await logReading.accessesOf(permit, { from: month.from, until: month.to });
  if (!accesses.ok) return undefined;
  const { summary, days } = accesses.value;
  return { summary, emergencies: days.flatMap(({ lines }) => lines).filter((one) => one.isEmergency).length };
}

/** YYYY-MM, in England. */
export const monthOf = (moment: Date): string => civilDay(moment).slice(0, 7);

/** The month before or after one, YYYY-MM. */
export function monthBeside(month: string, by: 1 | -1): string {
  const [year = "1970", number = "1"] = month.split("-");
  return new Date(Date.UTC(Number(year), Number(number) - 1 + by, 1)).toISOString().slice(0, 7);
}
