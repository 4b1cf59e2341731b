import { blockRulesFor } from "./block-key.ts";
import { pairsAmong, shareBlock, type Blocks } from "./blocks.ts";
import type { PassedOver } from "./candidates.ts";
import { DRAWS, sharesByChance } from "./chance.ts";
import { clustersOf, LEAST_EDGE, NO_CONSTRAINTS, type Constraints } from "./clusters.ts";
import { edgesOf, type Edges } from "./edges.ts";
import { priorBits, type MatchModel } from "./model.ts";
import { createPairWeigher, type ScoredPairs } from "./scored-pairs.ts";
import type { MatchTable } from "./table.ts";
import { openThreads, threadsFor, type Threads } from "./threads.ts";
import { tellsPeopleApart, trainModel } from "./training.ts";
import { LEAST_COUNTED, weightHistogram, withPriorOf, type WeightHistogram } from "./weight-histogram.ts";
import type { BlockRange, Least, Scores } from "./work.ts";

/** What was compared with what. */
export type Comparisons = {
  /** Pairs that share a key; those that share several count for each. */
  readonly pairs: number;
  readonly passedOver: readonly PassedOver[];
  readonly areCompared: (one: number, other: number) => boolean;
};

/** What matching a whole table came to. */
export type Matching = {
  readonly model: MatchModel;
  readonly compared: Comparisons;
  /** Pairs of LEAST_EDGE at the least. */
  readonly scored: ScoredPairs;
  /** For each registration the number of its cluster. */
  readonly clusterOf: Int32Array;
  /** Pairs that would have made a cluster too large to be one person, and were not joined. */
  readonly crowds: number;
};

/**
 * Learns a model from a table, compares whoever shares a key, and says who is one person. `threads`: how many work at
 * it; what comes of it is the same.
 */
export function matchAll(
  table: MatchTable,
  seed: number,
  constraints: Constraints = NO_CONSTRAINTS,
  threads: number = threadsFor(table),
): Matching {
  return withThreads(table, threads, (open, blocks) => {
    const trained = train(table, open, seed);
    const { histogram, parts } = weighAll(open, blocks, trained, {
      counted: LEAST_COUNTED,
      kept: LEAST_EDGE - MOST_SHIFT,
    });
    const model = withPriorOf(trained, histogram, table.size);
    const shift = priorBits(model) - priorBits(trained);
    const settled = shift > MOST_SHIFT ? weighAll(open, blocks, model, EDGES).parts : parts;
    return matchingOf(table, model, blocks, edgesOf(settled, table.size, shift > MOST_SHIFT ? 0 : shift), constraints);
  });
}

/** Bits by which the prior may rise when it is settled, without weighing everything again. */
const MOST_SHIFT = 6;
const EDGES: Least = { counted: LEAST_EDGE, kept: LEAST_EDGE };

/**
 * The same with a model that was learnt before. The table knows how common values are from the model: see
 * frequenciesOf.
 */
export const matchWith = (
  table: MatchTable,
  model: MatchModel,
  constraints: Constraints = NO_CONSTRAINTS,
  threads: number = threadsFor(table),
): Matching =>
  withThreads(table, threads, (open, blocks) => {
    const { parts } = weighAll(open, blocks, model, EDGES);
    return matchingOf(table, model, blocks, edgesOf(parts, table.size, 0), constraints);
  });

function withThreads(
  table: MatchTable,
  count: number,
  match: (threads: Threads, blocks: readonly Blocks[]) => Matching,
): Matching {
  const threads = openThreads(table, count);
  try {
    const blocks = threads.run(
      "blocks",
      blockRulesFor(table).map((_, rule) => ({ rule })),
    );
    threads.stand({ blocks });
    return match(threads, blocks);
  } finally {
    threads.close();
  }
}

function train(table: MatchTable, threads: Threads, seed: number): MatchModel {
  const draws = threads.run(
    "chance",
    Array.from({ length: DRAWS }, (_, nth) => ({ seed: seed + nth })),
  );
  const teaching = [...blockRulesFor(table).entries()].filter(([, rule]) => tellsPeopleApart(table.columns, rule));
  const patterns = threads.run(
    "patterns",
    teaching.map(([rule]) => ({ rule, seed: seed + rule })),
  );
  const lessons = teaching.flatMap(([, rule], nth) => {
    const own = patterns[nth];
    return own ? [{ rule, patterns: own }] : [];
  });
  return trainModel(table, lessons, sharesByChance(table, draws));
}

type Weighed = { readonly histogram: WeightHistogram; readonly parts: readonly Scores[] };

/** Weighs whoever shares a block. */
function weighAll(threads: Threads, blocks: readonly Blocks[], model: MatchModel, least: Least): Weighed {
  // How common values are is in the table.
  const light = { ...model, columns: model.columns.map((column) => ({ ...column, common: {} })) };
  threads.stand({ model: light, least });
  const parts = threads.run("scores", blocks.flatMap(rangesOf));
  const histogram = weightHistogram();
  for (const part of parts) {
    for (const [at, pairs] of part.histogram.entries()) histogram[at] = (histogram[at] ?? 0) + pairs;
  }
  return { histogram, parts };
}

/** Pairs that a thread compares at a time. */
const PAIRS_OF_A_RANGE = 500_000;

/** The blocks of a rule, in parts of about as much work. */
function rangesOf({ count, starts }: Blocks, rule: number): readonly BlockRange[] {
  const ranges: BlockRange[] = [];
  let [from, pairs] = [0, 0];
  for (let block = 0; block < count; block++) {
    pairs += pairsAmong((starts[block + 1] ?? 0) - (starts[block] ?? 0));
    if (pairs < PAIRS_OF_A_RANGE && block + 1 < count) continue;
    ranges.push({ rule, from, to: block + 1 });
    [from, pairs] = [block + 1, 0];
  }
  return ranges;
}

function matchingOf(
  table: MatchTable,
  model: MatchModel,
  blocks: readonly Blocks[],
  edges: Edges,
  constraints: Constraints,
): Matching {
  const scored = { ...edges, weigh: createPairWeigher(table, model) };
  let crowds = 0;
  const clusterOf = clustersOf(table.size, scored, constraints, () => crowds++);
  return { model, compared: comparisonsOf(blocks), scored, clusterOf, crowds };
}

const comparisonsOf = (blocks: readonly Blocks[]): Comparisons => ({
  pairs: blocks.reduce(
    (sum, { count, starts }) =>
      starts.subarray(0, count).reduce((own, start, at) => own + pairsAmong((starts[at + 1] ?? 0) - start), sum),
    0,
  ),
  passedOver: blocks.flatMap(({ rule, passedOver }) => passedOver.map((registrations) => ({ rule, registrations }))),
  areCompared: (one, other) => blocks.some((own) => shareBlock(own, one, other)),
});
