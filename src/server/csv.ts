import type { CsvRows } from "#web";

/** A table as CSV, some rows at a time. */
export async function* csvOf(columns: readonly string[], pieces: AsyncIterable<CsvRows>): AsyncGenerator<string> {
  yield csvLines([columns]);
  for await (const rows of pieces) yield csvLines(rows);
}

/**
 * Rows as lines of CSV. Text that a spreadsheet would run as a formula gets an apostrophe before it.
 * @see https://www.rfc-editor.org/rfc/rfc4180
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export const csvLines = (rows: CsvRows): string => rows.map((row) => `${row.map(cellOf).join(",")}\r\n`).join("");

function cellOf(value: string | number | undefined): string {
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value ?? "") ? `'${value ?? ""}` : (value ?? "");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
