import { COLUMNS, type Column } from "../../src/feeds/cld/columns.ts";

/** A row of Client Level Data by our names for the columns: a package of care of a made-up person. */
export type SocialCareRow = Partial<Record<Column, string>>;

export const aServiceRow = (changes: SocialCareRow = {}): SocialCareRow => ({
  laCode: "306",
  periodEnd: "2025-03-31",
  person: "P1",
  birthDate: "03/02/1950",
  gender: "Female",
  clientType: "Service User",
  eventType: "Service",
  start: "2024-05-17",
  serviceType: "Long Term Support: Community",
  component: "Home Support",
  mechanism: "CASSR Commissioned Support",
  unitCost: "23.50",
  costFrequency: "Hourly",
  unitsPerWeek: "10.5",
  ...changes,
});

const quoted = (field: string): string => (/[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);

/** The rows as a CSV file with all columns. */
export function aSocialCareFile(rows: readonly SocialCareRow[], end = "\r\n"): string {
  const columns = Object.keys(COLUMNS) as Column[];
  const lines = rows.map((row) => columns.map((column) => quoted(row[column] ?? "")).join(","));
  return [columns.map((column) => COLUMNS[column]).join(","), ...lines].join(end) + end;
}
