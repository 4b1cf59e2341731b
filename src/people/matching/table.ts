import type { ColumnKind } from "./comparison.ts";

/** A column of what is known of each registration. */
export type Column = { readonly name: string; readonly kind: ColumnKind };

/** What one registration says: for each column its values, of which there may be several over time, or none. */
export type Row = readonly (readonly string[])[];

/** Registrations as they are compared: every value once, by a number, with how common it is. */
export type MatchTable = {
  readonly columns: readonly Column[];
  readonly size: number;
  /** For each registration, for each column the numbers of its values. */
  readonly rows: readonly (readonly (readonly number[])[])[];
  /** For each column, its values by their numbers. */
  readonly values: readonly (readonly ColumnValue[])[];
};

export type ColumnValue = {
  readonly text: string;
  /** The share of registrations with this column filled that have this value. */
  readonly frequency: number;
};

/** How common a value is in a column, as a share of the registrations that have it filled. */
export type FrequencyOf = (column: number, text: string) => number;

/**
 * `rows`: values in small letters, trimmed; dates as eight digits. `frequencyOf`: what is known of a larger table; else
 * how common a value is, is counted in these rows.
 */
export function tableOf(columns: readonly Column[], rows: readonly Row[], frequencyOf?: FrequencyOf): MatchTable {
  const books = columns.map(() => new Map<string, number>());
  const counts = columns.map((): number[] => []);
  const filled = columns.map(() => 0);
  const numbered = rows.map((row) =>
    columns.map((_, column) => {
      const own = new Set(row[column]);
      if (own.size > 0) filled[column] = (filled[column] ?? 0) + 1;
      return [...own].map((text) => numberOf(books[column] ?? new Map<string, number>(), counts[column] ?? [], text));
    }),
  );
  const values = books.map((book, column) =>
    [...book.keys()].map((text, number) => ({
      text,
      frequency: frequencyOf?.(column, text) ?? (counts[column]?.[number] ?? 0) / (filled[column] ?? 1),
    })),
  );
  return { columns, size: rows.length, rows: numbered, values };
}

function numberOf(book: Map<string, number>, counts: number[], text: string): number {
  const number = book.get(text) ?? book.size;
  book.set(text, number);
  counts[number] = (counts[number] ?? 0) + 1;
  return number;
}

/** The texts of a registration in a column. */
export function textsIn(table: MatchTable, row: number, column: number): readonly string[] {
  const values = table.values[column] ?? [];
  return (table.rows[row]?.[column] ?? []).flatMap((number) => values[number]?.text ?? []);
}
