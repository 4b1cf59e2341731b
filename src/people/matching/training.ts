import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { createAgreementReader } from "./agreement.ts";
import { blocksOf, pairsOf, type BlockRule } from "./block-key.ts";
import { agreementByChance, sharesOf } from "./chance.ts";
import { LEVELS, OF_THE_HOME } from "./comparison.ts";
import type { ColumnModel, MatchModel } from "./model.ts";
import type { MatchTable } from "./table.ts";

/** Pairs of one rule that are learnt from; more change little. */
const MOST_PAIRS = 200_000;
/** Registrations. Whoever shares a larger block shares it by chance. */
const LARGEST_BLOCK = 200;
/** A rule that finds fewer pairs of one person, or hardly any among its pairs, teaches nothing. */
const FEWEST_OF_SAME = 30;
const LEAST_SHARE = 0.05;
const ROUNDS = 30;
/** Of pairs of one person, the share that agree in a way that was never seen. */
const UNSEEN = 1e-5;
/** What is believed of each column before anything was learnt: most that is filled in twice is filled in alike. */
const SAME_AT_FIRST = 0.8;

/**
 * Learns from a table what agreements say, without being told who is who: how often two agree by chance from pairs
 * drawn at random; how often one person's registrations agree by expectation-maximisation among the pairs that each
 * rule brings together, from the columns that the rule does not look at. The same table and seed give the same model.
 */
export function trainModel(table: MatchTable, rules: readonly BlockRule[], seed: number): MatchModel {
  const ofDifferent = agreementByChance(table, seed);
  const hasHome = table.columns.some(({ kind }) => OF_THE_HOME.has(kind));
  const learnt: Opinion[][] = table.columns.map(() => []);
  for (const [nth, rule] of rules.entries()) {
    if (!tellsPeopleApart(table, rule)) continue;
    const looked = new Set(rule.parts.map(({ column }) => column));
    const patterns = patternsIn(table, rule, looked, seed + nth);
    const { ofSame, share, pairs } = maximise(table, patterns, ofDifferent);
    if (share < LEAST_SHARE || share * pairs < FEWEST_OF_SAME) continue;
    for (const [column, shares] of ofSame.entries()) if (!looked.has(column)) learnt[column]?.push({ shares, share });
  }
  const rarest = 2 / Math.max(2, table.size);
  const columns = table.columns.map((column, at): ColumnModel => {
    const seen = learnt[at] ?? [];
    const ofSame =
      seen.length === 0
        ? atFirst(LEVELS[column.kind].length)
        : sharesOf(mediansOf(hasHome ? clearest(seen) : seen.map(({ shares }) => shares)));
    const levels = ofSame.map((share, level) => ({ ofSame: share, ofDifferent: ofDifferent[at]?.[level] ?? 1 }));
    return { ...column, levels, common: commonIn(table, at, rarest) };
  });
  return { prior: 1 / Math.max(2, table.size), columns, rarest };
}

/** Values by their frequencies, commonest first. */
const commonIn = ({ values }: MatchTable, column: number, rarest: number): ColumnModel["common"] =>
  Object.fromEntries(
    (values[column] ?? [])
      .filter(({ frequency }) => frequency > rarest)
      .sort((a, b) => b.frequency - a.frequency || (a.text < b.text ? -1 : 1))
      .map(({ text, frequency }) => [text, frequency]),
  );

/**
 * Whoever shares a family name and a home is as often somebody's sister as the same person: from such pairs a model
 * would learn what families share.
 */
const tellsPeopleApart = ({ columns }: MatchTable, { parts }: BlockRule): boolean =>
  parts.some(({ column }) => ["birth-date", "given-name", "nhs-number"].includes(columns[column]?.kind ?? "")) ||
  !columns.some(({ kind }) => OF_THE_HOME.has(kind));

/** What one rule taught of a column: the shares of its levels, from pairs of which so many are of one person. */
type Opinion = { readonly shares: readonly number[]; readonly share: number };

/**
 * Where nearly all pairs are of one person, little of what is learnt is of their namesakes at home. Where no home is
 * known, what is less clear is heard too: the clearest pairs have the fewest slips, and would teach that slips are rare.
 */
const CLEAR = 0.99;

function clearest(opinions: readonly Opinion[]): readonly (readonly number[])[] {
  const clear = opinions.filter(({ share }) => share >= CLEAR);
  return (clear.length > 0 ? clear : opinions).map(({ shares }) => shares);
}

