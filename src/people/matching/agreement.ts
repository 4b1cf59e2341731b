import { countIn, isSeveral, NONE, nthIn, numbersIn } from "./cells.ts";
import { AS_GOOD_AS_THE_SAME, levelOf, SWAPPED } from "./comparison.ts";
import { createLevelReaders, type LevelReader } from "./level-reader.ts";
import type { MatchTable } from "./table.ts";
import { createTextReader } from "./text-book.ts";

/** Where a column is empty in either registration, it says nothing. */
export const SILENT = -1;

/** How two registrations agree, column by column. */
export type Agreement = {
  /** Levels of LEVELS, or SILENT. */
  readonly levels: Int8Array;
  /** Where the level is "the same", how common the value is that both have; else 0. */
  readonly frequencies: Float64Array;
};

export type AgreementReader = (one: number, other: number) => Agreement;

/**
 * Compares registrations of a table. Of several values in a column the two that agree best count. What is given back
 * is written over by the next comparison.
 */
export function createAgreementReader(
  table: MatchTable,
  readers: readonly LevelReader[] = createLevelReaders(table),
): AgreementReader {
  const { rows, values } = table;
  const { cells, width } = rows;
  const levels = new Int8Array(width);
  const frequencies = new Float64Array(width);
  const frequenciesIn = values.map((own) => own.frequencies);
  const swap = createSwapReader(table);

  const compareSeveral = (column: number, mine: number, theirs: number): void => {
    let best = Infinity;
    let frequency = 1;
    const [many, others] = [countIn(rows, mine), countIn(rows, theirs)];
    for (let nth = 0; nth < many; nth++) {
      const one = nthIn(rows, mine, nth);
      for (let place = 0; place < others; place++) {
        const other = nthIn(rows, theirs, place);
        const level = one === other ? 0 : (readers[column]?.(one, other) ?? SILENT);
        if (level === 0) frequency = Math.min(frequency, frequenciesIn[column]?.[one] ?? 1);
        if (level < best) best = level;
      }
    }
    levels[column] = best;
    frequencies[column] = best === 0 ? frequency : 0;
  };

  const compare = (column: number, mine: number, theirs: number): void => {
    if (mine === NONE || theirs === NONE) {
      levels[column] = SILENT;
      frequencies[column] = 0;
    } else if (isSeveral(mine) || isSeveral(theirs)) {
      compareSeveral(column, mine, theirs);
    } else {
      levels[column] = mine === theirs ? 0 : (readers[column]?.(mine, theirs) ?? SILENT);
      frequencies[column] = mine === theirs ? (frequenciesIn[column]?.[mine] ?? 1) : 0;
    }
  };

  return (one, other) => {
    for (let column = 0; column < width; column++) {
      compare(column, cells[one * width + column] ?? NONE, cells[other * width + column] ?? NONE);
    }
    if (swap?.mayBeSwapped(levels) === true && swap.areSwapped(one, other)) {
      levels[swap.given] = SWAPPED;
      levels[swap.family] = SWAPPED;
    }
    return { levels, frequencies };
  };
}

/** Given and family name that stand in each other's place agree neither here nor there, and yet say much. */
export type SwapReader = {
  readonly given: number;
  readonly family: number;
  readonly mayBeSwapped: (levels: Int8Array) => boolean;
  readonly areSwapped: (one: number, other: number) => boolean;
  /** Whether a given name of either is a family name of the other: else they are not swapped. */
  readonly isCrosswise: (one: number, other: number) => boolean;
};

/** Undefined where a table has no given or no family names. */
export function createSwapReader({ columns, rows, values }: MatchTable): SwapReader | undefined {
  const given = columns.findIndex(({ kind }) => kind === "given-name");
  const family = columns.findIndex(({ kind }) => kind === "family-name");
  const [givenValues, familyValues] = [values[given], values[family]];
  if (!givenValues || !familyValues) return undefined;
  const [givenText, familyText] = [createTextReader(givenValues.texts), createTextReader(familyValues.texts)];
  const asFamily = new Map(Array.from({ length: familyValues.size }, (_, number) => [familyText(number), number]));
  const familyOfGiven = Int32Array.from({ length: givenValues.size }, (_, n) => asFamily.get(givenText(n)) ?? NONE);

  const numbers = (row: number, column: number) => numbersIn(rows, rows.cells[row * rows.width + column] ?? NONE);
  /** How well a given name of one agrees with a family name of the other. */
  const crosswise = (one: number, other: number): number => {
    let best = Infinity;
    for (const mine of numbers(one, given)) {
      for (const theirs of numbers(other, family)) {
        best = Math.min(best, levelOf("given-name", givenText(mine), familyText(theirs)));
      }
    }
    return best;
  };
  /** Whether some given name of one is a family name of the other. */
  const isCrosswiseTheSame = (one: number, other: number): boolean => {
    const mine = rows.cells[one * rows.width + given] ?? NONE;
    const theirs = rows.cells[other * rows.width + family] ?? NONE;
    if (mine >= 0 && theirs >= 0) return familyOfGiven[mine] === theirs;
    const [many, others] = [countIn(rows, mine), countIn(rows, theirs)];
    for (let nth = 0; nth < many; nth++) {
      const name = familyOfGiven[nthIn(rows, mine, nth)];
      for (let place = 0; place < others; place++) if (nthIn(rows, theirs, place) === name) return true;
    }
    return false;
  };
  return {
    given,
    family,
    isCrosswise: (one, other) => isCrosswiseTheSame(one, other) || isCrosswiseTheSame(other, one),
    mayBeSwapped: (levels) =>
      (levels[given] ?? SILENT) >= AS_GOOD_AS_THE_SAME && (levels[family] ?? SILENT) >= AS_GOOD_AS_THE_SAME,
    areSwapped: (one, other) => {
      if (isCrosswiseTheSame(one, other)) return crosswise(other, one) <= AS_GOOD_AS_THE_SAME;
      return isCrosswiseTheSame(other, one) && crosswise(one, other) <= AS_GOOD_AS_THE_SAME;
    },
  };
}
