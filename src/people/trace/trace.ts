import type { Row } from "../matching/table.ts";
import { algorithmicKeysOf } from "./algorithmic-block.ts";
import { algorithmicScore, type AlgorithmicScore } from "./algorithmic.ts";
import { alphanumeric, alphanumericKeysOf } from "./alphanumeric.ts";
import { crossCheck, type CrossCheck } from "./cross-check.ts";
import { birthDatesOf, nhsNumbersOf, postcodesOf, sexesOf } from "./fields.ts";
import { entriesUnder, type Register } from "./register.ts";

/** Whose a record is: an entry of the register by its place there, and by which step; or nobody's, and why. */
export type Traced =
  | { readonly outcome: "cross-check"; readonly entry: number; readonly why: (CrossCheck & { matches: true })["why"] }
  | { readonly outcome: "alphanumeric"; readonly entry: number }
  | { readonly outcome: "algorithmic"; readonly entry: number; readonly score: AlgorithmicScore }
  /** The best and whoever comes within 5 points of it, the best first. */
  | { readonly outcome: "several"; readonly entries: readonly number[]; readonly score: AlgorithmicScore }
  | { readonly outcome: "no match"; readonly why: "nobody shares enough with it" | "it says too little" };

/** Entries whose scores are compared; those that share the most blocks come first. */
const MOST_CANDIDATES = 50;
/**
 * Points. The best score counts only where the next is further away than this. The handbook says "within 5 points" and,
 * of an example, "less than 5": at exactly 5 this does not decide.
 */
const TOO_CLOSE = 5;

/**
 * Traces a record as NHS England's Master Person Service does, against a register in the place of the Personal
 * Demographics Service: by cross-check, then alphanumeric, then algorithmic trace. The first step that finds just one
 * person decides. There is no least score.
 *
 * Where a row of several NHS numbers cross-checks with several entries, which a record of the service cannot, the next
 * step follows. Which candidates are kept of those that share equally many blocks is not published: here the first of
 * the register.
 * @see https://digital.nhs.uk/services/personal-demographics-service/master-person-service/the-person_id-handbook/technical-details-of-the-data-linkage-algorithm
 */
export function trace(register: Register, record: Row): Traced {
  return byCrossCheck(register, record) ?? byAlphanumeric(register, record) ?? byAlgorithm(register, record);
}

function byCrossCheck({ entries, byNumber }: Register, record: Row): Traced | undefined {
  const found = entriesUnder(byNumber, nhsNumbersOf(record)).flatMap((entry) => {
    const check = crossCheck(record, entries[entry] ?? []);
    return check.matches ? [{ entry, why: check.why }] : [];
  });
  const only = onlyOne(found);
  return only && { outcome: "cross-check", ...only };
}

function byAlphanumeric({ entries, byAlphanumericKey }: Register, record: Row): Traced | undefined {
  const found = entriesUnder(byAlphanumericKey, alphanumericKeysOf(record)).filter(
    (entry) => alphanumeric(record, entries[entry] ?? []).matches,
  );
  const entry = onlyOne(found);
  return entry === undefined ? undefined : { outcome: "alphanumeric", entry };
}

const onlyOne = <T>(found: readonly T[]): T | undefined => (found.length === 1 ? found[0] : undefined);

function byAlgorithm(register: Register, record: Row): Traced {
  if (!isEligible(record)) return { outcome: "no match", why: "it says too little" };
  const ranked = candidatesFor(register, record)
    .map((entry) => ({ entry, score: algorithmicScore(record, register.entries[entry] ?? []) }))
    .sort((a, b) => b.score.score - a.score.score || a.entry - b.entry);
  const [best] = ranked;
  if (!best) return { outcome: "no match", why: "nobody shares enough with it" };
  const close = ranked.filter(({ score }) => best.score.score - score.score <= TOO_CLOSE);
  return close.length > 1
    ? { outcome: "several", entries: close.map(({ entry }) => entry), score: best.score }
    : { outcome: "algorithmic", ...best };
}

/** Date of birth, sex and postcode are asked of every record, even for the block that needs only the first. */
const isEligible = (record: Row): boolean =>
  [birthDatesOf(record), sexesOf(record), postcodesOf(record)].every(({ length }) => length > 0);

function candidatesFor({ byBlock }: Register, record: Row): readonly number[] {
  const blocks = new Map<number, number>();
  for (const keys of algorithmicKeysOf(record)) {
    for (const entry of entriesUnder(byBlock, keys)) blocks.set(entry, (blocks.get(entry) ?? 0) + 1);
  }
  return [...blocks]
    .sort(([one, ofOne], [other, ofOther]) => ofOther - ofOne || one - other)
    .slice(0, MOST_CANDIDATES)
    .map(([entry]) => entry);
}
