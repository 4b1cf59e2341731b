/**
 * The columns of a row of the log, in the order in which the canonical form takes them. Each is text, or null where
 * the row says nothing: `at` in UTC to the microsecond, numbers in decimal, ids as UUIDs in small letters.
 */
export const FIELDS = [
  "seq",
  "tx",
  "at",
  "kind",
  "permit",
  "actor",
  "organisation",
  "purpose",
  "person",
  "delivery",
  "what",
  "reason",
] as const;

export type Field = (typeof FIELDS)[number];

/** A row of the log as it is chained, field by field in the order of FIELDS. */
export type EventFields = readonly (string | null)[];

/** One field of a row; undefined where the row is shorter, as one that somebody wrote by hand may be. */
export const fieldOf = (event: EventFields, field: Field): string | null | undefined => event[FIELDS.indexOf(field)];
