/** One row of a table by its headings. */
export type TableFileRow = Readonly<Record<string, string>>;

const quoted = (field: string): string => (/[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);

/** Rows as a CSV file; its columns are all headings that any of them has. */
export function aTableFile(rows: readonly TableFileRow[], end = "\r\n"): string {
  const headings = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = rows.map((row) => headings.map((heading) => quoted(row[heading] ?? "")).join(","));
  return [headings.map(quoted).join(","), ...lines].join(end) + end;
}
