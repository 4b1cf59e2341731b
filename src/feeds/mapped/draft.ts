import type { EventMapping, Mapping, PersonMapping, RowKind } from "#place";

/** A mapping while somebody makes it: not all of it need be there yet. */
export type MappingDraft = {
  readonly sheet?: string;
  readonly rowIs: RowKind;
  readonly category?: string;
  readonly sensitivity?: string;
  readonly person: Partial<PersonMapping>;
  readonly event: Partial<EventMapping>;
};

/** What a column may be to a row. Several may be lines of the address, or measurements; of all others there is one. */
export const COLUMN_ROLES = {
  none: "Not used",
  "person.name": "Whole name",
  "person.family": "Family name",
  "person.given": "Given names",
  "person.born": "Date of birth",
  "person.died": "Date of death",
  "person.sex": "Sex",
  "person.nhsNumber": "NHS number",
  "person.id": "The sender's id of the person",
  "person.address": "Address, or a line of it",
  "person.postcode": "Postcode",
  "person.phone": "Telephone number",
  "person.email": "Email address",
  "event.date": "When it was",
  "event.time": "Time of day",
  "event.end": "When it ended",
  "event.what": "What it was",
  "event.outcome": "What came of it",
  "event.status": "How it stands",
  "event.who": "Who did it",
  "event.note": "Note",
  "event.id": "The sender's id of the event",
  "event.value": "Value or score",
  "event.unit": "Unit of the value",
  "event.measures": "A measurement, named by its heading",
} as const;

export type ColumnRole = keyof typeof COLUMN_ROLES;

export const isColumnRole = (text: string): text is ColumnRole => Object.hasOwn(COLUMN_ROLES, text);

/** Of these roles there may be several columns. */
export const MAY_REPEAT: ReadonlySet<ColumnRole> = new Set(["none", "person.address", "event.measures"]);
/** These only a row about an observation has. */
export const OF_OBSERVATIONS: ReadonlySet<ColumnRole> = new Set(["event.value", "event.unit", "event.measures"]);

/** A mapping that is there as a draft of its change. */
export function draftOf({ event, ...mapping }: Mapping): MappingDraft {
  return { ...mapping, event: event ?? {} };
}

/**
 * A draft as it would stand in the place's file, without what its kind of row cannot have. Whether it may stand there
 * is checked where it is saved.
 */
export function mappingOf({ event, ...draft }: MappingDraft): Mapping {
  const { value: _value, unit: _unit, measures: _measures, ...plain } = event;
  const said = draft.rowIs === "observation" ? event : plain;
  return { ...draft, ...(draft.rowIs !== "person" && { event: said as EventMapping }) };
}