/** How many pairs agree in the same way. */
type Pattern = { readonly levels: Int8Array; pairs: number };

function patternsIn(table: MatchTable, rule: BlockRule, looked: ReadonlySet<number>, seed: number): readonly Pattern[] {
  const read = createAgreementReader(table);
  const patterns = new Map<string, Pattern>();
  for (const [one, other] of sampleOf(table, rule, seed)) {
    const levels = read(one, other).levels.map((level, column) => (looked.has(column) ? -1 : level));
    const key = levels.join();
    const known = patterns.get(key);
    if (known) known.pairs++;
    else patterns.set(key, { levels, pairs: 1 });
  }
  return [...patterns.values()];
}

function sampleOf(table: MatchTable, rule: BlockRule, seed: number): readonly (readonly [number, number])[] {
  const random = xoroshiro128plus(seed);
  const sample: (readonly [number, number])[] = [];
  let seen = 0;
  for (const block of blocksOf(table, rule)) {
    if (block.length > LARGEST_BLOCK) continue;
    for (const pair of pairsOf(block)) {
      seen++;
      if (sample.length < MOST_PAIRS) sample.push(pair);
      else {
        const place = uniformInt(random, 0, seen - 1);
        if (place < MOST_PAIRS) sample[place] = pair;
      }
    }
  }
  return sample;
}

/** What expectation-maximisation came to: shares of levels among pairs of one person, and the share of such pairs. */
type Maximum = { readonly ofSame: readonly (readonly number[])[]; readonly share: number; readonly pairs: number };

/** @see https://doi.org/10.1111/j.2517-6161.1977.tb01600.x (Dempster, Laird and Rubin) */
function maximise(
  table: MatchTable,
  patterns: readonly Pattern[],
  ofDifferent: readonly (readonly number[])[],
): Maximum {
  const pairs = patterns.reduce((sum, one) => sum + one.pairs, 0);
  let ofSame: readonly (readonly number[])[] = table.columns.map(({ kind }) => atFirst(LEVELS[kind].length));
  const ofTheHome = table.columns.map(({ kind }) => OF_THE_HOME.has(kind));
  let share = 0.3;
  for (let round = 0; round < ROUNDS && pairs > 0; round++) {
    const counts = ofSame.map((levels) => levels.map(() => UNSEEN));
    let same = 0;
    for (const { levels, pairs: number } of patterns) {
      const odds = (share / (1 - share)) * likelihoodRatio(levels, ofTheHome, ofSame, ofDifferent);
      const expected = number * (odds === Infinity ? 1 : odds / (1 + odds));
      same += expected;
      for (const [column, level] of levels.entries()) {
        const own = counts[column];
        if (own && level >= 0) own[level] = (own[level] ?? 0) + expected;
      }
    }
    ofSame = counts.map(sharesOf);
    share = Math.min(0.999, Math.max(1e-6, same / pairs));
  }
  return { ofSame, share, pairs };
}

/** How much more often one person's registrations agree so than two people's; of the home's columns the one that says most. */
function likelihoodRatio(
  levels: Int8Array,
  ofTheHome: readonly boolean[],
  ofSame: readonly (readonly number[])[],
  ofDifferent: readonly (readonly number[])[],
): number {
  let ratio = 1;
  let home: number | undefined;
  for (let column = 0; column < levels.length; column++) {
    const level = levels[column] ?? -1;
    if (level < 0) continue;
    const own = (ofSame[column]?.[level] ?? 1) / (ofDifferent[column]?.[level] ?? 1);
    if (ofTheHome[column] === true) home = Math.max(home ?? 0, own);
    else ratio *= own;
  }
  return ratio * (home ?? 1);
}

const atFirst = (levels: number): readonly number[] =>
  Array.from({ length: levels }, (_, level) => (level === 0 ? SAME_AT_FIRST : (1 - SAME_AT_FIRST) / (levels - 1)));

/** Of several opinions the middle one, level by level; none is taken to be impossible. */
const mediansOf = (opinions: readonly (readonly number[])[]): readonly number[] =>
  (opinions[0] ?? []).map((_, level) => {
    const sorted = opinions.map((one) => one[level] ?? 0).sort((a, b) => a - b);
    return Math.max(UNSEEN, sorted[Math.floor(sorted.length / 2)] ?? 0);
  });
