import type { OdsCode } from "#base";
import type { Directory } from "#place";
import { showNumber } from "./parts/index.ts";

/** Registrations that a source has sent. */
export type SourceCount = { readonly source: OdsCode; readonly patients: number; readonly linked: number };

/** People of whom we have a registration, of those whom the organisations say they serve. */
export type Coverage = {
  readonly patients: number;
  /** None where the place file does not say it for every one of them. */
  readonly people: number | undefined;
};

/** How many of these organisations' people have come. */
export function coverageOf(
  sources: readonly OdsCode[],
  counts: readonly SourceCount[],
  directory: Directory,
): Coverage {
  const patients = counts.filter((one) => sources.includes(one.source)).reduce((sum, one) => sum + one.patients, 0);
  const served = sources.map((ods) => directory.organisation(ods)?.people);
  const known = served.filter((people) => people !== undefined);
  const people = known.length === served.length ? known.reduce((sum, one) => sum + one, 0) : undefined;
  return { patients, people };
}

/** "1,980 of 2,000 (99%)". Registrations of those who left or died can make it more than all. */
export function coverageWords({ patients, people }: Coverage): string {
  if (people === undefined || people === 0) return showNumber(patients);
  return `${showNumber(patients)} of ${showNumber(people)} (${Math.floor((100 * patients) / people)}%)`;
}
