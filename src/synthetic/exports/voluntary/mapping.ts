import { ACTIVITY_WORDS, meanings, OUTCOME_WORDS } from "./words.ts";

/** The columns of the organisation's spreadsheet, in their order. */
export const HEADINGS = [
  "Client name",
  "D.O.B.",
  "NHS no. (if known)",
  "Address",
  "Activity",
  "Date",
  "Worker",
  "Outcome",
  "Notes",
] as const;

/** How the place's file has the spreadsheet read: see src/place/mapping.ts. */
export const VOLUNTARY_MAPPING = {
  rowIs: "contact",
  person: {
    name: { column: "Client name", order: "given-first" },
    born: { column: "D.O.B.", format: "DD/MM/YYYY" },
    nhsNumber: "NHS no. (if known)",
    address: "Address",
  },
  event: {
    date: { column: "Date", format: "DD/MM/YYYY" },
    what: { column: "Activity", codes: meanings(ACTIVITY_WORDS) },
    outcome: { column: "Outcome", codes: meanings(OUTCOME_WORDS) },
    who: "Worker",
    note: "Notes",
  },
} as const;
