import { cellOf, closed, NONE, numbersIn, openLists, sharedIntegers, type Cells } from "./cells.ts";
import { IDENTIFYING, type ColumnKind } from "./comparison.ts";
import { textBookOf, type TextBook } from "./text-book.ts";

/** A column of what is known of each registration. */
export type Column = { readonly name: string; readonly kind: ColumnKind };

/** What one registration says: for each column its values, of which there may be several over time, or none. */
export type Row = readonly (readonly string[])[];

/** Registrations as they are compared, in memory that threads share: every value once, by a number. */
export type MatchTable = {
  readonly columns: readonly Column[];
  readonly size: number;
  /** For each registration and column the numbers of its values. */
  readonly rows: Cells;
  /** For each column, its values by their numbers. */
  readonly values: readonly ColumnValues[];
};

export type ColumnValues = {
  readonly size: number;
  readonly texts: TextBook;
  /**
   * The share of registrations with this column filled that have the value; of what identifies, 0 for a value that
   * fewer than FEWEST_SHARING have.
   */
  readonly frequencies: Float64Array;
};

/** A number, a telephone or an address that so many registrations have is nobody's own: a placeholder, or a care home. */
const FEWEST_SHARING = 20;

/** How common a value is in a column, as a share of the registrations that have it filled. */
export type FrequencyOf = (column: number, text: string) => number;

/**
 * `rows`: values in small letters, trimmed; dates as eight digits. `frequencyOf`: what is known of a larger table; else
 * how common a value is, is counted in these rows.
 */
export function tableOf(columns: readonly Column[], rows: readonly Row[], frequencyOf?: FrequencyOf): MatchTable {
  const width = columns.length;
  const books = columns.map(({ kind }): ValueBook => ({
    ...{ numbers: new Map<string, number>(), counts: [], filled: 0 },
    fewest: IDENTIFYING.has(kind) ? FEWEST_SHARING : 1,
  }));
  const cells = sharedIntegers(rows.length * width);
  const lists = openLists();
  for (const [column, book] of books.entries()) {
    for (let row = 0; row < rows.length; row++) {
      const texts = rows[row]?.[column] ?? [];
      if (texts.length > 0) book.filled++;
      cells[row * width + column] = texts.length > 1 ? cellOf(lists, numbersOf(book, texts)) : firstOf(book, texts);
    }
  }
  const values = books.map((book, column) =>
    valuesOf(book, frequencyOf === undefined ? undefined : (text) => frequencyOf(column, text)),
  );
  return { columns, size: rows.length, rows: { width, cells, ...closed(lists) }, values };
}

/** The values of a column as they are numbered: how many registrations have each, and how many have any. */
type ValueBook = {
  readonly numbers: Map<string, number>;
  readonly counts: number[];
  /** How many must have a value for it to be told how common it is. */
  readonly fewest: number;
  filled: number;
};

const numbersOf = (book: ValueBook, texts: readonly string[]): readonly number[] =>
  [...new Set(texts)].map((text) => numberOf(book, text));

const firstOf = (book: ValueBook, [text]: readonly string[]): number =>
  text === undefined ? NONE : numberOf(book, text);

function numberOf({ numbers, counts }: ValueBook, text: string): number {
  const known = numbers.get(text);
  const number = known ?? numbers.size;
  if (known === undefined) numbers.set(text, number);
  counts[number] = (counts[number] ?? 0) + 1;
  return number;
}

function valuesOf(
  { numbers, counts, filled, fewest }: ValueBook,
  frequencyOf?: (text: string) => number,
): ColumnValues {
  const frequencies = new Float64Array(new SharedArrayBuffer(8 * numbers.size));
  for (const [text, number] of numbers) {
    const count = counts[number] ?? 0;
    frequencies[number] = frequencyOf?.(text) ?? (count < fewest ? 0 : count / filled);
  }
  return { size: numbers.size, texts: textBookOf([...numbers.keys()]), frequencies };
}

/** The numbers of a registration's values in a column. */
export const valuesIn = ({ rows }: MatchTable, row: number, column: number): readonly number[] =>
  numbersIn(rows, rows.cells[row * rows.width + column] ?? -1);
