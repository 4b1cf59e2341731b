import type { NhsNumber } from "#base";

/**
 * Which NHS number stands for a person of a council's file. The council's own id is the person here, so that rows with
 * and without the number are the same patient and the number is carried over to the rows that lack it. One id cannot
 * be two people: the first number stands, and another one is a conflict.
 *
 * The published counting rule leaves out rows without a number whose council id has one elsewhere; nothing is left out
 * here, as this is care and not a count.
 * @see https://digital.nhs.uk/data-and-information/publications/statistical/adult-social-care-activity-and-finance-report (central transformation principles)
 */
export function settleNhsNumber(
  known: NhsNumber | undefined,
  given: NhsNumber | undefined,
): { readonly number: NhsNumber | undefined; readonly conflict: boolean } {
  if (known === undefined) return { number: given, conflict: false };
  return { number: known, conflict: given !== undefined && given !== known };
}
