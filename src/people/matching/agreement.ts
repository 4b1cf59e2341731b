import { AS_GOOD_AS_THE_SAME, levelOf, SWAPPED } from "./comparison.ts";
import type { MatchTable } from "./table.ts";

/** Where a column is empty in either registration, it says nothing. */
export const SILENT = -1;

/** How two registrations agree, column by column. */
export type Agreement = {
  /** Levels of LEVELS, or SILENT. */
  readonly levels: Int8Array;
  /** Where the level is "the same", how common the value is that both have; else 0. */
  readonly frequencies: Float64Array;
};

/** Levels that are kept at most: the comparison of two names is needed again and again. */
const MOST_KEPT = 4_000_000;

/**
 * Compares registrations of a table. Of several values in a column the two that agree best count. What is given back
 * is written over by the next comparison.
 */
export function createAgreementReader(table: MatchTable): (one: number, other: number) => Agreement {
  const { columns, rows, values } = table;
  const kept = columns.map(() => new Map<number, number>());
  const levels = new Int8Array(columns.length);
  const frequencies = new Float64Array(columns.length);
  const given = columns.findIndex(({ kind }) => kind === "given-name");
  const family = columns.findIndex(({ kind }) => kind === "family-name");

  const levelIn = (column: number, one: number, other: number): number => {
    if (one === other) return 0;
    const book = kept[column];
    const known = values[column];
    const kind = columns[column]?.kind;
    if (!book || !known || !kind) return SILENT;
    const key = one < other ? one * known.length + other : other * known.length + one;
    const before = book.get(key);
    if (before !== undefined) return before;
    const level = levelOf(kind, known[one]?.text ?? "", known[other]?.text ?? "");
    if (book.size >= MOST_KEPT) book.clear();
    book.set(key, level);
    return level;
  };

  const compare = (column: number, mine: readonly number[], theirs: readonly number[]): void => {
    let best = SILENT;
    let frequency = 0;
    for (const one of mine) {
      for (const other of theirs) {
        const level = levelIn(column, one, other);
        if (level === 0) frequency = Math.min(frequency || 1, values[column]?.[one]?.frequency ?? 1);
        if (best === SILENT || level < best) best = level;
      }
    }
    levels[column] = best;
    frequencies[column] = best === 0 ? frequency : 0;
  };

  const textsOf = (row: number, column: number): readonly string[] =>
    (rows[row]?.[column] ?? []).map((number) => values[column]?.[number]?.text ?? "");

  /** Given and family name that stand in each other's place agree neither here nor there, and yet say much. */
  const noticeSwap = (one: number, other: number): void => {
    if (given < 0 || family < 0) return;
    if ((levels[given] ?? 0) < AS_GOOD_AS_THE_SAME || (levels[family] ?? 0) < AS_GOOD_AS_THE_SAME) return;
    const crosswise = (mine: number, theirs: number): number =>
      bestOf(textsOf(mine, given), textsOf(theirs, family), (a, b) => levelOf("given-name", a, b));
    const [first, second] = [crosswise(one, other), crosswise(other, one)];
    if (Math.min(first, second) > 0 || Math.max(first, second) > AS_GOOD_AS_THE_SAME) return;
    levels[given] = SWAPPED;
    levels[family] = SWAPPED;
  };

  return (one, other) => {
    for (let column = 0; column < columns.length; column++) {
      compare(column, rows[one]?.[column] ?? [], rows[other]?.[column] ?? []);
    }
    noticeSwap(one, other);
    return { levels, frequencies };
  };
}

function bestOf(mine: readonly string[], theirs: readonly string[], level: (a: string, b: string) => number): number {
  let best = Infinity;
  for (const one of mine) for (const other of theirs) best = Math.min(best, level(one, other));
  return best;
}
