import type { CsvRows } from "#web";

/**
 * A table as CSV. Text that a spreadsheet would run as a formula gets an apostrophe before it.
 * @see https://www.rfc-editor.org/rfc/rfc4180
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export const csvOf = (columns: readonly string[], rows: CsvRows): string =>
  [columns, ...rows].map((row) => `${row.map(cellOf).join(",")}\r\n`).join("");

function cellOf(value: string | number | undefined): string {
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value ?? "") ? `'${value ?? ""}` : (value ?? "");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
