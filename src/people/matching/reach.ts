import { createSwapReader } from "./agreement.ts";
import { isSeveral, NONE } from "./cells.ts";
import { OF_THE_HOME, WEIGHTLESS, type ColumnKind } from "./comparison.ts";
import { DIFFERENT_NAME, FARTHEST_OF_SLIPS } from "./contradiction.ts";
import type { LevelReader } from "./level-reader.ts";
import { createBitsReader, priorBits, type MatchModel } from "./model.ts";
import type { MatchTable } from "./table.ts";

/** Whether the weight of two registrations may come to a measure: false only where it surely does not. */
export type ReachReader = (one: number, other: number) => boolean;

/**
 * Looks at what costs least first, and no further than needed: most pairs that share a key have nothing else in common.
 * `least`: in bits, the prior included.
 */
export function createReachReader(
  table: MatchTable,
  model: MatchModel,
  readers: readonly LevelReader[],
  least: number,
): ReachReader {
  const { cells, width } = table.rows;
  const isForbidden = createForbidding(table, readers);
  const bits = bitsFor(table, model);
  const swap = createSwapReader(table);
  const weighed = table.columns.flatMap(({ kind }, column) => (WEIGHTLESS.has(kind) ? [] : [column]));
  const ofPersons = weighed.filter((column) => !isOfTheHome(table, column));
  const home = weighed.filter((column) => isOfTheHome(table, column));
  const before = priorBits(model);

  /** The most that a column can say, as long as values that are not the same were not compared. */
  const mostOf = (column: number, mine: number, theirs: number): number => {
    if (mine === NONE || theirs === NONE) return NaN;
    const own = bits[column];
    if (isSeveral(mine) || isSeveral(theirs)) return own?.most ?? Infinity;
    return (mine === theirs ? own?.ofSame[mine] : own?.mostOfOthers) ?? Infinity;
  };
  const mostOfTheHome = (mine: number, theirs: number): number => {
    let most = -Infinity;
    for (const column of home) {
      const own = mostOf(column, cells[mine + column] ?? NONE, cells[theirs + column] ?? NONE);
      if (own > most) most = own;
    }
    return most === -Infinity ? 0 : most;
  };
  /** What is left of the most that can be said, when what is not the same has been compared. */
  const lookCloser = (one: number, other: number, atMost: number): boolean => {
    let most = atMost;
    const isSwap = swap?.isCrosswise(one, other) === true;
    for (const column of ofPersons) {
      const [mine, theirs] = [cells[one * width + column] ?? NONE, cells[other * width + column] ?? NONE];
      if (mine < 0 || theirs < 0 || mine === theirs) continue;
      const own = bits[column];
      if (!own || (isSwap && (column === swap.given || column === swap.family))) continue;
      most += (own.ofLevels[readers[column]?.(mine, theirs) ?? 0] ?? Infinity) - own.mostOfOthers;
      if (most < least) return false;
    }
    return true;
  };
  return (one, other) => {
    const [mine, theirs] = [one * width, other * width];
    if (isForbidden(mine, theirs, one, other)) return false;
    let most = before + mostOfTheHome(mine, theirs);
    for (const column of ofPersons) {
      const own = mostOf(column, cells[mine + column] ?? NONE, cells[theirs + column] ?? NONE);
      if (!Number.isNaN(own)) most += own;
    }
    return most >= least && lookCloser(one, other, most);
  };
}

const isOfTheHome = ({ columns }: MatchTable, column: number): boolean =>
  OF_THE_HOME.has(columns[column]?.kind ?? "words");

/** What a column can say: in bits. */
type ColumnBits = {
  /** Value by value, where both have it. */
  readonly ofSame: Float64Array;
  /** Level by level, where both do not have the same. */
  readonly ofLevels: Float64Array;
  readonly mostOfOthers: number;
  readonly most: number;
};

function bitsFor({ values }: MatchTable, model: MatchModel): readonly ColumnBits[] {
  const bitsIn = createBitsReader(model);
  return model.columns.map(({ levels }, column) => {
    const ofSame = Float64Array.from(values[column]?.frequencies ?? [], (frequency) => bitsIn(column, 0, frequency));
    const ofLevels = Float64Array.from(levels, (_, level) => bitsIn(column, level, 0));
    const mostOfOthers = Math.max(...ofLevels.subarray(1));
    return { ofSame, ofLevels, mostOfOthers, most: Math.max(bitsIn(column, 0, 0), mostOfOthers) };
  });
}

/** What surely forbids that two registrations are one person's, of those with one value at most. See contradiction.ts. */
function createForbidding(table: MatchTable, readers: readonly LevelReader[]) {
  const { cells } = table.rows;
  const at = (kind: ColumnKind): number => table.columns.findIndex((one) => one.kind === kind);
  const [number, traced, born, given] = [at("nhs-number"), at("traced-number"), at("birth-date"), at("given-name")];
  const swap = createSwapReader(table);
  const areOtherNames = (mine: number, theirs: number): boolean =>
    mine >= 0 && theirs >= 0 && mine !== theirs && readers[given]?.(mine, theirs) === DIFFERENT_NAME;
  const cellsAt = (column: number, mine: number, theirs: number): readonly [number, number] =>
    column < 0 ? [NONE, NONE] : [cells[mine + column] ?? NONE, cells[theirs + column] ?? NONE];
  const mayShareNumber = (mine: number, theirs: number): boolean => {
    const [one, other] = cellsAt(number, mine, theirs);
    if (one === NONE || other === NONE) return false;
    return one === other || isSeveral(one) || isSeveral(other);
  };
  const areTracedApart = (mine: number, theirs: number): boolean => {
    const [one, other] = cellsAt(traced, mine, theirs);
    return one >= 0 && other >= 0 && one !== other;
  };
  /** `mine`, `theirs`: where the cells of each begin. */
  return (mine: number, theirs: number, one: number, other: number): boolean => {
    if (number < 0 || mayShareNumber(mine, theirs)) return false;
    if (areTracedApart(mine, theirs)) return true;
    const [birth, otherBirth] = cellsAt(born, mine, theirs);
    if (birth < 0 || otherBirth < 0) return false;
    if (birth !== otherBirth) return (readers[born]?.(birth, otherBirth) ?? 0) >= FARTHEST_OF_SLIPS;
    const [name, otherName] = cellsAt(given, mine, theirs);
    return areOtherNames(name, otherName) && swap?.isCrosswise(one, other) !== true;
  };
}
