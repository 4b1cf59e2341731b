import type { Row } from "../matching/table.ts";
import { birthDatesOf, familyNamesOf, givenNamesOf, postcodesOf, sexesOf } from "./fields.ts";

/** Records of whom the register knows nobody, kept so that later ones of the same person get the same id. */
export type Unmatched = {
  /** The id of a kept record that agrees with this; else `id`, under which this is kept from now on. */
  readonly idFor: (record: Row, id: number) => number;
};

/**
 * A record agrees with one kept earlier by given name, family name, date of birth and postcode; where it lacks a name,
 * by sex, date of birth and postcode. All are compared exactly. What is kept is not changed by those that agree with
 * it, and the first found is taken: the order of the records counts. A record without date of birth or postcode agrees
 * with none.
 *
 * The service also finds a record by its source's own patient id; registrations are one for each such id, so that no
 * two share it.
 * @see https://digital.nhs.uk/services/personal-demographics-service/master-person-service/the-person_id-handbook/technical-details-of-the-data-linkage-algorithm (MPS_ID matching)
 */
export function createUnmatched(): Unmatched {
  const kept = new Map<string, number>();
  const idFor = (record: Row, id: number): number => {
    const asked = isNamed(record) ? keysByName(record) : keysBySex(record);
    const before = asked.map((key) => kept.get(key)).find((found) => found !== undefined);
    if (before !== undefined) return before;
    for (const key of [...keysByName(record), ...keysBySex(record)]) if (!kept.has(key)) kept.set(key, id);
    return id;
  };
  return { idFor };
}

const isNamed = (row: Row): boolean => givenNamesOf(row).length > 0 && familyNamesOf(row).length > 0;

const keysByName = (row: Row): readonly string[] =>
  givenNamesOf(row).flatMap((given) =>
    familyNamesOf(row).flatMap((family) => bornAndHome(row).map((rest) => `name|${given}|${family}|${rest}`)),
  );

const keysBySex = (row: Row): readonly string[] =>
  sexesOf(row).flatMap((sex) => bornAndHome(row).map((rest) => `sex|${sex}|${rest}`));

const bornAndHome = (row: Row): readonly string[] =>
  birthDatesOf(row).flatMap((born) => postcodesOf(row).map((postcode) => `${born}|${postcode}`));
