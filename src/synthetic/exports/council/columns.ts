/**
 * The columns of a council's file: those of adult social care Client Level Data (Release 1, NHS England, Open
 * Government Licence v3), with the open NHS number and dates in place of pseudonyms, and what councils hold besides.
 */
export const COLUMNS = [
  "LA Code",
  "Reporting Period Start Date",
  "Reporting Period End Date",
  "NHS Number",
  "LA Person Unique Identifier",
  "Given Name",
  "Family Name",
  "Address Line 1",
  "Postcode",
  "Date of Birth",
  "Date of Death",
  "GP Practice Name",
  "GP Practice Code",
  "Gender",
  "Ethnicity",
  "Client Type",
  "Primary Support Reason",
  "Accommodation Status",
  "Employment Status",
  "Has Unpaid Carer",
  "Autism Spectrum Disorder (ASD)",
  "Visual Impairment",
  "Hearing Impairment",
  "Dementia",
  "Client Funding Status",
  "Event Type",
  "Event Reference",
  "Event Start Date",
  "Event End Date",
  "Event Description",
  "Event Outcome",
  "Request: Route of Access",
  "Assessment Type",
  "Eligible Needs Identified",
  "Informal Carer involved in Assessment",
  "Method of Assessment",
  "Total Hrs Caring per week",
  "No. of adults being cared for",
  "Adult 1 Linked Person_ID",
  "Adult 2 Linked Person_ID",
  "Adult 3 Linked Person_ID",
  "Service Type",
  "Service Component",
  "Delivery Mechanism",
  "Provider CQC Location Name",
  "Provider CQC Location ID",
  "Review Reason",
  "Review Outcomes Achieved",
  "Method of Review",
  "Unit Cost",
  "Cost Frequency (Unit Type)",
  "Planned units per week",
  "Full cost client",
] as const;

export type Column = (typeof COLUMNS)[number];
export type Row = Partial<Record<Column, string>>;

/** One line of CSV (RFC 4180): cells with a comma, a quote or a line break are quoted. */
export const csvLine = (row: Row): string => COLUMNS.map((column) => cell(row[column] ?? "")).join(",");

const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

export const HEADER = COLUMNS.join(",");
