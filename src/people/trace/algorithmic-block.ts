import { fullNamesOf } from "../matching/nickname.ts";
import type { Row } from "../matching/table.ts";
import { birthDatesOf, familyNamesOf, givenNamesOf, postcodesOf, sexesOf } from "./fields.ts";
import { soundex } from "./soundex.ts";

/** Of a row, for each of the four blocks its keys; a row lacks a block where it lacks one of the block's fields. */
export type AlgorithmicKeys = readonly (readonly string[])[];

/**
 * What a record must share with an entry of the register for the algorithmic trace to look at it: one of
 * - the sounds of family and given name, and the date of birth;
 * - the sound of the family name, sex, date of birth and postcode;
 * - the sound of the given name, sex, date of birth and postcode;
 * - date of birth, postcode and sex.
 * Names lose spaces and hyphens and are made full ("Jenny" is "Jennifer") before their sound is taken. The service's
 * list of full names (name_mapping.csv) could not be read; this project's own nicknames stand in for it, and
 * where a nickname may stand for several full names, it has the sound of each.
 * @see https://digital.nhs.uk/services/personal-demographics-service/master-person-service/the-person_id-handbook/technical-details-of-the-data-linkage-algorithm (algorithmic trace: blocking)
 */
export function algorithmicKeysOf(row: Row): AlgorithmicKeys {
  const family = soundsOf(familyNamesOf(row));
  const given = soundsOf(givenNamesOf(row));
  const [born, sex, postcode] = [birthDatesOf(row), sexesOf(row), postcodesOf(row)];
  const blocks = [
    [family, given, born],
    [family, sex, born, postcode],
    [given, sex, born, postcode],
    [born, postcode, sex],
  ];
  return blocks.map((parts, block) => joined(parts).map((key) => `${block}|${key}`));
}

const soundsOf = (names: readonly string[]): readonly string[] => [
  ...new Set(names.flatMap((name) => fullNamesOf(name.replace(/[ -]/g, ""))).map(soundex)),
];

const joined = (parts: readonly (readonly string[])[]): readonly string[] =>
  parts.reduce<readonly string[]>((keys, values) => keys.flatMap((key) => values.map((one) => `${key}|${one}`)), [""]);
