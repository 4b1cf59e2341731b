import { jaroWinkler } from "../matching/text-distance.ts";
import type { Row } from "../matching/table.ts";
import { birthDateScore } from "./birth-date.ts";
import { birthDatesOf, familyNamesOf, givenNamesOf, greatest, postcodesOf, sexesOf } from "./fields.ts";

/** How alike a record and an entry of the register are, and what each field came to: all from 0 to 100. */
export type AlgorithmicScore = {
  readonly score: number;
  /** Fields that did not count are absent. */
  readonly of: Readonly<Partial<Record<ScoredField, number>>>;
};

type ScoredField = "given name" | "family name" | "date of birth" | "sex" | "postcode";

/**
 * The score of the algorithmic trace: the mean, of equal weights, over the fields that are known. A name that the
 * record says and the entry lacks counts as 0; other fields do not count where either lacks them, save that an entry
 * of unknown sex comes to 50. Each field takes its best over what was ever said.
 *
 * The handbook speaks of one score for a name as it was at one time, but its examples count given and family name each
 * as one field of the mean; so does this. Rows do not say which given name went with which family name, nor further
 * given names, which the service counts as one more field. Whether it rounds before it compares is not published; here
 * nothing is rounded.
 * @see https://digital.nhs.uk/services/personal-demographics-service/master-person-service/the-person_id-handbook/technical-details-of-the-data-linkage-algorithm (algorithmic trace: scoring)
 */
export function algorithmicScore(record: Row, entry: Row): AlgorithmicScore {
  const fields: readonly (readonly [ScoredField, number | undefined])[] = [
    ["given name", nameScoreOf(givenNamesOf(record), givenNamesOf(entry))],
    ["family name", nameScoreOf(familyNamesOf(record), familyNamesOf(entry))],
    ["date of birth", greatest(birthDatesOf(record), birthDatesOf(entry), birthDateScore)],
    ["sex", sexScoreOf(sexesOf(record), sexesOf(entry))],
    ["postcode", greatest(postcodesOf(record), postcodesOf(entry), postcodeScore)],
  ];
  const known = fields.flatMap(([field, score]) => (score === undefined ? [] : [{ field, score }]));
  const sum = known.reduce((total, { score }) => total + score, 0);
  return {
    score: known.length === 0 ? 0 : sum / known.length,
    of: Object.fromEntries(known.map(({ field, score }) => [field, score])),
  };
}

const nameScoreOf = (said: readonly string[], known: readonly string[]): number | undefined =>
  said.length === 0 ? undefined : (greatest(said, known, nameScore) ?? 0);

/** Letters beyond ASCII are one and the same to the service. */
const plain = (name: string): string => name.replace(/[^ -~]/g, "@");

/** Beginnings that agree count only where the names are alike anyway, as the example of Jon and James (51) shows. */
const ALIKE = 0.7;

/** From 0 to 100: Jaro-Winkler. */
function nameScore(one: string, other: string): number {
  const [mine, theirs] = [plain(one), plain(other)];
  const likeness = jaroWinkler(mine, theirs);
  // What Jaro's likeness is, of which Winkler's makes a tenth more of the rest for each letter that they begin with.
  const forBeginning = beginningOf(mine, theirs) / 10;
  const jaro = (likeness - forBeginning) / (1 - forBeginning);
  return 100 * (jaro > ALIKE ? likeness : Math.max(0, jaro));
}

/** Letters with which both begin, of four at the most. */
function beginningOf(one: string, other: string): number {
  let letters = 0;
  while (letters < Math.min(4, one.length, other.length) && one[letters] === other[letters]) letters++;
  return letters;
}

/** Table 2; a record that says no sex does not count it. */
function sexScoreOf(said: readonly string[], known: readonly string[]): number | undefined {
  if (said.length === 0) return undefined;
  return greatest(said, known, (one, other) => (one === other ? 100 : 0)) ?? 50;
}

/** A record's postcode that is only the beginning of the entry's counts by its share of the letters, the space with them. */
function postcodeScore(said: string, known: string): number {
  if (said === known) return 100;
  return known.startsWith(said) ? (100 * said.length) / known.length : 0;
}
