import { createAgreementReader, type AgreementReader } from "./agreement.ts";
import { blockRulesFor } from "./block-key.ts";
import { blocksBy, firstShared, shareBlock, type Blocks } from "./blocks.ts";
import { isSeveral, NONE } from "./cells.ts";
import { drawByChance, type LevelCounts } from "./chance.ts";
import { createLevelReaders } from "./level-reader.ts";
import type { MatchModel } from "./model.ts";
import type { Patterns } from "./pattern.ts";
import { createReachReader, type ReachReader } from "./reach.ts";
import { createPairWeigher, type PairWeigher } from "./scored-pairs.ts";
import type { MatchTable } from "./table.ts";
import { patternsAmong } from "./training.ts";
import { countWeight, weightHistogram, type WeightHistogram } from "./weight-histogram.ts";

/** What is asked of a thread, by task. Rules are named by their numbers. */
export type Inputs = {
  readonly blocks: { readonly rule: number };
  readonly chance: { readonly seed: number };
  readonly patterns: { readonly rule: number; readonly seed: number };
  readonly scores: BlockRange;
};

export type Results = {
  readonly blocks: Blocks;
  readonly chance: LevelCounts;
  readonly patterns: Patterns;
  readonly scores: Scores;
};

export type Task = keyof Inputs;

/** What the tasks that follow rest on. */
export type Ground = {
  /** Of all rules. */
  readonly blocks?: readonly Blocks[];
  readonly model?: MatchModel;
  readonly least?: Least;
};

/** Weights in bits, the prior included: from which on pairs are counted, and from which on they are kept as well. */
export type Least = { readonly counted: number; readonly kept: number };

/** The work of one thread: what comes of a task depends on what is asked for and on the ground alone. */
export type Work = {
  readonly stand: (ground: Ground) => void;
  readonly tasks: { readonly [T in Task]: (asked: Inputs[T]) => Results[T] };
};

/** Blocks of a rule, from one to before another. */
export type BlockRange = { readonly rule: number; readonly from: number; readonly to: number };

/** The pairs of some blocks that are to be kept, but those that share a block of an earlier rule. */
export type Scores = {
  readonly ones: Int32Array;
  readonly others: Int32Array;
  readonly weights: Float64Array;
  readonly histogram: WeightHistogram;
};

type Scorer = { readonly mayReach: ReachReader; readonly weigh: PairWeigher; readonly least: number };

export function createWork(table: MatchTable): Work {
  const rules = blockRulesFor(table);
  const readers = createLevelReaders(table);
  const read: AgreementReader = createAgreementReader(table, readers);
  let all: readonly Blocks[] = [];
  let scorer: Scorer | undefined;
  const ruleAt = (at: number) => {
    const rule = rules[at];
    if (!rule) throw new Error("There is no such rule.");
    return rule;
  };
  const blocksAt = (at: number): Blocks => {
    const blocks = all[at];
    if (!blocks) throw new Error("The blocks of this rule are not known.");
    return blocks;
  };
  return {
    stand: ({ blocks, model, least }) => {
      if (blocks) all = blocks;
      if (!model || !least) return;
      const mayReach = createReachReader(table, model, readers, least.counted);
      scorer = { mayReach, weigh: createPairWeigher(table, model, read), least: least.kept };
    },
    tasks: {
      blocks: ({ rule }) => blocksBy(table, ruleAt(rule)),
      chance: ({ seed }) => drawByChance(table, read, seed),
      patterns: ({ rule, seed }) => patternsAmong(blocksAt(rule), ruleAt(rule), read, seed),
      scores: (range) => {
        if (!scorer) throw new Error("There is no model to weigh by.");
        return scoresOf(range, blocksAt(range.rule), all.slice(0, range.rule), scorer);
      },
    },
  };
}

function scoresOf({ from, to }: BlockRange, blocks: Blocks, earlier: readonly Blocks[], scorer: Scorer): Scores {
  const { mayReach, weigh, least } = scorer;
  const { starts, members } = blocks;
  const isTakenBefore = createTakenReader(blocks, earlier);
  const [ones, others, weights]: [number[], number[], number[]] = [[], [], []];
  const histogram = weightHistogram();
  const score = (block: number, one: number, other: number): void => {
    if (!mayReach(one, other) || isTakenBefore(block, one, other)) return;
    const weight = weigh(one, other);
    countWeight(histogram, weight);
    if (weight < least) return;
    ones.push(one);
    others.push(other);
    weights.push(weight);
  };
  for (let block = from; block < to; block++) {
    const end = starts[block + 1] ?? 0;
    for (let at = starts[block] ?? 0; at < end; at++) {
      const one = members[at] ?? 0;
      for (let next = at + 1; next < end; next++) score(block, one, members[next] ?? 0);
    }
  }
  return {
    ones: Int32Array.from(ones),
    others: Int32Array.from(others),
    weights: Float64Array.from(weights),
    histogram,
  };
}

/** Whether two registrations of a block share a block of an earlier rule, or an earlier block of this one. */
function createTakenReader({ blocksOf }: Blocks, earlier: readonly Blocks[]) {
  return (block: number, one: number, other: number): boolean => {
    for (const blocks of earlier) if (shareBlock(blocks, one, other)) return true;
    const [mine, theirs] = [blocksOf.cells[one] ?? NONE, blocksOf.cells[other] ?? NONE];
    return isSeveral(mine) && isSeveral(theirs) && firstShared(blocksOf, mine, theirs) !== block;
  };
}
