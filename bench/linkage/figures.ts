import type { Matching } from "#people";

/** How far a matching agrees with what is known: shares from 0 to 1. */
export type LinkageFigures = ClusterFigures & {
  /** Of the pairs of one person, those that were compared at all. */
  readonly blockingRecall: number;
  /** Of the pairs that alone are more likely one person than two. */
  readonly edgePrecision: number;
  readonly edgeRecall: number;
};

/** How far clusters agree with it, however they were found. */
export type ClusterFigures = {
  readonly pairPrecision: number;
  readonly pairRecall: number;
  readonly pairF1: number;
  readonly bCubedF1: number;
  /** Clusters that are one person's registrations, all of them and no other. */
  readonly exactClusterF1: number;
  /** People whose registrations share a cluster with somebody else's. */
  readonly mergedPersons: number;
};

export function figuresOf(truth: readonly string[], { compared, scored, clusterOf }: Matching): LinkageFigures {
  const size = truth.length;
  const persons = [...groupsBy(truth).values()];
  const ofSame = sum(persons, pairsAmong);
  const isSame = (pair: number): boolean => truth[Math.floor(pair / size)] === truth[pair % size];
  const edges = scored.pairs.filter((_, at) => (scored.weights[at] ?? 0) >= 0);
  const trueEdges = edges.filter(isSame).length;
  return {
    blockingRecall: sum(persons, (rows) => comparedAmong(rows, compared)) / ofSame,
    edgePrecision: trueEdges / edges.length,
    edgeRecall: trueEdges / ofSame,
    ...clusterFiguresOf(truth, clusterOf),
  };
}

/**
 * `clusterOf`: for each registration the number of its cluster.
 * @see https://doi.org/10.1007/s10791-008-9066-8 (Amigó et al., on B-cubed)
 */
export function clusterFiguresOf(truth: readonly string[], clusterOf: Int32Array): ClusterFigures {
  const persons = groupsBy(truth);
  const clusters = groupsBy(Array.from(clusterOf, String));
  const together = sharedBy(clusters, truth);
  const joined = sum(
    [...together.values()].flatMap((own) => [...own.values()]),
    (count) => pairsIn(count),
  );
  const pairPrecision = joined / sum([...clusters.values()], pairsAmong);
  const pairRecall = joined / sum([...persons.values()], pairsAmong);
  const bCubed = bCubedOf(clusters, persons, together, truth.length);
  const exact = [...together].filter(([cluster, own]) =>
    isExact(own, clusters.get(cluster)?.length ?? 0, persons),
  ).length;
  return {
    ...{ pairPrecision, pairRecall },
    pairF1: harmonicMean(pairPrecision, pairRecall),
    bCubedF1: harmonicMean(bCubed.precision, bCubed.recall),
    exactClusterF1: harmonicMean(exact / clusters.size, exact / persons.size),
    mergedPersons: new Set([...together.values()].flatMap((own) => (own.size > 1 ? [...own.keys()] : []))).size,
  };
}

type Groups = ReadonlyMap<string, readonly number[]>;
/** How many of each cluster are which person's. */
type Together = ReadonlyMap<string, ReadonlyMap<string, number>>;

function groupsBy(keys: readonly string[]): Groups {
  return Map.groupBy(keys.keys(), (at) => keys[at] ?? "");
}

const pairsIn = (count: number): number => (count * (count - 1)) / 2;
const comparedAmong = (rows: readonly number[], { areCompared }: Matching["compared"]): number =>
  sum([...rows.keys()], (at) => rows.slice(at + 1).filter((other) => areCompared(rows[at] ?? 0, other)).length);
const pairsAmong = (group: readonly number[]): number => pairsIn(group.length);
const sum = <T>(all: readonly T[], of: (one: T) => number): number => all.reduce((total, one) => total + of(one), 0);
const harmonicMean = (a: number, b: number): number => (2 * a * b) / (a + b);

const sharedBy = (clusters: Groups, truth: readonly string[]): Together =>
  new Map(
    [...clusters].map(([cluster, rows]) => {
      const persons = Map.groupBy(rows, (row) => truth[row] ?? "");
      return [cluster, new Map([...persons].map(([person, own]) => [person, own.length]))];
    }),
  );

function bCubedOf(clusters: Groups, persons: Groups, together: Together, size: number) {
  let [precision, recall] = [0, 0];
  for (const [cluster, own] of together) {
    for (const [person, count] of own) {
      precision += count ** 2 / (clusters.get(cluster)?.length ?? 1);
      recall += count ** 2 / (persons.get(person)?.length ?? 1);
    }
  }
  return { precision: precision / size, recall: recall / size };
}

function isExact(own: ReadonlyMap<string, number>, members: number, persons: Groups): boolean {
  const [only, ...others] = own.keys();
  return only !== undefined && others.length === 0 && persons.get(only)?.length === members;
}
