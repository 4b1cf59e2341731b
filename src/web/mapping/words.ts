import type { DateFormat, MappedStatus, RowKind } from "#place";

/** What a row may be about, as it is asked. */
export const ROW_KIND_WORDS: Readonly<Record<RowKind, { readonly text: string; readonly hint: string }>> = {
  contact: { text: "A contact", hint: "a visit, an appointment, a telephone call, a session" },
  service: { text: "A service that goes on", hint: "a package of care, a course, a place at a club" },
  referral: { text: "A referral or request", hint: "somebody was asked to do something for the person" },
  observation: { text: "A measurement, test or score", hint: "with a value" },
  problem: { text: "A problem, diagnosis or need", hint: "from when, and until when if it is over" },
  document: { text: "A letter, note or document", hint: "whose words stand in the row" },
  person: { text: "Only a person", hint: "a list of people who are known to the sender" },
};

/** How days are written, with an example. */
export const DATE_FORMAT_WORDS: Readonly<Record<DateFormat, string>> = {
  "YYYY-MM-DD": "Year, month, day: 2026-05-03",
  "DD/MM/YYYY": "Day, month, year: 03/05/2026",
  "MM/DD/YYYY": "Month, day, year (American): 05/03/2026",
  "DD Mon YYYY": "With the month's name: 3 May 2026",
  YYYYMMDD: "Eight digits: 20260503",
  number: "A spreadsheet's count of days: 46145",
};

export const STATUS_WORDS: Readonly<Record<MappedStatus, string>> = {
  planned: "Planned",
  active: "Going on",
  done: "Done",
  cancelled: "Cancelled",
  missed: "The person did not come",
  mistake: "Entered by mistake",
};

export const SEX_WORDS = { female: "Female", male: "Male", other: "Other", unknown: "Not known" } as const;
