import type { Row } from "../matching/table.ts";
import { isPartialDate } from "./birth-date.ts";
import { birthDatesOf, familyNamesOf, givenNamesOf, nhsNumbersOf, postcodesOf, someAgree } from "./fields.ts";

/** Whether two registrations are one person's by their NHS number, and what settled it. */
export type CrossCheck =
  | {
      readonly matches: true;
      readonly why:
        "the date of birth" | "part of the date of birth, and the name" | "part of the date of birth, and the outcode";
    }
  | {
      readonly matches: false;
      readonly why:
        | "no NHS number"
        | "no date of birth"
        | "another NHS number"
        | "another date of birth"
        | "another name"
        | "no name or postcode"
        | "another outcode";
    };

/**
 * The cross-check trace: the same NHS number, and either the same date of birth, or most of it (`isPartialDate`) with
 * the name: the initial of the given name and the first three letters of the family name. Where either lacks a name,
 * the outcode stands in for it: the postcode before its space. Numbers that were superseded are among a row's numbers,
 * so they match here as they do in the service.
 * @see https://digital.nhs.uk/services/personal-demographics-service/master-person-service/the-person_id-handbook/technical-details-of-the-data-linkage-algorithm (cross-check trace)
 */
export function crossCheck(one: Row, other: Row): CrossCheck {
  const fails = (why: (CrossCheck & { matches: false })["why"]): CrossCheck => ({ matches: false, why });
  if (nhsNumbersOf(one).length === 0 || nhsNumbersOf(other).length === 0) return fails("no NHS number");
  if (birthDatesOf(one).length === 0 || birthDatesOf(other).length === 0) return fails("no date of birth");
  if (!someAgree(nhsNumbersOf(one), nhsNumbersOf(other))) return fails("another NHS number");
  if (someAgree(birthDatesOf(one), birthDatesOf(other))) return { matches: true, why: "the date of birth" };
  if (!someAgree(birthDatesOf(one), birthDatesOf(other), isPartialDate)) return fails("another date of birth");
  if (isNamed(one) && isNamed(other)) {
    return namesAgree(one, other)
      ? { matches: true, why: "part of the date of birth, and the name" }
      : fails("another name");
  }
  if (postcodesOf(one).length === 0 || postcodesOf(other).length === 0) return fails("no name or postcode");
  return someAgree(postcodesOf(one).map(outcodeOf), postcodesOf(other).map(outcodeOf))
    ? { matches: true, why: "part of the date of birth, and the outcode" }
    : fails("another outcode");
}

const isNamed = (row: Row): boolean => givenNamesOf(row).length > 0 && familyNamesOf(row).length > 0;

const beginAlike = (letters: number) => (one: string, other: string) =>
  one.slice(0, letters) === other.slice(0, letters);
const namesAgree = (one: Row, other: Row): boolean =>
  someAgree(givenNamesOf(one), givenNamesOf(other), beginAlike(1)) &&
  someAgree(familyNamesOf(one), familyNamesOf(other), beginAlike(3));

const outcodeOf = (postcode: string): string => postcode.split(" ")[0] ?? postcode;
