import { SILENT, type AgreementReader } from "./agreement.ts";
import type { BlockRule } from "./block-key.ts";
import type { Blocks } from "./blocks.ts";
import { sharesOf, type LevelCounts } from "./chance.ts";
import { COMMON, LEVELS, OF_THE_HOME, WEIGHTLESS } from "./comparison.ts";
import { atFirst, maximise, mediansOf } from "./maximum.ts";
import type { ColumnModel, MatchModel } from "./model.ts";
import { createPatternCounter, type Patterns } from "./pattern.ts";
import { samplePairs } from "./sample.ts";
import type { Column, MatchTable } from "./table.ts";
import { createTextReader } from "./text-book.ts";

/** Pairs of one rule that are learnt from; more change little. */
const MOST_PAIRS = 100_000;
/** A rule that finds fewer pairs of one person, or hardly any among its pairs, teaches nothing. */
const FEWEST_OF_SAME = 30;
const LEAST_SHARE = 0.05;
/** Rarer values prove no more; nor does a model keep a value that only a few have. */
const RAREST = 1e-5;

/**
 * Whoever shares a family name and a home is as often somebody's sister as the same person: from such pairs a model
 * would learn what families share.
 */
export const tellsPeopleApart = (columns: readonly Column[], { parts }: BlockRule): boolean =>
  parts.some(({ column }) => ["birth-date", "given-name", "nhs-number"].includes(columns[column]?.kind ?? "")) ||
  !columns.some(({ kind }) => OF_THE_HOME.has(kind));

const lookedAtBy = ({ parts }: BlockRule): ReadonlySet<number> => new Set(parts.map(({ column }) => column));

/** How the pairs that a rule brings together agree, in the columns that it does not look at. */
export function patternsAmong(blocks: Blocks, rule: BlockRule, read: AgreementReader, seed: number): Patterns {
  const counter = createPatternCounter();
  const looked = lookedAtBy(rule);
  samplePairs(blocks, MOST_PAIRS, seed, (one, other) => {
    const { levels } = read(one, other);
    for (const column of looked) levels[column] = SILENT;
    counter.add(levels);
  });
  return counter.patterns();
}

/** What a rule teaches: how its pairs agree. */
export type Lesson = { readonly rule: BlockRule; readonly patterns: Patterns };

/**
 * Learns from a table what agreements say, without being told who is who: how often two agree by chance from pairs
 * drawn at random (`ofDifferent`); how often one person's registrations agree by expectation-maximisation among the
 * pairs that each rule brings together, from the columns that the rule does not look at.
 */
export function trainModel(table: MatchTable, lessons: readonly Lesson[], ofDifferent: LevelCounts): MatchModel {
  const hasHome = table.columns.some(({ kind }) => OF_THE_HOME.has(kind));
  const learnt: Opinion[][] = table.columns.map(() => []);
  for (const { rule, patterns } of lessons) {
    const looked = lookedAtBy(rule);
    const { ofSame, share, pairs } = maximise(table.columns, patterns, ofDifferent);
    if (share < LEAST_SHARE || share * pairs < FEWEST_OF_SAME) continue;
    for (const [column, shares] of ofSame.entries()) if (!looked.has(column)) learnt[column]?.push({ shares, share });
  }
  const rarest = Math.max(RAREST, 2 / Math.max(2, table.size));
  const columns = table.columns.map((column, at): ColumnModel => {
    const seen = learnt[at] ?? [];
    const ofSame =
      seen.length === 0
        ? atFirst(LEVELS[column.kind].length)
        : sharesOf(mediansOf(hasHome ? clearest(seen) : seen.map(({ shares }) => shares)));
    const levels = ofSame.map((share, level) => {
      const byChance = ofDifferent[at]?.[level] ?? 1;
      // That two differ never speaks for one person, though all of a place may live in one postcode area.
      return { ofSame: level === ofSame.length - 1 ? Math.min(share, byChance) : share, ofDifferent: byChance };
    });
    return { ...column, levels, common: commonIn(table, at, rarest) };
  });
  return { prior: 1 / Math.max(2, table.size), columns, rarest };
}

/** Values by their frequencies, commonest first; none where all are as good as each other. */
function commonIn({ columns, values }: MatchTable, column: number, rarest: number): ColumnModel["common"] {
  const [kind, own] = [columns[column]?.kind, values[column]];
  if (!kind || !own || WEIGHTLESS.has(kind) || COMMON.has(kind)) return {};
  const { frequencies } = own;
  const common = Uint32Array.from(frequencies.keys()).filter((number) => (frequencies[number] ?? 0) > rarest);
  common.sort((a, b) => (frequencies[b] ?? 0) - (frequencies[a] ?? 0) || a - b);
  const textOf = createTextReader(own.texts);
  return Object.fromEntries(Array.from(common, (number) => [textOf(number), frequencies[number] ?? 0]));
}

/** What one rule taught of a column: the shares of its levels, from pairs of which so many are of one person. */
type Opinion = { readonly shares: readonly number[]; readonly share: number };

/**
 * Where nearly all pairs are of one person, little of what is learnt is of their namesakes at home. Where no home is
 * known, what is less clear is heard too: the clearest pairs have the fewest slips, and would teach that slips are rare.
 */
const CLEAR = 0.99;

function clearest(opinions: readonly Opinion[]): LevelCounts {
  const clear = opinions.filter(({ share }) => share >= CLEAR);
  return (clear.length > 0 ? clear : opinions).map(({ shares }) => shares);
}
