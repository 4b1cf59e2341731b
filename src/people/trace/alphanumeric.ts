import type { Row } from "../matching/table.ts";
import { birthDatesOf, familyNamesOf, givenNamesOf, postcodesOf, sexesOf, someAgree } from "./fields.ts";
import { soundex } from "./soundex.ts";

/** Whether a registration is somebody's of the register by name, sex, date of birth and postcode; if not, why. */
export type Alphanumeric =
  | { readonly matches: true; readonly why: "all that it says" }
  | {
      readonly matches: false;
      readonly why:
        | "no family name"
        | "no date of birth"
        | "no sex"
        | "another family name"
        | "another date of birth"
        | "another sex"
        | "another given name"
        | "another postcode";
    };

/**
 * The alphanumeric trace: what the record says of these must agree with the register's entry. Family name, date of
 * birth and sex the record must say; given name and postcode count where it says them, and then an entry without them
 * is somebody else. Names agree by how they sound, all else exactly; the entry's earlier values count too. No wildcards
 * are published for it.
 *
 * The service also asks for GP practice, date of death and Royal Mail address where a record says them, and takes a
 * year of birth for the whole date. Rows say none of these.
 * @see https://digital.nhs.uk/services/personal-demographics-service/master-person-service/the-person_id-handbook/technical-details-of-the-data-linkage-algorithm (alphanumeric trace)
 */
export function alphanumeric(record: Row, entry: Row): Alphanumeric {
  const fails = (why: (Alphanumeric & { matches: false })["why"]): Alphanumeric => ({ matches: false, why });
  if (familyNamesOf(record).length === 0) return fails("no family name");
  if (birthDatesOf(record).length === 0) return fails("no date of birth");
  if (sexesOf(record).length === 0) return fails("no sex");
  if (!someAgree(familyNamesOf(record), familyNamesOf(entry), soundAlike)) return fails("another family name");
  if (!someAgree(sexesOf(record), sexesOf(entry))) return fails("another sex");
  if (!someAgree(birthDatesOf(record), birthDatesOf(entry))) return fails("another date of birth");
  if (!agreesWhereSaid(givenNamesOf(record), givenNamesOf(entry), soundAlike)) return fails("another given name");
  if (!agreesWhereSaid(postcodesOf(record), postcodesOf(entry))) return fails("another postcode");
  return { matches: true, why: "all that it says" };
}

const soundAlike = (one: string, other: string): boolean => soundex(one) === soundex(other);

const agreesWhereSaid = (said: readonly string[], known: readonly string[], agree?: typeof soundAlike): boolean =>
  said.length === 0 || someAgree(said, known, agree);

/** What a record and its entry share at the least: only entries under one of a record's keys need be looked at. */
export const alphanumericKeysOf = (row: Row): readonly string[] => [
  ...new Set(
    familyNamesOf(row).flatMap((family) =>
      sexesOf(row).flatMap((sex) => birthDatesOf(row).map((born) => `${soundex(family)} ${sex} ${born}`)),
    ),
  ),
];
